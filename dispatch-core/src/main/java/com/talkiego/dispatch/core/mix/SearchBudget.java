package com.talkiego.dispatch.core.mix;

import java.util.function.LongSupplier;

/**
 * What may be spent on looking for lags in one tick, for all hand-overs together: so much work, and so much time. The time bounds code
 * that is not compiled yet, or a core that is slow: a tick that does more than its share holds up all sound, and at real-time priority the
 * compiler too. Owned by {@code audio-tick}; allocates nothing.
 */
final class SearchBudget {
    /** Pairs of samples compared. */
    static final int WORK = 250_000;

    /** 0.3 ms. */
    static final long NANOS = 300_000;

    private final LongSupplier nanoTime;
    private int work;
    private long until;

    SearchBudget(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** A tick begins. */
    void renew() {
        work = WORK;
        until = nanoTime.getAsLong() + NANOS;
    }

    boolean left() {
        return work > 0 && nanoTime.getAsLong() - until < 0;
    }

    void spend(int pairs) {
        work -= pairs;
    }
}
