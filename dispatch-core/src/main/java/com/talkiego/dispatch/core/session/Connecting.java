package com.talkiego.dispatch.core.session;

import com.talkiego.dispatch.core.api.ApiPort;
import com.talkiego.dispatch.core.api.ApiProblem;
import com.talkiego.dispatch.core.wire.ApiMessage;
import com.talkiego.dispatch.core.wire.ClientMessage;
import com.talkiego.dispatch.core.wire.ProtocolVersion;
import com.talkiego.dispatch.core.wire.ServerMessage;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Signs in, opens the socket, says hello, resumes after a loss: with back-off, obeying the backend's own wish to be left alone. On
 * {@code signalling} only.
 */
final class Connecting implements Conversation, SignalSocket.Owner {
    /** How long one try may take, from asking for a token to the welcome. */
    static final Duration TRY = Duration.ofSeconds(10);

    /** Where it stands. */
    enum Phase {
        SIGNED_OUT,
        SIGNING_IN,
        /** Up to the first welcome, or after a loss: a try is under way. */
        TRYING,
        /** After a loss: the next try has its time. */
        WAITING,
        UP
    }

    /** Who has to do with what comes of it. */
    interface Owner {
        void directory(Asking.Directory directory);

        void welcomed(ServerMessage.Welcome welcome);

        void message(ServerMessage message);

        /** The path is lost; said once for each loss. */
        void lost(String sentence);

        void signedOut(String reason);

        void changed();
    }

    private final Actor actor;
    private final Asking asking;
    private final SignalSocket socket;
    private final SessionSettings settings;
    private final Journal journal;
    private final Tally tally;
    private final Owner owner;
    private final BackOff backOff;
    private final Beats beats;
    private Phase phase = Phase.SIGNED_OUT;
    private String step = "";
    private String reason = "";
    private Instant nextTry = Instant.EPOCH;
    private @Nullable SignIn request;
    private ApiMessage.@Nullable Operator operator;
    private ApiMessage.@Nullable Region region;
    private ServerMessage.@Nullable Welcome welcome;
    private @Nullable String signalToken;
    private boolean freshTokenTried;
    private boolean signedInAgain;
    private Actor.@Nullable Timer timer;
    private long refs;
    private long tries;

    Connecting(
            Actor actor,
            ApiPort api,
            SignalPort signal,
            SessionSettings settings,
            Tally tally,
            RandomGenerator random,
            Owner owner) {
        this.actor = actor;
        this.asking = new Asking(actor, api, settings);
        this.socket = new SignalSocket(actor, signal, tally, this);
        this.settings = settings;
        this.journal = new Journal(tally);
        this.tally = tally;
        this.owner = owner;
        this.backOff = new BackOff(random);
        this.beats = new Beats(actor, this);
    }

    void signIn(SignIn who) {
        if (phase != Phase.SIGNED_OUT) {
            return;
        }
        request = who;
        reason = "";
        enter(Phase.SIGNING_IN, "Checking name and password");
        long current = ++tries;
        within(TRY, () -> signOutBecause("The backend took too long to answer. Try again."));
        asking.signIn(
                who,
                operatorFound -> {
                    if (current == tries) {
                        operator = operatorFound;
                        enter(Phase.SIGNING_IN, "Fetching channels");
                        asking.directory(
                                found -> ifCurrent(current, () -> first(found)),
                                problem -> ifCurrent(current, () -> signOutBecause(problem.sentence())));
                    }
                },
                problem -> ifCurrent(current, () -> signOutBecause(problem.sentence())));
    }

    private void first(Asking.Directory found) {
        region = found.region();
        owner.directory(found);
        dial(found.token());
    }

    private void ifCurrent(long ofTry, Runnable then) {
        if (ofTry == tries) {
            then.run();
        }
    }

    /** Opens the socket with a fresh token; its welcome, its end or the time-out follows. */
    private void dial(String token) {
        ApiMessage.Region where = region;
        if (where == null) {
            failed("The backend names no region to connect to", Duration.ZERO);
            return;
        }
        signalToken = token;
        step = "Connecting to " + where.name();
        if (phase != Phase.SIGNING_IN) {
            phase = Phase.TRYING;
        }
        within(TRY, () -> failed("The backend took too long to answer", Duration.ZERO));
        owner.changed();
        socket.open(URI.create(where.signal()));
    }

    @Override
    public void opened() {
        ServerMessage.Welcome earlier = welcome;
        String token = signalToken;
        if (token == null) {
            return;
        }
        ClientMessage.Resume resume =
                earlier == null ? null : new ClientMessage.Resume(earlier.resumeToken(), journal.last());
        socket.say(new ClientMessage.Hello(
                ProtocolVersion.CURRENT,
                ProtocolVersion.OLDEST,
                token,
                settings.client(),
                settings.position(),
                settings.room(),
                resume));
        signalToken = null;
    }

    @Override
    public void message(ServerMessage message) {
        switch (message) {
            case ServerMessage.Welcome greeting -> welcomed(greeting);
            case ServerMessage.Refused refusal -> refused(refusal);
            case ServerMessage.Beat beat -> {
                beats.answered(beat.number(), beat.serverTime());
                owner.changed();
            }
            default -> {
                if (phase == Phase.UP && journal.fresh(message)) {
                    owner.message(message);
                }
            }
        }
    }

