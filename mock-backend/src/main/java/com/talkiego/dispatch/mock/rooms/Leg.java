package com.talkiego.dispatch.mock.rooms;

import com.talkiego.dispatch.core.model.DenyCause;
import com.talkiego.dispatch.core.model.Member;
import com.talkiego.dispatch.core.model.RevokeCause;
import com.talkiego.dispatch.core.wire.ServerMessage;
import org.jspecify.annotations.Nullable;

/** What one ticket wants of one channel, and what became of it. */
final class Leg {

    /** Where it stands. */
    enum State {
        ASKED,
        /** In the queue, or held back for a moment while an over ends. */
        WAITING,
        GRANTED,
        DENIED,
        REVOKED,
        RELEASED;

        /** Whether the ticket still needs its uplink for it. */
        boolean live() {
            return this == ASKED || this == WAITING || this == GRANTED;
        }
    }

    final Ticket ticket;
    final Room room;
    final int priority;
    final boolean queue;
    final boolean emergency;
    /** Place in the order of arrival, across all channels. */
    final long order;

    State state = State.ASKED;

    @Nullable
    Over over;

    private @Nullable Answer answer;
    private boolean acknowledged;
    private int resends;
    private Actor.@Nullable Timer resend;
    Actor.@Nullable Timer limit;
    /** Until then (ns) the talker is refused here, having been cut off and not let go; 0 for no such time. */
    long graceEndsNanos;

    /** When a listener last said that it hears it straight from the talker, in ns; 0 for never. */
    long straightNanos;

    /** The over of a guest that goes on already; null if it begins with the grant. */
    @Nullable
    Over going;

    /** Its over has gone out to its end, and is shown until the channel's home says that the floor is idle. */
    boolean drained;

    int toldPosition;
    int toldWaiting;

    Leg(Ticket ticket, Room room, int priority, boolean queue, boolean emergency, long order) {
        this.ticket = ticket;
        this.room = room;
        this.priority = priority;
        this.queue = queue;
        this.emergency = emergency;
        this.order = order;
    }

    Participant owner() {
        return ticket.owner;
    }

    /** What it is called between regions. */
    String nameAbroad() {
        return ticket.guestOf == null ? ticket.key + "#" + room.id() : ticket.key;
    }

    void granted(Over granted, RoomsContext context) {
        state = State.GRANTED;
        over = granted;
        context.counters().granted++;
        long duration = room.channel.maxOverMillis();
        tell(seq -> new ServerMessage.FloorGranted(seq, ticket.name, room.id(), granted.number, duration));
        expectAck(context);
    }

    void denied(DenyCause cause, String text, @Nullable Member talker, RoomsContext context) {
        state = State.DENIED;
        context.counters().denied++;
        tell(seq -> new ServerMessage.FloorDenied(seq, ticket.name, room.id(), cause.code(), text, talker));
        ticket.settle();
    }

    void revoked(RevokeCause cause, String text, RoomsContext context) {
        state = State.REVOKED;
        context.counters().revoked++;
        graceEndsNanos = context.actor().nanoTime() + context.settings().graceMillis() * 1_000_000;
        tell(seq -> new ServerMessage.FloorRevoked(seq, ticket.name, room.id(), cause.code(), text));
        expectAck(context);
    }

    void queuedAt(int position, int waiting) {
        tell(seq -> new ServerMessage.FloorQueuePosition(seq, ticket.name, room.id(), position, waiting));
    }

    void released() {
        state = State.RELEASED;
        answer = seq -> new ServerMessage.FloorDenied(
                seq, ticket.name, room.id(), DenyCause.OTHER.code(), "That transmission is over", null);
        acknowledged();
    }

    /** The client knows of the last grant or revoke. */
    void acknowledged() {
        acknowledged = true;
        graceEndsNanos = 0;
        cancel(resend);
        resend = null;
    }

    /** Says the last answer again, outside the journal. */
    void answerAgain() {
        Answer last = answer;
        if (last != null) {
            owner().say(last.numbered(0));
        }
    }

    private void tell(Answer next) {
        answer = next;
        Participant.Wire guest = ticket.answers;
        if (guest == null) {
            owner().event(next::numbered);
        } else {
            guest.event(next::numbered);
        }
    }

    private void expectAck(RoomsContext context) {
        if (ticket.guestOf != null) {
            return;
        }
        cancel(resend);
        acknowledged = false;
        resends = 0;
        resend = context.actor().after(context.settings().resendMillis(), () -> resend(context));
    }

    private void resend(RoomsContext context) {
        if (acknowledged || resends >= context.settings().resendTimes()) {
            return;
        }
        resends++;
        context.counters().resent++;
        answerAgain();
        resend = context.actor().after(context.settings().resendMillis(), () -> resend(context));
    }

    static void cancel(Actor.@Nullable Timer timer) {
        if (timer != null) {
            timer.cancel();
        }
    }

    /** An answer to the request, made with its sequence number; 0 for one that is repeated. */
    private interface Answer {
        ServerMessage numbered(long seq);
    }
}
