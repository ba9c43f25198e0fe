package com.talkiego.dispatch.core.session;

import com.talkiego.dispatch.core.api.ApiPort;
import com.talkiego.dispatch.core.api.ApiProblem;
import com.talkiego.dispatch.core.model.RegionView;
import com.talkiego.dispatch.core.wire.ApiMessage;
import com.talkiego.dispatch.core.wire.ApiMessage.Region;
import com.talkiego.dispatch.core.wire.ClientMessage;
import com.talkiego.dispatch.core.wire.ServerMessage;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Signs in, chooses a region, opens the path to it, and opens it again after a loss: with back-off, obeying the backend's own wish to be
 * left alone. On {@code signalling} only.
 */
final class Connecting implements Conversation, SignalPath.Owner {
    private static final String SLOW = "The backend took too long to answer";

    /** However long a backend asks to be left alone, a desk is not deaf for longer by that, in ms. */
    private static final long LONGEST_PAUSE = Duration.ofMinutes(10).toMillis();

    private static final Set<String> POSITION_TAKEN = Set.of("position_in_use", "position_busy");

    /** How long one try may take, from asking for a token to the welcome. */
    static final Duration TRY = Duration.ofSeconds(10);

    /** How long a region may take to say welcome, where another could. */
    static final Duration WELCOME = Duration.ofMillis(1500);

    /** The same for a region whose socket was cut, and that is asked once more before another is. */
    static final Duration WELCOME_BACK = Duration.ofMillis(700);

    /** How often in a row one can be sent on by the regions. */
    private static final int REDIRECTS = 4;

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

        /** Newer credentials of the TURN servers, come with another try; null where they could not be had. */
        void relays(ApiMessage.@Nullable TurnCredentials relays);

        /** The path is up; {@code goesOn} tells whether the session does, with all that was joined and opened. */
        void welcomed(ServerMessage.Welcome welcome, boolean goesOn);

        void message(int side, ServerMessage message);

        /** The backend wants this console elsewhere, and serves it meanwhile. */
        void redirected(ServerMessage.Redirect redirect);

        /** Another region has been the better one for a while. */
        void better(ApiMessage.Region region);

        /** The path is lost; said once for each loss. */
        void lost(String sentence);

        void signedOut(String reason);

