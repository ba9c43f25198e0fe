package com.talkiego.dispatch.console.soak;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What was done last, with the time since the start; and how often each kind of thing was done. One thread. */
public final class Trace {
    private static final int KEPT = 60;
    private static final double NANOS_PER_SECOND = 1e9;

    private final ArrayDeque<String> lines = new ArrayDeque<>();
    private final Map<String, Integer> counts = new TreeMap<>();
    private final long beganNanos = System.nanoTime();

    void add(String kind, String words) {
        counts.merge(kind, 1, Integer::sum);
        lines.add(String.format(
                Locale.ROOT, "%8.2f s  %s %s", (System.nanoTime() - beganNanos) / NANOS_PER_SECOND, kind, words));
        if (lines.size() > KEPT) {
            lines.removeFirst();
        }
    }

    /** The newest lines, oldest first. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    /** How often each kind of thing was done. */
    public Map<String, Integer> counts() {
        return Map.copyOf(counts);
    }
}
