package com.talkiego.dispatch.mock.rooms;

import com.talkiego.dispatch.core.wire.ServerMessage;
import com.talkiego.dispatch.core.wire.ServerMessage.Phase;
import com.talkiego.dispatch.core.wire.ServerMessage.Road;
import com.talkiego.dispatch.mock.rooms.TopologyChoice.Mode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Which way the sound of one channel goes, and the change from one way to the other: make before break. Straight links are opened while
 * the media server carries; both carry while the members change over; then the earlier way ends.
 */
final class Topology {
    private static final long QUIET_MILLIS = 1_000;
    private static final long PREPARE_MILLIS = 10_000;
    private static final long CHANGE_OVER_MILLIS = 2_000;
    private static final long FIRST_BACK_OFF_MILLIS = 30_000;
    private static final int MOST_DOUBLINGS = 4;
    private static final long HELD_MILLIS = 120_000;
    private static final long IDLE_LINKS_MILLIS = 60_000;

    private final Room room;
    private final RoomsContext context;
    private final PeerLinks links;
    /** Who was told of the change and has not yet changed over. */
    private final Set<Participant> changing = new HashSet<>();

    private Road road = Road.SFU;
    private Phase phase = Phase.SETTLED;
    private long revision;
    private String reason = "the members have only just come";
    private Mode mode;
    private int failures;
    private long straightSinceNanos;
    private long notBeforeNanos;
    private Actor.@Nullable Timer limit;
    private Actor.@Nullable Timer look;
    private Actor.@Nullable Timer idleLinks;

    Topology(Room room, RoomsContext context) {
        this.room = room;
        this.context = context;
        this.links = new PeerLinks(room, context);
        this.mode = context.faults().topology(room.id());
        this.notBeforeNanos = context.actor().nanoTime();
    }

    PeerLinks links() {
        return links;
    }

    /** Whether an over needs its legs through the media server. */
    boolean throughServer() {
        return road == Road.SFU || phase != Phase.SETTLED;
    }

    /** Whether an over may be heard over links. */
    boolean straight() {
        return road == Road.P2P ? phase != Phase.PREPARE : phase == Phase.ACTIVE;
    }

    /** Somebody is about to come, who has no links yet: the server carries for all. */
    void entering(Participant newcomer) {
        if (road == Road.P2P) {
            toServer(newcomer.alias() + " joined");
        }
        lookAgain(QUIET_MILLIS);
    }

    /** Somebody has left; the others' links are not touched by it. */
    void left(Participant leaver) {
        links.close(link -> link.joins(leaver), leaver.alias() + " left the channel");
        changing.remove(leaver);
        if (road == Road.P2P && room.members.size() < 2) {
            toServer("nobody else is on the channel");
        } else {
            goOn();
        }
        lookAgain(QUIET_MILLIS);
    }

    /** A member has its socket again. */
    void back() {
        if (road == Road.SFU) {
            lookAgain(QUIET_MILLIS);
        }
    }

    /** The word of an end of a link. */
    void reported(PeerLink link) {
        String fault = link.fault();
        if (fault == null) {
            goOn();
            return;
        }
        if (!link.failed) {
            context.counters().linksFailed++;
        }
        link.failed = true;
        if (road == Road.P2P) {
            backOff();
            toServer(fault);
        } else if (phase == Phase.SETTLED) {
            closeFailed();
        }
    }

    /** A member hears by the topology of that revision. */
    void ready(Participant member, long ofRevision) {
        if (ofRevision == revision && changing.remove(member)) {
            goOn();
        }
    }

    /** Somebody is on the channel in another region now, or no longer. */
    void membersChangedElsewhere() {
        mode(mode);
    }

    /** Sets how the choice is made, from now on. */
    void mode(Mode now) {
        mode = now;
        if (now == Mode.P2P) {
            failures = 0;
            notBeforeNanos = context.actor().nanoTime();
        }
        String obstacle = TopologyChoice.obstacle(room, mode);
        if (road == Road.P2P && obstacle != null) {
            toServer(obstacle);
        }
        consider();
    }

    /** Makes every link fail, as a fault on the way would; false if the channel does not use any. */
    boolean failLinks() {
        if (road != Road.P2P) {
            return false;
        }
        links.failAll();
        backOff();
        toServer("the links failed on purpose");
        return true;
    }

    /** Ends all timers; the room is empty. */
    void close() {
        Leg.cancel(limit);
        Leg.cancel(look);
        Leg.cancel(idleLinks);
    }

    private void lookAgain(long millis) {
        Leg.cancel(look);
        look = null;
        if (TopologyChoice.concerned(room, mode) || !links.none()) {
            look = context.actor().after(millis, this::consider);
        }
    }

