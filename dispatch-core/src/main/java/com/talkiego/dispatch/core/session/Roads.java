package com.talkiego.dispatch.core.session;

import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.ChannelState.Path;
import com.talkiego.dispatch.core.model.ChannelState.PathKind;
import com.talkiego.dispatch.core.model.ConsoleEvent;
import com.talkiego.dispatch.core.session.ReceiveSlots.Assignment;
import com.talkiego.dispatch.core.wire.ClientMessage;
import com.talkiego.dispatch.core.wire.ServerMessage;
import com.talkiego.dispatch.core.wire.ServerMessage.Phase;
import com.talkiego.dispatch.core.wire.ServerMessage.Road;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Which way the sound of each channel goes, as the backend decides: through the media server, or straight between members; and what
 * this console does for a change from one to the other, make before break. On {@code signalling} only.
 */
final class Roads implements PeerEnd.Owner {
    private static final Way SERVER = new Way(Road.SFU, Phase.SETTLED, -1, "");

    private final ChannelBoard board;
    private final Conversation conversation;
    private final Events events;
    private final Tally tally;
    private final Descriptions descriptions;
    private final Owner owner;
    private final PeerEnds ends;
    private final Voices voices;
    private final Map<ChannelId, Way> ways = new HashMap<>();
    private final Set<ChannelId> unready = new HashSet<>();

    /** Offers whose signature is being checked, by link: the newest of each counts. */
    private final Map<String, ServerMessage.PeerOffer> offers = new HashMap<>();

    /** What is to be done when a road changes. */
    interface Owner {
        /** Makes the keying plan anew. */
        void send();

        /** Makes the mix plan anew. */
        void hear();

        /** Shows what is shown anew. */
        void changed();
    }

    private record Way(Road road, Phase phase, long revision, String reason) {
        boolean straight() {
            return road == Road.P2P && phase != Phase.PREPARE;
        }

        /** While links are opened the sound still comes in for the reason it did before. */
        Way after(Way before) {
            return phase == Phase.PREPARE ? new Way(road, phase, revision, before.reason) : this;
        }

        boolean sendsStraight() {
            return straight() || (road == Road.SFU && phase == Phase.ACTIVE);
        }

        boolean sendsToServer() {
            return road == Road.SFU || phase != Phase.SETTLED;
        }
    }

    /** @param side the one in use */
    Roads(
            Actor actor,
            PeerPort media,
            AudioPort audio,
            ChannelBoard board,
            Conversation conversation,
            Events events,
            Tally tally,
            Descriptions descriptions,
            IntSupplier side,
            Owner owner) {
        this.board = board;
        this.conversation = conversation;
        this.events = events;
        this.tally = tally;
        this.descriptions = descriptions;
        this.owner = owner;
        ends = new PeerEnds(actor, media, conversation, audio, this);
        voices = new Voices(actor, audio, board, conversation, ends, side, owner::changed);
    }

    PeerEnds ends() {
        return ends;
    }

    private Way way(ChannelId channel) {
        return ways.getOrDefault(channel, SERVER);
    }

    private boolean straight(ChannelId channel) {
        return way(channel).straight();
    }

    /** Whether a ticket's sound for that channel goes over links, as well or alone. */
    boolean sendsStraight(ChannelId channel) {
        return way(channel).sendsStraight();
    }

    /** As found on joining. */
    void joined(ServerMessage.Joined joined) {
        for (ServerMessage.JoinedChannel found : joined.channels()) {
            ServerMessage.ChannelTopology topology = found.topology();
            if (topology != null) {
                change(
                        found.id(),
                        new Way(topology.topology(), topology.state(), topology.revision(), topology.reason()),
                        topology.links());
            }
        }
    }

    void changed(ServerMessage.Topology topology) {
        change(
                topology.channel(),
                new Way(topology.topology(), topology.state(), topology.revision(), topology.reason()),
                topology.links());
    }

    private void change(ChannelId channel, Way told, List<ServerMessage.PeerLink> links) {
        ChannelLine line = board.line(channel);
        if (line == null) {
            return;
        }
        Way before = way(channel);
        Way now = told.after(before);
        ways.put(channel, now);
        if (now.road() == Road.P2P) {
            ends.talkTo(channel, links);
        }
        unready.remove(channel);
        if (now.phase() == Phase.ACTIVE) {
            unready.add(channel);
        }
        if (before.straight() != now.straight()) {
            tally.topologyChanged();
            events.add(
                    ConsoleEvent.Kind.CONNECTION,
                    channel,
                    line.name() + (now.straight() ? " now direct: " : " through the server: ") + now.reason());
        }
        begin(line);
        line.changed();
        owner.send();
        owner.hear();
    }

    private boolean begin(ChannelLine line) {
        return straight(line.channel().id()) && voices.begin(line);
    }

    /** Somebody took the floor. */
    void taken(ChannelId channel) {
        ChannelLine line = board.line(channel);
        if (line != null && begin(line)) {
            owner.hear();
        }
    }

    /** Somebody's over ended. */
    void idle(long over) {
        voices.end(over, owner::hear);
    }

