package com.talkiego.dispatch.core.session;

import com.talkiego.dispatch.core.mix.KeyingPlan;
import com.talkiego.dispatch.core.mix.TicketGate;
import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.ChannelState.Transmit;
import com.talkiego.dispatch.core.model.Transmission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** All tickets that are live, ending, or still shown; makes the keying plan and what the cards show of them. On {@code signalling} only. */
final class TicketBoard {
    /** How long a refusal or a cut is shown. */
    static final Duration SHOWN = Duration.ofSeconds(4);

    private final Actor actor;
    private final AudioPort audio;
    private final ChannelBoard channels;
    private final Roads roads;
    private final Runnable changed;
    private final List<Ticket> tickets = new ArrayList<>();
    private long revision;

    TicketBoard(Actor actor, AudioPort audio, ChannelBoard channels, Roads roads, Runnable changed) {
        this.actor = actor;
        this.audio = audio;
        this.channels = channels;
        this.roads = roads;
        this.changed = changed;
    }

    void add(Ticket ticket) {
        tickets.add(ticket);
    }

    List<Ticket> all() {
        return List.copyOf(tickets);
    }

    @Nullable
    Ticket first(Predicate<Ticket> which) {
        for (Ticket ticket : tickets) {
            if (which.test(ticket)) {
                return ticket;
            }
        }
        return null;
    }

    @Nullable
    Ticket of(Hold hold) {
        return first(ticket -> ticket.hold() == hold);
    }

    @Nullable
    Ticket named(String wireName) {
        return first(ticket -> ticket.wireName().equals(wireName) && ticket.stage != Ticket.Stage.OVER);
    }

    boolean any(Predicate<Ticket> which) {
        return first(which) != null;
    }

    /** Publishes the gates as they are now; the plan's revision. */
    long publish() {
        tickets.forEach(roads::lead);
        List<TicketGate> gates =
                tickets.stream().map(Ticket::gate).filter(Objects::nonNull).toList();
        revision++;
        audio.key(new KeyingPlan(revision, gates, roads.openSinks()));
        return revision;
    }

    /** Publishes the gates, and shows what became of the tickets. */
    void update() {
        publish();
        show();
    }

    /** Puts the newest ticket of each channel onto its card, and drops what was shown long enough. */
    void show() {
        long now = actor.nanoTime();
        tickets.removeIf(ticket -> !ticket.ownsUplink && shownEnough(ticket, now));
        Map<ChannelId, Transmit> newest = new HashMap<>();
        for (Ticket ticket : tickets) {
            for (Ticket.Leg leg : ticket.legs()) {
                newest.put(leg.channel(), new Transmit(leg.phase(), leg.since(), leg.reason(), leg.queuePosition()));
            }
        }
        channels.lines()
                .forEach(
                        line -> line.transmit(newest.getOrDefault(line.channel().id(), Transmit.NONE)));
        changed.run();
    }

    private static boolean shownEnough(Ticket ticket, long now) {
        if (ticket.stage != Ticket.Stage.OVER) {
            return false;
        }
        boolean failed = ticket.any(leg -> !leg.reason().isEmpty());
        return !failed || now - ticket.endedNanos >= SHOWN.toNanos();
    }

    List<Transmission> transmissions() {
        long now = actor.nanoTime();
        return tickets.stream()
                .filter(ticket -> !shownEnough(ticket, now))
                .map(ticket -> ticket.shown(
                        ticket.gate() == null ? 0 : audio.over(ticket.number()).backlogMillis()))
                .toList();
    }
}
