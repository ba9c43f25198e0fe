package com.talkiego.dispatch.mock.sfu;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The newest packets of one slot as they left, encrypted, for those that the listener asks for again. */
final class SentPackets {
    private static final int KEPT = 128;

    private final @Nullable byte[][] packets = new byte[KEPT][];
    private final int[] sequences = new int[KEPT];

    void keep(int sequence, byte[] data, int length) {
        int at = sequence % KEPT;
        packets[at] = Arrays.copyOf(data, length);
        sequences[at] = sequence;
    }

    /** The packet as it was sent, or null if it was not, or is too long ago. */
    byte @Nullable [] find(int sequence) {
        int at = sequence % KEPT;
        return sequences[at] == sequence ? packets[at] : null;
    }
}
