package com.talkiego.dispatch.mock.sfu;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread {@code sfu}: owns the socket and everything behind it, and runs what others ask for in between.
 *
 * <p>Others wait when {@value #MOST_TASKS} tasks are in front of theirs: an end of an over must never be lost.
 */
final class SfuLoop {
    private static final Logger LOG = LoggerFactory.getLogger(SfuLoop.class);
    private static final int MOST_TASKS = 8_192;
    private static final int BATCH = 256;
    private static final long NANOS_A_MILLI = 1_000_000L;
    private static final long MOST_WAIT_SECONDS = 2;
    private static final int MOST_LOGGED_ERRORS = 20;

    private final DatagramChannel channel;
    private final Selector selector;
    private final LongSupplier nanoTime;
    private final Tally tally;
    private final BlockingQueue<SfuTask> tasks = new ArrayBlockingQueue<>(MOST_TASKS);
    private final Queue<SfuTask> own = new ArrayDeque<>();
    private final AtomicLong lost = new AtomicLong();
    private final ByteBuffer arriving = ByteBuffer.allocate(PacketBuffer.CAPACITY);
    private final Thread thread;
    private @Nullable Exchange exchange;
    private volatile boolean stopping;

    SfuLoop(DatagramChannel channel, LongSupplier nanoTime, Tally tally) throws IOException {
        this.channel = channel;
        this.nanoTime = nanoTime;
        this.tally = tally;
        this.selector = Selector.open();
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ);
        this.thread = Thread.ofPlatform().name("sfu").unstarted(this::run);
    }

    void start(Exchange newExchange) {
        exchange = newExchange;
        thread.start();
    }

    boolean onThread() {
        return Thread.currentThread() == thread;
    }

    /**
     * Has a task run on the thread with the time at which it runs; in the order in which one caller asks.
     *
     * @throws IllegalStateException if the thread has stopped, or keeps nobody's pace for 2 s
     */
    void post(SfuTask task) {
        if (onThread()) {
            own.add(task);
            return;
        }
        try {
            if (stopping) {
                throw new IllegalStateException("The media server is closed.");
            }
            if (!tasks.offer(task, MOST_WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("The media server is overloaded: its thread does not keep up.");
            }
            wake();
            if (stopping && tasks.remove(task)) {
                task.abandon();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the media server was busy.", interrupted);
        }
    }

    /** Has a task run if there is room; else it is lost and counted. Never waits, never fails. */
    void postOrLose(SfuTask task) {
        if (tasks.offer(task)) {
            wake();
        } else {
            lost.incrementAndGet();
        }
    }

    /** A selector that is closed must not be woken. */
    private synchronized void wake() {
        if (selector.isOpen()) {
            selector.wakeup();
        }
    }

    private void run() {
        Exchange started = exchange;
        if (started == null) {
            throw new IllegalStateException("the thread was started without its work");
        }
        while (!stopping) {
            guarded(() -> {
                selector.select(waitMillis(started));
                selector.selectedKeys().clear();
            });
            read(started);
            runTasks();
            guarded(() -> started.tick(nanoTime.getAsLong()));
            runOwn();
        }
        guarded(() -> started.endAll(nanoTime.getAsLong()));
    }

    /** At least a millisecond, so that a timer a moment away is not spun for; none if work waits. */
    private long waitMillis(Exchange started) {
        if (!tasks.isEmpty()) {
            return 1;
        }
        return 1 + started.nanosUntilDue(nanoTime.getAsLong()) / NANOS_A_MILLI;
    }

    private void read(Exchange started) {
        for (int i = 0; i < BATCH; i++) {
            arriving.clear();
            InetSocketAddress from = receive();
            if (from == null) {
                return;
            }
            guarded(() -> started.datagram(from, arriving.array(), arriving.position(), nanoTime.getAsLong()));
            runOwn();
        }
        selector.wakeup();
    }

    private @Nullable InetSocketAddress receive() {
        try {
            return (InetSocketAddress) channel.receive(arriving);
        } catch (IOException refused) {
            // The answer of a client that went away may surface at the socket; the next read goes on.
            LOG.debug("Reading a datagram failed: {}", refused.getMessage());
            return null;
        }
    }

    private void runTasks() {
        for (int i = 0; i < BATCH; i++) {
            SfuTask task = tasks.poll();
            if (task == null) {
                break;
            }
            guarded(() -> task.run(nanoTime.getAsLong()));
            runOwn();
        }
        if (!tasks.isEmpty()) {
            selector.wakeup();
        }
        for (long each = lost.getAndSet(0); each > 0; each--) {
            tally.drops.count(DropCause.TOO_MANY);
        }
    }

    /** What the thread asked of itself, from a listener's method: now that the method has returned. */
    private void runOwn() {
        for (SfuTask task = own.poll(); task != null; task = own.poll()) {
            SfuTask next = task;
            guarded(() -> next.run(nanoTime.getAsLong()));
        }
    }

    /** A piece of work that may fail. */
    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    /** A defect in one datagram's or one task's handling must not end everybody's audio. */
    private void guarded(Work work) {
        try {
            work.run();
        } catch (IOException | RuntimeException defect) {
            tally.internalErrors++;
            if (tally.internalErrors <= MOST_LOGGED_ERRORS) {
                LOG.error("The media server met a defect and goes on.", defect);
            }
        }
    }

    /** Stops the thread, waits for it, and abandons what was asked for and did not run. */
    void stop(long millis) throws IOException, InterruptedException {
        stopping = true;
        wake();
        thread.join(millis);
        synchronized (this) {
            selector.close();
        }
        for (SfuTask task = tasks.poll(); task != null; task = tasks.poll()) {
            task.abandon();
        }
    }
}
