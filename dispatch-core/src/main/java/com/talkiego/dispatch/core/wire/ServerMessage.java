package com.talkiego.dispatch.core.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.Emergency;
import com.talkiego.dispatch.core.model.Member;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the SignalLayer says to a client, one JSON object a WebSocket text frame. Messages with a {@code seq} greater than 0 are
 * events of the session's journal: numbered without gaps, and sent again after a resume. The others are not repeated.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ServerMessage.Welcome.class, name = "welcome"),
    @JsonSubTypes.Type(value = ServerMessage.Refused.class, name = "refused"),
    @JsonSubTypes.Type(value = ServerMessage.Joined.class, name = "joined"),
    @JsonSubTypes.Type(value = ServerMessage.Left.class, name = "left"),
    @JsonSubTypes.Type(value = ServerMessage.Presence.class, name = "presence"),
    @JsonSubTypes.Type(value = ServerMessage.FloorGranted.class, name = "floor.granted"),
    @JsonSubTypes.Type(value = ServerMessage.FloorDenied.class, name = "floor.deny"),
    @JsonSubTypes.Type(value = ServerMessage.FloorQueuePosition.class, name = "floor.queuePositionInfo"),
    @JsonSubTypes.Type(value = ServerMessage.FloorRevoked.class, name = "floor.revoke"),
    @JsonSubTypes.Type(value = ServerMessage.FloorTaken.class, name = "floor.taken"),
    @JsonSubTypes.Type(value = ServerMessage.FloorIdle.class, name = "floor.idle"),
    @JsonSubTypes.Type(value = ServerMessage.OverPassing.class, name = "over.passing"),
    @JsonSubTypes.Type(value = ServerMessage.MediaAnswer.class, name = "media.answer"),
    @JsonSubTypes.Type(value = ServerMessage.MediaGone.class, name = "media.gone"),
    @JsonSubTypes.Type(value = ServerMessage.SlotAssigned.class, name = "slot.assigned"),
    @JsonSubTypes.Type(value = ServerMessage.SlotReleased.class, name = "slot.released"),
    @JsonSubTypes.Type(value = ServerMessage.SlotsWanted.class, name = "slots.wanted"),
    @JsonSubTypes.Type(value = ServerMessage.Beat.class, name = "beat"),
    @JsonSubTypes.Type(value = ServerMessage.EmergencyChanged.class, name = "emergency"),
    @JsonSubTypes.Type(value = ServerMessage.Topology.class, name = "topology"),
    @JsonSubTypes.Type(value = ServerMessage.PeerOffer.class, name = "peer.offer"),
    @JsonSubTypes.Type(value = ServerMessage.PeerAnswer.class, name = "peer.answer"),
    @JsonSubTypes.Type(value = ServerMessage.PeerClosed.class, name = "peer.closed"),
    @JsonSubTypes.Type(value = ServerMessage.Redirect.class, name = "redirect"),
    @JsonSubTypes.Type(value = ServerMessage.RegionLinks.class, name = "region.links"),
    @JsonSubTypes.Type(value = ServerMessage.PositionChanged.class, name = "position"),
    @JsonSubTypes.Type(value = ServerMessage.Failed.class, name = "failed")
})
public sealed interface ServerMessage {

    /**
     * Answers {@link ClientMessage.Hello}.
     *
     * @param protocol the version both will speak
     * @param session this session's id
     * @param resumeToken secret with which a reconnecting client proves to be this one
     * @param resumed whether the earlier session goes on; if not, everything has to be joined anew
     * @param self how others see this client
     * @param beatMillis how often each side expects a beat while idle, in ms
     * @param slots how many receive slots to offer at first
     * @param uplinks how many uplinks to offer
     * @param ptimeMillis packet time the media will use, in ms
     * @param region id of the region this session is in; null from a server without regions
     */
    record Welcome(
            int protocol,
            String session,
            String resumeToken,
            boolean resumed,
            Member self,
            Instant serverTime,
            long beatMillis,
            int slots,
            int uplinks,
            int ptimeMillis,
            @Nullable String region)
            implements ServerMessage {
        /** Without the resume token. */
        @Override
        public String toString() {
            return "Welcome[protocol=" + protocol + ", session=" + session + ", resumed=" + resumed + ", self=" + self
                    + ", serverTime=" + serverTime + ", beatMillis=" + beatMillis + ", slots=" + slots + ", uplinks="
                    + uplinks + ", ptimeMillis=" + ptimeMillis + ", region=" + region + "]";
        }
    }

    /**
     * The client may not come in; the socket is closed after it.
     *
     * @param code one of {@code unauthorized}, {@code token_expired}, {@code version}, {@code position_in_use}, {@code position_busy},
     *     {@code taken_over}, {@code quota}
     * @param retryAfterMillis when to try again, in ms; 0 for never by itself
     */
    record Refused(String code, String text, long retryAfterMillis) implements ServerMessage {}

