package com.talkiego.dispatch.mock.rooms;

import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.EmergencyState;
import com.talkiego.dispatch.core.model.Member;
import com.talkiego.dispatch.core.model.MemberKind;
import com.talkiego.dispatch.core.model.RevokeCause;
import com.talkiego.dispatch.core.wire.ClientMessage;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All rooms of all tenants: who is on which channel, who has its floor, and which packets go into whose slots. Every method but the
 * constructor is called on the thread {@code rooms}.
 */
public final class Rooms implements AutoCloseable {
    private final RoomsContext context;
    private final OpenRooms rooms;
    private final Attendance attendance;
    private final FloorRequests requests;
    private final AlarmDesk alarms;
    private final RegionNews news;
    private final Map<String, Participant> participants = new LinkedHashMap<>();

    /**
     * Starts the media server.
     *
     * @throws IOException if the media server cannot start
     */
    public Rooms(Actor actor, MediaServer.Starter starter, ChannelDirectory channels, RoomsSettings settings)
            throws IOException {
        MediaEvents events = new MediaEvents(actor);
        this.context = new RoomsContext(
                actor,
                starter.start(events),
                settings,
                new Faults(),
                new Quotas(),
                new Counters(),
                new Emergencies(settings.historyMillis()),
                new OverHistory(actor.now(), settings.historyOvers(), settings.historyMillis()),
                new RoomsContext.Numbers(),
                new RoomsContext.Numbers(),
                new RoomsContext.Numbers(),
                new Abroad());
        this.rooms = new OpenRooms(channels, context);
        this.requests = new FloorRequests(context, rooms::overs);
        this.alarms = new AlarmDesk(context, participants.values());
        this.attendance = new Attendance(context, rooms, alarms);
        this.news = new RegionNews(context, alarms, rooms);
        events.tell(this);
    }

    /** Lets a client in that holds so many links to other members at most; it is on no channel yet. */
    public Participant enter(
            String id, String tenant, Member member, int maxChannels, int peerLinks, Participant.Wire wire) {
        return new Participant(id, tenant, member, maxChannels, peerLinks, wire, context);
    }

    /** The client has been welcomed and can be told things: the open emergencies, if it is a position. */
    public void welcomed(Participant participant) {
        participants.put(participant.id(), participant);
        if (!context.abroad().unreachable().isEmpty()) {
            participant.tellUnreachable();
        }
        if (participant.position()) {
            alarms.welcomed(participant);
        }
    }

    /** The client is gone for good: its overs end, its links close, the others see it go. */
    public void gone(Participant participant) {
        participants.remove(participant.id());
        participant.tickets.leaveAll();
        attendance.vanish(participant);
        participant.links.closeAll();
    }

    /** The client's socket was lost; its over goes on for a moment, as long as its packets come. */
    public void cut(Participant participant) {
        participant.connected(false);
        long cut = participant.cuts();
        participant.tickets.watchAnew();
        context.actor().after(context.settings().cutTalkMillis(), () -> {
            if (!participant.connected() && participant.cuts() == cut) {
                participant.tickets.revokeAll("Cut off: your connection to the server was lost");
            }
        });
    }

    /** The client resumed its session. */
    public void back(Participant participant) {
        participant.connected(true);
        participant.tickets.watchAnew();
        participant.tickets.reconsider();
        participant.slots.askAgain();
        PeerRelay.sayAgain(participant);
        participant.joined.values().forEach(room -> room.topology.back());
    }

    /** Cuts the client's media links; it is told to offer them anew. */
    public void cutMedia(Participant participant) {
        participant.links.cut();
    }

    /** Does what a client in a room asks for; the messages of the session itself are none of the rooms' business. */
    public void handle(Participant from, ClientMessage message) {
        switch (message) {
            case ClientMessage.Join join -> attendance.join(from, join);
            case ClientMessage.Leave leave -> attendance.leave(from, leave);
            case ClientMessage.FloorRequest request -> requests.request(from, request);
            case ClientMessage.FloorRelease release -> from.tickets.release(release);
            case ClientMessage.FloorQueuePositionRequest position -> requests.position(from, position);
            case ClientMessage.FloorAck ack -> requests.acknowledge(from, ack);
            case ClientMessage.MediaOffer offer -> from.links.offer(offer);
            case ClientMessage.SlotFreed freed -> from.slots.freed(freed.mid(), freed.over());
            case ClientMessage.EmergencyRaise raise -> alarms.raise(from, raise);
            case ClientMessage.EmergencyAcknowledge acknowledge ->
                alarms.change(from, acknowledge.ref(), acknowledge.id(), EmergencyState.ACKNOWLEDGED);
            case ClientMessage.EmergencyClear clear ->
                alarms.change(
                        from,
                        clear.ref(),
                        clear.id(),
                        clear.valid() ? EmergencyState.CLEARED_VALID : EmergencyState.CLEARED_FALSE);
            case ClientMessage.PeerOffer offer -> PeerRelay.offer(from, offer);
            case ClientMessage.PeerAnswer answer -> PeerRelay.answer(from, answer);
            case ClientMessage.PeerState report -> PeerRelay.reported(from, report);
            case ClientMessage.TopologyReady ready -> ready(from, ready);
            case ClientMessage.OverHeard heard -> overHeard(from, heard);
            case ClientMessage.Hello _, ClientMessage.Beat _, ClientMessage.OperatorChange _, ClientMessage.Bye _ -> {}
        }
    }

