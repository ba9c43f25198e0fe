package com.talkiego.dispatch.core.session;

import com.talkiego.dispatch.core.api.ApiPort;
import com.talkiego.dispatch.core.api.ApiProblem;
import com.talkiego.dispatch.core.wire.ApiMessage;
import com.talkiego.dispatch.core.wire.ClientMessage;
import com.talkiego.dispatch.core.wire.ServerMessage;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Signs in, chooses a region, opens the path to it, and opens it again after a loss: with back-off, obeying the backend's own wish to be
 * left alone. On {@code signalling} only.
 */
final class Connecting implements Conversation, SignalPath.Owner {
    private static final String SLOW = "The backend took too long to answer";
    private static final String NO_REGION =
            "The backend names no region with a working SignalLayer. Try again in a while.";

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
    private final Admission admission;
    private final RegionChoice regions;
    private final SignalPath path;
    private final Tally tally;
    private final Owner owner;
    private final BackOff backOff;
    private Phase phase = Phase.SIGNED_OUT;
    private String step = "";
    private String reason = "";
    private Instant nextTry = Instant.EPOCH;
    private boolean freshTokenTried;
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
        this.admission = new Admission(new Asking(actor, api, settings));
        this.regions = new RegionChoice(settings);
        this.path = new SignalPath(actor, signal, settings, tally, () -> ++refs, this);
        this.tally = tally;
        this.owner = owner;
        this.backOff = new BackOff(random);
    }

    void signIn(SignIn who) {
        if (phase != Phase.SIGNED_OUT) {
            return;
        }
        reason = "";
        enter(Phase.SIGNING_IN, "Checking name and password");
        long current = ++tries;
        within(TRY, () -> signOutBecause(SLOW + ". Try again."));
        admission.signIn(
                who,
                () -> knownIn(current),
                found -> ifCurrent(current, () -> first(found)),
                problem -> ifCurrent(current, () -> signOutBecause(problem.sentence())));
    }

    private boolean knownIn(long ofTry) {
        boolean wanted = ofTry == tries;
        if (wanted) {
            enter(Phase.SIGNING_IN, "Fetching channels");
        }
        return wanted;
    }

    private void first(Asking.Directory found) {
        owner.directory(found);
        dial(found);
    }

    private void ifCurrent(long ofTry, Runnable then) {
        if (ofTry == tries) {
            then.run();
        }
    }

    /** Opens the path to the region of choice; its welcome, its end or the time-out follows. */
    private void dial(Asking.Directory found) {
        regions.directory(found.regions());
        ApiMessage.Region where = regions.choose();
        if (where == null) {
            nowhere();
            return;
        }
        step = "Connecting to " + where.name();
        if (phase != Phase.SIGNING_IN) {
            phase = Phase.TRYING;
        }
        within(TRY, () -> failed(SLOW, Duration.ZERO));
        owner.changed();
        path.dial(URI.create(where.signal()), found.token());
    }

    private void nowhere() {
        if (phase == Phase.SIGNING_IN) {
            signOutBecause(NO_REGION);
        } else {
            failed(NO_REGION, Duration.ZERO);
        }
    }

    @Override
    public void welcomed(SignalPath from, ServerMessage.Welcome greeting) {
        cancelTimer();
        freshTokenTried = false;
        admission.accepted();
        phase = Phase.UP;
        backOff.succeeded();
        owner.welcomed(greeting);
    }

    @Override
    public void message(SignalPath from, ServerMessage message) {
        owner.message(message);
    }

    @Override
    public void changed() {
        owner.changed();
    }

    @Override
    public void refused(SignalPath from, ServerMessage.Refused refusal) {
        boolean stale = refusal.code().equals("token_expired") || refusal.code().equals("unauthorized");
        if (stale && !freshTokenTried) {
            freshTokenTried = true;
            path.close();
            retry();
        } else if (refusal.retryAfterMillis() > 0) {
            failed(refusal.text(), Duration.ofMillis(refusal.retryAfterMillis()));
        } else {
            signOutBecause(refusal.text());
        }
    }

    @Override
    public void closed(SignalPath from, String sentence) {
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
        path.drop();
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
        within(TRY, () -> failed(SLOW, Duration.ZERO));
        admission.again(new Admission.Outcome() {
            @Override
            public void admitted(Asking.Directory found) {
                ifCurrent(current, () -> dial(found));
            }

            @Override
            public void failed(ApiProblem problem) {
                ifCurrent(current, () -> Connecting.this.failed(problem.sentence(), problem.retryAfter()));
            }

            @Override
            public void shutOut(String sentence) {
                ifCurrent(current, () -> signOutBecause(sentence));
            }
        });
        owner.changed();
    }

    /** Signs off in good order; {@code why} is empty if the operator wanted it. */
    void signOutBecause(String why) {
        if (phase == Phase.SIGNED_OUT) {
            return;
        }
        tries++;
        cancelTimer();
        path.end();
        admission.signOut();
        phase = Phase.SIGNED_OUT;
        reason = why;
        freshTokenTried = false;
        backOff.succeeded();
        owner.signedOut(why);
    }

    /** Every 50 ms. */
    void watch(boolean keyed) {
        if (phase != Phase.UP) {
            return;
        }
        path.watch(keyed);
        if (path.dead()) {
            failed("The backend has not answered for 2 s", Duration.ZERO);
        }
    }

    /** A transmission begins: the path has to be known good. */
    void keyed() {
        if (phase == Phase.UP) {
            path.keyed();
        }
    }

    @Override
    public boolean say(ClientMessage message) {
        return phase == Phase.UP && path.say(message);
    }

    @Override
    public long nextRef() {
        return path.nextRef();
    }

    @Override
    public int protocol() {
        return path.protocol();
    }

    @Override
    public String selfId() {
        return path.selfId();
    }

    Phase phase() {
        return phase;
    }

    Beats beats() {
        return path.beats();
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
        return admission.operator();
    }

    String regionName() {
        return regions.name();
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