        void changed();
    }

    private final OnServerTime actor;
    private final Admission admission;
    private final RegionChoice choice;
    private final Survey survey;
    private final SignalPath[] paths = new SignalPath[MediaPort.SIDES];
    private int side;
    private final Tally tally;
    private final Owner owner;
    private final BackOff backOff;
    private Phase phase = Phase.SIGNED_OUT;
    private String step = "";
    private String reason = "";
    private Instant nextTry = Instant.EPOCH;
    /** What the last session that was lost had told. */
    private @Nullable Instant toldUntil;

    private @Nullable Instant caughtUpTo;
    private boolean positionTaken;
    /** Whether there was a welcome since the sign-in. */
    private boolean online;

    private boolean freshTokenTried;
    private boolean staying;
    private int redirects;
    private String at = "";
    private String servedAt = "";
    private Actor.@Nullable Timer timer;
    private long refs;
    private long tries;

    Connecting(
            OnServerTime actor,
            ApiPort api,
            SignalPort signal,
            SessionSettings settings,
            List<String> fingerprints,
            Tally tally,
            RandomGenerator random,
            Owner owner) {
        this.actor = actor;
        Asking asking = new Asking(actor, api, settings, fingerprints);
        this.admission = new Admission(asking);
        this.choice = new RegionChoice(actor, settings.region());
        this.survey = new Survey(actor, asking, choice, random, this::surveyed);
        for (int i = 0; i < paths.length; i++) {
            paths[i] = new SignalPath(actor, signal, settings, tally, () -> ++refs, this);
        }
        this.tally = tally;
        this.owner = owner;
        this.backOff = new BackOff(random);
    }

    void signIn(SignIn who) {
        if (phase != Phase.SIGNED_OUT) {
            return;
        }
        reason = "";
        positionTaken = false;
        toldUntil = null;
        enter(Phase.SIGNING_IN, who.kept() ? "Going on with the sign-in kept here" : "Checking name and password");
        long current = ++tries;
        within(TRY, () -> signOutBecause(SLOW + ". Try again."));
        admission.signIn(who, () -> knownIn(current), new Asking.Entry() {
            @Override
            public void found(Asking.Directory directory) {
                ifCurrent(current, () -> first(directory));
            }

            @Override
            public void regions(Asking.Places known) {
                ifCurrent(current, () -> choice.directory(known));
            }

            @Override
            public void failed(ApiProblem problem) {
                ifCurrent(current, () -> signOutBecause(sentence(problem)));
            }
        });
    }

    /** What the operator is told of a problem: a refusal is no wonder where the only region that may serve the tenant is down. */
    private String sentence(ApiProblem problem) {
        boolean homeless = problem.kind() == ApiProblem.Kind.REFUSED && choice.homeDown();
        return homeless ? choice.bound() : problem.sentence();
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
        choice.directory(found.places());
        long current = tries;
        survey.first(() -> ifCurrent(current, () -> dial(found)));
    }

    private void ifCurrent(long ofTry, Runnable then) {
        if (ofTry == tries) {
            then.run();
        }
    }

    /** Opens the path to the region of choice; its welcome, its end or the time-out follows. */
    private void dial(Asking.Directory found) {
        choice.directory(found.places());
        ApiMessage.Region where = staying ? choice.stay() : choice.choose();
        if (where == null) {
            nowhere();
            return;
        }
        step = "Connecting to " + where.name();
        if (phase != Phase.SIGNING_IN) {
            phase = Phase.TRYING;
        }
        if (!where.id().equals(at)) {
            // Its session is of no use anywhere else.
            path().forget();
            at = where.id();
        }
        Duration limit = !choice.others() ? TRY : staying ? WELCOME_BACK : WELCOME;
        within(limit, () -> failed(where.name() + " took too long to answer", Duration.ZERO, true));
        owner.changed();
        path().dial(URI.create(where.signal()), found.token(), admission.takeOver());
    }

    private void nowhere() {
        if (phase == Phase.SIGNING_IN) {
            signOutBecause(choice.nowhere());
        } else {
            failed(choice.nowhere(), Duration.ZERO, false);
        }
    }

    @Override
    public void welcomed(SignalPath from, ServerMessage.Welcome greeting) {
        cancelTimer();
        freshTokenTried = false;
        staying = false;
        redirects = 0;
        caughtUpTo = toldUntil;
        online = true;
        admission.accepted();
        choice.works();
        phase = Phase.UP;
        backOff.succeeded();
        boolean goesOn = greeting.resumed() && at.equals(servedAt);
        servedAt = at;
        owner.welcomed(greeting, goesOn);
    }

    @Override
    public void message(SignalPath from, ServerMessage message) {
        owner.message(side, message);
    }

    private SignalPath path() {
        return paths[side];
    }

    /** The path of a side, in use or not. */
    SignalPath path(int which) {
        return paths[which];
    }

    /** The side in use. */
    int side() {
        return side;
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
            path().close();
            retry();
        } else if (!online && POSITION_TAKEN.contains(refusal.code())) {
            signOutBecause(Words.sentence(refusal.text()));
            positionTaken = true;
            owner.changed();
        } else if (refusal.retryAfterMillis() > 0) {
            failed(refusal.text(), Duration.ofMillis(Math.min(refusal.retryAfterMillis(), LONGEST_PAUSE)), false);
        } else {
            signOutBecause(refusal.text());
        }
    }

    /** Sent on in place of a welcome. */
    @Override
    public void redirected(SignalPath from, ServerMessage.Redirect redirect) {
        if (phase == Phase.UP) {
            owner.redirected(redirect);
            return;
        }
        if (++redirects > REDIRECTS || !choice.sent(redirect)) {
            failed(redirect.text(), Duration.ZERO, false);
            return;
        }
        cancelTimer();
        tries++;
        path().close();
        path().resumeBy(redirect.resumeToken());
        at = redirect.region();
        staying = true;
        again(backOff.scattered());
    }

    @Override
    public void closed(SignalPath from, String sentence) {
        if (phase == Phase.UP) {
            // Perhaps only the socket was cut: the session may go on where it is.
            staying = true;
            failed(sentence, Duration.ZERO, false);
        } else {
            failed(sentence, Duration.ZERO, true);
        }
    }

    /** The other side's path, which is up, is in use from now on: it leads to that region. The earlier one is left as it is. */
    void changeSides(ApiMessage.Region to) {
        side = MediaPort.SIDES - 1 - side;
        path().owner(this);
        at = to.id();
        servedAt = at;
        choice.arrived(to);
        cancelTimer();
        tries++;
        staying = false;
        redirects = 0;
        phase = Phase.UP;
        backOff.succeeded();
        owner.changed();
    }

    RegionChoice choice() {
        return choice;
    }

    /** The backend wants this client in another region, and it cannot be in both at once: it leaves this one, and goes where it is sent. */
    void sentAway(ServerMessage.Redirect redirect) {
        if (phase != Phase.UP || !choice.sent(redirect)) {
            return;
        }
        path().end();
        failed(redirect.text(), Duration.ZERO, false);
        path().resumeBy(redirect.resumeToken());
        at = redirect.region();
        staying = true;
        cancelTimer();
        again(backOff.scattered());
    }

    /** The region serves no more, though its path may be up: another has to, if there is one. */
    void leave(String sentence) {
        if (phase == Phase.UP && choice.others()) {
            path().end();
            failed(sentence, Duration.ZERO, true);
        } else {
            survey.soon();
        }
    }

    /** The path is of no use: dropped, told, and tried again after a wait; somewhere else if its region is to blame and another is there. */
    private void failed(String sentence, Duration asked, boolean regionFailed) {
        if (phase == Phase.SIGNED_OUT || phase == Phase.WAITING) {
            return;
        }
        boolean loss = phase == Phase.UP;
        tries++;
        cancelTimer();
        path().drop();
        if (loss) {
            toldUntil = path().beats().toldUntil();
        }
        reason = sentence;
        phase = Phase.WAITING;
        boolean elsewhere = false;
        if (regionFailed) {
            staying = false;
            choice.failed();
            elsewhere = choice.elsewhere();
            reason = choice.homeDown() ? choice.bound() : sentence;
        }
        if (loss) {
            tally.reconnect();
            owner.lost(sentence);
            if (phase == Phase.UP) {
                // Another path was ready to take over.
                return;
            }
        }
        Duration wait = elsewhere ? backOff.scattered() : backOff.next(asked);
        again(asked.compareTo(wait) > 0 ? asked : wait);
    }

    private void again(Duration wait) {
        phase = Phase.WAITING;
        nextTry = actor.now().plus(wait);
        timer = actor.after(wait, this::retry);
        owner.changed();
    }

    private void surveyed() {
        ApiMessage.Region better = phase == Phase.UP ? choice.worthMoving() : null;
        if (better != null) {
            owner.better(better);
        }
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
        within(TRY, () -> failed(SLOW, Duration.ZERO, false));
        admission.again(new Admission.Outcome() {
            @Override
            public void admitted(Asking.Directory found) {
                ifCurrent(current, () -> {
                    owner.relays(found.relays());
                    dial(found);
                });
            }

            @Override
            public void regions(Asking.Places known) {
                ifCurrent(current, () -> choice.directory(known));
            }

            @Override
            public void failed(ApiProblem problem) {
                ifCurrent(current, () -> Connecting.this.failed(sentence(problem), problem.retryAfter(), false));
            }

            @Override
            public void shutOut(String sentence) {
                ifCurrent(current, () -> signOutBecause(sentence));
            }
        });
        owner.changed();
    }

    /** Signs off in good order, since the operator is done here; {@code why} is empty if that was wanted. */
    void signOut(String why) {
        signOff(why, admission::signOut);
    }

    /** Signs off in good order, since it cannot go on; a sign-in that is kept for the next start lives on. */
    void signOutBecause(String why) {
        signOff(why, admission::letGo);
    }

    private void signOff(String why, Runnable tokens) {
        if (phase == Phase.SIGNED_OUT) {
            return;
        }
        tries++;
        cancelTimer();
        for (SignalPath each : paths) {
            each.end();
        }
        survey.end();
        tokens.run();
        online = false;
        phase = Phase.SIGNED_OUT;
        reason = why;
        freshTokenTried = false;
        staying = false;
        servedAt = "";
        backOff.succeeded();
        owner.signedOut(why);
    }

    /** Every 50 ms. */
    void watch(boolean keyed) {
        if (phase != Phase.UP) {
            return;
        }
        path().watch(keyed);
        if (path().dead()) {
            failed("The backend has not answered for 2 s", Duration.ZERO, true);
        }
    }

    /** A transmission begins: the path has to be known good. */
    void keyed() {
        if (phase == Phase.UP) {
            path().keyed();
        }
    }

    @Override
    public boolean say(ClientMessage message) {
        return phase == Phase.UP && path().say(message);
    }

    @Override
    public long nextRef() {
        return path().nextRef();
    }

    @Override
    public int protocol() {
        return path().protocol();
    }

    @Override
    public String session() {
        return path().session();
    }

    @Override
    public String selfId() {
        return path().selfId();
    }

    /** The server time up to which the session before the present one told everything; null if there was none. */
    @Nullable
    Instant caughtUpTo() {
        return caughtUpTo;
    }

    /** Whether the last sign-in failed because somebody sits at the position. */
    boolean positionTaken() {
        return positionTaken;
    }

    Admission admission() {
        return admission;
    }

    Phase phase() {
        return phase;
    }

    Beats beats() {
        return path().beats();
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
        return choice.name();
    }

    /** Id of the region this session is in, or goes to; null before the first. */
    @Nullable
    String regionId() {
        Region where = choice.current();
        return where == null ? null : where.id();
    }

    /** The regions as the operator sees them. */
    RegionView regions() {
        return choice.view();
    }

    /** Members of those regions are not heard now. */
    void unheard(List<String> names) {
        choice.unheard(names);
    }

    /** The operator wants to be in that region; empty for the nearest. */
    void pin(String region) {
        choice.pin(region);
        owner.changed();
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
