package com.talkiego.dispatch.mock.rooms;

import com.talkiego.dispatch.core.model.Channel;
import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.Member;
import com.talkiego.dispatch.core.wire.ServerMessage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One channel of one tenant with who is on it and its floor. */
final class Room {
    final String tenant;
    final Channel channel;
    final Map<String, Participant> members = new LinkedHashMap<>();
    final Floor floor;
    final Topology topology;

    /** Who left while an over was in a slot of theirs; the slot stays the over's until it ends. */
    private final Map<String, Participant> leavers = new LinkedHashMap<>();

    private final RoomsContext context;

    Room(String tenant, Channel channel, RoomsContext context) {
        this.tenant = tenant;
        this.channel = channel;
        this.context = context;
        this.floor = new Floor(this, context);
        this.topology = new Topology(this, context);
    }

    ChannelId id() {
        return channel.id();
    }

    /** Who is on the channel in other regions and not here. */
    List<Member> far() {
        return context.abroad().on(this).stream()
                .filter(member -> members.values().stream()
                        .noneMatch(here -> here.member().id().equals(member.id())))
                .toList();
    }

    /** Tells the other regions who is on the channel here. */
    void tellMembers() {
        context.abroad().tellAll(asMembers());
    }

    RegionMessage.Members asMembers() {
        return new RegionMessage.Members(
                tenant, id(), members.values().stream().map(Participant::member).toList());
    }

    /** Somebody came to or went from the channel in another region. */
    void farChanged(List<Member> before, List<Member> now) {
        List<Member> came = now.stream()
                .filter(member -> !has(before, member) && !here(member))
                .toList();
        List<Member> went = before.stream()
                .filter(member -> !has(now, member) && !here(member) && !has(far(), member))
                .toList();
        if (!came.isEmpty() || !went.isEmpty()) {
            for (Participant member : members.values()) {
                member.event(seq -> new ServerMessage.Presence(seq, id(), came, went));
            }
        }
        topology.membersChangedElsewhere();
        floor.shared().relay();
    }

    private boolean here(Member other) {
        return members.values().stream().anyMatch(member -> member.member().id().equals(other.id()));
    }

    private static boolean has(List<Member> all, Member one) {
        return all.stream().anyMatch(member -> member.id().equals(one.id()));
    }

    void enter(Participant newcomer) {
        topology.entering(newcomer);
        for (Participant member : members.values()) {
            member.event(seq -> new ServerMessage.Presence(seq, id(), List.of(newcomer.member()), List.of()));
        }
        members.put(newcomer.id(), newcomer);
        tellMembers();
    }

    /** Hears the over in progress, from now on. */
    void listenIn(Participant newcomer, long nowNanos) {
        Over over = floor.over();
        if (over != null && !floor.ending() && !over.receptions.containsKey(newcomer.id()) && !talks(newcomer, over)) {
            over.receive(newcomer, false, nowNanos);
        }
    }

    static boolean talks(Participant participant, Over over) {
        return over.talker.equals(participant.member());
    }

    /** Leaves in good order: its own over ends first. */
    void leave(Participant leaver) {
        leaver.tickets.leave(this);
        members.remove(leaver.id());
        Over over = floor.over();
        Over.Reception reception = over == null ? null : over.receptions.get(leaver.id());
        if (over != null && reception != null) {
            if (leaver.slots.forget(reception)) {
                over.receptions.remove(leaver.id());
            } else {
                leavers.put(leaver.id(), leaver);
            }
        }
        for (Participant member : members.values()) {
            member.event(seq -> new ServerMessage.Presence(seq, id(), List.of(), List.of(leaver.member())));
        }
        topology.left(leaver);
        tellMembers();
    }

    /** Leaves for good, with its slots. */
    void vanish(Participant gone) {
        leave(gone);
        leavers.remove(gone.id());
        Over over = floor.over();
        if (over != null) {
            over.receptions.remove(gone.id());
        }
    }

    /** The client that heard an over which has ended now, also if it left meanwhile. */
    @Nullable
    Participant hearer(String id) {
        Participant left = leavers.remove(id);
        Participant member = members.get(id);
        return member != null ? member : left;
    }

    /** As a client finds it that joins; {@code missed} is what was said while it was away, null if it asked for nothing. */
    ServerMessage.JoinedChannel asFound(Participant by, OverHistory.@Nullable Found missed) {
        Over over = floor.over();
        List<Member> all = Stream.concat(members.values().stream().map(Participant::member), far().stream())
                .toList();
        return new ServerMessage.JoinedChannel(
                id(),
                all,
                over == null ? null : new ServerMessage.Talking(over.number, over.talker, over.emergency, over.since),
                topology.asFound(by),
                missed == null ? null : missed.overs(),
                missed != null && missed.more());
    }

    RoomsSnapshot.Room snapshot() {
        Over over = floor.over();
        return new RoomsSnapshot.Room(
                tenant,
                id(),
                members.values().stream().map(Participant::member).toList(),
                over == null
                        ? null
                        : new RoomsSnapshot.Talk(
                                over.number,
                                over.talker,
                                over.emergency,
                                over.since,
                                floor.ending(),
                                over.receptions.size()),
                floor.waiting(),
                topology.snapshot());
    }
}
