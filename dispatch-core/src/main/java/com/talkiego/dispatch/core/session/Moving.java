package com.talkiego.dispatch.core.session;

import com.talkiego.dispatch.core.api.ApiProblem;
import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.wire.ApiMessage;
import com.talkiego.dispatch.core.wire.ApiMessage.Region;
import com.talkiego.dispatch.core.wire.ClientMessage;
import com.talkiego.dispatch.core.wire.ServerMessage;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Moves a session from one region to another without a gap: opens the path and both links there while all goes on here, changes over
 * when this position is not on the air, and takes leave here once what is being heard has been handed over. On {@code signalling} only.
 */
final class Moving implements SignalPath.Owner {
    /** How long the side that was left stays, so that every over it brought can be handed over. */
    static final Duration LEAVING = Duration.ofMillis(1500);

    /** How long a move may take that nobody asked for. */
    static final Duration UNHURRIED = Duration.ofSeconds(30);

    /** Before that long after one that failed no other is made that nobody asked for. */
    static final Duration COOLING = Duration.ofMinutes(10);

    /** However much time a backend gives, a move takes no longer, in ms. */
    private static final long LONGEST_MILLIS = 600_000;

    private static final long SCATTER_MILLIS = 1500;
    private static final int MOST_NEWS = 10_000;

    private enum Stage {
        NOT,
        /** So that not all desks of a region move at once. */
        SCATTERED,
        CONNECTING,
        OPENING,
        JOINING,
        LEAVING
    }

    private final Actor actor;
    private final Connecting connecting;
    private final SignalPaths paths;
    private final RegionChoice choice;
    private final Attempt attempt;
    private final RandomGenerator random;
    private final Owner owner;
    private final List<ServerMessage> news = new ArrayList<>();
    private final Set<Long> asked = new HashSet<>();
    private Stage stage = Stage.NOT;
    private @Nullable Region target;
    private @Nullable String resumeToken;
    private String why = "";
    private int side;
    private long deadlineNanos;
    private long leftNanos;
    private boolean wanted;
    private long coolUntilNanos = Long.MIN_VALUE;

    /** What a move needs of the rest of the session. */
    interface Owner {
        /** Whether this position is neither on the air nor about to be, and owes no release. */
        boolean quiet();

        /** The channels of the desk. */
        List<ChannelId> channels();

        /** Newest TURN servers, of all regions; null if they could not be had. */
        void relays(ApiMessage.@Nullable TurnCredentials credentials);

        void openLinks(int side, ServerMessage.Welcome welcome);

        boolean linksUp(int side);

        /** News of links and slots of a side that is not in use. */
        void aside(int side, ServerMessage message);

        /**
         * The other side is in use now. What is not joined there yet has to be.
         *
         * @param told all else it said so far, in order
         * @param toldUntil up to which server time the side that is lost told everything; null if it told all up to now
         */
        void changedSides(int now, List<ServerMessage> told, @Nullable Instant toldUntil, String why);

        /** A side is of no use any more. */
        void letGo(int side);

        void notMoved(String to, String why);
    }

    Moving(Actor actor, Connecting connecting, RandomGenerator random, Owner owner) {
        this.actor = actor;
        this.connecting = connecting;
        this.paths = connecting.paths();
        this.choice = connecting.choice();
        this.attempt = new Attempt(actor);
        this.random = random;
        this.owner = owner;
    }

    /** The backend wants this console in another region. */
    void redirected(ServerMessage.Redirect redirect) {
        Duration within = Duration.ofMillis(Math.clamp(redirect.withinMillis(), 3_000, LONGEST_MILLIS));
        begin(choice.of(redirect), redirect.resumeToken(), within, redirect.text(), true);
    }

    /** Another region is the better one, and nothing is in a hurry. */
    void better(Region region) {
        if (actor.nanoTime() - coolUntilNanos >= 0 || coolUntilNanos == Long.MIN_VALUE) {
            begin(region, null, UNHURRIED, region.name() + " is the better region now", false);
        }
    }

    private void begin(Region to, @Nullable String token, Duration within, String reason, boolean asked) {
        Region here = choice.current();
        boolean there = here != null && here.id().equals(to.id());
        if (stage != Stage.NOT || there || !choice.mayServe(to) || !RegionChoice.secure(to)) {
            return;
        }
        stage = Stage.SCATTERED;
        target = to;
        resumeToken = token;
        why = reason;
        wanted = asked;
        deadlineNanos = actor.nanoTime() + within.toNanos();
        attempt.begin();
        long scatter = Math.min(SCATTER_MILLIS, within.toMillis() / 4);
        attempt.after(Duration.ofMillis(random.nextLong(scatter + 1)), this::ask);
    }

    private void ask() {
        stage = Stage.CONNECTING;
        connecting.admission().again(attempt.current(), new Admission.Outcome() {
            @Override
            public void found(Asking.Directory directory) {
                choice.directory(directory.places());
                owner.relays(directory.relays());
                dial(directory.token());
            }

            @Override
            public void regions(Asking.Places known) {
                choice.directory(known);
            }

            @Override
            public void failed(ApiProblem problem) {
                abandon(problem.sentence());
            }

            @Override
            public void shutOut(String sentence) {
                abandon(sentence);
            }
        });
    }

