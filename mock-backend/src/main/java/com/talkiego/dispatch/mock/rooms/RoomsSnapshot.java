package com.talkiego.dispatch.mock.rooms;

import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.Emergency;
import com.talkiego.dispatch.core.model.Member;
import com.talkiego.dispatch.core.model.MemberKind;
import com.talkiego.dispatch.core.wire.ClientMessage.LinkPath;
import com.talkiego.dispatch.core.wire.ServerMessage.Phase;
import com.talkiego.dispatch.core.wire.ServerMessage.Road;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rooms at one moment, for the state page. */
public record RoomsSnapshot(
        List<Room> rooms, List<Participant> participants, List<Emergency> emergencies, Counts counts) {

    /**
     * A channel somebody joined.
     *
     * @param waiting who waits for the floor, the next first
     */
    public record Room(
            String tenant,
            ChannelId channel,
            List<Member> members,
            @Nullable Talk talk,
            List<Member> waiting,
            Topology topology) {}

    /** Which way a channel's sound goes, how that is chosen, and the links between its members. */
    public record Topology(
            TopologyChoice.Mode mode, Road road, Phase phase, long revision, String reason, List<Link> links) {}

    /**
     * A link between two members, by their aliases, as its ends report it.
     *
     * @param state opening, up, not up or failed
     * @param path how its packets go; null while unknown
     * @param roundTripMillis of its packets, in ms
     */
    public record Link(
            String id,
            String from,
            String to,
            String state,
            @Nullable LinkPath path,
            int roundTripMillis,
            double loss) {}

    /** An over that has the floor, or is being passed on to its end. */
    public record Talk(long over, Member talker, boolean emergency, Instant since, boolean ending, int listeners) {}

    /**
     * One client in the rooms.
     *
     * @param slots receive slots it offers, {@code slotsBusy} of them with an over or not yet usable again
     * @param oversWaiting overs that wait for a slot of it
     */
    public record Participant(
            String id,
            Member member,
            MemberKind kind,
            boolean connected,
            int channels,
            int slots,
            int slotsBusy,
            int oversWaiting,
            int tickets) {}

    /**
     * What happened since the start.
     *
     * @param endedWithoutMedia overs ended because no packet came (T1)
     * @param slotsLate overs that got a slot too late to be heard from their start
     * @param oversWithoutSlot overs that ended for a listener before it had a slot for them
     * @param drainsCutShort overs whose end did not reach all listeners in time
     * @param topologyChanges how often the sound of a channel went another way, or was about to
     * @param linksFailed links between members that failed or were bad
     */
    public record Counts(
            long requests,
            long granted,
            long denied,
            long revoked,
            long queued,
            long resent,
            long endedWithoutMedia,
            long slotsAssigned,
            long slotsLate,
            long oversWithoutSlot,
            long slotsWanted,
            long linksAccepted,
            long linksRefused,
            long linksGone,
            long drainsCutShort,
            long topologyChanges,
            long linksFailed) {}
}
