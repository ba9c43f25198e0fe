package com.talkiego.dispatch.core.mix;

import java.util.concurrent.locks.LockSupport;
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
    private final Thread thread;
    private volatile boolean closed;

    private AudioTick(AudioEngine engine) {
        this.engine = engine;
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
        AudioTick tick = new AudioTick(engine);
        engine.pulls().wake(tick.thread);
        tick.thread.start();
        return tick;
    }

    private void run() {
        while (!closed) {
            long now = nanoTime.getAsLong();
            if (schedule.due(now)) {
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
