package com.talkiego.dispatch.console.load;

import java.util.ArrayList;
import java.util.List;

/** How long it takes until all members of a channel know who came or went. Any thread. */
final class PresenceWatch {
    private static final double NANOS_PER_MILLI = 1e6;

    private final List<Double> millis = new ArrayList<>();
    private volatile String awaited = "";
    private volatile long saidNanos;
    private volatile boolean counting;

    /** The one with that id is about to come or go. */
    void says(String id, long nowNanos) {
        saidNanos = nowNanos;
        awaited = '"' + id + '"';
    }

    void count(boolean on) {
        counting = on;
    }

    /** A member got a presence event. */
    void heard(String frame, long nowNanos) {
        String id = awaited;
        if (counting && !id.isEmpty() && frame.contains(id)) {
            synchronized (millis) {
                millis.add((nowNanos - saidNanos) / NANOS_PER_MILLI);
            }
        }
    }

    /** What was measured, in ms. */
    List<Double> measured() {
        synchronized (millis) {
            return List.copyOf(millis);
        }
    }
}
