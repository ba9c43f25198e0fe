package com.talkiego.dispatch.core.session;

import com.talkiego.dispatch.core.mix.Bus;
import com.talkiego.dispatch.core.mix.Cue;
import com.talkiego.dispatch.core.mix.TicketGate;
import com.talkiego.dispatch.core.model.ConsoleEvent;
import com.talkiego.dispatch.core.model.TransmitPhase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * Brings tickets to their end: let go, cancelled, cut off or refused; then drained or thrown away, given back to the floor, taken
 * out of the keying plan, and their uplink given back. On {@code signalling} only.
 */
final class Endings {
    /** How long what was said may still be sent after key-up. */
    static final Duration DRAIN = Duration.ofMillis(1500);

    /** How long an over may take to fade and be silent; a microphone path that needs longer is dead. */
    static final Duration FADE = Duration.ofSeconds(1);

    /** A microphone path that has not looked at a plan for that long pushes nothing any more. */
    private static final Duration DEAD = Duration.ofSeconds(5);

    private static final Duration PACE = Duration.ofMillis(10);
    private static final String TOO_EARLY = "Released before permission: nothing was sent";

    private final Actor actor;
    private final AudioPort audio;
    private final TicketBoard tickets;
    private final ChannelBoard channels;
    private final Uplinks uplinks;
    private final Floor floor;
    private final Events events;
    private final Tally tally;
    private final Runnable settled;
    private boolean pacing;

    /** @param settled told when a ticket has let go of its channels, so that one waiting for them can go on */
    Endings(
            Actor actor,
            AudioPort audio,
            TicketBoard tickets,
            ChannelBoard channels,
            Uplinks uplinks,
            Floor floor,
            Events events,
            Tally tally,
            Runnable settled) {
        this.actor = actor;
        this.audio = audio;
        this.tickets = tickets;
        this.channels = channels;
        this.uplinks = uplinks;
        this.floor = floor;
        this.events = events;
        this.tally = tally;
        this.settled = settled;
    }

    /** The key was let go in good order. */
    void released(Ticket ticket) {
        ticket.held = false;
        if (ticket.granted) {
            drain(ticket);
        } else {
            cancel(ticket, TOO_EARLY, Cue.REFUSED);
        }
    }

    /** The lease ran out: nobody saw the key for too long. */
    void lapsed(Ticket ticket) {
        ticket.held = false;
        ticket.hold().close();
        String reason = "NOT ON AIR, press again: the key was not seen for too long";
        if (ticket.granted) {
            ticket.cutReason = reason;
            tally.cutOff();
            audio.cue(Cue.CUT_OFF, Bus.SELECT);
            tell(ConsoleEvent.Kind.REFUSED, ticket, reason);
            drain(ticket);
        } else {
            cancel(ticket, reason, Cue.CUT_OFF);
        }
    }

    /** Closes both gates at once and throws the rest away. */
    void cut(Ticket ticket, String reason) {
        if (ticket.stage == Ticket.Stage.DISCARDING || ticket.stage == Ticket.Stage.OVER) {
            return;
        }
        if (!ticket.granted) {
            tally.denied();
        } else if (ticket.cutReason.isEmpty()) {
            tally.cutOff();
        }
        Instant now = actor.now();
        ticket.legs().forEach(leg -> {
            if (leg.onFloor()) {
                leg.become(TransmitPhase.CUT_OFF, reason, now);
            } else if (leg.unanswered()) {
                leg.become(TransmitPhase.REFUSED, reason, now);
            }
        });
        ticket.hold().close();
        audio.cue(Cue.CUT_OFF, Bus.SELECT);
        tell(ConsoleEvent.Kind.REFUSED, ticket, reason);
        discard(ticket);
    }

    /** Nobody gave it a channel: every leg has its own reason by now. */
    void refused(Ticket ticket) {
        tally.denied();
        ticket.hold().close();
        audio.cue(Cue.REFUSED, Bus.SELECT);
        ticket.legs()
                .forEach(leg -> events.add(
                        ConsoleEvent.Kind.REFUSED,
                        leg.channel(),
                        "NOT ON AIR " + channels.name(leg.channel()) + ": " + leg.reason()));
        discard(ticket);
    }

    /** Takes it out of the queue, or out of the request, before it was granted. */
    void cancel(Ticket ticket, String reason, Cue cue) {
        tally.cancelled();
        refuse(ticket, leg -> leg.unanswered() || leg.onFloor(), reason);
        ticket.hold().close();
        audio.cue(cue, Bus.SELECT);
        tell(ConsoleEvent.Kind.REFUSED, ticket, reason);
        floor.release(ticket);
        discard(ticket);
    }

    private void refuse(Ticket ticket, Predicate<Ticket.Leg> which, String reason) {
        Instant now = actor.now();
        ticket.legs().stream().filter(which).forEach(leg -> leg.become(TransmitPhase.REFUSED, reason, now));
    }

