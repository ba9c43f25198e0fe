package com.talkiego.dispatch.console.sample;

import com.talkiego.dispatch.core.model.Alarm;
import com.talkiego.dispatch.core.model.Channel;
import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.ChannelKind;
import com.talkiego.dispatch.core.model.ChannelState.Path;
import com.talkiego.dispatch.core.model.ChannelState.Transmit;
import com.talkiego.dispatch.core.model.Connection;
import com.talkiego.dispatch.core.model.ConsoleEvent;
import com.talkiego.dispatch.core.model.ConsoleState;
import com.talkiego.dispatch.core.model.Emergency;
import com.talkiego.dispatch.core.model.EmergencyState;
import com.talkiego.dispatch.core.model.Member;
import com.talkiego.dispatch.core.model.MemberKind;
import com.talkiego.dispatch.core.model.RegionView;
import com.talkiego.dispatch.core.model.Transmission;
import com.talkiego.dispatch.core.model.TransmitPhase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** A made-up console state that grows by one sentence at a time; every call returns itself. */
public final class Sample {
    /** The moment at which all samples stand. */
    public static final Instant NOW = Instant.parse("2026-11-23T14:02:31Z");

    private static final List<String> NAMES = List.of(
            "Fire 1",
            "Fire 2",
            "EMS 1",
            "EMS 2",
            "Police 1",
            "Police 2",
            "Traffic",
            "Rescue",
            "Public Works",
            "Harbor",
            "Airport",
            "Command");

    private final List<SampleChannel> channels = new ArrayList<>();
    private final List<Transmission> transmissions = new ArrayList<>();
    private final List<Emergency> emergencies = new ArrayList<>();
    private final List<Alarm> alarms = new ArrayList<>();
    private final List<ConsoleEvent> events = new ArrayList<>();
    private RegionView regions = RegionView.NONE;
    private Connection connection = new Connection.Online("Central", 24, true);
    private ConsoleState.Listening listening = new ConsoleState.Listening(null, null, 0, 0, true);
    private long revision;

    private Sample() {}

    /** So many quiet channels, the operator signed in. */
    public static Sample channels(int count) {
        Sample sample = new Sample();
        for (int number = 1; number <= count; number++) {
            String name = number <= NAMES.size() ? NAMES.get(number - 1) : "Talk " + number;
            Channel channel = new Channel(id(name), number, name, ChannelKind.GROUP, 5, false, 60_000);
            sample.channels.add(new SampleChannel(channel));
        }
        return sample;
    }

    /** Id of a sample's channel. */
    public static ChannelId id(String name) {
        return new ChannelId(name.toLowerCase(Locale.ROOT).replace(' ', '-'));
    }

    /** A unit of that alias. */
    public static Member unit(String alias) {
        return new Member(alias.toLowerCase(Locale.ROOT).replace(' ', '-'), alias, MemberKind.UNIT, null);
    }

    private Sample change(String name, Consumer<SampleChannel> how) {
        channels.stream().filter(channel -> channel.channel.name().equals(name)).forEach(how);
        return this;
    }

    public Sample select(String... names) {
        for (String name : names) {
            change(name, channel -> channel.selected = true);
        }
        return this;
    }

    public Sample mute(String name) {
        return change(name, channel -> channel.muted = true);
    }

    public Sample missed(String name, int overs) {
        return change(name, channel -> channel.missed = overs);
    }

    /** Somebody has talked for so many seconds; a second one on the same channel joins in. */
    public Sample talk(String name, String alias, int seconds) {
        return change(name, channel -> channel.talk(unit(alias), NOW.minusSeconds(seconds)));
    }

    /** Another dispatch position talks. */
    public Sample busy(String name, String position) {
        Member other = new Member("p2", position, MemberKind.POSITION, "main");
        return change(name, channel -> channel.talk(other, NOW.minusSeconds(3)));
    }

    public Sample heard(String name, String alias, int secondsAgo) {
        return change(name, channel -> {
            channel.lastTalker = unit(alias);
            channel.lastHeard = NOW.minusSeconds(secondsAgo);
        });
    }

    /** What this position's transmission does on a channel, for so many ms. */
    public Sample transmit(String name, TransmitPhase phase, long millis, String reason) {
        Transmit transmit = new Transmit(phase, NOW.minusMillis(millis), reason, phase == TransmitPhase.QUEUED ? 2 : 0);
        return change(name, channel -> channel.transmit = transmit);
    }

    /** The ticket that the channels' transmissions belong to. */
    public Sample ticket(long backlogMillis) {
        List<Transmission.Leg> legs = channels.stream()
                .filter(channel -> channel.transmit.phase() != TransmitPhase.NONE)
                .map(SampleChannel::leg)
                .toList();
        transmissions.add(new Transmission(7, "Ctrl+Space", NOW.minusSeconds(12), true, legs, 60_000, backlogMillis));
        return this;
    }

    public Sample path(String name, Path path) {
        return change(name, channel -> channel.path = path);
    }

    public Sample allDown(String reason) {
        channels.forEach(channel -> channel.down(reason));
        return this;
    }

    public Sample emergency(String name, String alias, EmergencyState state) {
        boolean answered = state != EmergencyState.RAISED;
        emergencies.add(new Emergency(
                "e" + emergencies.size(),
                id(name),
                unit(alias),
                NOW.minusSeconds(21),
                state,
                answered ? "Position 2" : null,
                answered ? NOW.minusSeconds(9) : null));
        return this;
    }

    public Sample alarm(Alarm.Kind kind, String sentence) {
        alarms.add(new Alarm(kind, sentence, NOW.minusSeconds(4), false));
        return this;
    }

    public Sample allMuted(int secondsLeft) {
        listening = new ConsoleState.Listening(NOW.plusSeconds(secondsLeft), listening.solo(), 0, 0, true);
        return this;
    }

    public Sample solo(String name) {
        listening = new ConsoleState.Listening(listening.allMutedUntil(), id(name), 0, 0, true);
        return this;
    }

    public Sample connection(Connection to) {
        connection = to;
        return this;
    }

    public Sample regions(RegionView newest) {
        regions = newest;
        return this;
    }

    public Sample event(ConsoleEvent.Kind kind, String channel, int secondsAgo, String sentence) {
        events.add(new ConsoleEvent(events.size() + 1L, NOW.minusSeconds(secondsAgo), kind, id(channel), sentence));
        return this;
    }

    /** Later states supersede earlier ones. */
    public Sample revision(long number) {
        revision = number;
        return this;
    }

    public ConsoleState state() {
        return new ConsoleState(
                revision,
                connection,
                new ConsoleState.Operator("u1", "Dispatcher 1", "demo", "dispatcher", "Position 1"),
                0,
                channels.stream().map(SampleChannel::state).toList(),
                List.copyOf(transmissions),
                List.copyOf(emergencies),
                List.copyOf(alarms),
                List.copyOf(events),
                listening,
                regions);
    }
}
