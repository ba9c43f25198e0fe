package com.talkiego.dispatch.core.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.talkiego.dispatch.core.model.ChannelId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client says on the SignalLayer, one JSON object a WebSocket text frame. {@code ref} is the client's own number for a
 * request; its answer repeats it.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ClientMessage.Hello.class, name = "hello"),
    @JsonSubTypes.Type(value = ClientMessage.Join.class, name = "join"),
    @JsonSubTypes.Type(value = ClientMessage.Leave.class, name = "leave"),
    @JsonSubTypes.Type(value = ClientMessage.FloorRequest.class, name = "floor.request"),
    @JsonSubTypes.Type(value = ClientMessage.FloorRelease.class, name = "floor.release"),
    @JsonSubTypes.Type(value = ClientMessage.FloorQueuePositionRequest.class, name = "floor.queuePositionRequest"),
    @JsonSubTypes.Type(value = ClientMessage.FloorAck.class, name = "floor.ack"),
    @JsonSubTypes.Type(value = ClientMessage.MediaOffer.class, name = "media.offer"),
    @JsonSubTypes.Type(value = ClientMessage.SlotFreed.class, name = "slot.freed"),
    @JsonSubTypes.Type(value = ClientMessage.Beat.class, name = "beat"),
    @JsonSubTypes.Type(value = ClientMessage.EmergencyRaise.class, name = "emergency.raise"),
    @JsonSubTypes.Type(value = ClientMessage.EmergencyAcknowledge.class, name = "emergency.acknowledge"),
    @JsonSubTypes.Type(value = ClientMessage.EmergencyClear.class, name = "emergency.clear"),
    @JsonSubTypes.Type(value = ClientMessage.PeerOffer.class, name = "peer.offer"),
    @JsonSubTypes.Type(value = ClientMessage.PeerAnswer.class, name = "peer.answer"),
    @JsonSubTypes.Type(value = ClientMessage.PeerState.class, name = "peer.state"),
    @JsonSubTypes.Type(value = ClientMessage.TopologyReady.class, name = "topology.ready"),
    @JsonSubTypes.Type(value = ClientMessage.OverHeard.class, name = "over.heard"),
    @JsonSubTypes.Type(value = ClientMessage.OperatorChange.class, name = "operator.change"),
    @JsonSubTypes.Type(value = ClientMessage.Bye.class, name = "bye")
})
public sealed interface ClientMessage {

    /**
     * First message on a socket.
     *
     * @param protocol newest version the client speaks
     * @param oldest oldest version it speaks
     * @param token the short-lived SignalLayer token
     * @param client name and version of the program, for the server's log
     * @param position name of the desk, for dispatch positions
     * @param room the room it stands in
     * @param peerLinks how many links to and from other members it can hold at once; 0 for none
     * @param takeOver whether whoever sits at that position now is to be signed out; from version 3 on
     */
    record Hello(
            int protocol,
            int oldest,
            String token,
            String client,
            @Nullable String position,
            @Nullable String room,
            @Nullable Resume resume,
            boolean takeOver,
            int peerLinks)
            implements ClientMessage {
        /** Of a client that takes nobody's position. */
        public Hello(
                int protocol,
                int oldest,
                String token,
                String client,
                @Nullable String position,
                @Nullable String room,
                @Nullable Resume resume,
                int peerLinks) {
            this(protocol, oldest, token, client, position, room, resume, false, peerLinks);
        }

        /** Of a client that takes nobody's position, and has no links to other members. */
        public Hello(
                int protocol,
                int oldest,
                String token,
                String client,
                @Nullable String position,
                @Nullable String room,
                @Nullable Resume resume) {
            this(protocol, oldest, token, client, position, room, resume, false, 0);
        }

        /** Without the token. */
        @Override
        public String toString() {
            return "Hello[protocol=" + protocol + ", oldest=" + oldest + ", client=" + client + ", position=" + position
                    + ", room=" + room + ", resume=" + resume + ", takeOver=" + takeOver + ", peerLinks=" + peerLinks
                    + "]";
        }
    }

    /** Asks to go on with an earlier session: its resume token and the last event number received. */
    record Resume(String token, long lastSeq) {
        /** Without the token. */
        @Override
        public String toString() {
            return "Resume[lastSeq=" + lastSeq + "]";
        }
    }

    /**
     * Joins channels, to listen to and talk on. Answered by {@link ServerMessage.Joined}.
     *
     * @param since the last server time at which this client is known to have been told everything; the answer then names the overs
     *     since, and emergencies closed since are told. Null when there is nothing to catch up with; from version 3 on
     */
    record Join(
            long ref, List<ChannelId> channels, @Nullable Instant since) implements ClientMessage {
        /** With nothing to catch up with. */
        public Join(long ref, List<ChannelId> channels) {
            this(ref, channels, null);
        }
    }

    /** Leaves channels; an over of this client there is ended first. */
    record Leave(long ref, List<ChannelId> channels) implements ClientMessage {}

