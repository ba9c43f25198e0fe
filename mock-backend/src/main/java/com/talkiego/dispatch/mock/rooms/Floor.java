package com.talkiego.dispatch.mock.rooms;

import com.talkiego.dispatch.core.model.ChannelKind;
import com.talkiego.dispatch.core.model.DenyCause;
import com.talkiego.dispatch.core.model.Member;
import com.talkiego.dispatch.core.model.MemberKind;
import com.talkiego.dispatch.core.model.RevokeCause;
import com.talkiego.dispatch.core.wire.ServerMessage;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The floor of one channel (TS 24.380, 6.3.4): who may talk, and who waits. One talker at a time; it is idle again only when the last
 * packet of the over was passed on, so that overs never overlap. Priority orders the queue and never interrupts; only a member with an
 * open emergency takes the floor from one without.
 */
final class Floor {
    private final Room room;
    private final RoomsContext context;
    private final FloorQueue queue;
    private final SharedFloor shared;
    private @Nullable Leg holder;

    Floor(Room room, RoomsContext context) {
        this.room = room;
        this.context = context;
        this.queue = new FloorQueue(context.settings().queueLimit());
        this.shared = new SharedFloor(room, context, this);
    }

    /** The part of it that other regions share. */
    SharedFloor shared() {
        return shared;
    }

    /** Answers a request now, or lets it wait for its turn. */
    void request(Leg leg) {
        DenyCause refusal = refusal(leg);
        if (refusal != null) {
            leg.denied(refusal, refusal.sentence(), null, context);
        } else if (shared.decides()) {
            decide(leg);
        } else {
            shared.ask(leg);
        }
    }

    /** Answers a request that nothing speaks against but who talks now. */
    void decide(Leg leg) {
        Leg talking = holder;
        if (talking == null) {
            grant(leg);
        } else if (preempts(leg, talking)) {
            await(leg);
            revoke(talking, RevokeCause.PRE_EMPTED, RevokeCause.PRE_EMPTED.sentence());
        } else if (talking.state != Leg.State.GRANTED || talking.owner() == leg.owner()) {
            // An over that is ending, or the same talker's next press: the answer comes with the end of the over.
            await(leg);
        } else if (!leg.queue) {
            leg.denied(DenyCause.ANOTHER_HAS_PERMISSION, takenBy(talking), talker(), context);
        } else {
            context.counters().queued++;
            await(leg);
        }
    }

    private void await(Leg leg) {
        if (!queue.enter(leg)) {
            leg.denied(DenyCause.QUEUE_FULL, DenyCause.QUEUE_FULL.sentence(), talker(), context);
        }
    }

    private @Nullable DenyCause refusal(Leg leg) {
        DenyCause made = context.faults().takeRefusal(room.id());
        if (made != null) {
            return made;
        }
        boolean listenerOnly = room.channel.kind() == ChannelKind.BROADCAST
                && leg.owner().member().kind() != MemberKind.POSITION;
        if (room.channel.receiveOnly() || listenerOnly) {
            return DenyCause.RECEIVE_ONLY;
        }
        if (context.settings().denyWhenAlone()
                && room.members.size() + room.far().size() < 2) {
            return DenyCause.ONLY_ONE_PARTICIPANT;
        }
        boolean early = leg.owner().tickets.inGrace(room, context.actor().nanoTime());
        return early ? DenyCause.RETRY_AFTER_NOT_EXPIRED : null;
    }

    /** Only somebody in an emergency of its own interrupts, and never another emergency. */
    private boolean preempts(Leg leg, Leg talking) {
        Over over = talking.over;
        return talking.state == Leg.State.GRANTED
                && over != null
                && !over.emergency
                && talking.owner() != leg.owner()
                && context.emergencies().openOf(room, leg.owner().member());
    }

