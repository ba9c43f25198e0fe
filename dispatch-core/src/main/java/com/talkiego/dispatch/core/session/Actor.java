package com.talkiego.dispatch.core.session;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * One thread's worth of order: tasks run one after the other, never two at once. It owns the bounded queue, the timers and the
 * clocks of the sessions that share it.
 */
public abstract class Actor implements AutoCloseable {
    /** Tasks that may wait; more are refused. */
    public static final int CAPACITY = 4096;

    /** Something that will be done later, unless cancelled; on the actor only. */
    public interface Timer {
        void cancel();
    }

    /** Starts the thread {@code signalling}. */
    public static Actor start(LongSupplier nanoTime, InstantSource clock) {
        return SignallingThread.launch(nanoTime, clock);
    }

    /** Queues a task; any thread. False, and counted, if the queue is full or the actor closed. */
    public abstract boolean post(Runnable task);

    /** Runs a task after that long; called on the actor only. */
    public abstract Timer after(Duration delay, Runnable task);

    /** The clock of durations, leases and timers, in ns; any thread. */
    public abstract long nanoTime();

    /** The time of day; any thread. */
    public abstract Instant now();

    /** Tasks refused so far; any thread. */
    public abstract long refused();

    /** Tasks that ended in a defect (an exception), which was logged; any thread. */
    public abstract long defects();

    /** Lets what is queued run, at most 2 s, and ends the thread; timers not due are dropped. */
    @Override
    public abstract void close();
}
