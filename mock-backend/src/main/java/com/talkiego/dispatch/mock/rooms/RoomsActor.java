package com.talkiego.dispatch.mock.rooms;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The actor of a running server: the thread {@code rooms}, a bounded queue and timers. */
public final class RoomsActor implements Actor, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RoomsActor.class);
    private static final int CAPACITY = 16_384;
    /** Places that clients cannot take, so that a flood of frames never loses what the media server tells. */
    private static final int RESERVED = 4_096;

    private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ArrayBlockingQueue<Runnable> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final PriorityQueue<Due> timers =
            new PriorityQueue<>(Comparator.comparingLong(Due::atNanos).thenComparingLong(Due::order));
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final LongSupplier nanoTime;
    private final InstantSource clock;
    private final Thread thread;
    private volatile boolean running = true;
    private long order;

    /** Starts the thread. An error after which nothing can go on ends it, by the thread's handler for uncaught ones. */
    public RoomsActor(InstantSource clock, LongSupplier nanoTime) {
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.thread = Thread.ofPlatform().name("rooms").daemon(true).unstarted(this::run);
        thread.start();
    }

    @Override
    public boolean post(Runnable task) {
        return queue.remainingCapacity() > RESERVED ? postOwn(task) : refuse();
    }

    @Override
    public boolean postOwn(Runnable task) {
        return (running && queue.offer(task)) || refuse();
    }

    private boolean refuse() {
        refused.incrementAndGet();
        return false;
    }

    @Override
    public Timer after(long millis, Runnable task) {
        if (Thread.currentThread() != thread) {
            throw new IllegalStateException("Timers belong to the thread 'rooms'; post a task that sets it");
        }
        Due due = new Due(nanoTime.getAsLong() + TimeUnit.MILLISECONDS.toNanos(millis), order++, task);
        timers.add(due);
        return () -> timers.remove(due);
    }

    @Override
    public long nanoTime() {
        return nanoTime.getAsLong();
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    /** Tasks not taken because the queue was full or the actor closed. */
    public long refused() {
        return refused.get();
    }

    /** Tasks that ended in an exception; each was logged. */
    public long failures() {
        return failures.get();
    }

    private void run() {
        while (running) {
            runDueTimers();
            try {
                Runnable task = queue.poll(nanosToNextTimer(), TimeUnit.NANOSECONDS);
                runSafely(task);
            } catch (InterruptedException e) {
                running = false;
            }
        }
    }

    private void runDueTimers() {
        Due next = timers.peek();
        while (next != null && next.atNanos() - nanoTime.getAsLong() <= 0) {
            timers.poll();
            runSafely(next.task());
            next = timers.peek();
        }
    }

    private long nanosToNextTimer() {
        Due next = timers.peek();
        return next == null
                ? LONGEST_WAIT_NANOS
                : Math.clamp(next.atNanos() - nanoTime.getAsLong(), 0, LONGEST_WAIT_NANOS);
    }

    /** One task's failure must not take the thread from all others. */
    private void runSafely(@Nullable Runnable task) {
        if (task == null) {
            return;
        }
        try {
            task.run();
        } catch (RuntimeException e) {
            failures.incrementAndGet();
            LOG.error("A task of the rooms failed; the others go on", e);
        } catch (Error e) {
            failures.incrementAndGet();
            if (endsAll(e)) {
                running = false;
                throw e;
            }
            LOG.error("A task of the rooms failed with an error; the others go on", e);
        }
    }

    /** Without memory nothing can be trusted any more; a stack that was too deep is gone with its task. */
    private static boolean endsAll(Error e) {
        return e instanceof VirtualMachineError && !(e instanceof StackOverflowError);
    }

    /** Ends the thread after the task in hand; waiting tasks are not run. */
    @Override
    public void close() {
        running = false;
        queue.offer(() -> {});
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Due(long atNanos, long order, Runnable task) {
        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(order);
        }
    }
}
