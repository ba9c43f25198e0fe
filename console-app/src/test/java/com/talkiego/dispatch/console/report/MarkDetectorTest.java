package com.talkiego.dispatch.console.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.talkiego.dispatch.core.mix.Frame;
import org.junit.jupiter.api.Test;

class MarkDetectorTest {
    private final MarkDetector detector = new MarkDetector();

    @Test
    void finds_the_first_sample_of_a_burst_after_silence() {
        feedSilence(4);

        assertThat(detector.find(tone(3_000, 10_000, 100))).isBetween(100, 106);
    }

    @Test
    void takes_no_tone_of_another_pitch_for_a_mark() {
        feedSilence(4);

        assertThat(detector.find(tone(1_000, 10_000, 0))).isEqualTo(-1);
    }

    @Test
    void wants_silence_before_the_burst() {
        detector.find(tone(700, 8_000, 0));

        assertThat(detector.find(tone(3_000, 10_000, 0))).isEqualTo(-1);
    }

    @Test
    void reports_a_burst_once() {
        feedSilence(4);
        detector.find(tone(3_000, 10_000, 0));

        assertThat(detector.find(tone(3_000, 10_000, 0))).isEqualTo(-1);
    }

    private void feedSilence(int frames) {
        for (int i = 0; i < frames; i++) {
            assertThat(detector.find(new short[Frame.SAMPLES])).isEqualTo(-1);
        }
    }

    private static short[] tone(double hertz, double amplitude, int from) {
        short[] pcm = new short[Frame.SAMPLES];
        for (int i = from; i < pcm.length; i++) {
            pcm[i] = (short) (amplitude * Math.sin(2 * Math.PI * hertz * (i - from) / Frame.SAMPLE_RATE));
        }
        return pcm;
    }
}
