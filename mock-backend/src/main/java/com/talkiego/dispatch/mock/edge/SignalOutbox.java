package com.talkiego.dispatch.mock.edge;

import com.talkiego.dispatch.mock.signal.CloseReason;
import com.talkiego.dispatch.mock.signal.Outbox;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What waits to be sent to one client, bounded in frames and bytes: a client that does not read is closed as
 * {@link CloseReason#SLOW_CONSUMER}, it never makes the server wait or grow. Any thread.
 */
final class SignalOutbox implements Outbox {
    /** Close code that means: no close frame at all, the connection is just gone (RFC 6455, 7.4.1). */
    static final int WITHOUT_CLOSE_FRAME = 1006;

    static final int MOST_FRAMES = 4_096;
    static final long MOST_BYTES = 8L * 1024 * 1024;
    /** With a sixteenth of that waiting a client counts as lagging. */
    private static final int LAGGING_FRAMES = MOST_FRAMES / 16;

    private static final long LAGGING_BYTES = MOST_BYTES / 16;
    private static final long CLOSE_MILLIS = 1_000;
    private static final Logger LOG = LoggerFactory.getLogger(SignalOutbox.class);

    private final Session session;
    private final Scheduler timers;
    private final Runnable onSlow;
    private final AtomicInteger frames = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicBoolean gone = new AtomicBoolean();

    SignalOutbox(Session session, Scheduler timers, Runnable onSlow) {
        this.session = session;
        this.timers = timers;
        this.onSlow = onSlow;
    }

    @Override
    public boolean send(String frame) {
        if (closed.get()) {
            return false;
        }
        // Characters, not encoded bytes: the JSON is ASCII but for aliases, and encoding twice would cost more than it
        // tells.
        int length = frame.length();
        if (frames.incrementAndGet() > MOST_FRAMES || bytes.addAndGet(length) > MOST_BYTES) {
            close(CloseReason.SLOW_CONSUMER.code(), CloseReason.SLOW_CONSUMER.text());
            return false;
        }
        session.sendText(frame, Callback.from(() -> sent(length), failure -> {
            sent(length);
            LOG.debug("A frame was not sent", failure);
        }));
        return true;
    }

    @Override
    public boolean lagging() {
        return frames.get() > LAGGING_FRAMES || bytes.get() > LAGGING_BYTES;
    }

    @Override
    public void close(int code, String reason) {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        if (code == CloseReason.SLOW_CONSUMER.code()) {
            onSlow.run();
            LOG.warn("A client does not read what it is sent ({} frames waiting), closed", frames.get());
        }
        if (code == WITHOUT_CLOSE_FRAME) {
            session.disconnect();
            return;
        }
        session.close(code, reason, Callback.NOOP);
        // The close frame waits behind the others; a client that reads nothing never gets it. (The session itself calls
        // itself
        // closed as soon as it was asked to, so it cannot be asked whether the socket still is there.)
        timers.schedule(
                () -> {
                    if (!gone.get()) {
                        session.disconnect();
                    }
                },
                CLOSE_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    /** The socket is gone. */
    void gone() {
        gone.set(true);
        closed.set(true);
    }

    long waitingBytes() {
        return bytes.get();
    }

    private void sent(int length) {
        frames.decrementAndGet();
        bytes.addAndGet(-length);
    }
}