    private void grant(Leg leg) {
        Participant talker = leg.owner();
        Over going = leg.going;
        begin(
                leg,
                going != null
                        ? going
                        : new Over(
                                context.abroad().number(context.overs().next()),
                                room.channel,
                                talker.member(),
                                context.emergencies().openOf(room, talker.member()),
                                context.actor().now(),
                                leg.ticket.key));
        limit(leg);
        shared.changed();
    }

    /** Bounds an over that was granted here (T2). */
    void limit(Leg leg) {
        if (leg.state == Leg.State.GRANTED) {
            leg.limit = context.actor()
                    .after(
                            room.channel.maxOverMillis(),
                            () -> revoke(
                                    leg,
                                    RevokeCause.MEDIA_BURST_TOO_LONG,
                                    RevokeCause.MEDIA_BURST_TOO_LONG.sentence()));
        }
    }

    /** Lets a guest's over that goes on already have the floor next. */
    void first(Leg leg) {
        if (holder == null) {
            grant(leg);
        } else {
            queue.enterFirst(leg);
        }
    }

    /** Takes everybody of this region out of the queue; they stay waiting. */
    List<Leg> takeWaiting() {
        return queue.leaveAll();
    }

    /** An over begins: its talker has the floor, everybody else on the channel hears it. */
    void begin(Leg leg, Over over) {
        Participant talker = leg.owner();
        holder = leg;
        leg.granted(over, context);
        if (leg.ticket.guestOf == null) {
            leg.ticket.expectMedia();
            shared.relay();
        } else {
            context.media().openRemote(over.ticketKey);
        }
        for (Participant listener : List.copyOf(room.members.values())) {
            if (listener != talker) {
                listener.event(seq -> new ServerMessage.FloorTaken(
                        seq, room.id(), over.number, over.talker, over.emergency, over.since));
                if (room.topology.throughServer()) {
                    over.receive(listener, true, context.actor().nanoTime());
                }
            }
        }
    }

    /** The talker lets go of a channel, or no longer waits for it. */
    void release(Leg leg) {
        switch (leg.state) {
            case GRANTED -> {
                leg.released();
                end(leg, false);
            }
            case WAITING -> withdraw(leg);
            case REVOKED -> leg.acknowledged();
            case ASKED, DENIED, RELEASED -> {}
        }
    }

    /** Takes a waiting request out of the queue. */
    void withdraw(Leg leg) {
        queue.leave(leg);
        shared.withdrawn(leg);
        leg.released();
        leg.ticket.settle();
        queue.tellPlaces();
    }

    /** Refuses a request that waits. */
    void refuse(Leg leg, DenyCause cause, String text) {
        queue.leave(leg);
        shared.withdrawn(leg);
        leg.denied(cause, text, talker(), context);
        queue.tellPlaces();
    }

    /** Takes the floor back from its talker; nothing more of the over is passed on. */
    void revoke(Leg leg, RevokeCause cause, String text) {
        if (leg.state == Leg.State.GRANTED) {
            leg.revoked(cause, text, context);
            end(leg, true);
        }
    }

    /** Takes the floor back from whoever has it; false if nobody has. */
    boolean revokeTalker(RevokeCause cause) {
        Leg talking = holder;
        boolean granted = talking != null && talking.state == Leg.State.GRANTED;
        if (talking != null) {
            revoke(talking, cause, cause.sentence());
        }
        return granted;
    }

    private void end(Leg leg, boolean discard) {
        Leg.cancel(leg.limit);
        Over over = leg.over;
        if (over == null) {
            return;
        }
        leg.limit = context.actor().after(context.settings().drainLimitMillis(), () -> {
            context.counters().drainsCutShort++;
            context.media().endLeg(over.ticketKey, over.legKey(), true);
            ended(leg, over);
        });
        CompletableFuture<Void> drained = context.media().endLeg(over.ticketKey, over.legKey(), discard);
        drained.whenComplete((done, failure) -> context.actor().postOwn(() -> ended(leg, over)));
        leg.ticket.settle();
    }

