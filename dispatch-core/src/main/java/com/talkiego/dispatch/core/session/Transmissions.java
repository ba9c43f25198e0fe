package com.talkiego.dispatch.core.session;

import com.talkiego.dispatch.core.mix.Bus;
import com.talkiego.dispatch.core.mix.Cue;
import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.ConsoleEvent;
import com.talkiego.dispatch.core.model.PttTarget;
import com.talkiego.dispatch.core.model.TransmitPhase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Key-down, key-up, and the watch over what is held between them. On {@code signalling} only. */
final class Transmissions {
    private static final long WARNING_MILLIS = 10_000;
    private static final long CONFIRMATION_NANOS = 1_000_000_000L;

    private final Actor actor;
    private final AudioPort audio;
    private final ChannelBoard channels;
    private final TicketBoard tickets;
    private final Uplinks uplinks;
    private final Floor floor;
    private final Endings endings;
    private final FloorAnswers answers;
    private final Events events;
    private final Tally tally;
    private final Surroundings surroundings;

    /** What a transmission needs to know of the path, and may do to it. */
    interface Surroundings {
        /** Why nothing can be sent now, empty if it can. */
        String obstacle();

        /** A transmission began: beats become frequent. */
        void keyed();

        /** Nothing of a granted over is passed on: the publisher link is of no use. */
        void notPassing(String sentence);
    }

    Transmissions(
            Actor actor,
            AudioPort audio,
            ChannelBoard channels,
            TicketBoard tickets,
            Uplinks uplinks,
            Floor floor,
            Endings endings,
            FloorAnswers answers,
            Events events,
            Tally tally,
            Surroundings surroundings) {
        this.actor = actor;
        this.audio = audio;
        this.channels = channels;
        this.tickets = tickets;
        this.uplinks = uplinks;
        this.floor = floor;
        this.endings = endings;
        this.answers = answers;
        this.events = events;
        this.tally = tally;
        this.surroundings = surroundings;
    }

    /** A source went down, and no other holds that target. */
    void down(Hold hold) {
        tally.press();
        List<ChannelLine> targets = targets(hold.target());
        String obstacle = obstacle(hold, targets);
        if (!obstacle.isEmpty()) {
            refuse(hold, targets, obstacle);
            return;
        }
        Ticket offered = offered(targets);
        if (offered != null) {
            takeTurn(offered, hold);
            return;
        }
        Instant now = actor.now();
        List<Ticket.Leg> legs = new ArrayList<>();
        for (ChannelLine line : targets) {
            String reason = obstacle(line);
            legs.add(new Ticket.Leg(
                    line.channel().id(),
                    reason.isEmpty() ? TransmitPhase.REQUESTED : TransmitPhase.REFUSED,
                    reason,
                    now));
        }
        begin(hold, legs, now);
    }

    private void begin(Hold hold, List<Ticket.Leg> legs, Instant now) {
        boolean wanted = legs.stream().anyMatch(Ticket.Leg::unanswered);
        int uplink = wanted ? uplinks.take() : -1;
        if (wanted && uplink < 0) {
            String reason = "all " + uplinks.size() + " transmit paths are in use. Let go of one, then press again";
            legs.stream().filter(Ticket.Leg::unanswered).forEach(leg -> leg.become(TransmitPhase.REFUSED, reason, now));
        }
        Ticket ticket = new Ticket(hold, "t" + hold.ticket(), uplink, legs, now);
        tickets.add(ticket);
        if (uplink < 0) {
            endings.refused(ticket);
            return;
        }
        legs.stream().filter(Ticket.Leg::unanswered).forEach(leg -> channels.keyed(leg.channel()));
        tickets.update();
        surroundings.keyed();
        ask(ticket);
    }

    /** Asks at once, unless this position's own last over on one of the channels is still being sent: then right after it. */
    private void ask(Ticket ticket) {
        boolean blocked = tickets.any(other -> other != ticket
                && (other.stage == Ticket.Stage.DRAINING || other.stage == Ticket.Stage.DISCARDING)
                && other.asked
                && other.any(leg -> leg.over() >= 0 && ticket.leg(leg.channel()) != null));
        if (blocked) {
            endings.pace();
        } else {
            ticket.releaseOwed = true;
            floor.ask(ticket, answers::unanswered);
        }
    }

    /** An earlier over let go of its channels. */
    void settled() {
        tickets.all().stream()
                .filter(ticket -> ticket.stage == Ticket.Stage.LIVE && !ticket.asked)
                .forEach(this::ask);
    }

    /** Another source joined, or one of several was let go. */
    void joined() {
        tickets.show();
    }

    /** The last source was let go. */
    void up(Hold hold) {
        Ticket ticket = tickets.of(hold);
        if (ticket == null) {
            return;
        }
        ticket.held = false;
        switch (ticket.stage) {
            case LIVE -> endings.released(ticket);
            case WAITING -> {
                if (ticket.offeredUntilNanos == 0) {
                    endings.cancel(ticket, "Released while waiting: taken out of the queue", Cue.REFUSED);
                }
            }
            case DRAINING, DISCARDING, OVER -> tickets.show();
        }
    }

    /** Every 50 ms: leases, time-outs, confirmations, results shown long enough. */
    void watch(long overloaded) {
        for (long lost = 0; lost < overloaded; lost++) {
            tally.press();
            tally.denied();
        }
        if (overloaded > 0) {
            audio.cue(Cue.REFUSED, Bus.SELECT);
            events.add(ConsoleEvent.Kind.REFUSED, null, "NOT ON AIR: the console is overloaded. Press again.");
            tickets.show();
        }
        long now = actor.nanoTime();
        List<Ticket> all = tickets.all();
        for (Ticket ticket : all) {
            switch (ticket.stage) {
                case LIVE -> watchLive(ticket, now);
                case WAITING -> watchWaiting(ticket, now);
                case DRAINING, DISCARDING, OVER -> {}
            }
        }
        if (!all.isEmpty()) {
            tickets.show();
        }
    }

