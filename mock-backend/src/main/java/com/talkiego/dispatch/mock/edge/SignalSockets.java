package com.talkiego.dispatch.mock.edge;

import com.talkiego.dispatch.mock.signal.Inbox;
import com.talkiego.dispatch.mock.signal.Outbox;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsContext;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The WebSockets of the SignalLayer: each is bounded in what it takes (one frame) and in what waits to be sent, is pinged while
 * idle, and closed when it does not answer.
 */
public final class SignalSockets implements Consumer<WsConfig> {
    static final String PATH = "/v1/signal";

    /** Largest text frame taken, in bytes; the SignalLayer itself refuses smaller ones with a code, this is the end of the socket. */
    static final long LARGEST_FRAME = 1024 * 1024;

    private static final int UNSUPPORTED_DATA = 1003;
    private static final int TRY_AGAIN_LATER = 1013;
    private static final Duration PING_EVERY = Duration.ofSeconds(15);
    private static final Duration SILENCE_LIMIT = Duration.ofSeconds(40);
    private static final Logger LOG = LoggerFactory.getLogger(SignalSockets.class);

    private final Function<Outbox, Inbox> entrance;
    private final int mostSockets;
    private final Scheduler timers = new ScheduledExecutorScheduler("edge-timers", true);
    private final Map<Session, Socket> open = new ConcurrentHashMap<>();
    private final AtomicLong slowConsumers = new AtomicLong();
    private final AtomicLong refusedSockets = new AtomicLong();

    /** What the state page shows of the sockets. */
    public record Snapshot(int open, long waitingBytes, long closedAsTooSlow, long refusedAsTooMany) {}

    private record Socket(SignalOutbox outbox, Inbox inbox) {}

    /** @param entrance where the SignalLayer takes in a new socket; called on the server's threads */
    public SignalSockets(Function<Outbox, Inbox> entrance, int mostSockets) {
        this.entrance = entrance;
        this.mostSockets = mostSockets;
    }

    /** How things stand. Any thread. */
    public Snapshot snapshot() {
        long waiting = open.values().stream()
                .mapToLong(socket -> socket.outbox.waitingBytes())
                .sum();
        return new Snapshot(open.size(), waiting, slowConsumers.get(), refusedSockets.get());
    }

    /** Waits until no socket is open, or that time is over. */
    void awaitGone(Duration longest) {
        long until = System.nanoTime() + longest.toNanos();
        synchronized (open) {
            try {
                for (long left = longest.toNanos(); !open.isEmpty() && left > 0; left = until - System.nanoTime()) {
                    TimeUnit.NANOSECONDS.timedWait(open, left);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The timers live and end with the server. */
    void timers(Server server) {
        server.addBean(timers);
    }

    @Override
    public void accept(WsConfig socket) {
        socket.onConnect(context -> connected(context.session));
        socket.onMessage(context -> {
            Socket at = open.get(context.session);
            if (at != null) {
                at.inbox.frame(context.message());
            }
        });
        socket.onBinaryMessage(context ->
                context.session.close(UNSUPPORTED_DATA, "The SignalLayer takes text frames only.", Callback.NOOP));
        socket.onClose(this::closed);
        socket.onError(context -> LOG.debug("A signalling socket failed", context.error()));
    }

    private void connected(Session session) {
        session.setMaxTextMessageSize(LARGEST_FRAME);
        session.setIdleTimeout(SILENCE_LIMIT);
        if (open.size() >= mostSockets) {
            refusedSockets.incrementAndGet();
            session.close(TRY_AGAIN_LATER, "Too many clients are connected, try again later.", Callback.NOOP);
            return;
        }
        SignalOutbox outbox = new SignalOutbox(session, timers, slowConsumers::incrementAndGet);
        open.put(session, new Socket(outbox, entrance.apply(outbox)));
        pingLater(session);
    }

    private void closed(WsContext context) {
        Socket gone = open.remove(context.session);
        if (gone != null) {
            gone.outbox.gone();
            gone.inbox.closed();
        }
        synchronized (open) {
            open.notifyAll();
        }
    }

    private void pingLater(Session session) {
        timers.schedule(
                () -> {
                    if (open.containsKey(session)) {
                        session.sendPing(ByteBuffer.allocate(0), Callback.NOOP);
                        pingLater(session);
                    }
                },
                PING_EVERY.toMillis(),
                TimeUnit.MILLISECONDS);
    }
}
