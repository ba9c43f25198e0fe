package com.talkiego.dispatch.core.session;

import com.talkiego.dispatch.core.mix.Bus;
import com.talkiego.dispatch.core.mix.Cue;
import com.talkiego.dispatch.core.mix.TicketGate;
import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.ConsoleEvent;
import com.talkiego.dispatch.core.model.DenyCause;
import com.talkiego.dispatch.core.model.RevokeCause;
import com.talkiego.dispatch.core.model.TransmitPhase;
import com.talkiego.dispatch.core.wire.ServerMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;

/** What the floor answers, and what that does to the tickets. On {@code signalling} only. */
final class FloorAnswers {
    /** How long the other channels of a simulselect may take to answer, once one is granted. */
    static final Duration ANSWERS = Duration.ofMillis(300);

    /** T132: how long a turn that came up in the queue stays open for a new press. */
    static final Duration TURN = Duration.ofSeconds(2);

    private static final Duration OWN_TAIL = Duration.ofMillis(100);
    private static final long OWN_TAIL_NANOS = Duration.ofSeconds(2).toNanos();

    private final Actor actor;
    private final AudioPort audio;
    private final ChannelBoard channels;
    private final TicketBoard tickets;
    private final Roads roads;
    private final Floor floor;
    private final Endings endings;
    private final Conversation conversation;
    private final Events events;
    private final Tally tally;
    private final Duration timeOut;

    FloorAnswers(
            Actor actor,
            AudioPort audio,
            ChannelBoard channels,
            TicketBoard tickets,
            Roads roads,
            Floor floor,
            Endings endings,
            Conversation conversation,
            Events events,
            Tally tally,
            Duration timeOut) {
        this.actor = actor;
        this.audio = audio;
        this.channels = channels;
        this.tickets = tickets;
        this.roads = roads;
        this.floor = floor;
        this.endings = endings;
        this.conversation = conversation;
        this.events = events;
        this.tally = tally;
        this.timeOut = timeOut;
    }

    void granted(ServerMessage.FloorGranted grant) {
        floor.acknowledge(grant.ticket(), grant.channel(), "floor.granted");
        Ticket ticket = tickets.named(grant.ticket());
        Ticket.Leg leg = ticket == null ? null : ticket.leg(grant.channel());
        if (ticket == null || leg == null || !wants(ticket, leg)) {
            boolean known = leg != null && leg.onFloor();
            if (!known) {
                // Nothing is held for it: it never opens the microphone, and is given back at once.
                floor.release(grant.ticket(), grant.channel());
            }
            return;
        }
        leg.granted(grant.over(), actor.now());
        long limit = Math.min(timeOut.toMillis(), Math.max(0, grant.durationMillis()));
        ticket.limitMillis = ticket.granted ? Math.min(ticket.limitMillis, limit) : limit;
        if (ticket.stage == Ticket.Stage.WAITING) {
            offer(ticket, grant.channel());
            return;
        }
        open(ticket);
    }

    private static boolean wants(Ticket ticket, Ticket.Leg leg) {
        return ticket.asked
                && leg.unanswered()
                && ((ticket.stage == Ticket.Stage.LIVE && ticket.held && !ticket.decided)
                        || (ticket.stage == Ticket.Stage.WAITING && ticket.offeredUntilNanos == 0));
    }

    private void open(Ticket ticket) {
        boolean first = !ticket.granted;
        if (first) {
            long now = actor.nanoTime();
            ticket.granted = true;
            ticket.grantedNanos = now;
            ticket.passedNanos = now;
            tally.granted(now - ticket.hold().pressedNanos());
        }
        send(ticket);
        if (!ticket.any(Ticket.Leg::unanswered)) {
            decide(ticket);
        } else if (first) {
            actor.after(ANSWERS, () -> decide(ticket));
        }
        tickets.show();
    }

    /**
     * Opens the uplink gate, or lets a channel that was granted later have its sound. The media server keeps an over for late channels, a
     * link to a member does not: while a channel with links has not answered, what was said waits.
     */
    private void send(Ticket ticket) {
        boolean waits = !ticket.decided && ticket.any(leg -> leg.unanswered() && roads.sendsStraight(leg.channel()));
        if (ticket.gate == TicketGate.Uplink.HOLD && !waits) {
            ticket.gate = TicketGate.Uplink.SEND;
        }
        tickets.publish();
    }

    /** All have answered, or had their time: who is on the air, and who is not. */
    private void decide(Ticket ticket) {
        if (ticket.decided || ticket.stage != Ticket.Stage.LIVE) {
            return;
        }
        ticket.decided = true;
        send(ticket);
        Instant now = actor.now();
        for (Ticket.Leg leg : ticket.legs()) {
            if (leg.unanswered()) {
                leg.become(TransmitPhase.REFUSED, "no answer in time", now);
                floor.release(ticket.wireName(), leg.channel());
            }
        }
        boolean partial = ticket.any(leg -> !leg.onFloor());
        audio.cue(partial ? Cue.PARTIAL : Cue.TALK_PERMIT, Bus.SELECT);
        if (partial) {
            String on = channels.names(ticket.channels(Ticket.Leg::onFloor));
            String off = ticket.legs().stream()
                    .filter(leg -> !leg.onFloor())
                    .map(leg -> channels.name(leg.channel()) + ": " + leg.reason())
                    .collect(Collectors.joining(", "));
            events.add(ConsoleEvent.Kind.REFUSED, first(ticket), "ON AIR " + on + ", NOT " + off);
        }
        tickets.show();
    }

