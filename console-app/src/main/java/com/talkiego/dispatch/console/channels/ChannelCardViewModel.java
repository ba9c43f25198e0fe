package com.talkiego.dispatch.console.channels;

import com.talkiego.dispatch.console.channels.CardLook.Band;
import com.talkiego.dispatch.console.channels.CardLook.Speaker;
import com.talkiego.dispatch.console.look.Words;
import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.ChannelState;
import com.talkiego.dispatch.core.model.ChannelState.Path;
import com.talkiego.dispatch.core.model.ChannelState.Talker;
import com.talkiego.dispatch.core.model.ConsoleState;
import com.talkiego.dispatch.core.model.Emergency;
import com.talkiego.dispatch.core.model.EmergencyState;
import com.talkiego.dispatch.core.model.Transmission;
import com.talkiego.dispatch.core.model.TransmitPhase;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns one moment of the console's state into the looks of its channel cards; knows the time only as a parameter. */
public final class ChannelCardViewModel {
    private static final int HOT_KEYS = 12;

    private final ConsoleState state;
    private final Instant now;
    private final ZoneId zone;
    private final Map<ChannelId, Emergency> emergencies = new HashMap<>();
    private final Map<ChannelId, String> names = new HashMap<>();

    /**
     * @param now this computer's clock
     * @param zone in which times are shown
     */
    public ChannelCardViewModel(ConsoleState state, Instant now, ZoneId zone) {
        this.state = state;
        this.now = now;
        this.zone = zone;
        for (ChannelState channel : state.channels()) {
            names.put(channel.channel().id(), channel.channel().name());
        }
        for (Emergency emergency : state.emergencies()) {
            if (emergency.state().open()) {
                emergencies.merge(emergency.channel(), emergency, (a, b) -> worse(b, a) ? b : a);
            }
        }
    }

    private static boolean worse(Emergency one, Emergency other) {
        return one.state() == EmergencyState.RAISED && other.state() != EmergencyState.RAISED;
    }

    /** The look of one channel of this state. */
    public CardLook look(ChannelState channel) {
        String partial = missing(channel);
        CardState shown = shown(channel, partial);
        Emergency emergency = emergencies.get(channel.channel().id());
        Speaker speaker = speaker(channel);
        String headline = headline(channel, shown);
        String detail = detail(channel, shown, partial);
        String emergencyWords = emergency == null ? "" : words(emergency);
        String speakerWords = words(speaker, channel);
        String hotKey = channel.channel().number() >= 1 && channel.channel().number() <= HOT_KEYS
                ? "F" + channel.channel().number()
                : "";
        Way way = Way.of(channel.path());
        return new CardLook(
                channel.channel().id(),
                channel.channel().name(),
                hotKey,
                shown,
                headline,
                detail,
                brief(channel, shown, detail),
                channel.selected(),
                emergency == null
                        ? Band.NONE
                        : emergency.state() == EmergencyState.RAISED ? Band.RAISED : Band.ACKNOWLEDGED,
                emergencyWords,
                speaker,
                speakerWords,
                channel.missed(),
                channel.talkers().stream()
                        .map(Talker::slot)
                        .filter(slot -> slot >= 0)
                        .toList(),
                way,
                channel.path() instanceof Path.Up && !channel.channel().receiveOnly(),
                spoken(channel, emergencyWords, headline, detail, speakerWords, way));
    }

    private static CardState shown(ChannelState channel, String partial) {
        return switch (channel.transmit().phase()) {
            case REQUESTED, QUEUED, GRANTED -> CardState.REQUESTED;
            case ON_AIR -> partial.isEmpty() ? CardState.ON_AIR : CardState.PARTIAL;
            case NOT_CONFIRMED -> CardState.NOT_CONFIRMED;
            case STILL_SENDING -> CardState.STILL_SENDING;
            case REFUSED -> CardState.REFUSED;
            case CUT_OFF -> CardState.CUT_OFF;
            case NONE ->
                switch (channel.path()) {
                    case Path.Down _ -> CardState.NO_PATH;
                    case Path.Joining _ -> CardState.JOINING;
                    case Path.Up _ when channel.talkers().isEmpty() -> CardState.IDLE;
                    case Path.Up _ when first(channel).otherPosition() -> CardState.BUSY_POSITION;
                    case Path.Up _ -> CardState.RECEIVING;
                };
        };
    }

    private String headline(ChannelState channel, CardState shown) {
        Duration since = Duration.between(channel.transmit().since(), now);
        return switch (shown) {
            case RECEIVING, BUSY_POSITION -> first(channel).member().alias();
            case REQUESTED -> requesting(channel);
            case ON_AIR, PARTIAL -> "ON AIR " + Words.elapsed(since);
            case NOT_CONFIRMED -> "NOT CONFIRMED";
            case STILL_SENDING -> "Still sending " + Words.tenths(backlog(channel));
            case REFUSED -> "Refused";
            case CUT_OFF -> "NOT ON AIR";
            case JOINING -> "Joining";
            case NO_PATH -> "No path";
            case IDLE ->
                channel.lastTalker() == null ? "" : channel.lastTalker().alias();
        };
    }

    private static String requesting(ChannelState channel) {
        return switch (channel.transmit().phase()) {
            case QUEUED -> "Waiting, place " + channel.transmit().queuePosition();
            case GRANTED -> "Granted";
            default -> "Requesting";
        };
    }