    private void watchLive(Ticket ticket, long now) {
        if (!ticket.hold().lease().live(now)) {
            if (ticket.hold().released()) {
                endings.released(ticket);
            } else {
                endings.lapsed(ticket);
            }
            return;
        }
        if (!ticket.granted) {
            return;
        }
        long elapsedMillis = (now - ticket.grantedNanos) / 1_000_000;
        if (elapsedMillis >= ticket.limitMillis) {
            endings.cut(
                    ticket, "Cut off: time-out after " + ticket.limitMillis / 1000 + " s. Release, then press again");
            return;
        }
        if (!ticket.warned
                && ticket.limitMillis > WARNING_MILLIS
                && elapsedMillis >= ticket.limitMillis - WARNING_MILLIS) {
            ticket.warned = true;
            audio.cue(Cue.TIME_OUT_WARNING, Bus.SELECT);
        }
        watchConfirmation(ticket, now);
    }

    private void watchConfirmation(Ticket ticket, long now) {
        long silentNanos = now - ticket.passedNanos;
        if (silentNanos >= 2 * CONFIRMATION_NANOS) {
            String sentence = "nobody confirms that your voice is passed on";
            endings.cut(ticket, "Cut off: " + sentence + ". Press again");
            surroundings.notPassing(sentence);
        } else if (silentNanos >= CONFIRMATION_NANOS) {
            ticket.legs().stream()
                    .filter(leg -> leg.phase() == TransmitPhase.GRANTED || leg.phase() == TransmitPhase.ON_AIR)
                    .forEach(leg -> leg.become(TransmitPhase.NOT_CONFIRMED, "", actor.now()));
        }
    }

    private void watchWaiting(Ticket ticket, long now) {
        if (ticket.offeredUntilNanos != 0 && now - ticket.offeredUntilNanos >= 0) {
            endings.cancel(ticket, "Your turn has passed: you did not press again in time", Cue.REFUSED);
        } else if (ticket.offeredUntilNanos == 0 && !ticket.hold().lease().live(now)) {
            ticket.held = false;
            endings.cancel(ticket, "Released while waiting: taken out of the queue", Cue.REFUSED);
        }
    }

    /** Closes both gates of everything: the path is gone, or the console ends. */
    void cutAll(String reason) {
        tickets.all().forEach(ticket -> endings.cut(ticket, reason));
    }

    /** Whether this position is on the air or wants to be. */
    boolean keyed() {
        return tickets.any(Ticket::active);
    }

    private List<ChannelLine> targets(PttTarget target) {
        return switch (target) {
            case PttTarget.General general -> channels.selected();
            case PttTarget.OneChannel(ChannelId id) -> {
                ChannelLine line = channels.line(id);
                yield line == null ? List.of() : List.of(line);
            }
        };
    }

    private String obstacle(Hold hold, List<ChannelLine> targets) {
        String path = surroundings.obstacle();
        if (!path.isEmpty()) {
            return path;
        }
        if (targets.isEmpty()) {
            return hold.target() instanceof PttTarget.General
                    ? "no channel selected. Select one, then press again"
                    : "this desk does not have that channel";
        }
        return audio.health().microphone() ? "" : "no microphone. Plug one in or choose another, then press again";
    }

    private String obstacle(ChannelLine line) {
        if (line.channel().receiveOnly()) {
            return "This channel is receive only";
        }
        if (line.membership() != ChannelLine.Membership.JOINED) {
            return line.refusal().isEmpty() ? "This channel is not joined yet" : line.refusal();
        }
        boolean talking = tickets.any(ticket -> ticket.stage == Ticket.Stage.LIVE
                && ticket.any(leg -> leg.channel().equals(line.channel().id()) && (leg.onFloor() || leg.unanswered())));
        return talking ? "You are already talking on this channel" : "";
    }

    private void refuse(Hold hold, List<ChannelLine> targets, String reason) {
        Instant now = actor.now();
        List<Ticket.Leg> legs = targets.stream()
                .map(line -> new Ticket.Leg(line.channel().id(), TransmitPhase.REFUSED, reason, now))
                .toList();
        Ticket ticket = new Ticket(hold, "t" + hold.ticket(), -1, legs, now);
        tickets.add(ticket);
        if (legs.isEmpty()) {
            events.add(ConsoleEvent.Kind.REFUSED, null, "NOT ON AIR: " + reason);
        }
        endings.refused(ticket);
    }

    private @Nullable Ticket offered(List<ChannelLine> targets) {
        return targets.size() != 1
                ? null
                : tickets.first(ticket -> ticket.stage == Ticket.Stage.WAITING
                        && ticket.offeredUntilNanos - actor.nanoTime() > 0
                        && ticket.offeredUntilNanos != 0
                        && ticket.leg(targets.getFirst().channel().id()) != null);
    }

    /** The new press takes the floor that the queue brought: same request, same uplink, fresh microphone. */
    private void takeTurn(Ticket offered, Hold hold) {
        Ticket ticket = new Ticket(hold, offered.wireName(), offered.uplink(), offered.legs(), actor.now());
        ticket.asked = true;
        ticket.releaseOwed = true;
        offered.ownsUplink = false;
        offered.releaseOwed = false;
        offered.gate = null;
        offered.enter(Ticket.Stage.OVER, actor.nanoTime());
        offered.rename(offered.wireName() + "'");
        tickets.add(ticket);
        surroundings.keyed();
        answers.turnTaken(ticket, offered);
    }
}
