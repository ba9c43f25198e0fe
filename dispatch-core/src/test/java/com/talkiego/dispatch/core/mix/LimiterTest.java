package com.talkiego.dispatch.core.mix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LimiterTest {
    private static final int CEILING = 29_205;

    private static Sound limited(Limiter limiter, double hertz, double amplitude, int frames, Sound right) {
        Sound out = new Sound();
        Tone tone = new Tone(hertz, 10_000);
        for (int frame = 0; frame < frames; frame++) {
            short[] pcm = tone.next();
            float[] left = new float[Frame.SAMPLES];
            float[] other = new float[Frame.SAMPLES];
            for (int i = 0; i < Frame.SAMPLES; i++) {
                left[i] = (float) (pcm[i] / 10_000.0 * amplitude);
                other[i] = left[i] / 4;
            }
            short[] stereo = new short[2 * Frame.SAMPLES];
            limiter.limit(left, other, stereo);
            for (int i = 0; i < Frame.SAMPLES; i++) {
                out.add(new short[] {stereo[2 * i]}, 1);
                right.add(new short[] {stereo[2 * i + 1]}, 1);
            }
        }
        return out;
    }

    @Test
    void below_the_ceiling_sound_is_only_delayed_by_a_millisecond() {
        Sound out = limited(new Limiter(), 1_000, 0.8, 10, new Sound());
        assertThat(out.part(0, Limiter.DELAY).peak()).isZero();
        assertThat(out.part(960, 4_800).peak()).isCloseTo(26_214, within(3));
        assertThat(out.part(960, 4_800).signalToRestDb(1_000)).isGreaterThan(60);
    }

    @Test
    void ten_times_too_loud_is_turned_down_clean_on_both_sides_alike() {
        Sound right = new Sound();
        Sound out = limited(new Limiter(), 1_000, 10, 50, right);
        Sound settled = out.part(9_600, 24_000);
        assertThat(out.peak()).isLessThanOrEqualTo(CEILING);
        assertThat(settled.peak()).isGreaterThan(27_000);
        assertThat(settled.signalToRestDb(1_000)).isGreaterThan(26);
        assertThat(right.part(9_600, 24_000).rms() * 4).isCloseTo(settled.rms(), within(40.0));
    }

    @Test
    void after_a_shout_the_level_comes_back() {
        Limiter limiter = new Limiter();
        limited(limiter, 1_000, 10, 10, new Sound());
        Sound after = limited(limiter, 1_000, 0.5, 100, new Sound());
        assertThat(after.part(40_000, 48_000).peak()).isCloseTo(16_384, within(30));
    }

    @Property(tries = 200)
    void nothing_ever_leaves_above_the_ceiling(@ForAll long seed) {
        Random random = new Random(seed);
        Limiter limiter = new Limiter();
        short[] stereo = new short[2 * Frame.SAMPLES];
        for (int frame = 0; frame < 20; frame++) {
            float[] left = new float[Frame.SAMPLES];
            float[] right = new float[Frame.SAMPLES];
            for (int i = 0; i < Frame.SAMPLES; i++) {
                left[i] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(4) - 2));
                right[i] = random.nextInt(50) == 0 ? 60f * (random.nextFloat() - 0.5f) : 0f;
            }
            float peak = limiter.limit(left, right, stereo);
            assertThat(FrameRing.peak(stereo, 0, stereo.length)).isLessThanOrEqualTo(CEILING);
            assertThat(peak).isLessThanOrEqualTo(Limiter.CEILING + 1e-4f);
        }
    }
}
