package com.talkiego.dispatch.mock.sfu;

import java.util.EnumMap;
import java.util.Map;

/** Counts what came to nothing, by cause; on the thread {@code sfu} only. */
final class Drops {
    private final Map<DropCause, Long> counts = new EnumMap<>(DropCause.class);

    void count(DropCause cause) {
        counts.merge(cause, 1L, Long::sum);
    }

    Map<DropCause, Long> snapshot() {
        return Map.copyOf(counts);
    }
}
