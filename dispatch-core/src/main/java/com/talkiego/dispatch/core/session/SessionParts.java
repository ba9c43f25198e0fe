package com.talkiego.dispatch.core.session;

import com.talkiego.dispatch.core.api.ApiPort;
import com.talkiego.dispatch.core.model.Alarm;
import com.talkiego.dispatch.core.model.ConsoleEvent;
import com.talkiego.dispatch.core.wire.ApiMessage;
import com.talkiego.dispatch.core.wire.ServerMessage;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** The parts of a session and how they hold together. On {@code signalling} only, after construction. */
final class SessionParts implements Connecting.Owner, ChangeOver.Session, Seat.Surroundings, Roads.Owner {
    private static final Duration WATCH = Duration.ofMillis(50);

    private final Actor actor;
    private final Tally tally = new Tally();
    private final Events events;
    private final ChannelBoard board;
    private final Connecting connecting;
    private final SignalPaths paths;
    private final PathNews news;
    private final Emergencies emergencies;
    private final Mixing mixing;
    private final ReceiveSlots slots;
    private final Hearing hearing;
    private final Roads roads;
    private final Joining joining;
    private final Descriptions descriptions;
    private final SignInLife signInLife;
    private final LinkLines lines;
    private final MediaLinks media;
    private final Reach reach;
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

    private boolean confirmed = true;

    SessionParts(
            SessionSettings asked, Actor clockless, ApiPort api, SignalPort signal, MediaPort media, AudioPort audio) {
        OnServerTime actor = new OnServerTime(clockless);
        this.actor = actor;
        SessionSettings settings = asked.holding(2 * audio.peerSlots());
        SplittableRandom random = new SplittableRandom();
        events = new Events(actor);
        board = new ChannelBoard(actor, settings.memory(), this::hear);
        connecting = new Connecting(actor, api, signal, settings, media.fingerprints(), tally, random, this);
        paths = connecting.paths();
        news = new PathNews(actor, connecting.choice(), audio, events, tally);
        emergencies = new Emergencies(actor, board, paths, audio, events, this::hear);
        mixing = new Mixing(board, emergencies, audio);
        descriptions = new Descriptions(actor, api, media.fingerprints(), tally);
        roads = new Roads(actor, media, audio, board, paths, events, tally, descriptions, paths::side, this);
        slots = new ReceiveSlots(actor, board, paths::of, audio, tally, this::slotsChanged);
        hearing = new Hearing(actor, board, paths, events, tally, this::changed);
        joining = new Joining(actor, board, paths, hearing, events, this::changed);
        signInLife = new SignInLife(actor, api, random);
        lines = new LinkLines(slots, uplinks, paths, this::cutAll, this::changed);
        this.media = new MediaLinks(actor, media, paths::of, descriptions, tally, random, settings.listens(), lines);
        reach = new Reach(connecting, this.media, news);
        relays = new RelayCredentials(actor, api, events, this::relaysAre);
        floor = new Floor(actor, paths, uplinks, settings);
        tickets = new TicketBoard(actor, audio, board, roads, this::changed);
        Endings endings = new Endings(actor, audio, tickets, board, uplinks, floor, events, tally, this::ticketSettled);
        FloorAnswers answers = new FloorAnswers(
                actor, audio, board, tickets, roads, floor, endings, paths, events, tally, settings.timeOut());
        transmissions =
                new Transmissions(actor, audio, board, tickets, uplinks, floor, endings, answers, events, tally, reach);
        alarms = new Alarms(actor, events, this::changed);
        certificateEnd = new CertificateEnd(actor, api, alarms);
        deafWatch = new DeafWatch(actor, audio, board, alarms, reach::incoming);
        seat = new Seat(actor, settings, connecting, events, audio, this);
        publisher = new StatePublisher(
                actor,
                settings,
                board,
                connecting,
                this.media,
                roads,
                tickets,
                emergencies,
                alarms,
                events,
                seat,
                news);
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
        ChangeOver changeOver = new ChangeOver(
                actor,
                board,
                tickets,
                floor,
                paths,
                this.media,
                lines,
                uplinks,
                slots,
                hearing,
                roads,
                joining,
                incoming,
                events,
                this);
        moving = new Moving(actor, connecting, random, changeOver);
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
        if (connecting.standing().isSignedOut() && !closed) {
            news.signingIn();
            connecting.signIn(request);
        }
    }

    void retryNow() {
        if (connecting.standing().isUp()) {
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
        if (connecting.standing().isUp() && media.hopeless()) {
            // Links that never came up have no trouble of their own yet; without a reason nobody would be told that he
            // is deaf.
            String trouble = media.trouble();
            connecting.leave(trouble.isEmpty() ? "The audio path did not come up." : trouble);
        }
        transmissions.watch(keys.takeOverloaded());
        deafWatch.watch();
        alarms.watch(Alarm.Kind.SIGN_IN, signInLife.trouble());
        certificateEnd.check();
        boolean now = reach.confirmed();
        if (now != confirmed) {
            confirmed = now;
            changed();
        }
    }

    /** Gates first, then floor and socket, then links. */
    void signOut() {
        cutAll("Cut off: signed out");
        connecting.signOut("");
    }

    void close() {
        if (closed) {
            return;
        }
        cutAll("Cut off: signed out");
        connecting.signOutBecause("");
        closed = true;
    }

    @Override
    public void changed() {
        if (!rebuilding) {
            news.watch(publisher.connection(), joining.allAnswered());
        }
        publisher.changed();
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

    private void cutAll(String sentence) {
        transmissions.cutAll(sentence);
    }

    private void ticketSettled() {
        transmissions.settled();
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
        arrived(connecting.standing().reason());
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

    @Override
    public void arrived(String why) {
        roads.ends().iceServers(relays.newest().in(connecting.choice().id()));
        news.arrived(why);
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
        cutAll("Cut off: the path to the backend was lost. Press again once it is back");
        if (!moving.tookOver()) {
            media.signalLost();
        }
        seat.lost();
        changed();
    }

    @Override
    public void signedOut(String reason) {
        cutAll("Cut off: signed out");
        moving.stop();
        media.close();
        relays.forget();
        descriptions.forget();
        signInLife.end();
        roads.forget();
        lines.forget();
        emergencies.forget();
        floor.forget();
        news.signedOut();
        board.directory(List.of());
        changed();
    }

    @Override
    public boolean transmitting() {
        return transmissions.keyed();
    }

    @Override
    public void takenOver(String sentence) {
        keys.closeAll();
        cutAll("Cut off: this position was taken over");
        connecting.signOut(sentence);
    }
}
