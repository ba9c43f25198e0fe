package com.talkiego.dispatch.core.mix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A whisper and a shout are heard alike, noise and pauses stay as they are, and each talker is as loud as a moment ago. */
class EveningTest {
    private static final double WHISPER = -40;
    private static final double SHOUT = -12;
    private static final long WHISPERER = 11;
    private static final long SHOUTER = 12;

    private final Desk desk = new Desk(2);
    private long over;

    EveningTest() {
        desk.even(true);
    }

    /** Says that as one over in slot 0; what came out of it. */
    private Sound heard(Speech speech, long talker, boolean guarded) {
        desk.announce(0, new SlotPlan(++over, Bus.SELECT, 1f, 0f, guarded, SlotPlan.NOTHING, talker));
        int from = desk.left.length();
        for (int frame = 0; frame < speech.frames(); frame++) {
            desk.write(0, speech.frame(frame));
            desk.tick();
        }
        Sound heard = desk.left.part(from, desk.left.length());
        desk.playSilence(0, 30);
        desk.announce(0, null);
        desk.ticks(30);
        return heard;
    }

    private static double level(Sound sound) {
        return Speech.activeDbfs(IntStream.range(0, sound.length())
                .mapToDouble(i -> sound.samples()[i])
                .toArray());
    }

    @ParameterizedTest
    @ValueSource(strings = {"clip-001", "clip-009", "clip-022", "clip-037"})
    void aWhisperAndAShoutComeOutWithinSixDecibels(String clip) throws Exception {
        Speech speech = Speech.of(clip);
        heard(speech.at(WHISPER), WHISPERER, false);
        heard(speech.at(SHOUT), SHOUTER, false);
        double whisper = level(heard(speech.at(WHISPER), WHISPERER, false));
        double shout = level(heard(speech.at(SHOUT), SHOUTER, false));
        assertThat(shout - whisper).isBetween(-6.0, 6.0);
        assertThat(shout).as("not just silenced").isGreaterThan(-27);

        desk.even(false);
        desk.ticks(1);
        double bareWhisper = level(heard(speech.at(WHISPER), WHISPERER, false));
        double bareShout = level(heard(speech.at(SHOUT), SHOUTER, false));
        assertThat(bareShout - bareWhisper).as("without it").isGreaterThan(15);
    }

    @Test
    void whoIsHeardForTheFirstTimeIsEvenedWithinASecondAndAHalf() throws Exception {
        Speech speech = Speech.of("clip-001");
        Sound whisper = heard(speech.at(WHISPER), WHISPERER, false);
        Sound shout = heard(speech.at(SHOUT), SHOUTER, false);
        int from = Frame.SAMPLE_RATE * 3 / 2;
        assertThat(level(shout.part(from, shout.length())) - level(whisper.part(from, whisper.length())))
                .isBetween(-6.0, 6.0);
    }

    @Test
    void anOverBeginsAsLoudAsTheOneBeforeEnded() throws Exception {
        Speech whisper = Speech.of("clip-001").at(WHISPER);
        Sound first = heard(whisper, WHISPERER, false);
        heard(Speech.of("clip-009").at(SHOUT), SHOUTER, false);
        Sound second = heard(whisper, WHISPERER, false);
        int word = Frame.SAMPLE_RATE / 2;
        assertThat(level(second.part(0, word)) - level(first.part(0, word)))
                .as("the first word")
                .isGreaterThan(6);
        Sound end = first.part(first.length() - word, first.length());
        Sound same = second.part(second.length() - word, second.length());
        assertThat(level(same)).isCloseTo(level(end), within(2.0));
    }

    @Test
    void aSteadyNoiseAndAToneStayAsTheyAreThoughASilenceIsBeforeThem() {
        Random random = new Random(5);
        Speech noise = new Speech(random.doubles(5L * Frame.SAMPLE_RATE, -1, 1)
                .map(each -> each * 180)
                .toArray());
        Speech tone = new Speech(IntStream.range(0, 5 * Frame.SAMPLE_RATE)
                .mapToDouble(i -> 900 * Math.sin(2 * Math.PI * 440 * i / Frame.SAMPLE_RATE))
                .toArray());
        // The second time it would be raised if it had been taken for speech the first time.
        for (int time = 0; time < 2; time++) {
            staysAsItIs(noise, 21);
            staysAsItIs(tone, 22);
        }
    }

    private void staysAsItIs(Speech sound, long talker) {
        int silence = 20 * Frame.SAMPLES;
        double[] later = new double[silence + sound.samples().length];
        System.arraycopy(sound.samples(), 0, later, silence, sound.samples().length);
        Sound heard = heard(new Speech(later), talker, false);
        assertThat(heard.part(silence + 4_800, heard.length()).rmsDbfs()).isCloseTo(sound.activeDbfs(), within(0.5));
    }

    @Test
    void aPauseIsNotFilledWithNoise() throws Exception {
        Speech words = Speech.of("clip-009").at(WHISPER);
        Random random = new Random(6);
        int pause = 3 * Frame.SAMPLE_RATE;
        double[] all = new double[words.samples().length + pause];
        System.arraycopy(words.samples(), 0, all, 0, words.samples().length);
        for (int i = 0; i < all.length; i++) {
            all[i] += random.nextGaussian() * 20;
        }
        Sound heard = heard(new Speech(all), WHISPERER, false);
        Sound early = heard.part(words.samples().length + 24_000, words.samples().length + 48_000);
        Sound late = heard.part(heard.length() - 24_000, heard.length());
        assertThat(late.rmsDbfs()).isCloseTo(early.rmsDbfs(), within(1.0));
    }

    @Test
    void anEmergencyIsRaisedAndNeverTakenBack() throws Exception {
        Speech speech = Speech.of("clip-001");
        Speech shout = speech.at(SHOUT);
        heard(shout, SHOUTER, true);
        double evened = level(heard(shout, SHOUTER, true));
        heard(speech.at(WHISPER), WHISPERER, true);
        assertThat(level(heard(speech.at(WHISPER), WHISPERER, true))).isGreaterThan(WHISPER + 12);
        desk.even(false);
        assertThat(evened).isCloseTo(level(heard(shout, SHOUTER, true)), within(0.1));
    }

    @Test
    void nothingIsClippedAndNothingClicks() throws Exception {
        Speech speech = Speech.of("clip-022");
        heard(speech.at(WHISPER), WHISPERER, false);
        int most = (int) Math.ceil(Limiter.CEILING * 32_768);
        assertThat(desk.left.peak()).isLessThanOrEqualTo(most);
        heard(speech.at(-3), WHISPERER, false);
        assertThat(desk.left.peak()).as("a whisperer who shouts").isLessThanOrEqualTo(most);
    }
}
