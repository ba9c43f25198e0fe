package com.talkiego.dispatch.mock.sfu;

import java.util.EnumMap;
import java.util.Map;

/** Counts what came to nothing, by cause; on the thread {@code sfu} only. */
final class Drops {
    private final long[] counts = new long[DropCause.values().length];

    void count(DropCause cause) {
        counts[cause.ordinal()]++;
    }

    Map<DropCause, Long> snapshot() {
        Map<DropCause, Long> snapshot = new EnumMap<>(DropCause.class);
        for (DropCause cause : DropCause.values()) {
            if (counts[cause.ordinal()] > 0) {
                snapshot.put(cause, counts[cause.ordinal()]);
            }
        }
        return snapshot;
    }
}