    /** The queue brought its turn: a new press takes it, the held one does not open the microphone. */
    private void offer(Ticket ticket, ChannelId channel) {
        ticket.offeredUntilNanos = actor.nanoTime() + TURN.toNanos();
        ticket.hold().close();
        audio.cue(Cue.PARTIAL, Bus.SELECT);
        events.add(
                ConsoleEvent.Kind.TRANSMITTED,
                channel,
                "Your turn on " + channels.name(channel) + ": release and press again within 2 s");
        tickets.show();
    }

    /** The press for a turn came in time. */
    void turnTaken(Ticket ticket, Ticket offered) {
        ticket.limitMillis = offered.limitMillis;
        open(ticket);
    }

    void denied(ServerMessage.FloorDenied denial) {
        Ticket ticket = tickets.named(denial.ticket());
        Ticket.Leg leg = ticket == null ? null : ticket.leg(denial.channel());
        if (ticket == null || leg == null || !leg.unanswered()) {
            return;
        }
        if (ownTail(ticket, denial)) {
            actor.after(OWN_TAIL, () -> askAnew(ticket));
            return;
        }
        leg.become(TransmitPhase.REFUSED, reason(denial), actor.now());
        answered(ticket);
    }

    /** Our own last over there is not wound up yet: the word taken in meanwhile waits. */
    private boolean ownTail(Ticket ticket, ServerMessage.FloorDenied denial) {
        return denial.talker() != null
                && denial.talker().id().equals(conversation.selfId())
                && ticket.legs().size() == 1
                && ticket.stage == Ticket.Stage.LIVE
                && actor.nanoTime() - ticket.hold().pressedNanos() < OWN_TAIL_NANOS;
    }

    private void askAnew(Ticket ticket) {
        if (ticket.stage == Ticket.Stage.LIVE && !ticket.granted) {
            ticket.rename(ticket.wireName() + ".again");
            floor.ask(ticket, this::unanswered);
        }
    }

    private static String reason(ServerMessage.FloorDenied denial) {
        DenyCause cause = DenyCause.of(denial.cause());
        if (cause == DenyCause.ANOTHER_HAS_PERMISSION && denial.talker() != null) {
            return denial.talker().alias() + " is talking";
        }
        return denial.text().isBlank() ? cause.sentence() : denial.text();
    }

    private void answered(Ticket ticket) {
        if (ticket.any(Ticket.Leg::unanswered)) {
            tickets.show();
        } else if (ticket.granted) {
            decide(ticket);
        } else {
            endings.refused(ticket);
        }
    }

    /** Whether that failed request was for the floor: then nobody will answer it. */
    boolean failed(ServerMessage.Failed failure) {
        Ticket ticket = tickets.first(
                asked -> asked.asked && asked.requestRef == failure.ref() && asked.any(Ticket.Leg::unanswered));
        if (ticket == null) {
            return false;
        }
        giveUp(ticket, failure.text());
        return true;
    }

    /** Nobody answered a request, however often it was said. */
    void unanswered(Ticket ticket) {
        giveUp(ticket, "The backend does not answer. Press again");
    }

    private void giveUp(Ticket ticket, String reason) {
        Instant now = actor.now();
        for (Ticket.Leg leg : ticket.legs()) {
            if (leg.unanswered()) {
                leg.become(TransmitPhase.REFUSED, reason, now);
                floor.release(ticket.wireName(), leg.channel());
            }
        }
        answered(ticket);
    }

    void queued(ServerMessage.FloorQueuePosition info) {
        Ticket ticket = tickets.named(info.ticket());
        Ticket.Leg leg = ticket == null ? null : ticket.leg(info.channel());
        if (ticket == null || leg == null || !leg.unanswered()) {
            return;
        }
        if (ticket.legs().size() > 1) {
            // One of several channels cannot join an over later: it is left out instead.
            floor.release(ticket.wireName(), leg.channel());
            leg.become(TransmitPhase.REFUSED, "someone else is talking", actor.now());
            answered(ticket);
            return;
        }
        leg.queued(Math.max(1, info.position()), actor.now());
        if (ticket.stage == Ticket.Stage.LIVE) {
            endings.wait(ticket);
        } else {
            tickets.show();
        }
    }

    void revoked(ServerMessage.FloorRevoked revoke) {
        floor.acknowledge(revoke.ticket(), revoke.channel(), "floor.revoke");
        Ticket ticket = tickets.named(revoke.ticket());
        Ticket.Leg leg = ticket == null ? null : ticket.leg(revoke.channel());
        if (ticket == null || leg == null || !leg.onFloor()) {
            return;
        }
        String reason = revoke.text().isBlank() ? RevokeCause.of(revoke.cause()).sentence() : revoke.text();
        boolean others = ticket.any(other -> other != leg && (other.onFloor() || other.unanswered()));
        if (!others) {
            endings.cut(ticket, reason);
            return;
        }
        leg.become(TransmitPhase.CUT_OFF, reason, actor.now());
        audio.cue(Cue.CUT_OFF, Bus.SELECT);
        events.add(
                ConsoleEvent.Kind.REFUSED, leg.channel(), "NOT ON AIR " + channels.name(leg.channel()) + ": " + reason);
        tickets.show();
    }

    void passing(ServerMessage.OverPassing passing) {
        Ticket ticket = tickets.named(passing.ticket());
        if (ticket == null || !ticket.granted) {
            return;
        }
        ticket.passedNanos = actor.nanoTime();
        ticket.legs().stream()
                .filter(leg -> leg.phase() == TransmitPhase.GRANTED || leg.phase() == TransmitPhase.NOT_CONFIRMED)
                .forEach(leg -> leg.become(TransmitPhase.ON_AIR, "", actor.now()));
        tickets.show();
    }

    private static ChannelId first(Ticket ticket) {
        return ticket.legs().getFirst().channel();
    }
}
