package com.talkiego.dispatch.core.media;

import com.talkiego.dispatch.core.mix.ThreadEnd;
import java.time.Duration;
import java.util.PriorityQueue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread {@code media-ops}: carries out what it is given one after the other, and timers in between. Its queue is bounded;
 * what fails is logged and does not end the thread.
 */
final class MediaOps implements AutoCloseable {
    static final int CAPACITY = 4096;

    private static final Logger LOG = LoggerFactory.getLogger(MediaOps.class);
    private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ArrayBlockingQueue<Runnable> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final PriorityQueue<Timer> timers = new PriorityQueue<>();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final LongSupplier nanoTime;
    private final Thread thread;
    private volatile boolean ended;
    private long timerNumber;

    private MediaOps(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        thread = Thread.ofPlatform().name("media-ops").daemon().unstarted(this::work);
    }

    static MediaOps start(LongSupplier nanoTime) {
        MediaOps ops = new MediaOps(nanoTime);
        ops.thread.start();
        return ops;
    }

    /**
     * Queues work, from any thread, without waiting.
     *
     * @throws RejectedExecutionException if the queue is full or the thread has ended
     */
    void post(Runnable work) {
        if (!offer(work)) {
            throw new RejectedExecutionException(
                    ended
                            ? "Media has been shut down; start the program again to talk and listen."
                            : "The media thread has more than " + CAPACITY + " things to do and takes no more.");
        }
    }

    /** Queues work, from any thread, without waiting; what does not fit is counted and false is returned. */
    boolean offer(Runnable work) {
        if (!ended && queue.offer(work)) {
            return true;
        }
        refused.incrementAndGet();
        return false;
    }

    /** Runs work later, on this thread; called on this thread only. */
    void after(Duration delay, Runnable work) {
        timers.add(new Timer(nanoTime.getAsLong() + delay.toNanos(), timerNumber++, work));
    }

    /** Does one of several things of which none may keep the others from being done; a failure is logged and counted. On this thread. */
    void attempt(String what, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            failed.incrementAndGet();
            LOG.error("Media: WebRTC could not {}; the rest goes on.", what, e);
        }
    }

    boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    long refused() {
        return refused.get();
    }

    /** How much of the work failed. */
    long failed() {
        return failed.get();
    }

    private void work() {
        while (!ended) {
            Runnable next = next();
            if (next != null) {
                attempt("take a step", next);
            }
        }
        // What was queued before the end is still carried out, so that nobody waits for it in vain.
        for (Runnable rest = queue.poll(); rest != null; rest = queue.poll()) {
            attempt("take a step", rest);
        }
    }

    private @Nullable Runnable next() {
        Timer first = timers.peek();
        long wait = first == null ? LONGEST_WAIT_NANOS : first.dueNanos - nanoTime.getAsLong();
        if (first != null && wait <= 0) {
            timers.remove();
            return first.work;
        }
        try {
            return queue.poll(Math.min(wait, LONGEST_WAIT_NANOS), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            LOG.warn("The media thread was interrupted and goes on; only closing the media runtime ends it.", e);
            return null;
        }
    }

    /** Ends the thread after what is queued; waits for it unless called on it. */
    @Override
    public void close() {
        if (!queue.offer(() -> ended = true)) {
            ended = true;
        }
        if (!isCurrent()) {
            ThreadEnd.await(thread);
        }
    }

    private record Timer(long dueNanos, long number, Runnable work) implements Comparable<Timer> {
        @Override
        public int compareTo(Timer other) {
            int byDue = Long.compare(dueNanos - other.dueNanos, 0);
            return byDue != 0 ? byDue : Long.compare(number, other.number);
        }
    }
}
