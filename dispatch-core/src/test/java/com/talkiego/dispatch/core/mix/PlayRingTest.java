package com.talkiego.dispatch.core.mix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PlayRingTest {
    private final AtomicLong clock = new AtomicLong(1_000);
    private final PlayRing ring = new PlayRing(clock::get);
    private int next;

    private boolean write() {
        short[] stereo = new short[2 * Frame.SAMPLES];
        for (int i = 0; i < stereo.length; i++) {
            stereo[i] = (short) (next++ % 30_011);
        }
        return ring.write(stereo);
    }

    @Test
    void any_sizes_of_reads_give_every_sample_once_and_in_order() {
        short[] out = new short[2_000];
        int expected = 0;
        int wrong = 0;
        for (int round = 0; round < 2_000; round++) {
            write();
            int frames = 10 + (round * 37) % 990;
            int taken = ring.read(out, 3, Math.min(frames, ring.available()));
            for (int i = 3; i < 3 + 2 * taken; i++) {
                wrong += out[i] == expected++ % 30_011 ? 0 : 1;
            }
        }
        assertThat(wrong).isZero();
        assertThat(expected).isGreaterThan(900_000);
        assertThat(ring.underruns()).isZero();
    }

    @Test
    void it_tells_when_each_frame_was_taken() {
        for (int i = 0; i < 4; i++) {
            write();
        }
        short[] out = new short[4_000];
        assertThat(ring.takenNanos(0)).isEqualTo(-1);
        clock.set(5_000);
        ring.read(out, 0, 500);
        clock.set(6_000);
        ring.read(out, 0, 900);
        assertThat(ring.takenNanos(0)).isEqualTo(5_000);
        assertThat(ring.takenNanos(480)).isEqualTo(5_000);
        assertThat(ring.takenNanos(960)).isEqualTo(6_000);
        assertThat(ring.takenNanos(1_440)).isEqualTo(-1);
        assertThat(ring.lastTakenNanos()).isEqualTo(6_000);
    }

    @Test
    void full_it_drops_and_counts_only_if_somebody_reads() {
        while (write()) {
            assertThat(ring.available()).isPositive();
        }
        assertThat(ring.available()).isGreaterThanOrEqualTo(9_600);
        assertThat(ring.drops()).isZero();
        ring.read(new short[2], 0, 1);
        assertThat(write()).isFalse();
        assertThat(ring.drops()).isEqualTo(1);
    }

    @Test
    void reading_more_than_there_is_counts() {
        write();
        assertThat(ring.read(new short[2_000], 0, 1_000)).isEqualTo(480);
        assertThat(ring.underruns()).isEqualTo(1);
    }
}
