package com.talkiego.dispatch.mock.signal;

import com.talkiego.dispatch.core.wire.ClientMessage;
import com.talkiego.dispatch.core.wire.ServerMessage;
import com.talkiego.dispatch.mock.rooms.Actor;
import com.talkiego.dispatch.mock.rooms.ChannelDirectory;
import com.talkiego.dispatch.mock.rooms.MediaServer;
import com.talkiego.dispatch.mock.rooms.Neighbours;
import com.talkiego.dispatch.mock.rooms.RegionMessage;
import com.talkiego.dispatch.mock.rooms.Rooms;
import com.talkiego.dispatch.mock.rooms.RoomsActor;
import java.io.IOException;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The SignalLayer: takes sockets in, welcomes clients, keeps their sessions over a cut, and hands what they want to the rooms.
 * Everything happens on the thread {@code rooms}; the public methods may be called on any thread.
 */
public final class SignalLayer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SignalLayer.class);
    private static final long SWEEP_MILLIS = 250;
    /** A sweep that much late means that the process stood still. */
    private static final long STOOD_STILL_MILLIS = 1_000;

    private static final long MOVED_AFTER_MILLIS = 1_000;
    /** The first version of the protocol that knows of redirects. */
    static final int REDIRECTS_FROM = 3;

    private static final Inbox NOBODY = new Inbox() {
        @Override
        public void frame(String text) {
            // The layer is dead: nothing is taken in.
        }

        @Override
        public void closed() {
            // It never was open.
        }
    };

    private final SignalSettings settings;
    private final Actor actor;
    private final Rooms rooms;
    private final Sessions sessions;
    private final Positions positions;
    private final Welcoming welcoming;
    private final Pace pace;
    private final Questions questions;
    private final SignalFaults faults;
    private final Set<Connection> connections = new LinkedHashSet<>();
    private volatile boolean killed;
    private long sweptNanos;
    private long hellos;
    private long resumes;
    private long badFrames;
    private long lostSockets;
    private long endedSessions;

    /**
     * Starts the thread {@code rooms} and the media server.
     *
     * @throws IOException if the media server cannot start; nothing is left running then
     */
    public static SignalLayer start(
            SignalSettings settings,
            TokenCheck tokens,
            ChannelDirectory channels,
            MediaServer.Starter media,
            InstantSource clock,
            LongSupplier nanoTime)
            throws IOException {
        RoomsActor actor = new RoomsActor(clock, nanoTime);
        boolean started = false;
        try {
            SignalLayer layer = new SignalLayer(settings, tokens, channels, media, actor);
            started = true;
            return layer;
        } finally {
            if (!started) {
                actor.close();
            }
        }
    }

    /**
     * Works on an actor that is there already, and that is closed with it.
     *
     * @throws IOException if the media server cannot start
     */
    SignalLayer(
            SignalSettings settings,
            TokenCheck tokens,
            ChannelDirectory channels,
            MediaServer.Starter media,
            Actor actor)
            throws IOException {
        this.settings = settings;
        this.actor = actor;
        this.rooms = new Rooms(actor, media, channels, settings.rooms());
        this.sessions = new Sessions(rooms, settings.sessions());
        this.positions = new Positions(actor, tokens, sessions);
        this.welcoming = new Welcoming(actor, settings, tokens, rooms, sessions, positions);
        this.pace = new Pace(actor, () -> List.copyOf(connections).forEach(Connection::flush));
        this.questions = new Questions(actor);
        this.faults = new SignalFaults(questions, pace, sessions, rooms);
        this.sweptNanos = actor.nanoTime();
        actor.postOwn(this::sweep);
    }

    /** Puts it behind that door, before clients come. Any thread. */
    public void behind(RegionDoor door) {
        welcoming.behind(door);
    }

    /** This layer is that of one of several regions, before clients come. */
    public void join(Neighbours neighbours) {
        questions.order(() -> rooms.join(neighbours));
    }

    /**
     * Another region can be reached from now on, or no longer. Any thread; returns at once.
     *
     * @param afterMillis how much later that is noticed
     * @param still whether it still is so then
     */
    public void reach(String region, boolean now, long afterMillis, BooleanSupplier still) {
        later(afterMillis, () -> {
            if (still.getAsBoolean()) {
                rooms.reach(region, now);
            }
        });
    }

    /**
     * Another region said something, which arrives so many ms later. Any thread; returns at once.
     *
     * @param arriving asked then: what it is, null if it was lost on its way
     */
    public void told(String region, long afterMillis, Supplier<@Nullable RegionMessage> arriving) {
        later(afterMillis, () -> {
            RegionMessage message = arriving.get();
            if (message != null) {
                rooms.told(region, message);
            }
        });
    }

    private void later(long afterMillis, Runnable task) {
        actor.postOwn(afterMillis == 0 ? task : () -> actor.after(afterMillis, task));
    }

    /** Ends all sessions and cuts all sockets, and takes none until it is {@link #revive revived}. */
    public void kill() {
        killed = true;
        questions.order(() -> {
            List.copyOf(connections).forEach(connection -> connection.close(CloseReason.CUT));
            sessions.all().forEach(sessions::end);
        });
    }

    /** Takes clients again. */
    public void revive() {
        killed = false;
    }

    /**
     * Sends sessions to other regions; a second after their time is over they end here.
     *
     * @param where for a tenant; null for those that stay
     * @return how many were told
     */
    public int redirect(Function<String, ServerMessage.@Nullable Redirect> where) {
        return questions.ask(() -> {
            int told = 0;
            for (Session session : sessions.all()) {
                ServerMessage.Redirect redirect = where.apply(session.identity().tenant());
                if (redirect != null) {
                    told++;
                    if (session.protocol >= REDIRECTS_FROM) {
                        session.say(redirect);
                    }
                    actor.after(redirect.withinMillis() + MOVED_AFTER_MILLIS, () -> moved(session));
                }
            }
            return told;
        });
    }

    private void moved(Session session) {
        if (sessions.has(session)) {
            endedSessions++;
            Connection at = session.connection();
            sessions.end(session);
            if (at != null) {
                at.close(CloseReason.MOVED);
            }
        }
    }

    /** What can be made to go wrong while it runs. */
    public SignalFaults faults() {
        return faults;
    }

    /** A new socket. */
    public Inbox connect(Outbox out) {
        if (killed) {
            out.close(CloseReason.CUT.code(), CloseReason.CUT.text());
            return NOBODY;
        }
        Connection connection = new Connection(out, this, pace, actor, settings);
        if (!actor.post(() -> connections.add(connection))) {
            out.close(CloseReason.SERVER_BUSY.code(), CloseReason.SERVER_BUSY.text());
        }
        return connection;
    }

    void received(Connection from, ClientMessage message) {
        Session session = from.session;
        if (session == null) {
            if (message instanceof ClientMessage.Hello hello) {
                hellos++;
                resumes += hello.resume() == null ? 0 : 1;
                welcoming.hello(from, hello);
            } else {
                from.close(CloseReason.NO_HELLO);
            }
            return;
        }
        switch (message) {
            case ClientMessage.Beat beat -> from.say(new ServerMessage.Beat(beat.number(), actor.now()));
            case ClientMessage.Hello _ -> from.say(new ServerMessage.Failed(0, "malformed", "You said hello before"));
            case ClientMessage.OperatorChange change -> positions.change(session, change);
            case ClientMessage.Bye _ -> {
                endedSessions++;
                sessions.end(session);
                from.close(CloseReason.GOODBYE);
            }
            default -> handle(session, message);
        }
    }

    private void handle(Session session, ClientMessage message) {
        try {
            rooms.handle(session.participant(), message);
        } catch (RuntimeException e) {
            LOG.error("A {} of session {} failed", message.getClass().getSimpleName(), session.id, e);
            session.say(new ServerMessage.Failed(0, "internal", "The server had an error; try again"));
        }
    }

    /** A socket was closed from here. */
    void closed(Connection connection, CloseReason reason) {
        LOG.info("Closed a socket: {}", reason);
        lost(connection);
    }

    /** A socket is gone, its session waits for its client. */
    void lost(Connection connection) {
        connections.remove(connection);
        Session session = connection.session;
        if (session != null) {
            lostSockets++;
            session.detach();
            rooms.cut(session.participant());
        }
    }

    void countBadFrame() {
        badFrames++;
    }

    private void sweep() {
        long now = actor.nanoTime();
        if (now - sweptNanos > TimeUnit.MILLISECONDS.toNanos(SWEEP_MILLIS + STOOD_STILL_MILLIS)) {
            connections.forEach(Connection::excuse);
        }
        sweptNanos = now;
        if (!pace.stalled()) {
            List.copyOf(connections).forEach(connection -> {
                connection.check(now);
                connection.checkLag(now);
            });
        }
        for (Session session : sessions.all()) {
            session.catchUp();
            session.journal.trim(now);
            if (session.cutFor(now) > TimeUnit.MILLISECONDS.toNanos(settings.keepMillis())) {
                endedSessions++;
                sessions.end(session);
            }
        }
        actor.after(SWEEP_MILLIS, this::sweep);
    }

    /** The layer and its rooms at this moment. */
    public SignalSnapshot snapshot() {
        return questions.ask(() -> new SignalSnapshot(
                sessions.all().stream().map(SignalLayer::describe).toList(),
                new SignalSnapshot.Counts(
                        connections.size(),
                        hellos,
                        resumes,
                        badFrames,
                        lostSockets,
                        endedSessions,
                        connections.stream().filter(Connection::lagging).count(),
                        sessions.merged()),
                rooms.snapshot()));
    }

    private static SignalSnapshot.Session describe(Session session) {
        return new SignalSnapshot.Session(
                session.id,
                session.member,
                session.identity().role(),
                session.client,
                session.protocol,
                session.connection() != null,
                session.journal.size());
    }

    /** Says good-bye to every client, then ends the media server and the thread. */
    @Override
    public void close() {
        questions.order(() -> {
            sessions.all().forEach(sessions::end);
            List.copyOf(connections).forEach(connection -> connection.close(CloseReason.SERVER_STOPPING));
        });
        rooms.close();
        if (actor instanceof RoomsActor own) {
            own.close();
        }
    }
}
