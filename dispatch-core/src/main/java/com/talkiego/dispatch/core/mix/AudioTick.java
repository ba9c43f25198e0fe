package com.talkiego.dispatch.core.mix;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * The thread {@code audio-tick}: ticks an engine with WebRTC's pulls, by timer when there are none. It waits for nothing else and
 * ends within one tick of {@link #close}.
 */
public final class AudioTick implements AutoCloseable {
    private static final long LATE = 5_000_000L;

    private final AudioEngine engine;
    private final LongSupplier nanoTime;
    private final TickSchedule schedule;
    private final LongConsumer awake;
    private final Thread thread;
    private volatile boolean closed;

    private AudioTick(AudioEngine engine, LongConsumer awake) {
        this.engine = engine;
        this.awake = awake;
        nanoTime = engine.nanoTime();
        schedule = new TickSchedule(engine.pulls(), nanoTime.getAsLong());
        thread = Thread.ofPlatform()
                .name("audio-tick")
                .daemon()
                .priority(Thread.MAX_PRIORITY)
                .unstarted(this::run);
    }

    /** Starts ticking; an engine has one tick at a time. Its clock must be the system's nano clock. */
    public static AudioTick start(AudioEngine engine) {
        return start(engine, now -> {});
    }

    /**
     * The same, for a thread that asks for a priority of its own.
     *
     * @param awake hears on {@code audio-tick}, before each tick, what the nano clock says; it has to be as quick as a tick
     */
    public static AudioTick start(AudioEngine engine, LongConsumer awake) {
        AudioTick tick = new AudioTick(engine, awake);
        engine.pulls().wake(tick.thread);
        tick.thread.start();
        return tick;
    }

    private void run() {
        while (!closed) {
            long now = nanoTime.getAsLong();
            if (schedule.due(now)) {
                awake.accept(now);
                count(now);
                engine.tick(now);
            } else {
                LockSupport.parkNanos(this, schedule.patience(now));
            }
        }
    }

    private void count(long now) {
        if (now - schedule.dueNanos() > LATE) {
            engine.counters().late();
        }
        if (schedule.timed()) {
            engine.counters().byTimer();
        }
    }

    /** Ends the thread and waits for its last tick. */
    @Override
    public void close() {
        closed = true;
        engine.pulls().wake(null);
        LockSupport.unpark(thread);
        ThreadEnd.await(thread);
    }
}
