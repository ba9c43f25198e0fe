package com.talkiego.dispatch.mock.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import org.junit.jupiter.api.Test;

class SpeechTest {

    @Test
    void decodes_mu_law_as_the_standard_has_it() {
        assertThat(MuLaw.decode((byte) 0xff)).isZero();
        assertThat(MuLaw.decode((byte) 0x80)).isEqualTo((short) 32124);
        assertThat(MuLaw.decode((byte) 0x00)).isEqualTo((short) -32124);
    }

    @Test
    void raising_the_rate_keeps_pitch_and_level() {
        short[] tone = new short[1600];
        for (int i = 0; i < tone.length; i++) {
            tone[i] = (short) (10_000 * Math.sin(2 * Math.PI * 1_000 * i / 16_000));
        }

        short[] raised = Upsampler.threefold(tone);

        assertThat(raised).hasSize(4800);
        for (int i = 500; i < 4300; i++) {
            assertThat((double) raised[i]).isCloseTo(10_000 * Math.sin(2 * Math.PI * 1_000 * i / 48_000), within(60.0));
        }
    }

    @Test
    void clips_are_even_and_never_near_clipping() throws Exception {
        Speech speech = Speech.shipped();
        assertThat(speech.sentences()).hasSizeGreaterThan(40);
        for (String key : speech.sentences()) {
            String[] parts = key.split("\t", -1);
            short[] clip = Objects.requireNonNull(speech.clip(parts[0], parts[1]));
            double level = 20 * Math.log10(Loudness.activeRms(clip) / 32_768);
            assertThat(level).as(key).isBetween(-26.5, -22.0);
            int peak = 0;
            for (short sample : clip) {
                peak = Math.max(peak, Math.abs(sample));
            }
            assertThat(20 * Math.log10(peak / 32_768.0)).as(key).isLessThanOrEqualTo(-2.9);
            assertThat(clip.length / 48_000.0).as(key).isBetween(0.6, 8.0);
        }
    }
}