    /**
     * Floor Request (TS 24.380, 8.2.4) for one ticket on one or several channels (simulselect). Repeated with the same ticket it
     * is answered again, not granted twice.
     *
     * @param ticket the client's own name for the over it wants, unique in the session
     * @param uplink the media line ({@code mid}) of the publisher link that will carry it
     * @param priority 0 to 7: orders the queue, never pre-empts
     * @param queue whether to wait in the queue if the floor is taken
     * @param channel protocol version 1: the only channel; later versions send {@code channels}
     */
    record FloorRequest(
            long ref,
            String ticket,
            String uplink,
            @Nullable List<ChannelId> channels,
            int priority,
            boolean queue,
            boolean emergency,
            @Nullable ChannelId channel)
            implements ClientMessage {}

    /**
     * Floor Release (TS 24.380, 8.2.7): the over of that ticket is complete, or no longer wanted.
     *
     * @param channels those to release; null for all of the ticket
     */
    record FloorRelease(String ticket, @Nullable List<ChannelId> channels) implements ClientMessage {}

    /** Floor Queue Position Request (TS 24.380, 8.2.11). */
    record FloorQueuePositionRequest(String ticket, ChannelId channel) implements ClientMessage {}

    /** Floor Ack (TS 24.380, 8.2.13) of a grant or a revoke; without it the server sends that again (T20). */
    record FloorAck(String ticket, ChannelId channel, String of) implements ClientMessage {}

    /**
     * Offers, or offers anew, one media link; answered by {@link ServerMessage.MediaAnswer}.
     *
     * @param link {@code "pub"} for the uplinks, {@code "sub"} for the receive slots
     */
    record MediaOffer(long ref, String link, String sdp) implements ClientMessage {}

    /** The client has let go of a receive slot: it may be used again once it has been quiet. */
    record SlotFreed(String mid, long over) implements ClientMessage {}

    /** A heartbeat; answered at once by {@link ServerMessage.Beat} with the same number. */
    record Beat(long number) implements ClientMessage {}

    /** Raises an emergency on a channel. */
    record EmergencyRaise(long ref, ChannelId channel) implements ClientMessage {}

    /** Takes note of an emergency; it stays open. */
    record EmergencyAcknowledge(long ref, String id) implements ClientMessage {}

    /** Closes an emergency, as valid or as a false alarm. */
    record EmergencyClear(long ref, String id, boolean valid) implements ClientMessage {}

    /**
     * Offers a link to another member that {@link ServerMessage.Topology} named, from its talking end; passed on to the other end.
     * An answer comes as {@link ServerMessage.PeerAnswer}; sent again for the same link it renews that.
     */
    record PeerOffer(long ref, String link, String sdp) implements ClientMessage {}

    /** Answers {@link ServerMessage.PeerOffer}; passed on to the talking end. */
    record PeerAnswer(long ref, String link, String sdp) implements ClientMessage {}

    /**
     * How a link looks from this end: said at every change, and every 5 s while it is up.
     *
     * @param path how its packets go; null unless up
     * @param roundTripMillis of its packets, in ms; 0 while unknown
     * @param lossFraction lost packets since the last report, 0 to 1
     */
    record PeerState(String link, LinkState state, @Nullable LinkPath path, int roundTripMillis, double lossFraction)
            implements ClientMessage {}

    /** What an end of a link finds. */
    enum LinkState {
        /** Connected and alive. */
        @JsonProperty("up")
        UP,
        /** Let go in good order, or not there any more. */
        @JsonProperty("down")
        DOWN,
        /** Could not be connected, or went silent. */
        @JsonProperty("failed")
        FAILED
    }

    /** How the packets of a link go. */
    enum LinkPath {
        /** From end to end. */
        @JsonProperty("direct")
        DIRECT,
        /** Over a TURN server. */
        @JsonProperty("relayed")
        RELAYED
    }

    /** This end hears the channel by the topology of that revision, and needs the earlier one no longer. */
    record TopologyReady(ChannelId channel, long revision) implements ClientMessage {}

    /**
     * Sound of an over arrives over a link from its talker: said with the first of it and every 500 ms.
     *
     * @param packets how many packets, or frames of 10 ms, of it arrived until now
     */
    record OverHeard(ChannelId channel, long over, long packets) implements ClientMessage {}

    /**
     * Another operator sits down at this position, in the middle of the session: audio, channels and everything else go on. Answered by
     * {@link ServerMessage.PositionChanged}; refused while an over of this position is in progress. From version 3 on.
     *
     * @param token a SignalLayer token of the new operator
     */
    record OperatorChange(long ref, String token) implements ClientMessage {
        /** Without the token. */
        @Override
        public String toString() {
            return "OperatorChange[ref=" + ref + "]";
        }
    }

    /** Signs off in good order. */
    record Bye() implements ClientMessage {}
}