    /** Looks whether the sound could go straight now. */
    private void consider() {
        Leg.cancel(look);
        look = null;
        if (road == Road.P2P || phase != Phase.SETTLED) {
            return;
        }
        String obstacle = TopologyChoice.obstacle(room, mode);
        long wait =
                TimeUnit.NANOSECONDS.toMillis(notBeforeNanos - context.actor().nanoTime());
        if (obstacle != null) {
            stays(obstacle);
        } else if (wait > 0) {
            lookAgain(wait + 1);
        } else if (TopologyChoice.absent(room) == null) {
            prepare();
        }
    }

    /** The server goes on to carry, for a reason that will last. */
    private void stays(String obstacle) {
        if (!TopologyChoice.everStraight(room, mode)) {
            links.close(link -> true, obstacle);
        } else if (!links.none() && idleLinks == null) {
            idleLinks = context.actor().after(IDLE_LINKS_MILLIS, this::closeIdle);
        }
        if (!reason.equals(obstacle) && TopologyChoice.concerned(room, mode)) {
            revision++;
            reason = obstacle;
            tell();
        }
    }

    private void closeIdle() {
        idleLinks = null;
        if (road == Road.SFU) {
            links.close(link -> true, "not in use: " + reason);
        }
    }

    private void prepare() {
        Leg.cancel(idleLinks);
        idleLinks = null;
        links.complete(room.members.values());
        change(Road.P2P, Phase.PREPARE, room.members.size() + " members");
        limit = context.actor().after(PREPARE_MILLIS, () -> {
            backOff();
            links.failMissing();
            toServer("the links did not come up in " + PREPARE_MILLIS / 1_000 + " s");
        });
        goOn();
    }

    /** Takes the next step if all that it waits for is there. */
    private void goOn() {
        if (road == Road.P2P && phase == Phase.PREPARE) {
            if (room.members.size() > 1 && links.allUp()) {
                straightSinceNanos = context.actor().nanoTime();
                active();
            }
        } else if (phase == Phase.ACTIVE && changing.isEmpty()) {
            settle();
        }
    }

    private void active() {
        Leg.cancel(limit);
        changing.clear();
        room.members.values().stream().filter(member -> member.peerLinks() > 0).forEach(changing::add);
        phase = Phase.ACTIVE;
        tell();
        limit = context.actor().after(CHANGE_OVER_MILLIS, this::settle);
    }

    private void settle() {
        Leg.cancel(limit);
        changing.clear();
        phase = Phase.SETTLED;
        tell();
        if (road == Road.P2P) {
            room.floor.leaveServer();
        } else {
            closeFailed();
            lookAgain(QUIET_MILLIS);
        }
    }

    /** Back through the media server: at once for what is not straight yet, with a change-over for what is. */
    private void toServer(String why) {
        boolean straight = phase != Phase.PREPARE;
        Leg.cancel(limit);
        if (straight) {
            context.counters().topologyChanges++;
            revision++;
            road = Road.SFU;
            reason = why;
            active();
            room.floor.returnToServer();
            goOn();
        } else {
            change(Road.SFU, Phase.SETTLED, why);
            closeFailed();
            lookAgain(QUIET_MILLIS);
        }
    }

    private void change(Road to, Phase in, String why) {
        context.counters().topologyChanges++;
        revision++;
        road = to;
        phase = in;
        reason = why;
        tell();
    }

    /** No further try for a while: longer each time, unless the links held well before. */
    private void backOff() {
        long now = context.actor().nanoTime();
        boolean held = phase != Phase.PREPARE && now - straightSinceNanos > TimeUnit.MILLISECONDS.toNanos(HELD_MILLIS);
        failures = held ? 0 : failures;
        long wait = FIRST_BACK_OFF_MILLIS << Math.min(failures, MOST_DOUBLINGS);
        failures++;
        notBeforeNanos = now + TimeUnit.MILLISECONDS.toNanos(wait);
    }

    private void closeFailed() {
        links.close(link -> link.failed, "the link failed");
    }

    private void tell() {
        for (Participant member : List.copyOf(room.members.values())) {
            if (member.peerLinks() > 0) {
                List<ServerMessage.PeerLink> own = links.of(member);
                Road toldRoad = road;
                Phase toldPhase = phase;
                long toldRevision = revision;
                String why = reason;
                member.event(
                        seq -> new ServerMessage.Topology(seq, room.id(), toldRoad, toldPhase, toldRevision, why, own));
            }
        }
    }

    /** What a member is told on joining; null if it has no links, or the channel never any. */
    ServerMessage.@Nullable ChannelTopology asFound(Participant by) {
        return by.peerLinks() == 0 || !TopologyChoice.concerned(room, mode)
                ? null
                : new ServerMessage.ChannelTopology(road, phase, revision, reason, links.of(by));
    }

    RoomsSnapshot.Topology snapshot() {
        return new RoomsSnapshot.Topology(mode, road, phase, revision, reason, links.snapshot());
    }
}
