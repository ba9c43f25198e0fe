package com.talkiego.dispatch.core.mix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** How an over comes out of its slot: early, in time, late, never. */
class SlotReadingTest {
    private final Desk desk = new Desk(4);

    private static List<RecordedFrame> recorded(Desk desk) {
        List<RecordedFrame> frames = new ArrayList<>();
        RecordedFrame frame = new RecordedFrame();
        while (desk.engine.record().read(frame)) {
            frames.add(frame);
            frame = new RecordedFrame();
        }
        return frames;
    }

    @Test
    void in_time_an_over_lags_by_nothing() {
        desk.playSilence(0, 50);
        desk.announce(0, Desk.plan(1));
        Tone tone = new Tone(300, 6_000);
        for (int i = 0; i < 200; i++) {
            desk.play(0, tone, 1);
            assertThat(desk.engine.backlogMillis(0)).isLessThanOrEqualTo(20);
        }
    }

    @Test
    void what_jitter_piled_up_stays_while_it_may_be_needed_and_then_goes_in_mid_speech() {
        desk.announce(0, Desk.plan(1));
        Tone tone = new Tone(300, 6_000);
        desk.play(0, tone, 20);
        desk.write(0, tone.nextBytes());
        desk.play(0, tone, 20);
        assertThat(desk.engine.backlogMillis(0)).isEqualTo(10);
        desk.play(0, tone, 80);
        assertThat(desk.engine.backlogMillis(0)).isLessThan(6);
        assertThat(desk.left.largestStep()).isLessThan(300);
    }

    @Test
    void what_jitter_piled_up_goes_in_the_next_pause() {
        desk.announce(0, Desk.plan(1));
        Tone tone = new Tone(300, 6_000);
        desk.write(0, tone.nextBytes());
        desk.play(0, tone, 3);
        desk.playSilence(0, 20);
        assertThat(desk.engine.backlogMillis(0)).isZero();
        assertThat(desk.engine.counters().drops()).isZero();
    }

    @Test
    void announced_300_ms_late_an_over_loses_no_sample() {
        desk.engine.record();
        desk.playSilence(0, 80);
        Sound sent = new Sound();
        for (int i = 0; i < 300; i++) {
            if (i == 30) {
                assertThat(desk.left.peak()).isZero();
                desk.announce(0, Desk.plan(9));
            }
            short[] frame = new Tone(400 + 40 * (i / 10), 6_000).next();
            sent.add(frame, frame.length);
            desk.write(0, Tone.bytes(frame));
            desk.tick();
        }
        desk.playSilence(0, 40);

        Sound record = new Sound();
        recorded(desk).stream().filter(frame -> frame.over == 9).forEach(frame -> record.add(frame.pcm, Frame.SAMPLES));
        int preRoll = SlotReader.PRE_ROLL * Frame.SAMPLES;
        assertThat(record.part(preRoll, preRoll + sent.length()).firstDifference(sent))
                .isEqualTo(-1);
        assertThat(record.part(0, preRoll).peak()).isZero();
        assertThat(desk.engine.backlogMillis(0)).isLessThanOrEqualTo(10);
        assertThat(desk.engine.counters().caughtUpMillis()).isBetween(290L, 340L);
        assertThat(desk.engine.counters().drops()).isZero();
        assertThat(desk.engine.counters().underruns()).isZero();
        assertThat(desk.engine.counters().unattributed()).isZero();
    }

    @Test
    void a_late_over_is_heard_whole_at_most_a_sixth_faster_and_at_its_own_pitch() {
        Tone tone = new Tone(440, 6_000);
        for (int i = 0; i < 400; i++) {
            if (i == 30) {
                desk.announce(0, Desk.plan(9));
            }
            desk.play(0, tone, 1);
        }
        int start = 30 * Frame.SAMPLES;
        int caughtUp = 0;
        for (int second = 0; second < 3; second++) {
            Sound heard = desk.left.part(start + second * 48_000, start + (second + 1) * 48_000);
            assertThat(heard.amplitude(440)).isCloseTo(6_000, within(300.0));
            assertThat(heard.largestStep()).isLessThan(600);
            caughtUp += heard.length();
        }
        assertThat(caughtUp).isEqualTo(3 * 48_000);
        double speed = 1 + desk.engine.counters().caughtUpMillis() / 2_000.0;
        assertThat(speed).isBetween(1.10, 1.16);
    }

    @Test
    void an_idle_slot_keeps_two_frames_and_counts_nothing() {
        desk.engine.record();
        desk.playSilence(0, 300);
        assertThat(desk.engine.backlogMillis(0)).isEqualTo(20);
        assertThat(desk.engine.counters().drops()).isZero();
        assertThat(desk.engine.counters().unattributed()).isZero();
        assertThat(recorded(desk)).isEmpty();
    }

    @Test
    void what_is_never_announced_is_counted_recorded_and_not_played() {
        desk.engine.record();
        desk.playSilence(0, 10);
        desk.play(0, new Tone(500, 4_000), 40);
        desk.playSilence(0, 100);
        assertThat(desk.engine.counters().unattributed()).isBetween(40L, 43L);
        assertThat(recorded(desk))
                .hasSizeBetween(40, 43)
                .allSatisfy(frame -> assertThat(frame.over).isEqualTo(RecordedFrame.UNATTRIBUTED));
        assertThat(desk.left.peak()).isZero();
        assertThat(desk.engine.backlogMillis(0)).isEqualTo(20);
    }