    private String detail(ChannelState channel, CardState shown, String partial) {
        return switch (shown) {
            case RECEIVING -> talking(channel, "Receiving");
            case BUSY_POSITION -> talking(channel, "Other position");
            case REQUESTED -> "Wait for the tone";
            case ON_AIR ->
                channel.talkers().isEmpty() ? "" : first(channel).member().alias() + " is talking too";
            case PARTIAL -> partial;
            case NOT_CONFIRMED -> "You may not be heard";
            case STILL_SENDING -> "Key is up";
            case REFUSED -> channel.transmit().reason();
            case CUT_OFF ->
                channel.transmit().reason() + (channel.transmit().reason().isEmpty() ? "Press again" : ". Press again");
            case JOINING -> "Not heard yet";
            case NO_PATH -> channel.path() instanceof Path.Down(String reason) ? reason : "";
            case IDLE -> idle(channel);
        };
    }

    private String brief(ChannelState channel, CardState shown, String detail) {
        Instant heard = channel.lastHeard();
        return switch (shown) {
            case RECEIVING, BUSY_POSITION ->
                Words.elapsed(Duration.between(first(channel).since(), now));
            case IDLE -> heard == null ? "" : Words.minutes(heard, zone);
            case REQUESTED, JOINING, STILL_SENDING -> "";
            case NOT_CONFIRMED, ON_AIR, PARTIAL, REFUSED, CUT_OFF, NO_PATH -> detail;
        };
    }

    private String idle(ChannelState channel) {
        Instant heard = channel.lastHeard();
        if (heard == null) {
            return channel.channel().receiveOnly() ? "Receive only" : "Quiet";
        }
        return "Last heard " + Words.minutes(heard, zone);
    }

    private String talking(ChannelState channel, String word) {
        String text = word + " " + Words.elapsed(Duration.between(first(channel).since(), now));
        int others = channel.talkers().size() - 1;
        return others == 0
                ? text
                : text + ", and " + channel.talkers().get(1).member().alias() + (others > 1 ? " +" + (others - 1) : "");
    }

    private static Talker first(ChannelState channel) {
        return channel.talkers().stream()
                .min(Comparator.comparing((Talker talker) -> !talker.emergency()))
                .orElseThrow();
    }

    /** 'NOT EMS 2: Unit 12 talking' for a ticket that is on the air here and refused elsewhere, else empty. */
    private String missing(ChannelState channel) {
        if (channel.transmit().phase() != TransmitPhase.ON_AIR) {
            return "";
        }
        List<String> without = new ArrayList<>();
        for (Transmission transmission : state.transmissions()) {
            if (transmission.legs().stream()
                    .anyMatch(leg -> leg.channel().equals(channel.channel().id()))) {
                for (Transmission.Leg leg : transmission.legs()) {
                    if (leg.phase() == TransmitPhase.REFUSED || leg.phase() == TransmitPhase.CUT_OFF) {
                        String name =
                                names.getOrDefault(leg.channel(), leg.channel().value());
                        without.add(leg.reason().isEmpty() ? name : name + ": " + leg.reason());
                    }
                }
            }
        }
        return without.isEmpty() ? "" : "NOT " + String.join("; ", without);
    }

    private long backlog(ChannelState channel) {
        long most = 0;
        for (Transmission transmission : state.transmissions()) {
            if (transmission.legs().stream()
                    .anyMatch(leg -> leg.channel().equals(channel.channel().id()))) {
                most = Math.max(most, transmission.backlogMillis());
            }
        }
        return most;
    }

    private Speaker speaker(ChannelState channel) {
        ChannelId solo = state.listening().solo();
        if (channel.muted()) {
            return Speaker.MUTED;
        }
        if (solo != null && !solo.equals(channel.channel().id())) {
            return Speaker.NOT_SOLO;
        }
        return state.listening().allMutedUntil() != null && !channel.selected() ? Speaker.ALL_MUTED : Speaker.HEARD;
    }

    private String words(Speaker speaker, ChannelState channel) {
        ChannelId solo = state.listening().solo();
        return switch (speaker) {
            case MUTED -> "Muted";
            case NOT_SOLO -> "Silent by solo";
            case ALL_MUTED -> "All mute " + remaining(state.listening().allMutedUntil());
            case HEARD -> channel.channel().id().equals(solo) ? "Solo" : "";
        };
    }

    private String remaining(@Nullable Instant until) {
        return until == null ? "" : Words.elapsed(Duration.between(now, until).plusMillis(999));
    }

    private String words(Emergency emergency) {
        String who = emergency.member().alias();
        if (emergency.state() == EmergencyState.RAISED) {
            return "EMERGENCY " + who;
        }
        Instant at = emergency.at();
        return "Acknowledged" + (emergency.by() == null ? "" : ": " + emergency.by())
                + (at == null ? "" : " " + Words.minutes(at, zone));
    }

    private static String spoken(
            ChannelState channel, String emergency, String headline, String detail, String speaker, Way way) {
        List<String> parts = new ArrayList<>(List.of(channel.channel().name()));
        parts.add(emergency);
        parts.add(channel.selected() ? "selected" : "not selected");
        parts.add(headline);
        parts.add(detail);
        parts.add(speaker);
        parts.add(way.spoken());
        parts.add(channel.missed() > 0 ? channel.missed() + " missed" : "");
        parts.removeIf(String::isEmpty);
        return String.join(", ", parts);
    }
}
