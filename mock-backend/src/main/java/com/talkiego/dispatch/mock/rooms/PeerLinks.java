package com.talkiego.dispatch.mock.rooms;

import com.talkiego.dispatch.core.wire.ServerMessage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/** The links between the members of one channel, one for each ordered pair, as far as they are named. */
final class PeerLinks {
    private final Room room;
    private final RoomsContext context;
    private final List<PeerLink> links = new ArrayList<>();

    PeerLinks(Room room, RoomsContext context) {
        this.room = room;
        this.context = context;
    }

    /** Names the links still missing between these members. */
    void complete(Collection<Participant> members) {
        for (Participant from : members) {
            for (Participant to : members) {
                if (from != to && links.stream().noneMatch(link -> link.from == from && link.to == to)) {
                    PeerLink link = new PeerLink("p" + context.links().next(), room, from, to);
                    links.add(link);
                    from.peers.put(link.id, link);
                    to.peers.put(link.id, link);
                }
            }
        }
    }

    boolean allUp() {
        return links.stream().allMatch(PeerLink::up);
    }

    boolean none() {
        return links.isEmpty();
    }

    /** How many this member is an end of, here. */
    int heldBy(Participant one) {
        return (int) links.stream().filter(link -> link.joins(one)).count();
    }

    List<ServerMessage.PeerLink> of(Participant one) {
        return links.stream()
                .filter(link -> link.joins(one))
                .map(PeerLink::named)
                .toList();
    }

    /** Whether sound can go from one member to another. */
    boolean up(Participant from, Participant to) {
        return links.stream().anyMatch(link -> link.from == from && link.to == to && link.up());
    }

    /** Gives up those that have not come up: another try names new ones. */
    void failMissing() {
        links.stream().filter(link -> !link.up()).forEach(link -> link.failed = true);
    }

    void failAll() {
        links.forEach(link -> link.failed = true);
    }

    /** Closes those, and tells both ends why. */
    void close(Predicate<PeerLink> which, String text) {
        for (PeerLink link : links.stream().filter(which).toList()) {
            links.remove(link);
            for (Participant end : List.of(link.from, link.to)) {
                end.peers.remove(link.id);
                end.say(new ServerMessage.PeerClosed(link.id, text));
            }
        }
    }

    List<RoomsSnapshot.Link> snapshot() {
        return links.stream().map(PeerLink::snapshot).toList();
    }
}