    /** In the queue the microphone is closed; the ticket keeps its place and its uplink. */
    void wait(Ticket ticket) {
        ticket.intake = false;
        ticket.gate = TicketGate.Uplink.DISCARD;
        ticket.enter(Ticket.Stage.WAITING, actor.nanoTime());
        tickets.update();
        pace();
    }

    private void drain(Ticket ticket) {
        ticket.intake = false;
        Instant now = actor.now();
        ticket.legs().stream()
                .filter(Ticket.Leg::unanswered)
                .forEach(leg -> floor.release(ticket.wireName(), leg.channel()));
        refuse(ticket, Ticket.Leg::unanswered, TOO_EARLY);
        ticket.legs().stream()
                .filter(Ticket.Leg::onFloor)
                .forEach(leg -> leg.become(TransmitPhase.STILL_SENDING, "", now));
        ticket.enter(Ticket.Stage.DRAINING, actor.nanoTime());
        tickets.update();
        pace();
    }

    private void discard(Ticket ticket) {
        ticket.intake = false;
        if (ticket.gate != null) {
            ticket.gate = TicketGate.Uplink.DISCARD;
        }
        ticket.enter(Ticket.Stage.DISCARDING, actor.nanoTime());
        ticket.endedNanos = actor.nanoTime();
        tickets.update();
        pace();
    }

    /** Looks after what is ending until nothing is. */
    void pace() {
        if (!pacing) {
            pacing = true;
            actor.after(PACE, this::step);
        }
    }

    private void step() {
        pacing = false;
        for (Ticket ticket : tickets.all()) {
            advance(ticket, actor.nanoTime());
        }
        if (tickets.any(Endings::unsettled)) {
            pace();
        }
    }

    private static boolean unsettled(Ticket ticket) {
        return ticket.stage == Ticket.Stage.DRAINING
                || ticket.stage == Ticket.Stage.DISCARDING
                || (ticket.stage == Ticket.Stage.WAITING && ticket.gate != null)
                || (ticket.stage == Ticket.Stage.OVER && ticket.ownsUplink);
    }

    private void advance(Ticket ticket, long now) {
        boolean ended = ticket.gate == null || audio.over(ticket.number()).ended();
        long sinceNanos = now - ticket.stageNanos;
        switch (ticket.stage) {
            case LIVE -> {}
            case WAITING -> {
                if (ticket.gate != null && (ended || sinceNanos > FADE.toNanos())) {
                    takeGateOut(ticket);
                }
            }
            case DRAINING -> {
                if (ended) {
                    finish(ticket);
                } else if (sinceNanos > DRAIN.toNanos()) {
                    discard(ticket);
                }
            }
            case DISCARDING -> {
                if (ended || sinceNanos > FADE.toNanos()) {
                    finish(ticket);
                }
            }
            case OVER -> giveUplinkBack(ticket);
        }
    }

    /** All its sound is gone: the floor is given back. */
    private void finish(Ticket ticket) {
        floor.release(ticket);
        Instant now = actor.now();
        List<Ticket.Leg> sent =
                ticket.legs().stream().filter(Ticket.Leg::onFloor).toList();
        if (!sent.isEmpty()) {
            double seconds = (ticket.stageNanos - ticket.grantedNanos) / 1e9;
            tell(
                    ConsoleEvent.Kind.TRANSMITTED,
                    ticket,
                    "You on "
                            + channels.names(
                                    sent.stream().map(Ticket.Leg::channel).toList())
                            + String.format(Locale.ROOT, ", %.1f s", Math.max(0, seconds)));
        }
        boolean cut = !ticket.cutReason.isEmpty();
        sent.forEach(leg -> leg.become(cut ? TransmitPhase.CUT_OFF : TransmitPhase.NONE, ticket.cutReason, now));
        ticket.endedNanos = actor.nanoTime();
        ticket.enter(Ticket.Stage.OVER, ticket.endedNanos);
        takeGateOut(ticket);
        settled.run();
    }

    private void takeGateOut(Ticket ticket) {
        ticket.gate = null;
        ticket.goneRevision = tickets.publish();
        tickets.show();
    }

    private void giveUplinkBack(Ticket ticket) {
        boolean dead = actor.nanoTime() - ticket.endedNanos > DEAD.toNanos();
        if (ticket.ownsUplink && (dead || audio.keyingPassed() >= ticket.goneRevision)) {
            ticket.ownsUplink = false;
            uplinks.give(ticket.uplink());
            tickets.show();
        }
    }

    private void tell(ConsoleEvent.Kind kind, Ticket ticket, String sentence) {
        events.add(
                kind, ticket.legs().isEmpty() ? null : ticket.legs().getFirst().channel(), sentence);
    }
}