    void offered(ServerMessage.PeerOffer offer) {
        offers.put(offer.link(), offer);
        descriptions.check(new Descriptions.Question(
                conversation.session(),
                offer.link(),
                "offer of a link to another member",
                offer.sdp(),
                offer.signature(),
                () -> {
                    if (offers.remove(offer.link(), offer)
                            && (board.line(offer.channel()) == null || !ends.offered(offer))) {
                        failed(offer.link());
                    }
                },
                sentence -> {
                    if (offers.remove(offer.link(), offer)) {
                        events.add(ConsoleEvent.Kind.FAULT, offer.channel(), sentence);
                        failed(offer.link());
                    }
                }));
    }

    private void failed(String link) {
        conversation.say(new ClientMessage.PeerState(link, ClientMessage.LinkState.FAILED, null, 0, 0));
    }

    void answered(ServerMessage.PeerAnswer answer) {
        PeerEnd end = ends.of(answer.link());
        if (end == null) {
            return;
        }
        descriptions.check(new Descriptions.Question(
                conversation.session(),
                answer.link(),
                "answer for a link to another member",
                answer.sdp(),
                answer.signature(),
                () -> {
                    if (ends.of(answer.link()) == end) {
                        ends.answered(answer);
                    }
                },
                sentence -> {
                    if (ends.of(answer.link()) == end) {
                        events.add(ConsoleEvent.Kind.FAULT, end.channel(), sentence);
                        end.fail(sentence);
                    }
                }));
    }

    void closed(ServerMessage.PeerClosed closed) {
        offers.remove(closed.link());
        PeerEnd end = ends.of(closed.link());
        if (end != null) {
            close(end);
        }
    }

    @Override
    public void failed(PeerEnd end, String sentence) {
        close(end);
    }

    private void close(PeerEnd end) {
        ends.close(end);
        owner.send();
        owner.hear();
    }

    @Override
    public void changed(PeerEnd end) {
        ChannelLine line = board.line(end.channel());
        if (line != null) {
            line.changed();
            if (begin(line)) {
                owner.hear();
            }
        }
        if (end.talks()) {
            owner.send();
        }
        owner.changed();
    }

    /** Another region carries from now on. What comes over links of the one that was left is heard until it comes from there too. */
    void moved() {
        offers.clear();
        ways.clear();
        unready.clear();
        ends.retire();
        owner.send();
        owner.hear();
    }

    /** The region that was left is of no use any more. */
    void left() {
        voices.left();
        ends.closeRetired();
        owner.send();
        owner.hear();
    }

    /** The session and all it agreed on are gone. */
    void forget() {
        offers.clear();
        ends.closeAll();
        voices.forget();
        ways.clear();
        unready.clear();
        owner.send();
        owner.hear();
    }

    /** Every 50 ms. */
    void watch() {
        ends.watch();
        if (voices.watch(this::straight)) {
            owner.hear();
        }
        for (ChannelId channel : List.copyOf(unready)) {
            if (voices.settled(channel, straight(channel))) {
                unready.remove(channel);
                conversation.say(
                        new ClientMessage.TopologyReady(channel, way(channel).revision()));
            }
        }
    }

    /** What is announced in each slot, by those of the subscriber link. */
    List<@Nullable Assignment> compose(List<@Nullable Assignment> server) {
        return voices.compose(server, this::straight);
    }

    /** Where a ticket's sound goes, by its channels' roads: to its uplink, into links, or both. */
    void lead(Ticket ticket) {
        boolean server = false;
        long peers = 0;
        for (Ticket.Leg leg : ticket.legs()) {
            Way way = way(leg.channel());
            if (way.sendsToServer() && (leg.over() >= 0 || leg.unanswered())) {
                server = true;
            }
            if (way.sendsStraight() && leg.onFloor()) {
                peers |= ends.sinks(end -> end.channel().equals(leg.channel()) && !end.retired());
            }
        }
        ticket.server = server;
        ticket.peers = peers;
    }

    /** Peer sinks that get a frame every 10 ms, one bit each. */
    long openSinks() {
        return ends.sinks(end -> true);
    }

    /** How a joined channel's sound comes in over links to members; null where it comes through the server. */
    @Nullable
    Path path(ChannelId channel) {
        Way way = way(channel);
        if (!way.straight()) {
            return null;
        }
        boolean relayed = false;
        int roundTrip = 0;
        double loss = 0;
        for (PeerEnd end : ends.on(channel).toList()) {
            PeerPort.Fare fare = end.fare();
            if (fare != null) {
                relayed |= fare.relayed();
                roundTrip = Math.max(roundTrip, fare.roundTripMillis());
                loss = Math.max(loss, fare.lossFraction());
            }
        }
        return new Path.Up(relayed ? PathKind.RELAYED : PathKind.DIRECT, roundTrip, loss, way.reason());
    }

    /** Why the backend chose the road of that channel, in its words; empty where there was no choice. */
    String why(ChannelId channel) {
        return way(channel).reason();
    }

    /** Any thread: sound that came over links without the floor, and was not played: frames. */
    long unauthorised() {
        return ends.unauthorised();
    }
}
