package com.talkiego.dispatch.mock.units;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/**
 * The thread {@code units-clock}: one step every 10 ms for all units. It never goes faster than real time: after a stall of more
 * than 100 ms the time lost is lost, since sound pushed in a burst would stay in every listener's jitter buffer for seconds.
 */
final class UnitsClock implements AutoCloseable {
    private static final long STEP_NANOS = 10_000_000L;
    private static final long LOST_NANOS = 100_000_000L;

    private final List<LongConsumer> steps = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile boolean closing;

    UnitsClock() {
        thread = Thread.ofPlatform().name("units-clock").daemon().unstarted(this::run);
        thread.start();
    }

    /** Adds something to be done at every step. */
    void add(LongConsumer step) {
        steps.add(step);
    }

    private void run() {
        long due = System.nanoTime();
        while (!closing) {
            long now = System.nanoTime();
            if (now - due < 0) {
                LockSupport.parkNanos(this, due - now);
                continue;
            }
            for (LongConsumer step : steps) {
                step.accept(now);
            }
            due = now - due > LOST_NANOS ? now + STEP_NANOS : due + STEP_NANOS;
        }
    }

    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(thread);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