    private void dial(String token) {
        Region to = target;
        if (to == null) {
            return;
        }
        side = paths.otherSide();
        news.clear();
        asked.clear();
        SignalPath path = paths.of(side);
        path.owner(this);
        path.forget();
        path.resumeBy(resumeToken);
        path.dial(URI.create(to.signal()), token, false);
    }

    @Override
    public void welcomed(SignalPath path, ServerMessage.Welcome welcome) {
        if (stage == Stage.CONNECTING) {
            stage = Stage.OPENING;
            owner.openLinks(side, welcome);
        }
    }

    @Override
    public void refused(SignalPath path, ServerMessage.Refused refusal) {
        lost(refusal.text());
    }

    @Override
    public void redirected(SignalPath path, ServerMessage.Redirect redirect) {
        lost(redirect.text());
    }

    @Override
    public void closed(SignalPath path, String sentence) {
        lost(sentence);
    }

    private void lost(String sentence) {
        if (stage == Stage.LEAVING) {
            leave();
        } else {
            abandon(sentence);
        }
    }

    @Override
    public void changed() {
        // Its beats are nobody's business before it is in use.
    }

    @Override
    public void message(SignalPath path, ServerMessage message) {
        switch (message) {
            case ServerMessage.MediaAnswer answer -> owner.aside(side, answer);
            case ServerMessage.MediaGone gone -> owner.aside(side, gone);
            case ServerMessage.SlotsWanted slots -> owner.aside(side, slots);
            case ServerMessage.SlotAssigned slot -> owner.aside(side, slot);
            case ServerMessage.SlotReleased slot -> owner.aside(side, slot);
            case ServerMessage.Failed failed when !asked.contains(failed.ref()) -> owner.aside(side, failed);
            default -> keep(message);
        }
    }

    private void keep(ServerMessage message) {
        if (stage == Stage.LEAVING) {
            // The side in use tells the same.
            return;
        }
        switch (message) {
            case ServerMessage.Joined joined -> asked.remove(joined.ref());
            case ServerMessage.Failed failed -> asked.remove(failed.ref());
            default -> {}
        }
        news.add(message);
        if (news.size() > MOST_NEWS) {
            abandon("too much happens there");
        }
    }

    /** Every 50 ms. */
    void watch() {
        if (stage == Stage.NOT) {
            return;
        }
        SignalPath path = paths.of(side);
        if (stage != Stage.SCATTERED) {
            path.watch(false);
            if (path.dead()) {
                lost("it does not answer");
                return;
            }
        }
        if (stage == Stage.LEAVING) {
            if (actor.nanoTime() - leftNanos >= LEAVING.toNanos()) {
                leave();
            }
        } else if (actor.nanoTime() - deadlineNanos >= 0) {
            abandon("it took too long");
        } else if (stage == Stage.OPENING && owner.linksUp(side) && owner.quiet()) {
            join(path);
        } else if (ready() && owner.quiet()) {
            change(null);
        }
    }

    private void join(SignalPath path) {
        stage = Stage.JOINING;
        List<ChannelId> channels = owner.channels();
        for (int from = 0; from < channels.size(); from += Joining.BATCH) {
            long ref = path.nextRef();
            asked.add(ref);
            path.say(new ClientMessage.Join(
                    ref, List.copyOf(channels.subList(from, Math.min(channels.size(), from + Joining.BATCH))), null));
        }
    }

    private boolean ready() {
        return stage == Stage.JOINING && asked.isEmpty() && owner.linksUp(side);
    }

    /** @param toldUntil see {@link Owner#changedSides} */
    private void change(@Nullable Instant toldUntil) {
        Region to = target;
        if (to == null) {
            return;
        }
        int now = side;
        side = paths.side();
        paths.of(side).owner(this);
        stage = Stage.LEAVING;
        leftNanos = actor.nanoTime();
        connecting.changeSides(to);
        owner.changedSides(now, List.copyOf(news), toldUntil, why);
        news.clear();
    }

    /** The path in use is gone: whether the other side had sound and took its place. */
    boolean tookOver() {
        boolean open = stage == Stage.OPENING || stage == Stage.JOINING;
        if (!open || !owner.linksUp(side)) {
            stop();
            return false;
        }
        change(paths.beats().toldUntil());
        return true;
    }

    private void leave() {
        paths.of(side).end();
        owner.letGo(side);
        end();
    }

    private void abandon(String reason) {
        Region to = target;
        if (!wanted) {
            coolUntilNanos = actor.nanoTime() + COOLING.toNanos();
        }
        stop();
        if (to != null) {
            owner.notMoved(to.name(), reason);
        }
    }

    /** Gives up what has been begun; the side in use is not touched. */
    void stop() {
        if (stage != Stage.NOT) {
            boolean begun = stage != Stage.SCATTERED;
            if (begun) {
                paths.of(side).end();
                owner.letGo(side);
            }
            end();
        }
    }

    private void end() {
        attempt.end();
        stage = Stage.NOT;
        target = null;
        news.clear();
        asked.clear();
    }
}
