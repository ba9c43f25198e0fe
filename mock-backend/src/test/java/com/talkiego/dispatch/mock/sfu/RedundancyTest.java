package com.talkiego.dispatch.mock.sfu;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RedundancyTest {
    private static final int OPUS = 111;

    /** A payload with one redundant frame. */
    static byte[] red(int offset, byte[] redundant, byte[] primary) {
        return ByteBuffer.allocate(5 + redundant.length + primary.length)
                .putInt(((0x80 | OPUS) << 24) | (offset << 10) | redundant.length)
                .put((byte) OPUS)
                .put(redundant)
                .put(primary)
                .array();
    }

    @Test
    void thePrimaryFrameAndTheReachAreRead() {
        byte[] payload = red(960, new byte[] {1, 2}, new byte[] {3, 4, 5});
        assertThat(Redundancy.wellFormed(payload, OPUS)).isTrue();
        assertThat(Redundancy.reach(payload)).isEqualTo(960);
        assertThat(Redundancy.primary(payload)).containsExactly(3, 4, 5);
    }

    @Test
    void anotherCodecInsideIsRefused() {
        assertThat(Redundancy.wellFormed(red(960, new byte[] {1}, new byte[] {2}), 96))
                .isFalse();
    }

    @Test
    void everyTruncationIsRefused() {
        byte[] payload = red(960, new byte[] {1, 2}, new byte[] {3});
        for (int length = 0; length < payload.length; length++) {
            assertThat(Redundancy.wellFormed(Arrays.copyOf(payload, length), OPUS))
                    .isFalse();
        }
    }

    @Test
    void whateverIsWellFormedCanBeReadAndNothingThrows() {
        Random random = new Random(3);
        int wellFormed = 0;
        for (int i = 0; i < 200_000; i++) {
            byte[] payload = new byte[random.nextInt(40)];
            random.nextBytes(payload);
            if (payload.length > 0) {
                payload[0] = (byte) (random.nextBoolean() ? OPUS : OPUS | 0x80);
            }
            if (payload.length > 4) {
                payload[4] = OPUS;
            }
            if (Redundancy.wellFormed(payload, OPUS)) {
                wellFormed++;
                assertThat(Redundancy.primary(payload)).isNotEmpty();
                assertThat(Redundancy.reach(payload)).isNotNegative();
            }
        }
        assertThat(wellFormed).isPositive();
    }
}
