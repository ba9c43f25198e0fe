package com.talkiego.dispatch.mock.signal;

import com.talkiego.dispatch.mock.rooms.Actor;
import java.util.concurrent.TimeUnit;

/** How fast a SignalLayer takes in what clients say: at once, unless it was made slow or stands still. On the thread {@code rooms}. */
final class Pace {
    private final Actor actor;
    private final Runnable goesOn;
    private long slowMillis;
    private long lastSlowNanos = Long.MIN_VALUE;
    private long stalledUntilNanos;
    private boolean stalled;

    /** @param goesOn what waited while it stood still has to be taken in */
    Pace(Actor actor, Runnable goesOn) {
        this.actor = actor;
        this.goesOn = goesOn;
    }

    /** Takes in everything so many ms late from now on; what clients said earlier stays before it. */
    void slow(long millis) {
        slowMillis = millis;
    }

    /** Stands still for so many ms. */
    void stall(long millis) {
        stalled = true;
        long until = actor.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        stalledUntilNanos = until;
        actor.after(millis, () -> {
            if (stalledUntilNanos == until) {
                stalled = false;
                goesOn.run();
            }
        });
    }

    boolean stalled() {
        return stalled;
    }

    /** Runs what a client's frame asks for, when it is taken in. */
    void takeIn(Runnable arrived) {
        long now = actor.nanoTime();
        long due = Math.max(now + TimeUnit.MILLISECONDS.toNanos(slowMillis), lastSlowNanos);
        if (slowMillis == 0 && due - now <= 0) {
            arrived.run();
        } else {
            lastSlowNanos = due;
            actor.after(TimeUnit.NANOSECONDS.toMillis(due - now), arrived);
        }
    }
}
