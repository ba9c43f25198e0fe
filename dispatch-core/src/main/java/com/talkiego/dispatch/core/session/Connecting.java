package com.talkiego.dispatch.core.session;

import com.talkiego.dispatch.core.api.ApiPort;
import com.talkiego.dispatch.core.api.ApiProblem;
import com.talkiego.dispatch.core.wire.ApiMessage;
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
final class Connecting implements SignalPath.Owner {
    private static final String SLOW = "The backend took too long to answer";

    /** However long a backend asks to be left alone, a desk is not deaf for longer by that, in ms. */
    private static final long LONGEST_PAUSE = Duration.ofMinutes(10).toMillis();

    private static final Set<String> POSITION_TAKEN = Set.of("position_in_use", "position_busy");

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

    private final Actor actor;
    private final Admission admission;
    private final RegionChoice choice;
    private final Course course;
    private final Survey survey;
    private final SignalPaths paths;
    private final Attempt attempt;
    private final Standing standing = new Standing();
    private final Tally tally;
    private final Owner owner;
    private final BackOff backOff;
    /** What the last session that was lost had told. */
    private @Nullable Instant toldUntil;

    private @Nullable Instant caughtUpTo;
    /** Whether there was a welcome since the sign-in. */
    private boolean online;

    private boolean freshTokenTried;

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
        this.course = new Course(choice);
        this.survey = new Survey(actor, asking, choice, random, this::surveyed);
        this.paths = new SignalPaths(actor, signal, settings, tally, this);
        this.attempt = new Attempt(actor);
        this.tally = tally;
        this.owner = owner;
        this.backOff = new BackOff(random);
    }

    void signIn(SignIn who) {
        if (!standing.isSignedOut()) {
            return;
        }
        toldUntil = null;
        standing.signingIn(who.kept() ? "Going on with the sign-in kept here" : "Checking name and password");
        owner.changed();
        attempt.begin();
        attempt.after(Course.TRY, () -> signOutBecause(SLOW + ". Try again."));
        admission.signIn(who, attempt.current(), this::known, new Asking.Entry() {
            @Override
            public void found(Asking.Directory directory) {
                first(directory);
            }

            @Override
            public void regions(Asking.Places known) {
                choice.directory(known);
            }

            @Override
            public void failed(ApiProblem problem) {
                signOutBecause(sentence(problem));
            }
        });
    }

    private void known() {
        standing.step("Fetching channels");
        owner.changed();
    }

    /** What the operator is told of a problem: a refusal is no wonder where the only region that may serve the tenant is down. */
    private String sentence(ApiProblem problem) {
        boolean homeless = problem.kind() == ApiProblem.Kind.REFUSED && choice.homeDown();
        return homeless ? choice.bound() : problem.sentence();
    }

    private void first(Asking.Directory found) {
        owner.directory(found);
        choice.directory(found.places());
        survey.first(attempt.ifCurrent(() -> dial(found)));
    }

    /** Opens the path to the region of choice; its welcome, its end or the time-out follows. */
    private void dial(Asking.Directory found) {
        choice.directory(found.places());
        ApiMessage.Region where = course.next();
        if (where == null) {
            nowhere();
            return;
        }
        standing.step("Connecting to " + where.name());
        SignalPath path = paths.inUse();
        if (course.setOut(where)) {
            path.forget();
        }
        attempt.after(course.patience(), () -> failed(where.name() + " took too long to answer", Duration.ZERO, true));
        owner.changed();
        path.dial(URI.create(where.signal()), found.token(), admission.takeOver());
    }

    private void nowhere() {
        if (standing.phase() == Standing.Phase.SIGNING_IN) {
            signOutBecause(choice.nowhere());
        } else {
            failed(choice.nowhere(), Duration.ZERO, false);
        }
    }

    @Override
    public void welcomed(SignalPath from, ServerMessage.Welcome greeting) {
        attempt.stopTimer();
        freshTokenTried = false;
        caughtUpTo = toldUntil;
        online = true;
        admission.accepted();
        standing.up();
        backOff.succeeded();
        owner.welcomed(greeting, course.welcomed(greeting.resumed()));
    }

    @Override
    public void message(SignalPath from, ServerMessage message) {
        owner.message(paths.side(), message);
    }

    /** The paths of both sides. */
    SignalPaths paths() {
        return paths;
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
            paths.inUse().close();
            retry();
        } else if (!online && POSITION_TAKEN.contains(refusal.code())) {
            signOff(Words.sentence(refusal.text()), true, admission::letGo);
        } else if (refusal.retryAfterMillis() > 0) {
            failed(refusal.text(), Duration.ofMillis(Math.min(refusal.retryAfterMillis(), LONGEST_PAUSE)), false);
        } else {
            signOutBecause(refusal.text());
        }
    }

    /** Sent on in place of a welcome. */
    @Override
    public void redirected(SignalPath from, ServerMessage.Redirect redirect) {
        if (standing.isUp()) {
            owner.redirected(redirect);
            return;
        }
        if (!course.sentOn(redirect)) {
            failed(redirect.text(), Duration.ZERO, false);
            return;
        }
        attempt.end();
        paths.inUse().close();
        paths.inUse().resumeBy(redirect.resumeToken());
        again(backOff.scattered());
    }

    @Override
    public void closed(SignalPath from, String sentence) {
        if (standing.isUp()) {
            course.broke();
            failed(sentence, Duration.ZERO, false);
        } else {
            failed(sentence, Duration.ZERO, true);
        }
    }

    /** The other side's path, which is up, is in use from now on: it leads to that region. The earlier one is left as it is. */
    void changeSides(ApiMessage.Region to) {
        paths.change();
        paths.inUse().owner(this);
        course.movedTo(to);
        attempt.end();
        standing.up();
        backOff.succeeded();
        owner.changed();
    }

    /** Which region is gone to, and why. */
    RegionChoice choice() {
        return choice;
    }

    /** The backend wants this client in another region, and it cannot be in both at once: it leaves this one, and goes where it is sent. */
    void sentAway(ServerMessage.Redirect redirect) {
        if (!standing.isUp() || !course.sent(redirect)) {
            return;
        }
        paths.inUse().end();
        failed(redirect.text(), Duration.ZERO, false);
        paths.inUse().resumeBy(redirect.resumeToken());
        again(backOff.scattered());
    }

    /** The region serves no more, though its path may be up: another has to, if there is one. */
    void leave(String sentence) {
        if (standing.isUp() && choice.others()) {
            paths.inUse().end();
            failed(sentence, Duration.ZERO, true);
        } else {
            survey.soon();
        }
    }

    /** The path is of no use: dropped, told, and tried again after a wait; somewhere else if its region is to blame and another is there. */
    private void failed(String sentence, Duration asked, boolean regionFailed) {
        if (standing.isSignedOut() || standing.isWaiting()) {
            return;
        }
        boolean loss = standing.isUp();
        attempt.end();
        paths.inUse().drop();
        if (loss) {
            toldUntil = paths.beats().toldUntil();
        }
        boolean elsewhere = regionFailed && course.failed();
        standing.failed(regionFailed && choice.homeDown() ? choice.bound() : sentence);
        if (loss) {
            tally.reconnect();
            owner.lost(sentence);
            if (standing.isUp()) {
                // Another path was ready to take over.
                return;
            }
        }
        Duration wait = elsewhere ? backOff.scattered() : backOff.next(asked);
        again(asked.compareTo(wait) > 0 ? asked : wait);
    }

    private void again(Duration wait) {
        standing.waiting(actor.now().plus(wait));
        attempt.after(wait, this::retry);
        owner.changed();
    }

    private void surveyed() {
        ApiMessage.Region better = standing.isUp() ? choice.worthMoving() : null;
        if (better != null) {
            owner.better(better);
        }
        owner.changed();
    }

    /** The operator does not want to wait. */
    void retryNow() {
        if (standing.isWaiting()) {
            retry();
        }
    }

    private void retry() {
        attempt.begin();
        standing.trying();
        attempt.after(Course.TRY, () -> failed(SLOW, Duration.ZERO, false));
        admission.again(attempt.current(), new Admission.Outcome() {
            @Override
            public void found(Asking.Directory directory) {
                owner.relays(directory.relays());
                dial(directory);
            }

            @Override
            public void regions(Asking.Places known) {
                choice.directory(known);
            }

            @Override
            public void failed(ApiProblem problem) {
                Connecting.this.failed(sentence(problem), problem.retryAfter(), false);
            }

            @Override
            public void shutOut(String sentence) {
                signOutBecause(sentence);
            }
        });
        owner.changed();
    }

    /** Signs off in good order, since the operator is done here; {@code why} is empty if that was wanted. */
    void signOut(String why) {
        signOff(why, false, admission::signOut);
    }

    /** Signs off in good order, since it cannot go on; a sign-in that is kept for the next start lives on. */
    void signOutBecause(String why) {
        signOff(why, false, admission::letGo);
    }

    private void signOff(String why, boolean positionTaken, Runnable tokens) {
        if (standing.isSignedOut()) {
            return;
        }
        attempt.end();
        paths.end();
        survey.end();
        tokens.run();
        online = false;
        standing.signedOut(why, positionTaken);
        freshTokenTried = false;
        course.signedOut();
        backOff.succeeded();
        owner.signedOut(why);
    }

    /** Every 50 ms. */
    void watch(boolean keyed) {
        if (!standing.isUp()) {
            return;
        }
        paths.inUse().watch(keyed);
        if (paths.inUse().dead()) {
            failed("The backend has not answered for 2 s", Duration.ZERO, true);
        }
    }

    /** A transmission begins: the path has to be known good. */
    void keyed() {
        if (standing.isUp()) {
            paths.inUse().keyed();
        }
    }

    /** The server time up to which the session before the present one told everything; null if there was none. */
    @Nullable
    Instant caughtUpTo() {
        return caughtUpTo;
    }

    /** Who is signed in. */
    Admission admission() {
        return admission;
    }

    Standing standing() {
        return standing;
    }

    /** How often it was tried since the path was lost. */
    int attempt() {
        return backOff.attempt();
    }

    /** The operator wants to be in that region; empty for the nearest. */
    void pin(String region) {
        choice.pin(region);
        owner.changed();
    }
}
