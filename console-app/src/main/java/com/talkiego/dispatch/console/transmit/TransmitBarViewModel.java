package com.talkiego.dispatch.console.transmit;

import com.talkiego.dispatch.console.look.Words;
import com.talkiego.dispatch.console.transmit.TransmitLook.Phase;
import com.talkiego.dispatch.core.model.ChannelState;
import com.talkiego.dispatch.core.model.Connection;
import com.talkiego.dispatch.core.model.ConsoleState;
import com.talkiego.dispatch.core.model.Transmission;
import com.talkiego.dispatch.core.model.TransmitPhase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Turns one moment of the console's state into what the transmit bar says; knows the time only as a parameter. */
public final class TransmitBarViewModel {
    private static final int MOST_NAMES = 4;
    private static final Duration WARNING = Duration.ofSeconds(10);

    private final ConsoleState state;
    private final Instant now;

    private TransmitBarViewModel(ConsoleState state, Instant now) {
        this.state = state;
        this.now = now;
    }

    /** The look at that moment of this computer's clock. */
    public static TransmitLook look(ConsoleState state, Instant now) {
        return new TransmitBarViewModel(state, now).look();
    }

    private TransmitLook look() {
        Phase phase = phase();
        Duration onAir = onAir();
        long limit = state.transmissions().stream()
                .mapToLong(Transmission::limitMillis)
                .min()
                .orElse(0);
        boolean timed = phase == Phase.ON_AIR || phase == Phase.PARTIAL || phase == Phase.NOT_CONFIRMED;
        boolean limited = timed && limit > 0;
        Instant muteEnds = state.listening().allMutedUntil();
        return new TransmitLook(
                phase,
                headline(phase),
                detail(phase),
                timed ? Words.elapsed(onAir) + (limited ? " of " + Words.elapsed(Duration.ofMillis(limit)) : "") : "",
                limited ? Math.clamp(onAir.toMillis() / (double) limit, 0, 1) : 0,
                limited && onAir.plus(WARNING).toMillis() >= limit,
                muteEnds == null
                        ? "All mute"
                        : "Muted "
                                + Words.elapsed(Duration.between(now, muteEnds).plusMillis(999)),
                muteEnds != null,
                !state.transmissions().isEmpty());
    }

    private Phase phase() {
        boolean onAir = any(TransmitPhase.ON_AIR);
        boolean refused = any(TransmitPhase.REFUSED, TransmitPhase.CUT_OFF);
        if (any(TransmitPhase.NOT_CONFIRMED)) {
            return Phase.NOT_CONFIRMED;
        } else if (onAir) {
            return refused ? Phase.PARTIAL : Phase.ON_AIR;
        } else if (any(TransmitPhase.STILL_SENDING)) {
            return Phase.STILL_SENDING;
        } else if (any(TransmitPhase.REQUESTED, TransmitPhase.QUEUED, TransmitPhase.GRANTED)) {
            return Phase.REQUESTED;
        } else if (refused) {
            return Phase.REFUSED;
        } else if (!(state.connection() instanceof Connection.Online)) {
            return Phase.NO_PATH;
        }
        return selected().isEmpty() ? Phase.NO_SELECTION : Phase.READY;
    }

    private String headline(Phase phase) {
        return switch (phase) {
            case READY -> ready();
            case NO_SELECTION -> "No channel selected";
            case REQUESTED ->
                "Requesting " + names(TransmitPhase.REQUESTED, TransmitPhase.QUEUED, TransmitPhase.GRANTED);
            case ON_AIR, PARTIAL -> "ON AIR to " + names(TransmitPhase.ON_AIR);
            case NOT_CONFIRMED -> "NOT CONFIRMED on " + names(TransmitPhase.NOT_CONFIRMED);
            case STILL_SENDING ->
                "Still sending " + Words.tenths(backlog()) + " to " + names(TransmitPhase.STILL_SENDING);
            case REFUSED -> any(TransmitPhase.CUT_OFF) ? "NOT ON AIR, press again" : "NOT ON AIR";
            case NO_PATH -> "No path";
        };
    }

    private String ready() {
        List<String> names = selected();
        return names.size() == 1
                ? "PTT talks to " + names.getFirst()
                : names.size() + " CHANNELS: " + Words.list(names, MOST_NAMES);
    }

    private String detail(Phase phase) {
        return switch (phase) {
            case READY -> "";
            case NO_SELECTION -> "Select one by its name or F1 to F12, or use a channel's own PTT";
            case REQUESTED ->
                any(TransmitPhase.QUEUED) ? "Someone else is talking: keep the key down" : "Wait for the tone";
            case ON_AIR -> "";
            case PARTIAL -> "NOT " + reasons();
            case NOT_CONFIRMED -> "The path does not answer: you may not be heard";
            case STILL_SENDING -> "The key is up; your last words are on their way";
            case REFUSED -> reasons();
            case NO_PATH -> "You cannot talk or hear until the connection is back";
        };
    }

    private String reasons() {
        List<String> parts = new ArrayList<>();
        for (ChannelState channel : with(TransmitPhase.REFUSED, TransmitPhase.CUT_OFF)) {
            String reason = channel.transmit().reason();
            parts.add(channel.channel().name() + (reason.isEmpty() ? "" : ": " + reason));
        }
        return String.join("; ", parts);
    }

    private Duration onAir() {
        return with(TransmitPhase.ON_AIR, TransmitPhase.NOT_CONFIRMED).stream()
                .map(channel -> Duration.between(channel.transmit().since(), now))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    private long backlog() {
        return state.transmissions().stream()
                .mapToLong(Transmission::backlogMillis)
                .max()
                .orElse(0);
    }

    private List<String> selected() {
        return state.channels().stream()
                .filter(ChannelState::selected)
                .map(channel -> channel.channel().name())
                .toList();
    }

    private String names(TransmitPhase... phases) {
        return Words.list(
                with(phases).stream().map(channel -> channel.channel().name()).toList(), MOST_NAMES);
    }

    private boolean any(TransmitPhase... phases) {
        return !with(phases).isEmpty();
    }

    private List<ChannelState> with(TransmitPhase... phases) {
        Set<TransmitPhase> wanted = EnumSet.copyOf(Arrays.asList(phases));
        return state.channels().stream()
                .filter(channel -> wanted.contains(channel.transmit().phase()))
                .toList();
    }
}
