package com.talkiego.dispatch.mock.rooms;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;

/** An actor without a thread: tasks run at once on the caller's, time moves by hand. */
public final class ManualActor implements Actor {
    private static final Instant START = Instant.parse("2030-01-02T03:04:05Z");

    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private final PriorityQueue<Due> timers =
            new PriorityQueue<>(Comparator.comparingLong(Due::atNanos).thenComparingLong(Due::order));
    private long nanos = 1_000_000_000L;
    private long order;
    private boolean running;
    private boolean full;

    @Override
    public boolean post(Runnable task) {
        return !full && postOwn(task);
    }

    @Override
    public boolean postOwn(Runnable task) {
        tasks.add(task);
        drain();
        return true;
    }

    private void drain() {
        if (!running) {
            running = true;
            try {
                while (!tasks.isEmpty()) {
                    tasks.remove().run();
                }
            } finally {
                running = false;
            }
        }
    }

    /** Makes the queue refuse clients' tasks. */
    public void full(boolean now) {
        full = now;
    }

    /** Moves time on, running every timer at its own time. */
    public void advance(long millis) {
        long target = nanos + TimeUnit.MILLISECONDS.toNanos(millis);
        while (!timers.isEmpty() && timers.peek().atNanos() <= target) {
            Due due = timers.remove();
            nanos = Math.max(nanos, due.atNanos());
            postOwn(due.task());
        }
        nanos = target;
    }

    /** Moves time on with nothing running: the process stood still. */
    public void pause(long millis) {
        nanos += TimeUnit.MILLISECONDS.toNanos(millis);
    }

    /** Timers that wait. */
    public int timers() {
        return timers.size();
    }

    @Override
    public Timer after(long millis, Runnable task) {
        Due due = new Due(nanos + TimeUnit.MILLISECONDS.toNanos(millis), order++, task);
        timers.add(due);
        return () -> timers.remove(due);
    }

    @Override
    public long nanoTime() {
        return nanos;
    }

    @Override
    public Instant now() {
        return START.plusNanos(nanos);
    }

    private record Due(long atNanos, long order, Runnable task) {}
}