    /** Answers {@link ClientMessage.Join}: what was joined with who is there and who talks, and what was not and why. */
    record Joined(long ref, List<JoinedChannel> channels, List<NotJoined> refused) implements ServerMessage {}

    /**
     * A channel as found on joining it.
     *
     * @param topology how its sound goes now; null for a client that has no links to other members
     * @param missed the overs that ended since the time the join named, oldest first; null where it named none
     * @param missedMore whether there may have been more than {@code missed} tells: older than what is kept, or too many for one answer
     */
    record JoinedChannel(
            ChannelId id,
            List<Member> members,
            @Nullable Talking talking,
            @Nullable ChannelTopology topology,
            @Nullable List<MissedOver> missed,
            boolean missedMore) {
        /** With nothing missed. */
        public JoinedChannel(
                ChannelId id, List<Member> members, @Nullable Talking talking, @Nullable ChannelTopology topology) {
            this(id, members, talking, topology, null, false);
        }

        /** With nothing missed, of a client without links to other members. */
        public JoinedChannel(ChannelId id, List<Member> members, @Nullable Talking talking) {
            this(id, members, talking, null);
        }
    }

    /** An over that ended while nobody at this position could hear it; times are the server's. */
    record MissedOver(long over, Member talker, boolean emergency, Instant from, Instant to) {}

    /** Who has the floor of a channel, since when (server time). */
    record Talking(long over, Member talker, boolean emergency, Instant since) {}

    /** A channel that could not be joined, with a code and a sentence. */
    record NotJoined(ChannelId id, String code, String text) {}

    /** Answers {@link ClientMessage.Leave}. */
    record Left(long ref, List<ChannelId> channels) implements ServerMessage {}

    /** Who came to and went from a channel. */
    record Presence(long seq, ChannelId channel, List<Member> came, List<Member> went) implements ServerMessage {}

    /**
     * Floor Granted (TS 24.380, 8.2.5).
     *
     * @param over the backend's number of this over on this channel
     * @param durationMillis how long it may last, in ms
     */
    record FloorGranted(long seq, String ticket, ChannelId channel, long over, long durationMillis)
            implements ServerMessage {}

    /** Floor Deny (TS 24.380, 8.2.6). */
    record FloorDenied(
            long seq,
            String ticket,
            ChannelId channel,
            int cause,
            String text,
            @Nullable Member talker) implements ServerMessage {}

    /** Floor Queue Position Info (TS 24.380, 8.2.12): position from 1, of so many waiting. */
    record FloorQueuePosition(long seq, String ticket, ChannelId channel, int position, int waiting)
            implements ServerMessage {}

    /** Floor Revoke (TS 24.380, 8.2.10): stop at once; audio is no longer passed on. */
    record FloorRevoked(long seq, String ticket, ChannelId channel, int cause, String text) implements ServerMessage {}

    /** Floor Taken (TS 24.380, 8.2.9). */
    record FloorTaken(long seq, ChannelId channel, long over, Member talker, boolean emergency, Instant since)
            implements ServerMessage {}

    /** Floor Idle (TS 24.380, 8.2.8). */
    record FloorIdle(long seq, ChannelId channel, long over, Instant at) implements ServerMessage {}

    /** The media server is really passing this ticket's audio on; sent with the first packet and every 500 ms. */
    record OverPassing(String ticket, long packets) implements ServerMessage {}

    /**
     * Answers {@link ClientMessage.MediaOffer}.
     *
     * @param signature a compact JWS over session, link and certificate fingerprints, by a key of {@code GET /v1/keys}; absent before version 3
     */
    record MediaAnswer(
            long ref, String link, String sdp, @Nullable String signature) implements ServerMessage {}

    /** A media link is gone on the server's side; offer it anew. */
    record MediaGone(String link, String text) implements ServerMessage {}

    /**
     * An over will come in through that receive slot, from its first sample, until it is released.
     *
     * @param mid the media line of the subscriber link
     * @param continues whether the over was heard another way until now: the slot carries it from about now on, not from its start
     */
    record SlotAssigned(
            long seq, String mid, long over, ChannelId channel, Member talker, boolean emergency, boolean continues)
            implements ServerMessage {
        /** Of an over from its start. */
        public SlotAssigned(long seq, String mid, long over, ChannelId channel, Member talker, boolean emergency) {
            this(seq, mid, over, channel, talker, emergency, false);
        }
    }

    /** The over in that slot is complete on the server's side; answer with {@link ClientMessage.SlotFreed} when it was played out. */
    record SlotReleased(long seq, String mid, long over) implements ServerMessage {}

