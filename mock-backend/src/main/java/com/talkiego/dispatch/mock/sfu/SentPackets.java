package com.talkiego.dispatch.mock.sfu;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The newest packets of one slot as they left, encrypted, for those that the listener asks for again. */
final class SentPackets {
    private static final int KEPT = 128;

    private static final class Sent {
        final int sequence;
        final byte[] data;

        Sent(int sequence, byte[] data) {
            this.sequence = sequence;
            this.data = data;
        }
    }

    private final @Nullable Sent[] packets = new @Nullable Sent[KEPT];

    void keep(int sequence, byte[] data, int length) {
        packets[sequence % KEPT] = new Sent(sequence, Arrays.copyOf(data, length));
    }

    /** The packet as it was sent, or null if it was not, or is too long ago. */
    byte @Nullable [] find(int sequence) {
        Sent sent = packets[sequence % KEPT];
        if (sent == null || sent.sequence != sequence) {
            return null;
        }
        return sent.data;
    }
}
