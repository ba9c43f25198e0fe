package com.talkiego.dispatch.core.mix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameRingTest {
    private static short[] filled(int value) {
        short[] frame = new short[Frame.SAMPLES];
        Arrays.fill(frame, (short) value);
        return frame;
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE - 5, -5})
    void keeps_order_stamps_and_peaks_across_the_wrap_of_its_counters(long start) {
        FrameRing ring = new FrameRing(4, start);
        short[] out = new short[Frame.SAMPLES];
        for (int i = 1; i <= 20; i++) {
            assertThat(ring.offer(filled(-i), i)).isTrue();
            assertThat(ring.offer(Tone.bytes(filled(i)), 100 + i)).isTrue();
            assertThat(ring.size()).isEqualTo(2);
            assertThat(ring.peakAt(1)).isEqualTo(i);
            assertThat(ring.stamp()).isEqualTo(i);
            ring.copy(out, 0);
            assertThat(out).isEqualTo(filled(-i));
            ring.skip(1);
            ring.copy(out, 0);
            assertThat(out).isEqualTo(filled(i));
            ring.skip(1);
        }
        assertThat(ring.drops()).isZero();
    }

    @Test
    void drops_and_counts_what_finds_no_room() {
        FrameRing ring = new FrameRing(4);
        for (int i = 0; i < 6; i++) {
            assertThat(ring.offer(filled(i), i)).isEqualTo(i < 4);
        }
        assertThat(ring.drops()).isEqualTo(2);
        assertThat(ring.stamp()).isZero();
    }

    @Test
    void the_loudest_negative_sample_has_a_peak_too() {
        FrameRing ring = new FrameRing(2);
        ring.offer(filled(Short.MIN_VALUE), 0);
        assertThat(ring.peakAt(0)).isEqualTo(32_768);
    }

    @Test
    void a_reader_never_sees_half_a_frame_of_another_thread() throws InterruptedException {
        FrameRing ring = new FrameRing(8);
        int frames = 100_000;
        Thread writer = Thread.ofPlatform().start(() -> {
            for (int i = 0; i < frames; i++) {
                short[] frame = filled(i % 30_000);
                while (!ring.offer(frame, i)) {
                    Thread.onSpinWait();
                }
            }
        });
        short[] out = new short[Frame.SAMPLES];
        int torn = 0;
        for (int i = 0; i < frames; i++) {
            while (ring.size() == 0) {
                Thread.onSpinWait();
            }
            ring.copy(out, 0);
            boolean whole = ring.stamp() == i
                    && ring.peakAt(0) == i % 30_000
                    && out[0] == i % 30_000
                    && out[Frame.SAMPLES / 2] == out[0]
                    && out[Frame.SAMPLES - 1] == out[0];
            torn += whole ? 0 : 1;
            ring.skip(1);
        }
        writer.join();
        assertThat(torn).isZero();
    }
}
