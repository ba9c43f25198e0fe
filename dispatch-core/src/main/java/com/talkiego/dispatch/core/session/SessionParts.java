package com.talkiego.dispatch.core.session;

import com.talkiego.dispatch.core.api.ApiPort;
import com.talkiego.dispatch.core.mix.Bus;
import com.talkiego.dispatch.core.mix.Cue;
import com.talkiego.dispatch.core.model.Alarm;
import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.Connection;
import com.talkiego.dispatch.core.model.ConsoleEvent;
import com.talkiego.dispatch.core.session.MediaPort.Link;
import com.talkiego.dispatch.core.wire.ApiMessage;
import com.talkiego.dispatch.core.wire.ServerMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** The parts of a session and how they hold together. On {@code signalling} only, after construction. */
final class SessionParts
        implements Connecting.Owner,
                MediaLinks.Owner,
                Moving.Owner,
                Transmissions.Surroundings,
                Seat.Surroundings,
                Roads.Owner {
    private static final Duration WATCH = Duration.ofMillis(50);

    private final Actor actor;
    private final AudioPort audio;
    private final Tally tally = new Tally();
    private final Events events;
    private final ChannelBoard board;
    private final Connecting connecting;
    private final SignalPaths paths;
    private final Emergencies emergencies;
    private final Mixing mixing;
    private final ReceiveSlots slots;
    private final Hearing hearing;
    private final Roads roads;
    private final Joining joining;
    private final Descriptions descriptions;
    private final SignInLife signInLife;
    private final MediaLinks media;
    private final RelayCredentials relays;
    private final Uplinks uplinks = new Uplinks();
    private final Floor floor;
    private final TicketBoard tickets;
    private final Transmissions transmissions;
    private final Alarms alarms;
    private final CertificateEnd certificateEnd;
    private final DeafWatch deafWatch;
    private final Seat seat;
    private final StatePublisher publisher;
    private final Incoming incoming;
    private final Keys keys;
    private final Moving moving;
    private final boolean movesGently;
    private boolean closed;
    /** The links of the session before look as if they were up until they are opened anew. */
    private boolean rebuilding;

    private boolean lossSounded;
    private boolean confirmed = true;
    private long signInNanos = -1;
    private String region = "";

    SessionParts(
            SessionSettings asked, Actor clockless, ApiPort api, SignalPort signal, MediaPort media, AudioPort audio) {
        OnServerTime actor = new OnServerTime(clockless);
        this.actor = actor;
        this.audio = audio;
        SessionSettings settings = asked.holding(2 * audio.peerSlots());
        SplittableRandom random = new SplittableRandom();
        events = new Events(actor);
        board = new ChannelBoard(actor, settings.memory(), this::heardOtherwise);
        connecting = new Connecting(actor, api, signal, settings, media.fingerprints(), tally, random, this);
        paths = connecting.paths();
        emergencies = new Emergencies(actor, board, paths, audio, events, this::heardOtherwise);
        mixing = new Mixing(board, emergencies, audio);
        descriptions = new Descriptions(actor, api, media.fingerprints(), tally);
        roads = new Roads(actor, media, audio, board, paths, events, tally, descriptions, this);
        slots = new ReceiveSlots(actor, board, paths::of, audio, tally, this::slotsChanged);
        hearing = new Hearing(actor, board, paths, events, tally, this::changed);
        joining = new Joining(actor, board, paths, hearing, events, this::changed);
        signInLife = new SignInLife(actor, api, random);
        this.media = new MediaLinks(actor, media, paths::of, descriptions, tally, random, settings.listens(), this);
        relays = new RelayCredentials(actor, api, events, this::relaysAre);
        floor = new Floor(actor, paths, uplinks, settings);
        tickets = new TicketBoard(actor, audio, board, roads, this::changed);
        Endings endings = new Endings(actor, audio, tickets, board, uplinks, floor, events, tally, this::ticketSettled);
        FloorAnswers answers = new FloorAnswers(
                actor, audio, board, tickets, roads, floor, endings, paths, events, tally, settings.timeOut());
        transmissions =
                new Transmissions(actor, audio, board, tickets, uplinks, floor, endings, answers, events, tally, this);
        alarms = new Alarms(actor, events, this::changed);
        certificateEnd = new CertificateEnd(actor, api, alarms);
        deafWatch = new DeafWatch(actor, audio, board, alarms, this::way);
        seat = new Seat(actor, settings, connecting, events, audio, this);
        publisher = new StatePublisher(
                actor, settings, board, connecting, this.media, roads, tickets, emergencies, alarms, events, seat);
        incoming = new Incoming(
                joining,
                hearing,
                slots,
                roads,
                floor,
                answers,
                this.media,
                emergencies,
                paths,
                connecting.choice(),
                seat,
                events,
                tally);
        moving = new Moving(actor, connecting, random, this);
        // A unit has receive slots for one side only: it leaves a region first, then goes to the next.
        movesGently = settings.position() != null && settings.listens();
        keys = new Keys(actor, transmissions::down, hold -> transmissions.joined(), transmissions::up);
    }

    Keys keys() {
        return keys;
    }

    ChannelBoard board() {
        return board;
    }

    Emergencies emergencies() {
        return emergencies;
    }

    Alarms alarms() {
        return alarms;
    }

    StatePublisher publisher() {
        return publisher;
    }

    Seat seat() {
        return seat;
    }

    Roads roads() {
        return roads;
    }

    Tally tally() {
        return tally;
    }

    Connecting connecting() {
        return connecting;
    }

    void signIn(SignIn request) {
        if (connecting.phase() == Connecting.Phase.SIGNED_OUT && !closed) {
            signInNanos = actor.nanoTime();
            publisher.wasOnline(false);
            connecting.signIn(request);
        }
    }

    void retryNow() {
        if (connecting.phase() == Connecting.Phase.UP) {
            media.resumed();
        } else {
            connecting.retryNow();
        }
    }

    /** Every 50 ms, until closed. */
    void watch() {
        if (closed) {
            return;
        }
        actor.after(WATCH, this::watch);
        connecting.watch(transmissions.keyed());
        moving.watch();
        media.watch();
        roads.watch();
        if (connecting.phase() == Connecting.Phase.UP && media.hopeless()) {
            connecting.leave(media.trouble());
        }
        transmissions.watch(keys.takeOverloaded());
        deafWatch.watch();
        alarms.watch(Alarm.Kind.SIGN_IN, signInLife.trouble());
        certificateEnd.check();
        boolean now = paths.beats().confirmed() && media.confirmed();
        if (now != confirmed) {
            confirmed = now;
            changed();
        }
    }

    /** Gates first, then floor and socket, then links. */
    void signOut() {
        transmissions.cutAll("Cut off: signed out");
        connecting.signOut("");
    }

    void close() {
        if (closed) {
            return;
        }
        transmissions.cutAll("Cut off: signed out");
        connecting.signOutBecause("");
        closed = true;
    }

    @Override
    public void changed() {
        if (!rebuilding) {
            connectionWatched();
        }
        publisher.changed();
    }

    private void heardOtherwise() {
        replan();
        changed();
    }

    private long slotsChanged() {
        changed();
        return replan();
    }

    private long replan() {
        return mixing.publish(roads.compose(slots.list()));
    }

    private void relaysAre(ApiMessage.TurnCredentials newest) {
        media.relays(newest);
        roads.ends().iceServers(newest.in(connecting.choice().id()));
    }

    @Override
    public void send() {
        tickets.publish();
    }

    @Override
    public void hear() {
        replan();
        changed();
    }

    private void ticketSettled() {
        transmissions.settled();
    }

    /** Sounds the loss of the path, and its return; notes when all was there for the first time. */
    private void connectionWatched() {
        Connection connection = publisher.connection();
        boolean online = connection instanceof Connection.Online;
        if (online && lossSounded) {
            lossSounded = false;
            audio.cue(Cue.PATH_BACK, Bus.SELECT);
            events.add(ConsoleEvent.Kind.CONNECTION, null, "The path to the backend is back");
        }
        if (online && joining.allAnswered()) {
            if (signInNanos >= 0) {
                tally.signedIn(actor.nanoTime() - signInNanos);
                signInNanos = -1;
                events.add(
                        ConsoleEvent.Kind.CONNECTION,
                        null,
                        "Online, " + connecting.choice().name());
            }
            publisher.wasOnline(true);
        }
        if (connection instanceof Connection.Lost(var reason, var attempt, var nextTry)
                && publisher.wasOnline()
                && !lossSounded) {
            lossSounded = true;
            audio.cue(Cue.PATH_LOST, Bus.SELECT);
            events.add(ConsoleEvent.Kind.CONNECTION, null, "PATH LOST: " + reason);
        }
    }

    private DeafWatch.Path way() {
        boolean expected = publisher.wasOnline() && connecting.phase() != Connecting.Phase.SIGNED_OUT;
        if (connecting.phase() != Connecting.Phase.UP) {
            return new DeafWatch.Path(expected, connecting.reason());
        }
        return new DeafWatch.Path(expected, media.up(Link.SUBSCRIBER) ? "" : trouble());
    }

    private String trouble() {
        String trouble = media.trouble();
        return trouble.isEmpty() ? "the audio path is being opened" : trouble;
    }

    @Override
    public void directory(Asking.Directory directory) {
        descriptions.signedIn();
        signInLife.begin();
        relays(directory.relays());
        board.directory(directory.channels());
    }

    @Override
    public void relays(ApiMessage.@Nullable TurnCredentials credentials) {
        if (credentials == null) {
            relays.missing();
        } else {
            relays.taken(credentials);
        }
    }

    /** A relay cannot be used, for that reason; empty once it can. */
    void relayTrouble(String sentence) {
        media.relayTrouble(sentence);
        if (!sentence.isEmpty()) {
            events.add(ConsoleEvent.Kind.FAULT, null, sentence);
        }
        changed();
    }

    @Override
    public void welcomed(ServerMessage.Welcome welcome, boolean goesOn) {
        hearing.welcomed();
        arrived(connecting.reason());
        if (goesOn) {
            joining.joinMissing();
            media.resumed();
            floor.resumed();
        } else {
            rebuilding = true;
            slots.forget();
            roads.forget();
            roads.ends().ptime(welcome.ptimeMillis());
            emergencies.resync();
            floor.forget();
            media.open(paths.side(), welcome);
            hearing.self(welcome.self().id());
            joining.joinAll(connecting.caughtUpTo());
            rebuilding = false;
        }
        changed();
    }

    private void arrived(String why) {
        String now = connecting.choice().name();
        roads.ends().iceServers(relays.newest().in(connecting.choice().id()));
        if (!region.isEmpty() && !region.equals(now)) {
            events.add(ConsoleEvent.Kind.CONNECTION, null, "Moved from " + region + " to " + now + ": " + why);
        }
        region = now;
    }

    @Override
    public void message(int side, ServerMessage message) {
        incoming.message(side, message);
        changed();
    }

    @Override
    public void redirected(ServerMessage.Redirect redirect) {
        events.add(ConsoleEvent.Kind.CONNECTION, null, redirect.text());
        if (movesGently) {
            moving.redirected(redirect);
        } else {
            connecting.sentAway(redirect);
        }
        changed();
    }

    @Override
    public void better(ApiMessage.Region region) {
        if (movesGently) {
            moving.better(region);
        }
    }

    @Override
    public void lost(String sentence) {
        transmissions.cutAll("Cut off: the path to the backend was lost. Press again once it is back");
        if (!moving.tookOver()) {
            media.signalLost();
        }
        seat.lost();
        changed();
    }

    @Override
    public boolean quiet() {
        return !tickets.any(ticket -> ticket.stage != Ticket.Stage.OVER) && floor.settled();
    }

    @Override
    public List<ChannelId> channels() {
        return board.lines().stream().map(line -> line.channel().id()).toList();
    }

    @Override
    public void openLinks(int side, ServerMessage.Welcome welcome) {
        media.open(side, welcome);
    }

    @Override
    public boolean linksUp(int side) {
        return media.allUp(side);
    }

    @Override
    public void aside(int side, ServerMessage message) {
        incoming.message(side, message);
    }

    @Override
    public void changedSides(int now, List<ServerMessage> told, @Nullable Instant toldUntil, String why) {
        uplinks.use(now);
        media.use(now);
        floor.forget();
        Instant serverNow = actor.now();
        board.lines().forEach(line -> {
            if (toldUntil == null) {
                line.moved(serverNow);
            } else {
                line.forgotten(toldUntil);
            }
        });
        hearing.self(paths.selfId());
        slots.tell(now);
        roads.forget();
        told.forEach(message -> incoming.message(now, message));
        slots.tell(now);
        joining.joinMissing();
        arrived(why);
        heardOtherwise();
    }

    @Override
    public void letGo(int side) {
        slots.left(side);
        uplinks.lines(side, List.of());
        media.close(side);
    }

    @Override
    public void notMoved(String to, String why) {
        events.add(ConsoleEvent.Kind.CONNECTION, null, "Not moved to " + to + ": " + why);
        changed();
    }

    @Override
    public void signedOut(String reason) {
        transmissions.cutAll("Cut off: signed out");
        moving.stop();
        media.close();
        relays.forget();
        descriptions.forget();
        signInLife.end();
        roads.forget();
        slots.forget();
        emergencies.forget();
        floor.forget();
        for (int side = 0; side < MediaPort.SIDES; side++) {
            uplinks.lines(side, List.of());
        }
        publisher.wasOnline(false);
        lossSounded = false;
        signInNanos = -1;
        region = "";
        board.directory(List.of());
        changed();
    }

    @Override
    public void lines(Link link, List<String> mids) {
        if (link.receives()) {
            slots.lines(link.side(), mids);
        } else {
            uplinks.lines(link.side(), mids);
        }
    }

    @Override
    public void up(Link link) {
        changed();
    }

    @Override
    public void lost(Link link, String sentence) {
        if (link.receives()) {
            slots.forget(link.side());
        } else {
            if (link.side() == paths.side()) {
                transmissions.cutAll("Cut off: the audio path was lost. Press again once it is back");
            }
            uplinks.lines(link.side(), List.of());
        }
        changed();
    }

    @Override
    public String obstacle() {
        return switch (connecting.phase()) {
            case SIGNED_OUT, SIGNING_IN -> "you are not signed in yet";
            case TRYING, WAITING -> "there is no path to the backend. Press again once it is back";
            case UP -> {
                if (!paths.beats().confirmed()) {
                    yield "the path to the backend is not confirmed. Press again once it is";
                }
                yield media.up(Link.PUBLISHER) ? "" : "the audio path is not up. Press again once it is back";
            }
        };
    }

    @Override
    public boolean transmitting() {
        return transmissions.keyed();
    }

    @Override
    public void takenOver(String sentence) {
        keys.closeAll();
        transmissions.cutAll("Cut off: this position was taken over");
        connecting.signOut(sentence);
    }

    @Override
    public void keyed() {
        connecting.keyed();
    }

    @Override
    public void notPassing(String sentence) {
        media.reopen(Link.PUBLISHER, sentence);
    }
}
