package com.talkiego.dispatch.core.mix;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The right to keep a microphone open, renewed by the thread that sees the held source and by nobody else. Once it lapsed or was
 * ended it never opens again. Safe on any thread; the capture thread only reads.
 */
public final class Lease {
    private static final long ENDED = Long.MIN_VALUE;
    private static final long LAPSED = Long.MIN_VALUE + 1;

    private final AtomicLong until;

    /** Live up to that reading of the nano clock. */
    public Lease(long untilNanos) {
        until = new AtomicLong(untilNanos);
    }

    /** Renews a live lease; one that lapsed or ended stays closed. */
    public void renew(long nowNanos, long untilNanos) {
        long current = until.get();
        while (current != ENDED && current != LAPSED) {
            long next = current - nowNanos >= 0 ? untilNanos : LAPSED;
            if (until.compareAndSet(current, next)) {
                return;
            }
            current = until.get();
        }
    }

    /** Ends it for good: the source was released. */
    public void end() {
        until.set(ENDED);
    }

    /** Whether the microphone may stay open at that moment. */
    public boolean live(long nowNanos) {
        long current = until.get();
        return current != ENDED && current != LAPSED && current - nowNanos >= 0;
    }

    /** Whether it was ended by {@link #end}, as a released source does, and did not run out by itself. */
    public boolean ended() {
        return until.get() == ENDED;
    }
}
