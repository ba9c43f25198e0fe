package com.talkiego.dispatch.mock.rooms;

import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.DenyCause;
import com.talkiego.dispatch.core.model.RevokeCause;
import com.talkiego.dispatch.core.wire.ClientMessage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tickets of one client: those that are open, and the last ones that are not, so that a repeated request gets its answer again. */
final class Tickets {
    private static final int REMEMBERED = 64;

    private final Participant owner;
    private final RoomsContext context;
    private final Map<String, Ticket> byName = new LinkedHashMap<>();

    Tickets(Participant owner, RoomsContext context) {
        this.owner = owner;
        this.context = context;
    }

    @Nullable
    Ticket find(String name) {
        return byName.get(name);
    }

    @Nullable
    Leg leg(String ticket, ChannelId channel) {
        Ticket found = byName.get(ticket);
        return found == null ? null : found.legs.get(channel);
    }

    /** Why no ticket can be opened now on that uplink, null if one can. */
    @Nullable
    String obstacle(String uplink) {
        if (owner.links.publisherWith(uplink) == null) {
            return "Your audio link to the server is not up";
        }
        if (byName.values().stream().anyMatch(ticket -> ticket.open() && ticket.uplink.equals(uplink))) {
            return "That uplink still carries another transmission";
        }
        return open() >= context.settings().ticketLimit() ? "Too many transmissions at once" : null;
    }

    void add(Ticket ticket) {
        byName.put(ticket.name, ticket);
        if (byName.size() > REMEMBERED + context.settings().ticketLimit()) {
            byName.values().stream().filter(old -> !old.open()).findFirst().ifPresent(old -> byName.remove(old.name));
        }
    }

    /** The client lets go of a ticket, of some of its channels or of all. */
    void release(ClientMessage.FloorRelease release) {
        Ticket ticket = byName.get(release.ticket());
        if (ticket == null) {
            return;
        }
        List<ChannelId> channels = release.channels();
        for (Leg leg : List.copyOf(ticket.legs.values())) {
            if (channels == null || channels.contains(leg.room.id())) {
                leg.room.floor.release(leg);
            }
        }
    }

    /** Ends what it says or wants to say on one channel. */
    void leave(Room room) {
        for (Ticket ticket : List.copyOf(byName.values())) {
            Leg leg = ticket.legs.get(room.id());
            if (leg != null && leg.state.live()) {
                room.floor.release(leg);
            }
        }
    }

    /** Ends everything, in good order. */
    void leaveAll() {
        for (Ticket ticket : List.copyOf(byName.values())) {
            List.copyOf(ticket.legs.values()).stream()
                    .filter(leg -> leg.state.live())
                    .forEach(leg -> leg.room.floor.release(leg));
        }
    }

    /** The publisher link is gone: nothing can be said any more. */
    void uplinksLost() {
        revokeAll("Cut off: your audio link to the server is gone");
    }

    void revokeAll(String text) {
        for (Ticket ticket : List.copyOf(byName.values())) {
            ticket.revoke(RevokeCause.OTHER, text);
        }
    }

    /** Whether the talker was cut off on that channel a moment ago and has not let go since. */
    boolean inGrace(Room room, long nowNanos) {
        return byName.values().stream()
                .map(ticket -> ticket.legs.get(room.id()))
                .anyMatch(leg -> leg != null && leg.graceEndsNanos != 0 && leg.graceEndsNanos - nowNanos > 0);
    }

    /** Another T1 counts for a client without a socket. */
    void watchAnew() {
        List.copyOf(byName.values()).forEach(Ticket::watchAnew);
    }

    /** Looks at the queues again in which it waits. */
    void reconsider() {
        for (Ticket ticket : List.copyOf(byName.values())) {
            for (Leg leg : List.copyOf(ticket.legs.values())) {
                if (leg.state == Leg.State.WAITING) {
                    leg.room.floor.reconsider();
                }
            }
        }
    }

    /** Refuses a whole request before any channel was asked, as one would be refused. */
    void denyAll(Ticket ticket, DenyCause cause, String text) {
        for (Leg leg : List.copyOf(ticket.legs.values())) {
            leg.denied(cause, text, null, context);
        }
    }

    boolean anyGranted() {
        return byName.values().stream()
                .flatMap(ticket -> ticket.legs.values().stream())
                .anyMatch(leg -> leg.state == Leg.State.GRANTED);
    }

    int open() {
        return (int) byName.values().stream().filter(Ticket::open).count();
    }
}