    private void welcomed(ServerMessage.Welcome greeting) {
        if (phase == Phase.UP) {
            return;
        }
        cancelTimer();
        if (!greeting.resumed()) {
            journal.restart();
        }
        welcome = greeting;
        freshTokenTried = false;
        signedInAgain = false;
        phase = Phase.UP;
        backOff.succeeded();
        beats.clock(greeting.serverTime());
        beats.begin(greeting.beatMillis());
        owner.welcomed(greeting);
    }

    private void refused(ServerMessage.Refused refusal) {
        boolean stale = refusal.code().equals("token_expired") || refusal.code().equals("unauthorized");
        if (stale && !freshTokenTried) {
            freshTokenTried = true;
            socket.close();
            retry();
        } else if (refusal.retryAfterMillis() > 0) {
            failed(refusal.text(), Duration.ofMillis(refusal.retryAfterMillis()));
        } else {
            signOutBecause(refusal.text());
        }
    }

    @Override
    public void closed(String sentence) {
        failed(sentence, Duration.ZERO);
    }

    /** The path is of no use: dropped, told, and tried again after a wait. */
    void failed(String sentence, Duration asked) {
        if (phase == Phase.SIGNED_OUT || phase == Phase.WAITING) {
            return;
        }
        boolean loss = phase == Phase.UP;
        tries++;
        cancelTimer();
        socket.drop();
        reason = sentence;
        phase = Phase.WAITING;
        if (loss) {
            tally.reconnect();
            owner.lost(sentence);
        }
        Duration wait = backOff.next(asked);
        nextTry = actor.now().plus(wait);
        timer = actor.after(wait, this::retry);
        owner.changed();
    }

    /** The operator does not want to wait. */
    void retryNow() {
        if (phase == Phase.WAITING) {
            retry();
        }
    }

    private void retry() {
        cancelTimer();
        phase = Phase.TRYING;
        long current = ++tries;
        within(TRY, () -> failed("The backend took too long to answer", Duration.ZERO));
        asking.token(
                found -> ifCurrent(current, () -> {
                    region = found.region();
                    dial(found.token());
                }),
                problem -> ifCurrent(current, () -> tokenRefused(problem)));
        owner.changed();
    }

    /** The tokens are of no use any more: a restarted backend. Whoever signed in is signed in again, without being asked. */
    private void tokenRefused(ApiProblem problem) {
        SignIn who = request;
        if (problem.kind() != ApiProblem.Kind.NOT_SIGNED_IN || who == null || signedInAgain) {
            signedInAgain = false;
            failed(problem.sentence(), problem.retryAfter());
            return;
        }
        signedInAgain = true;
        long current = ++tries;
        within(TRY, () -> failed("The backend took too long to answer", Duration.ZERO));
        asking.signIn(
                who,
                again -> ifCurrent(current, this::retry),
                refusal -> ifCurrent(current, () -> {
                    if (refusal.kind() == ApiProblem.Kind.NOT_SIGNED_IN) {
                        signOutBecause(refusal.sentence());
                    } else {
                        failed(refusal.sentence(), refusal.retryAfter());
                    }
                }));
    }

    /** Signs off in good order; {@code why} is empty if the operator wanted it. */
    void signOutBecause(String why) {
        if (phase == Phase.SIGNED_OUT) {
            return;
        }
        tries++;
        cancelTimer();
        if (phase == Phase.UP) {
            socket.say(new ClientMessage.Bye());
        }
        socket.close();
        asking.signOut();
        phase = Phase.SIGNED_OUT;
        reason = why;
        request = null;
        operator = null;
        welcome = null;
        signalToken = null;
        freshTokenTried = false;
        journal.restart();
        backOff.succeeded();
        owner.signedOut(why);
    }

    /** Every 50 ms. */
    void watch(boolean keyed) {
        if (phase != Phase.UP) {
            return;
        }
        beats.watch(keyed);
        if (beats.dead()) {
            failed("The backend has not answered for 2 s", Duration.ZERO);
        }
    }

    /** A transmission begins: the path has to be known good. */
    void keyed() {
        if (phase == Phase.UP) {
            beats.beat();
        }
    }

    @Override
    public boolean say(ClientMessage message) {
        return phase == Phase.UP && socket.say(message);
    }

    @Override
    public long nextRef() {
        return ++refs;
    }

    @Override
    public int protocol() {
        ServerMessage.Welcome greeting = welcome;
        return greeting == null ? ProtocolVersion.CURRENT : greeting.protocol();
    }

    @Override
    public String selfId() {
        ServerMessage.Welcome greeting = welcome;
        return greeting == null ? "" : greeting.self().id();
    }

    Phase phase() {
        return phase;
    }

    Beats beats() {
        return beats;
    }

    /** What is being done, in words. */
    String step() {
        return step;
    }

    /** Why it is lost or signed out. */
    String reason() {
        return reason;
    }

    int attempt() {
        return backOff.attempt();
    }

    Instant nextTry() {
        return nextTry;
    }

    ApiMessage.@Nullable Operator operator() {
        return operator;
    }

    String regionName() {
        ApiMessage.Region where = region;
        return where == null ? "" : where.name();
    }

    private void enter(Phase next, String words) {
        phase = next;
        step = words;
        owner.changed();
    }

    private void within(Duration limit, Runnable late) {
        cancelTimer();
        timer = actor.after(limit, late);
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
