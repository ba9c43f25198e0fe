package com.talkiego.dispatch.mock.sfu;

/**
 * Where one slot is in one over: the next packet it gets, and by how much it lags behind the publisher.
 *
 * <p>The lag is constant, so that packets leave in the rhythm in which they arrived: a burst would sit in the
 * listener's jitter buffer for seconds.
 */
final class Cursor {
    static final long NO_END = Long.MAX_VALUE;

    final Over over;
    final Leg leg;
    final Slot slot;
    final long lagNanos;

    long next;
    long end = NO_END;
    boolean begun;
    boolean detached;
    boolean scheduled;
    long dueNanos;

    Cursor(Over over, Leg leg, Slot slot, long next, long lagNanos) {
        this.over = over;
        this.leg = leg;
        this.slot = slot;
        this.next = next;
        this.lagNanos = lagNanos;
    }

    boolean finished() {
        return next >= end;
    }
}