    @Test
    void unannounced_sound_waits_at_most_a_second() {
        desk.play(0, new Tone(500, 4_000), 500);
        assertThat(desk.engine.backlogMillis(0)).isEqualTo(1_000);
        assertThat(desk.engine.counters().unattributed()).isEqualTo(400);
    }

    @Test
    void a_gap_fades_out_and_in_and_is_counted_once() {
        desk.announce(0, Desk.plan(1));
        Tone tone = new Tone(350, 8_000);
        desk.play(0, tone, 30);
        tone.next();
        desk.ticks(7);
        desk.play(0, tone, 30);

        double steepest = 8_000 * 2 * Math.PI * 350 / Frame.SAMPLE_RATE;
        assertThat(desk.left.largestStep()).isLessThan((int) (1.5 * steepest));
        assertThat(desk.left.longestSilence()).isBetween(6 * Frame.SAMPLES, 7 * Frame.SAMPLES);
        assertThat(desk.engine.counters().underruns()).isEqualTo(1);
    }

    @Test
    void withdrawn_an_over_still_ends_with_its_last_word() {
        desk.engine.record();
        desk.announce(0, Desk.plan(1));
        Tone tone = new Tone(500, 4_000);
        desk.play(0, tone, 20);
        desk.announce(0, null);
        desk.play(0, tone, 8);
        desk.playSilence(0, 30);
        assertThat(recorded(desk).stream().filter(frame -> frame.over == 1 && FrameRing.peak(frame.pcm, 0, 480) > 100))
                .hasSize(28);
        assertThat(desk.engine.counters().unattributed()).isZero();
    }

    @Test
    void the_next_over_of_a_slot_begins_with_its_own_first_sample() {
        desk.engine.record();
        desk.announce(0, Desk.plan(1));
        desk.play(0, new Tone(500, 4_000), 20);
        desk.announce(0, null);
        desk.playSilence(0, 60);
        Sound sent = new Sound();
        Tone tone = new Tone(900, 4_000);
        for (int i = 0; i < 20; i++) {
            if (i == 5) {
                desk.announce(0, Desk.plan(2));
            }
            short[] frame = tone.next();
            sent.add(frame, frame.length);
            desk.write(0, Tone.bytes(frame));
            desk.tick();
        }
        desk.playSilence(0, 40);
        Sound second = new Sound();
        recorded(desk).stream().filter(frame -> frame.over == 2).forEach(frame -> second.add(frame.pcm, 480));
        assertThat(second.part(2 * 480, 22 * 480).firstDifference(sent)).isEqualTo(-1);
    }

    @Test
    void an_over_right_after_another_takes_nothing_of_it_along() {
        desk.engine.record();
        desk.announce(0, Desk.plan(1));
        desk.play(0, new Tone(500, 4_000), 20);
        Tone old = new Tone(500, 4_000);
        for (int i = 0; i < 10; i++) {
            desk.write(0, old.nextBytes());
        }
        for (int i = 0; i < 50; i++) {
            desk.write(0, Tone.silence());
        }
        desk.announce(0, Desk.plan(2));
        desk.play(0, new Tone(900, 4_000), 60);
        Sound second = new Sound();
        recorded(desk).stream().filter(frame -> frame.over == 2).forEach(frame -> second.add(frame.pcm, 480));
        assertThat(second.amplitude(500)).isLessThan(10);
        assertThat(second.amplitude(900)).isGreaterThan(2_500);
        assertThat(desk.engine.counters().drops()).isEqualTo(10);
    }

    /** Whatever the order of frames, gaps, bursts and plans: each loud frame is played once, counted once, or still waits. */
    @Property(tries = 25)
    void every_frame_is_accounted_for(@ForAll long seed) {
        Desk any = new Desk(1);
        any.engine.record();
        Random random = new Random(seed);
        long over = 0;
        int loud = 0;
        int seen = 0;
        int unattributed = 0;
        boolean announced = false;
        for (int step = 0; step < 400; step++) {
            for (int i = random.nextInt(3); i > 0; i--) {
                boolean sound = random.nextInt(4) > 0;
                any.write(0, sound ? new Tone(300, 5_000).nextBytes() : Tone.silence());
                loud += sound ? 1 : 0;
            }
            if (random.nextInt(40) == 0) {
                announced = !announced;
                any.announce(0, announced ? Desk.plan(++over) : null);
            }
            any.tick();
            for (RecordedFrame frame : recorded(any)) {
                boolean sound = FrameRing.peak(frame.pcm, 0, Frame.SAMPLES) > SlotReader.SOUND_PEAK;
                seen += sound && frame.over != RecordedFrame.UNATTRIBUTED ? 1 : 0;
                unattributed += sound && frame.over == RecordedFrame.UNATTRIBUTED ? 1 : 0;
                assertThat(frame.over).isLessThanOrEqualTo(over);
            }
        }
        any.announce(0, Desk.plan(++over));
        any.ticks(300);
        for (RecordedFrame frame : recorded(any)) {
            seen += FrameRing.peak(frame.pcm, 0, Frame.SAMPLES) > SlotReader.SOUND_PEAK ? 1 : 0;
        }
        assertThat(seen + unattributed + any.engine.counters().drops()).isEqualTo(loud);
        assertThat(any.engine.backlogMillis(0)).isZero();
    }
}
