package com.talkiego.dispatch.core.session;

import com.talkiego.dispatch.core.model.ChannelState;
import com.talkiego.dispatch.core.model.ChannelState.Path;
import com.talkiego.dispatch.core.model.ChannelState.PathKind;
import com.talkiego.dispatch.core.model.Connection;
import com.talkiego.dispatch.core.model.ConsoleState;
import com.talkiego.dispatch.core.model.RegionView;
import com.talkiego.dispatch.core.wire.ApiMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes one immutable state of all that changed, at most one for each batch of tasks, and hands it to the listeners. Made on
 * {@code signalling}; {@link #state} on any thread.
 */
final class StatePublisher {
    private static final Path JOINING = new Path.Joining();
    private static final Path UP = new Path.Up(PathKind.SFU);
    private static final Path UP_BY_RELAY = new Path.Up(PathKind.RELAYED);

    private final Actor actor;
    private final SessionSettings settings;
    private final ChannelBoard board;
    private final Connecting connecting;
    private final Standing standing;
    private final MediaLinks media;
    private final Roads roads;
    private final TicketBoard tickets;
    private final Emergencies emergencies;
    private final Alarms alarms;
    private final Events events;
    private final Seat seat;
    private final PathNews news;
    private final List<Consumer<ConsoleState>> listeners = new CopyOnWriteArrayList<>();
    private volatile ConsoleState state;
    private volatile DeskMemory memory;
    private boolean due;

    StatePublisher(
            Actor actor,
            SessionSettings settings,
            ChannelBoard board,
            Connecting connecting,
            MediaLinks media,
            Roads roads,
            TicketBoard tickets,
            Emergencies emergencies,
            Alarms alarms,
            Events events,
            Seat seat,
            PathNews news) {
        this.actor = actor;
        this.settings = settings;
        this.board = board;
        this.connecting = connecting;
        this.standing = connecting.standing();
        this.media = media;
        this.roads = roads;
        this.tickets = tickets;
        this.emergencies = emergencies;
        this.alarms = alarms;
        this.events = events;
        this.seat = seat;
        this.news = news;
        this.memory = settings.memory();
        this.state = new ConsoleState(
                0,
                new Connection.SignedOut(""),
                null,
                0,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                new ConsoleState.Listening(
                        null,
                        null,
                        settings.memory().selectVolumeDb(),
                        settings.memory().unselectVolumeDb(),
                        !settings.memory().asSpoken()),
                RegionView.NONE);
    }

    ConsoleState state() {
        return state;
    }

    DeskMemory memory() {
        return memory;
    }

    Subscription listen(Consumer<ConsoleState> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Something that is shown changed: published after the tasks already waiting. */
    void changed() {
        if (!due) {
            due = true;
            if (!actor.post(this::publish)) {
                publish();
            }
        }
    }

    private void publish() {
        due = false;
        Connection connection = connection();
        List<ChannelState> channels = new ArrayList<>(board.lines().size());
        for (ChannelLine line : board.lines()) {
            channels.add(line.state(path(line, connection)));
        }
        ConsoleState next = new ConsoleState(
                state.revision() + 1,
                connection,
                operator(),
                connecting.paths().beats().clockOffsetMillis(),
                List.copyOf(channels),
                tickets.transmissions(),
                emergencies.list(),
                alarms.list(),
                events.list(),
                board.listening(),
                connecting.choice().view());
        state = next;
        memory = board.memory();
        listeners.forEach(listener -> listener.accept(next));
    }

    private ConsoleState.@Nullable Operator operator() {
        ApiMessage.Operator who = connecting.admission().operator();
        String position = settings.position();
        return who == null
                ? null
                : new ConsoleState.Operator(
                        who.id(),
                        who.name(),
                        who.tenant(),
                        who.role(),
                        position == null ? "" : position,
                        seat.change());
    }

    Connection connection() {
        return switch (standing.phase()) {
            case SIGNED_OUT -> new Connection.SignedOut(standing.reason(), standing.positionTaken());
            case SIGNING_IN -> new Connection.SigningIn(standing.step());
            case TRYING, WAITING -> new Connection.Lost(standing.reason(), connecting.attempt(), standing.nextTry());
            case UP -> up();
        };
    }

    private Connection up() {
        if (media.allUp()) {
            return new Connection.Online(
                    connecting.choice().name(),
                    connecting.paths().beats().roundTripMillis(),
                    connecting.paths().beats().confirmed() && media.confirmed());
        }
        String trouble = media.trouble();
        if (!news.wasOnline() && trouble.isEmpty()) {
            return new Connection.SigningIn("Opening the audio path");
        }
        Instant next = media.nextTry();
        return new Connection.Lost(
                trouble.isEmpty() ? "The audio path is being opened." : trouble, media.attempt(), next);
    }

    private Path throughServer(String why) {
        boolean relayed = media.way(MediaPort.Link.SUBSCRIBER).relayed();
        if (why.isEmpty()) {
            return relayed ? UP_BY_RELAY : UP;
        }
        return new Path.Up(relayed ? PathKind.RELAYED : PathKind.SFU, 0, 0, why);
    }

    private Path path(ChannelLine line, Connection connection) {
        if (line.membership() == ChannelLine.Membership.REFUSED) {
            return new Path.Down(line.refusal());
        }
        boolean joined = line.membership() == ChannelLine.Membership.JOINED;
        if (joined && standing.isUp() && media.up(MediaPort.Link.SUBSCRIBER)) {
            Path straight = roads.path(line.channel().id());
            return straight != null
                    ? straight
                    : throughServer(roads.why(line.channel().id()));
        }
        return connection instanceof Connection.Lost(String reason, int attempt, Instant nextTry)
                ? new Path.Down(reason)
                : JOINING;
    }
}
