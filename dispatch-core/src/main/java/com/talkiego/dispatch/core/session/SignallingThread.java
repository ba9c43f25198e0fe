package com.talkiego.dispatch.core.session;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The actor on a thread of its own. */
final class SignallingThread extends Actor {
    private static final Logger LOG = LoggerFactory.getLogger(SignallingThread.class);
    private static final long LONGEST_WAIT = TimeUnit.SECONDS.toNanos(1);
    private static final Duration CLOSING = Duration.ofSeconds(2);

    private final ArrayBlockingQueue<Runnable> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final Timers timers = new Timers();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong defects = new AtomicLong();
    private final LongSupplier nanoTime;
    private final InstantSource clock;
    private final Thread thread;
    private volatile boolean closing;

    private SignallingThread(LongSupplier nanoTime, InstantSource clock) {
        this.nanoTime = nanoTime;
        this.clock = clock;
        this.thread = new Thread(this::live, "signalling");
        this.thread.setDaemon(true);
    }

    static SignallingThread launch(LongSupplier nanoTime, InstantSource clock) {
        SignallingThread actor = new SignallingThread(nanoTime, clock);
        actor.thread.start();
        return actor;
    }

    private void live() {
        while (!closing || !queue.isEmpty()) {
            Runnable due = timers.due(nanoTime.getAsLong());
            if (due != null) {
                run(due);
            }
            Runnable task = due == null ? await() : queue.poll();
            if (task != null) {
                run(task);
            }
        }
    }

    private @Nullable Runnable await() {
        try {
            return queue.poll(timers.untilNext(nanoTime.getAsLong(), LONGEST_WAIT), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stray) {
            LOG.warn("The signalling thread was interrupted; it goes on, and ends only when closed.");
            return null;
        }
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error defect) {
            // The desk goes on: one failed task must not leave a microphone without its watch.
            defects.incrementAndGet();
            LOG.error("A task of the session failed.", defect);
        }
    }

    @Override
    public boolean post(Runnable task) {
        if (!closing && queue.offer(task)) {
            return true;
        }
        refused.incrementAndGet();
        return false;
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        if (Thread.currentThread() != thread) {
            throw new IllegalStateException("Timers are set on the thread 'signalling' only.");
        }
        return timers.add(nanoTime.getAsLong() + delay.toNanos(), task);
    }

    @Override
    public long nanoTime() {
        return nanoTime.getAsLong();
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public long refused() {
        return refused.get();
    }

    @Override
    public long defects() {
        return defects.get();
    }

    @Override
    public void close() {
        closing = true;
        queue.offer(() -> {});
        if (Thread.currentThread() == thread) {
            return;
        }
        try {
            if (!thread.join(CLOSING)) {
                LOG.error("The signalling thread did not end within {}.", CLOSING);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
