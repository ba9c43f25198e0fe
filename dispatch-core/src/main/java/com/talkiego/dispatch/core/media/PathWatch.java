package com.talkiego.dispatch.core.media;

import java.time.Duration;

/** Tells from looks at a link's counters whether the other end still sends, so that nobody has to wait for ICE to notice; no thread, no clock of its own. */
final class PathWatch {
    private final long leastNanos;
    private long arrived;
    private long told;
    private long beats;

    PathWatch(Duration leastBetweenBeats) {
        leastNanos = leastBetweenBeats.toNanos();
    }

    /** Takes a look at so many packets arrived in all; whether a beat is to be told. */
    boolean beat(long arrivedNow, long nowNanos) {
        boolean first = beats == 0;
        if (arrivedNow <= arrived || (!first && nowNanos - told < leastNanos)) {
            return false;
        }
        arrived = arrivedNow;
        told = nowNanos;
        beats++;
        return true;
    }

    long beats() {
        return beats;
    }
}
