package com.talkiego.dispatch.console.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.talkiego.dispatch.core.mix.AudioEngine;
import com.talkiego.dispatch.core.mix.Bus;
import com.talkiego.dispatch.core.mix.Cue;
import com.talkiego.dispatch.core.mix.Frame;
import com.talkiego.dispatch.core.mix.MixPlan;
import com.talkiego.dispatch.core.mix.SlotPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long a tone lasts in a recording of the console is told apart from the console's own sounds. */
class SoundTest {
    private static final int TONE_FRAMES = 300;
    private static final int PERIOD_FRAMES = 1_200;

    /** All tones of the proof, and every cue of the console between two of them and over the second. */
    @ParameterizedTest
    @ValueSource(ints = {440, 530, 620, 710, 890, 1045, 1130, 1255, 1490, 1690, 1910, 2150})
    void leavesTheConsolesOwnCuesOut(int hertz) {
        assertThat(played(hertz).seconds(hertz)).isCloseTo(2 * TONE_FRAMES / 100.0, within(0.3));
    }

    private static Sound played(int hertz) {
        AtomicLong clock = new AtomicLong();
        AudioEngine engine = new AudioEngine(1, clock::get);
        engine.publish(new MixPlan(1, List.of(new SlotPlan(7, Bus.SELECT, 1f, 0f, false)), 1f, 1f, 1f));
        List<Cue> cues =
                Arrays.stream(Cue.values()).filter(cue -> !cue.repeats()).toList();
        List<short[]> frames = new ArrayList<>();
        short[] pairs = new short[2 * Frame.SAMPLES];
        for (int frame = 0; frame < 2 * PERIOD_FRAMES; frame++) {
            clock.addAndGet(Frame.NANOS);
            engine.tap(0).write(tone(hertz, frame), Frame.SAMPLES, clock.get());
            if (frame % 90 == 0) {
                engine.cue(cues.get(frame / 90 % cues.size()), Bus.SELECT);
            }
            engine.tick(clock.get());
            engine.output(Bus.SELECT).read(pairs, 0, Frame.SAMPLES);
            frames.add(left(pairs));
        }
        return Sound.of(frames);
    }

    private static byte[] tone(int hertz, int frame) {
        byte[] pcm = new byte[2 * Frame.SAMPLES];
        for (int i = 0; i < Frame.SAMPLES && frame % PERIOD_FRAMES < TONE_FRAMES; i++) {
            long sample = (long) frame * Frame.SAMPLES + i;
            int value = (int) Math.round(4_600 * Math.sin(2 * Math.PI * hertz * sample / Frame.SAMPLE_RATE));
            pcm[2 * i] = (byte) value;
            pcm[2 * i + 1] = (byte) (value >> 8);
        }
        return pcm;
    }

    private static short[] left(short[] pairs) {
        short[] pcm = new short[Frame.SAMPLES];
        for (int i = 0; i < pcm.length; i++) {
            pcm[i] = pairs[2 * i];
        }
        return pcm;
    }
}