    /** More overs at once than slots: offer the subscriber link anew with that many lines. */
    record SlotsWanted(int slots) implements ServerMessage {}

    /** Answers a beat. */
    record Beat(long number, Instant serverTime) implements ServerMessage {}

    /** An emergency was raised, acknowledged or cleared. */
    record EmergencyChanged(long seq, Emergency emergency) implements ServerMessage {}

    /**
     * The sound of a channel goes another way, or is about to. A revision has the states prepare, active, settled, in this order, each
     * once at most; prepare only towards {@link Road#P2P}.
     *
     * @param revision counts the changes of this channel; {@link ClientMessage.TopologyReady} repeats it
     * @param reason a sentence for the operator
     * @param links those the receiver of this message is an end of
     */
    record Topology(
            long seq, ChannelId channel, Road topology, Phase state, long revision, String reason, List<PeerLink> links)
            implements ServerMessage {}

    /** How the sound of a channel goes at the moment it is joined; as {@link Topology}. */
    record ChannelTopology(Road topology, Phase state, long revision, String reason, List<PeerLink> links) {}

    /** A link between two members of a channel, one way: their ids. */
    record PeerLink(String id, String from, String to) {}

    /** How the sound of a channel goes. */
    enum Road {
        /** From each talker straight to each listener. */
        @JsonProperty("p2p")
        P2P,
        /** Through the media server. */
        @JsonProperty("sfu")
        SFU
    }

    /** How far a change of the road is. */
    enum Phase {
        /** Open the links and say how they are; nothing else changes yet. */
        @JsonProperty("prepare")
        PREPARE,
        /** Talk both ways, hear the new way, say {@link ClientMessage.TopologyReady}. */
        @JsonProperty("active")
        ACTIVE,
        /** The earlier way is over. */
        @JsonProperty("settled")
        SETTLED
    }

    /**
     * Another member offers a link to this one: answer with {@link ClientMessage.PeerAnswer}.
     *
     * @param from the member that will talk over it
     * @param signature of the offer, by the backend; null where it signs nothing
     */
    record PeerOffer(
            String link,
            ChannelId channel,
            Member from,
            String sdp,
            @Nullable String signature) implements ServerMessage {}

    /**
     * The listening end of a link answers.
     *
     * @param signature of the answer, by the backend; null where it signs nothing
     */
    record PeerAnswer(String link, String sdp, @Nullable String signature) implements ServerMessage {}

    /** A link is no more; {@code text} is a sentence that says why. */
    record PeerClosed(String link, String text) implements ServerMessage {}

    /**
     * Go to another region, in place of a welcome or in the middle of a session, which goes on here meanwhile: connect there first,
     * then leave here. The client obeys within {@code withinMillis}; a moment after that the socket is closed.
     *
     * @param region id of the region to go to
     * @param api base address of its ApiLayer
     * @param signal its {@code wss:} address
     * @param resumeToken with which the session goes on there; null if all is joined anew
     * @param withinMillis how long the client may take, in ms; 0 for at once
     * @param text why, a sentence for the operator
     */
    record Redirect(
            String region,
            String api,
            String signal,
            @Nullable String resumeToken,
            long withinMillis,
            String text) implements ServerMessage {
        /** Without the resume token. */
        @Override
        public String toString() {
            return "Redirect[region=" + region + ", signal=" + signal + ", withinMillis=" + withinMillis + ", text="
                    + text + "]";
        }
    }

    /** Whom this region cannot reach: names of the regions whose members are neither heard nor shown. Empty: everybody again. */
    record RegionLinks(long seq, List<String> unreachable) implements ServerMessage {}

    /**
     * Somebody else sits at a position: told to the session concerned and to all positions of the tenant. From version 3 on.
     *
     * @param operator who sits there now; null if nobody
     * @param state {@code operator_changed}: the same session goes on with another operator; {@code taken_over}: another session has the
     *     position now, and the one it had before is ended
     */
    record PositionChanged(
            long seq, String position, @Nullable String operator, String state, Instant at) implements ServerMessage {
        /** The state of a session that goes on with another operator. */
        public static final String OPERATOR_CHANGED = "operator_changed";

        /** The state of a position another session took. */
        public static final String TAKEN_OVER = "taken_over";
    }

    /**
     * A request failed, or a frame could not be understood; the connection goes on.
     *
     * @param ref the request, 0 where there is none
     * @param code {@code malformed}, {@code too_large}, {@code unknown_type}, {@code not_joined}, {@code not_allowed}, {@code bad_sdp}, {@code not_found}, {@code quota}, {@code position_busy}, {@code internal}
     */
    record Failed(long ref, String code, String text) implements ServerMessage {}
}
