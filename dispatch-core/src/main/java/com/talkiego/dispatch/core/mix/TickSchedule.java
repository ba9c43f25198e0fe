package com.talkiego.dispatch.core.mix;

/**
 * When the next tick is due: with WebRTC's pulls while they come, on an anchored grid of 100 Hz when they do not, and never twice for
 * the same 10 ms. One thread; time is handed in.
 */
final class TickSchedule {
    /** How long a tick waits for the last slot after the first of a pull, ns. */
    static final long PATIENCE = 3_000_000L;

    /** Without a pull for that long the timer ticks, ns. */
    static final long NO_PULL = 15_000_000L;

    private static final long SAME_TICK = Frame.NANOS / 2;
    private static final long LOST_GRID = 100_000_000L;

    private final PullClock pulls;
    private long processed;
    private long lastPull;
    private long lastTick;
    private long grid;
    private long due;
    private boolean timed;
    private int ahead;

    TickSchedule(PullClock pulls, long nowNanos) {
        this.pulls = pulls;
        lastPull = nowNanos - NO_PULL;
        lastTick = nowNanos - NO_PULL;
        grid = nowNanos;
    }

    /** Whether a tick is due now; if so it counts as made. */
    boolean due(long now) {
        while (pulls.completed() > processed) {
            processed++;
            if (pulled(now, pulls.lastNanos())) {
                return true;
            }
        }
        long latest = pulls.openedNanos() + PATIENCE;
        if (pulls.opened() > processed && now - latest >= 0) {
            processed = pulls.opened();
            if (pulled(now, latest)) {
                return true;
            }
        }
        return now - lastPull >= NO_PULL && timer(now);
    }

    /** When the last tick was due, ns. */
    long dueNanos() {
        return due;
    }

    /** Whether the timer made the last tick, not a pull. */
    boolean timed() {
        return timed;
    }

    /** How long to wait for a pull before asking again, ns. */
    long patience(long now) {
        long next;
        if (pulls.opened() > processed) {
            next = pulls.openedNanos() + PATIENCE;
        } else if (now - lastPull >= NO_PULL) {
            next = grid;
        } else if (now - lastPull < Frame.NANOS + PATIENCE) {
            next = lastPull + Frame.NANOS + PATIENCE;
        } else {
            next = lastPull + NO_PULL;
        }
        return Math.max(0, next - now);
    }

    private boolean pulled(long now, long when) {
        long sincePull = now - lastPull;
        lastPull = now;
        if (sincePull >= SAME_TICK && sincePull < NO_PULL) {
            ahead = 0;
        }
        if (ahead > 0 && now - lastTick < SAME_TICK) {
            ahead--;
            return false;
        }
        timed = false;
        return ticked(now, when, now + Frame.NANOS);
    }

    private boolean timer(long now) {
        if (now - grid < 0) {
            return false;
        }
        long when = timed ? grid : Math.max(grid, lastPull + NO_PULL);
        long next = (now - grid > LOST_GRID ? now : grid) + Frame.NANOS;
        timed = true;
        ahead = Math.min(ahead + 1, (int) (LOST_GRID / Frame.NANOS));
        return ticked(now, when, next);
    }

    private boolean ticked(long now, long when, long next) {
        lastTick = now;
        due = when;
        grid = next;
        return true;
    }
}
