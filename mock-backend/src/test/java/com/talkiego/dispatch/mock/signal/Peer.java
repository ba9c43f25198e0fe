package com.talkiego.dispatch.mock.signal;

import com.talkiego.dispatch.core.wire.ClientMessage;
import com.talkiego.dispatch.core.wire.ClientMessage.LinkPath;
import com.talkiego.dispatch.core.wire.ClientMessage.LinkState;
import com.talkiego.dispatch.core.wire.ServerMessage;
import com.talkiego.dispatch.core.wire.ServerMessage.Phase;
import com.talkiego.dispatch.core.wire.ServerMessage.Topology;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A client that opens, answers and reports the links it is told of, as a true one does; each habit can be taken from it. */
final class Peer {
    final Client client;
    /** Links it has up, by id, with whom it heard about them. */
    final Map<String, ServerMessage.PeerLink> up = new LinkedHashMap<>();

    final List<ServerMessage.PeerLink> named = new ArrayList<>();
    boolean opensLinks = true;
    boolean saysReady = true;
    private int done;

    Peer(Client client) {
        this.client = client;
    }

    /** Does what it was told since; whether there was anything. */
    boolean acts() {
        List<ServerMessage> told = client.told();
        List<ServerMessage> fresh = told.subList(Math.min(done, told.size()), told.size());
        done = told.size();
        fresh.forEach(this::act);
        return !fresh.isEmpty();
    }

    void forget() {
        client.forget();
        done = 0;
    }

    /** The steps of changes it was told of. */
    List<String> steps() {
        return client.heard(Topology.class).stream()
                .map(told -> told.topology() + " " + told.state())
                .toList();
    }

    private void act(ServerMessage message) {
        switch (message) {
            case Topology topology -> topology(topology);
            case ServerMessage.PeerOffer offer
            when opensLinks -> {
                client.say(new ClientMessage.PeerAnswer(1, offer.link(), "answer"));
                report(offer.link(), LinkState.UP);
            }
            case ServerMessage.PeerAnswer answer -> report(answer.link(), LinkState.UP);
            case ServerMessage.PeerClosed closed -> up.remove(closed.link());
            case ServerMessage.SlotReleased slot -> client.say(new ClientMessage.SlotFreed(slot.mid(), slot.over()));
            default -> {}
        }
    }

    private void topology(Topology topology) {
        named.addAll(topology.links());
        if (topology.state() == Phase.PREPARE && opensLinks) {
            topology.links().stream()
                    .filter(link -> link.from().equals(client.welcome().self().id()) && !up.containsKey(link.id()))
                    .forEach(link -> client.say(new ClientMessage.PeerOffer(1, link.id(), "offer")));
        } else if (topology.state() == Phase.ACTIVE && saysReady) {
            client.say(new ClientMessage.TopologyReady(topology.channel(), topology.revision()));
        }
    }

    void report(String link, LinkState state) {
        report(link, state, 10, 0);
    }

    void report(String link, LinkState state, int roundTripMillis, double loss) {
        named.stream().filter(one -> one.id().equals(link)).findFirst().ifPresent(one -> up.put(link, one));
        client.say(new ClientMessage.PeerState(
                link, state, state == LinkState.UP ? LinkPath.DIRECT : null, roundTripMillis, loss));
    }
}
