package com.talkiego.dispatch.mock.signal;

import com.talkiego.dispatch.core.wire.ClientMessage;
import com.talkiego.dispatch.core.wire.Codec;
import com.talkiego.dispatch.core.wire.ServerMessage;
import com.talkiego.dispatch.core.wire.WireException;
import com.talkiego.dispatch.mock.rooms.Actor;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One socket. Frames are decoded on the socket's thread and handed to the thread {@code rooms}, to which all else here belongs. How
 * many may wait there is bounded: a client that floods is closed, not the server filled.
 */
final class Connection implements Inbox {
    private static final int MOST_HELD = 4_096;
    private static final int LAGGING_HELD = MOST_HELD / 16;

    private final Outbox outbox;
    private final SignalLayer layer;
    private final Pace pace;
    private final Actor actor;
    private final SignalSettings settings;
    private final AtomicInteger ahead = new AtomicInteger();
    private final AtomicBoolean givenUp = new AtomicBoolean();
    private final ArrayDeque<Runnable> heldIn = new ArrayDeque<>();
    private final ArrayDeque<String> heldOut = new ArrayDeque<>();
    private final ArrayDeque<Long> badFrames = new ArrayDeque<>();
    private final long openedNanos;
    /** When something last arrived; by the socket's thread, so that a queue that lags is not taken for a silent client. */
    private volatile long heardNanos;

    /** Since when the client lags without a pause; 0 while it does not. */
    private long laggingNanos;

    private boolean open = true;

    @Nullable
    Session session;

    Connection(Outbox outbox, SignalLayer layer, Pace pace, Actor actor, SignalSettings settings) {
        this.outbox = outbox;
        this.layer = layer;
        this.pace = pace;
        this.actor = actor;
        this.settings = settings;
        this.openedNanos = actor.nanoTime();
        this.heardNanos = openedNanos;
    }

    @Override
    public void frame(String text) {
        heardNanos = actor.nanoTime();
        if (givenUp.get()) {
            return;
        }
        if (ahead.incrementAndGet() > settings.framesAhead()) {
            giveUp(CloseReason.TOO_FAST);
            return;
        }
        Runnable task = decoded(text);
        if (!actor.post(() -> pace.takeIn(() -> arrived(task)))) {
            giveUp(CloseReason.SERVER_BUSY);
        }
    }

    private Runnable decoded(String text) {
        try {
            ClientMessage message = Codec.decodeClient(text);
            return () -> layer.received(this, message);
        } catch (WireException bad) {
            return () -> bad(bad);
        }
    }

    private void giveUp(CloseReason reason) {
        if (givenUp.compareAndSet(false, true)) {
            outbox.close(reason.code(), reason.text());
            actor.postOwn(() -> close(reason));
        }
    }

    @Override
    public void closed() {
        actor.postOwn(() -> {
            if (open) {
                open = false;
                layer.lost(this);
            }
        });
    }

    private void arrived(Runnable task) {
        if (pace.stalled()) {
            heldIn.add(task);
        } else {
            run(task);
        }
    }

    private void run(Runnable task) {
        ahead.decrementAndGet();
        if (open) {
            task.run();
        }
    }

    /** The stall is over: what waited goes its way, in its order. */
    void flush() {
        heardNanos = actor.nanoTime();
        while (open && !heldOut.isEmpty()) {
            sendNow(heldOut.remove());
        }
        while (!heldIn.isEmpty()) {
            run(heldIn.remove());
        }
    }

    private void bad(WireException bad) {
        layer.countBadFrame();
        long now = actor.nanoTime();
        badFrames.add(now);
        while (now - badFrames.getFirst() > TimeUnit.MILLISECONDS.toNanos(settings.badFramesMillis())) {
            badFrames.removeFirst();
        }
        if (badFrames.size() > settings.badFrames()) {
            close(CloseReason.TOO_MANY_BAD_FRAMES);
        } else {
            say(new ServerMessage.Failed(0, bad.code().wireName(), bad.text()));
        }
    }

    void say(ServerMessage message) {
        send(Codec.encode(message));
    }

    void send(String frame) {
        if (!open) {
            return;
        }
        if (!pace.stalled()) {
            sendNow(frame);
        } else if (heldOut.size() < MOST_HELD) {
            heldOut.add(frame);
        } else {
            close(CloseReason.SERVER_BUSY);
        }
    }

    private void sendNow(String frame) {
        if (!outbox.send(frame)) {
            // Not at once: whoever sends is in the middle of something that a lost session would change.
            closed();
        }
    }

    /** Closes the socket; its session, if it has one, is told by the layer. */
    void close(CloseReason reason) {
        if (open) {
            open = false;
            outbox.close(reason.code(), reason.text());
            layer.closed(this, reason);
        }
    }

    /** Closes what has not said hello in time, or nothing at all for so long that its beats cannot merely be late. */
    void check(long nowNanos) {
        Session own = session;
        if (own == null && millis(nowNanos - openedNanos) > settings.helloMillis()) {
            close(CloseReason.NO_HELLO);
        } else if (own != null && millis(nowNanos - heardNanos) > patience(own)) {
            close(CloseReason.NO_BEAT);
        }
    }

    /** Closes a client that goes on lagging: its state cannot be kept from getting old for ever. */
    void checkLag(long nowNanos) {
        if (!lagging()) {
            laggingNanos = 0;
        } else if (laggingNanos == 0) {
            laggingNanos = nowNanos;
        } else if (millis(nowNanos - laggingNanos) > settings.lagMillis()) {
            close(CloseReason.SLOW_CONSUMER);
        }
    }

    /** Whether what it is told waits, here or on its way out. */
    boolean lagging() {
        return heldOut.size() > LAGGING_HELD || outbox.lagging();
    }

    private long patience(Session own) {
        return own.participant().talking() ? settings.silenceKeyedMillis() : settings.silenceMillis();
    }

    /** The server itself stood still: its clients get their time anew. */
    void excuse() {
        heardNanos = actor.nanoTime();
    }

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }

    boolean open() {
        return open;
    }
}
