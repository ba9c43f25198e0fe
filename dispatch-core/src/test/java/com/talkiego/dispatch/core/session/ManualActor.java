package com.talkiego.dispatch.core.session;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;

/** The actor without a thread: time and tasks move when the test says so. */
public final class ManualActor extends Actor {
    private static final Instant MORNING = Instant.parse("2030-01-02T06:00:00Z");
    private static final long START_NANOS = 5_000_000_000L;

    private final ArrayDeque<Runnable> queue = new ArrayDeque<>();
    private final Timers timers = new Timers();
    private long nanos = START_NANOS;
    private Duration jumped = Duration.ZERO;
    private long refused;
    private boolean full;

    @Override
    public boolean post(Runnable task) {
        if (full) {
            refused++;
            return false;
        }
        queue.add(task);
        return true;
    }

    /** From now on every task is refused, or taken again. */
    public void full(boolean on) {
        full = on;
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        return timers.add(nanos + delay.toNanos(), task);
    }

    /** Runs what is queued. */
    public void run() {
        for (Runnable task = queue.poll(); task != null; task = queue.poll()) {
            task.run();
        }
    }

    /** Moves the clock, running tasks and timers in their order. */
    public void advance(Duration time) {
        long end = nanos + time.toNanos();
        run();
        for (long wait = timers.untilNext(nanos, end - nanos); ; wait = timers.untilNext(nanos, end - nanos)) {
            nanos += Math.max(0, wait);
            Runnable due = timers.due(nanos);
            if (due == null) {
                return;
            }
            due.run();
            run();
        }
    }

    /** Moves the clock without anything running: the process was paused. */
    public void pause(Duration time) {
        nanos += time.toNanos();
    }

    @Override
    public long nanoTime() {
        return nanos;
    }

    /** Somebody sets this computer's clock. */
    public void clockJumps(Duration by) {
        jumped = jumped.plus(by);
    }

    @Override
    public Instant now() {
        return MORNING.plusNanos(nanos - START_NANOS).plus(jumped);
    }

    @Override
    public long refused() {
        return refused;
    }

    @Override
    public long defects() {
        return 0;
    }

    @Override
    public void close() {
        run();
    }
}
