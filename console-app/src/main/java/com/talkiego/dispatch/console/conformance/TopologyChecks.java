package com.talkiego.dispatch.console.conformance;

import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.wire.ClientMessage;
import com.talkiego.dispatch.core.wire.ClientMessage.LinkPath;
import com.talkiego.dispatch.core.wire.ClientMessage.LinkState;
import com.talkiego.dispatch.core.wire.ServerMessage;
import com.talkiego.dispatch.core.wire.ServerMessage.Phase;
import com.talkiego.dispatch.core.wire.ServerMessage.Road;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Which way the sound of a channel goes, and the change from one to the other. Links are described and reported, and not opened. */
final class TopologyChecks {
    private static final int LINKS = 32;
    /** Members are quiet for 1 s before anything is prepared; and a moment. */
    private static final Duration QUIET = Duration.ofSeconds(2);

    private static final Duration MOMENT = Duration.ofMillis(400);

    private TopologyChecks() {}

    static List<Check> all() {
        return List.of(
                new Check(
                        "topology.straight",
                        "A small channel whose members can hold links goes straight: prepared, active, settled",
                        TopologyChecks::straight),
                new Check(
                        "topology.failed-link",
                        "A link that fails while prepared leaves the channel where it was",
                        TopologyChecks::failedLink),
                new Check(
                        "topology.back",
                        "A member without links sends the channel through the media server, and is told nothing of it",
                        TopologyChecks::back));
    }

    /** Two members of a small channel. */
    private record Pair(ChannelId channel, Peer one, Peer other) {
        List<Peer> both() {
            return List.of(one, other);
        }

        Peer of(String id) throws Broken {
            return one.welcome().self().id().equals(id) ? one : other;
        }

        /** Both are told that step of the change. */
        ServerMessage.Topology step(Road road, Phase phase) throws Broken, InterruptedException {
            ServerMessage.Topology told = null;
            for (Peer peer : both()) {
                told = peer.await(
                        ServerMessage.Topology.class,
                        event -> event.channel().equals(channel) && event.topology() == road && event.state() == phase,
                        "topology " + road + " " + phase + " of " + channel,
                        peer.patience().plus(QUIET));
                Broken.unless(!told.reason().isBlank(), "topology says no reason");
            }
            return java.util.Objects.requireNonNull(told);
        }

        void ready(long revision) {
            both().forEach(peer -> peer.say(new ClientMessage.TopologyReady(channel, revision)));
        }
    }

    private static Pair pair(Room room) throws Broken, NotApplicable, InterruptedException {
        ChannelId channel = room.small().id();
        Pair pair = new Pair(channel, room.linked(channel, LINKS), room.linked(channel, LINKS));
        ServerMessage.Topology prepared = pair.step(Road.P2P, Phase.PREPARE);
        Set<List<String>> ends = prepared.links().stream()
                .map(link -> List.of(link.from(), link.to()))
                .collect(Collectors.toSet());
        String one = pair.one().welcome().self().id();
        String other = pair.other().welcome().self().id();
        Broken.unless(
                ends.equals(Set.of(List.of(one, other), List.of(other, one))),
                "Between two members there are two links, one each way; named were " + prepared.links());
        for (ServerMessage.PeerLink link : prepared.links()) {
            describe(room, pair, link);
        }
        return pair;
    }

    /** The talking end offers, the listening end answers, each hears of the other. */
    private static void describe(Room room, Pair pair, ServerMessage.PeerLink link)
            throws Broken, InterruptedException {
        Peer from = pair.of(link.from());
        Peer to = pair.of(link.to());
        from.say(new ClientMessage.PeerOffer(from.nextRef(), link.id(), room.description()));
        ServerMessage.PeerOffer offer = to.await(
                ServerMessage.PeerOffer.class, any -> any.link().equals(link.id()), "peer.offer of link " + link.id());
        Broken.unless(
                offer.from().id().equals(link.from()) && offer.channel().equals(pair.channel()),
                "peer.offer names another member or channel than the link's");
        to.say(new ClientMessage.PeerAnswer(to.nextRef(), link.id(), room.description()));
        from.await(
                ServerMessage.PeerAnswer.class,
                any -> any.link().equals(link.id()),
                "peer.answer of link " + link.id());
    }

    private static void report(Pair pair, LinkState state) throws Broken {
        LinkPath path = state == LinkState.UP ? LinkPath.DIRECT : null;
        for (Peer peer : pair.both()) {
            for (ServerMessage.PeerLink link : peer.links()) {
                peer.say(new ClientMessage.PeerState(link.id(), state, path, 10, 0));
            }
        }
    }

    private static Pair settled(Room room) throws Broken, NotApplicable, InterruptedException {
        Pair pair = pair(room);
        report(pair, LinkState.UP);
        pair.ready(pair.step(Road.P2P, Phase.ACTIVE).revision());
        pair.step(Road.P2P, Phase.SETTLED);
        return pair;
    }

    private static void straight(Room room) throws Broken, NotApplicable, InterruptedException {
        settled(room);
    }

    private static void failedLink(Room room) throws Broken, NotApplicable, InterruptedException {
        Pair pair = pair(room);
        report(pair, LinkState.FAILED);
        pair.step(Road.SFU, Phase.SETTLED);
    }

    private static void back(Room room) throws Broken, NotApplicable, InterruptedException {
        Pair pair = settled(room);
        Peer third = room.joined(pair.channel());
        pair.ready(pair.step(Road.SFU, Phase.ACTIVE).revision());
        pair.step(Road.SFU, Phase.SETTLED);
        third.none(
                ServerMessage.Topology.class,
                any -> true,
                "topology for a client that can hold no links to other members",
                MOMENT);
    }
}