    private static void ready(Participant from, ClientMessage.TopologyReady ready) {
        Room room = from.joined.get(ready.channel());
        if (room != null) {
            room.topology.ready(from, ready.revision());
        }
    }

    private static void overHeard(Participant from, ClientMessage.OverHeard heard) {
        Room room = from.joined.get(heard.channel());
        if (room != null) {
            room.floor.heardStraight(from, heard.over(), heard.packets());
        }
    }

    /** Limits that can be set while all runs. */
    public Quotas quotas() {
        return context.quotas();
    }

    /** This region is one of several from now on. */
    public void join(Neighbours neighbours) {
        context.abroad().join(neighbours);
    }

    /** Another region can be reached from now on, or no longer. */
    public void reach(String region, boolean now) {
        Map<Room, List<Member>> before = new LinkedHashMap<>();
        rooms.all().forEach(room -> before.put(room, context.abroad().on(region, room)));
        context.abroad().reach(region, now);
        participants.values().forEach(Participant::tellUnreachable);
        before.forEach((room, were) -> {
            room.farChanged(were, context.abroad().on(region, room));
            room.floor.shared().reachChanged();
            // Also a home that knew of them is told again: it answers with the state of the floor.
            room.tellMembers();
            room.floor.shared().tell(region);
            rooms.giveUpIfEmpty(room);
        });
        if (now) {
            context.emergencies().news().forEach(alarm -> context.abroad().send(region, alarm));
        }
    }

    /** Another region says something. */
    public void told(String from, RegionMessage message) {
        news.told(from, message);
    }

    void linkConnected(String peer) {
        Participant owner = ownerOf(peer);
        if (owner != null) {
            owner.links.connected(peer);
        }
    }

    void linkGone(String peer, String reason) {
        Participant owner = ownerOf(peer);
        if (owner != null) {
            owner.links.gone(peer, reason);
        }
    }

    void slotQuiet(String peer, String mid) {
        Participant owner = ownerOf(peer);
        if (owner != null && owner.links.owns(peer)) {
            owner.slots.quiet(mid);
        }
    }

    void heard(String ticketKey, long packets) {
        Participant owner = ownerOf(ticketKey);
        Ticket ticket = owner == null ? null : owner.tickets.find(ticketKey.substring(ticketKey.indexOf('/') + 1));
        if (ticket != null && ticket.open()) {
            ticket.heard(packets);
        }
    }

    /** Links and tickets are named {@code session/…}. */
    private @Nullable Participant ownerOf(String name) {
        int slash = name.indexOf('/');
        return slash < 0 ? null : participants.get(name.substring(0, slash));
    }

    /** Takes the floor of a channel back from whoever has it, in every tenant; false if nobody has. */
    public boolean revoke(ChannelId channel, RevokeCause cause) {
        boolean any = false;
        for (Room room : rooms.of(channel)) {
            any |= room.floor.revokeTalker(cause);
        }
        return any;
    }

    /** Sets how the way of a channel's sound is chosen, in every tenant, also before anybody is on it. */
    public void topology(ChannelId channel, TopologyChoice.Mode mode) {
        context.faults().topology(channel, mode);
        rooms.of(channel).forEach(room -> room.topology.mode(mode));
    }

    /** Makes the links between the members of a channel fail; false if it uses none. */
    public boolean failLinks(ChannelId channel) {
        boolean any = false;
        for (Room room : rooms.of(channel)) {
            any |= room.topology.failLinks();
        }
        return any;
    }

    /** Things that can be made to go wrong. */
    public Faults faults() {
        return context.faults();
    }

    /** How many uplinks a client should offer. */
    public int uplinks() {
        return context.settings().uplinks();
    }

    /** How many receive slots a client should offer at first: more for a position when many are talking already. */
    public int slotsToOffer(String tenant, MemberKind kind) {
        if (kind != MemberKind.POSITION) {
            return context.settings().otherSlots();
        }
        int talking = rooms.overs(tenant);
        return SlotPool.grown(
                context.settings().positionSlots(),
                talking + talking / 4,
                context.settings().maxPositionSlots());
    }

    /** The rooms at this moment. */
    public RoomsSnapshot snapshot() {
        return new RoomsSnapshot(
                rooms.all().stream().map(Room::snapshot).toList(),
                participants.values().stream().map(Rooms::describe).toList(),
                context.emergencies().all(),
                context.counters().snapshot());
    }

    private static RoomsSnapshot.Participant describe(Participant one) {
        return new RoomsSnapshot.Participant(
                one.id(),
                one.member(),
                one.member().kind(),
                one.connected(),
                one.joined.size(),
                one.slots.size(),
                one.slots.busy(),
                one.slots.waiting(),
                one.tickets.open());
    }

    @Override
    public void close() {
        context.media().close();
    }
}