    private void ended(Leg leg, Over over) {
        if (holder != leg || leg.over != over || leg.drained) {
            return;
        }
        Leg.cancel(leg.limit);
        if (!shared.drained(leg, over)) {
            finish(leg, over);
        }
    }

    /** The channel is idle, and everybody is told. */
    void finish(Leg leg, Over over) {
        if (leg.ticket.guestOf != null) {
            context.media().closeOver(over.ticketKey);
        }
        Instant at = context.actor().now();
        context.history().ended(room, over, at, context.actor().nanoTime());
        leg.over = null;
        holder = null;
        over.receptions.forEach((id, reception) -> {
            Participant listener = room.hearer(id);
            if (listener != null) {
                listener.slots.done(reception);
            }
        });
        for (Participant member : List.copyOf(room.members.values())) {
            member.event(seq -> new ServerMessage.FloorIdle(seq, room.id(), over.number, at));
        }
        shared.finished();
        if (shared.decides()) {
            reconsider();
            if (holder == null) {
                shared.changed();
            }
        }
    }

    /** Every listener hears the over straight from its talker: its legs through the media server end, the over goes on. */
    void leaveServer() {
        Over over = over();
        if (over == null || ending()) {
            return;
        }
        context.media().endLeg(over.ticketKey, over.legKey(), true);
        over.legEnded();
        over.receptions.forEach((id, reception) -> {
            Participant listener = room.hearer(id);
            if (listener != null && !listener.slots.forget(reception)) {
                listener.slots.done(reception);
            }
        });
        over.receptions.clear();
    }

    /** The over goes through the media server again, from now on, for everybody who has no leg there. */
    void returnToServer() {
        Over over = over();
        if (over == null || ending()) {
            return;
        }
        for (Participant listener : List.copyOf(room.members.values())) {
            if (!over.receptions.containsKey(listener.id()) && !Room.talks(listener, over)) {
                over.goOnReceiving(listener, context.actor().nanoTime());
            }
        }
    }

    /** A listener hears the over of that number straight from its talker. */
    void heardStraight(Participant by, long number, long packets) {
        Leg talking = holder;
        Over over = over();
        if (talking != null
                && over != null
                && over.number == number
                && talking.state == Leg.State.GRANTED
                && room.topology.straight()
                && room.topology.links().up(talking.owner(), by)) {
            talking.ticket.heardStraight(talking, packets);
        }
    }

    /** Gives an idle floor to the first in the queue that can be told; the others that did not want to queue are refused. */
    void reconsider() {
        if (holder != null || !shared.decides()) {
            return;
        }
        Leg next = queue.next();
        if (next != null) {
            grant(next);
        }
        Leg talking = holder;
        if (talking != null) {
            queue.leaveUnwilling(talking)
                    .forEach(leg -> leg.denied(DenyCause.ANOTHER_HAS_PERMISSION, takenBy(talking), talker(), context));
        }
        queue.tellPlaces();
    }

    /** Tells one that waits its place in the queue; false if it does not wait. */
    boolean tellPosition(Leg leg) {
        return queue.tellPlace(leg) || shared.tellPosition(leg);
    }

    private static String takenBy(Leg talking) {
        return talking.owner().member().alias() + " is talking";
    }

    private @Nullable Member talker() {
        Leg talking = holder;
        return talking == null ? null : talking.owner().member();
    }

    /** The over that has the floor or is being passed on to its end, null if the channel is idle. */
    @Nullable
    Over over() {
        Leg talking = holder;
        return talking == null ? null : talking.over;
    }

    @Nullable
    Leg holder() {
        return holder;
    }

    /** Whether nobody talks and nobody waits. */
    boolean idle() {
        return holder == null && queue.empty();
    }

    boolean ending() {
        Leg talking = holder;
        return talking != null && talking.state != Leg.State.GRANTED;
    }

    List<Member> waiting() {
        return queue.members();
    }
}
