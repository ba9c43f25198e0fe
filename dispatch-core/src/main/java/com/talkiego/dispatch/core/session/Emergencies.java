package com.talkiego.dispatch.core.session;

import com.talkiego.dispatch.core.mix.Bus;
import com.talkiego.dispatch.core.mix.Cue;
import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.ConsoleEvent;
import com.talkiego.dispatch.core.model.Emergency;
import com.talkiego.dispatch.core.model.EmergencyState;
import com.talkiego.dispatch.core.model.Member;
import com.talkiego.dispatch.core.wire.ClientMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Emergency alarms: sounded until acknowledged, kept until cleared, closed ones shown for a while. On {@code signalling} only. */
final class Emergencies {
    private static final int CLOSED_KEPT = 20;
    private static final Duration REPEAT = Duration.ofSeconds(4);

    /** By then a new session has told of every emergency that is open. */
    private static final Duration CONFIRMED = Duration.ofSeconds(5);

    private final Actor actor;
    private final ChannelBoard board;
    private final Conversation conversation;
    private final AudioPort audio;
    private final Events events;
    private final Runnable changed;
    private final Map<String, Emergency> known = new LinkedHashMap<>();
    private final Set<String> unconfirmed = new HashSet<>();
    private long generation;
    private Actor.@Nullable Timer sounding;

    Emergencies(
            Actor actor,
            ChannelBoard board,
            Conversation conversation,
            AudioPort audio,
            Events events,
            Runnable changed) {
        this.actor = actor;
        this.board = board;
        this.conversation = conversation;
        this.audio = audio;
        this.events = events;
        this.changed = changed;
    }

    void changed(Emergency emergency) {
        Emergency former = known.put(emergency.id(), emergency);
        unconfirmed.remove(emergency.id());
        Emergency before = former != null && former.raisedAt().equals(emergency.raisedAt()) ? former : null;
        if (before == null && emergency.state() != EmergencyState.RAISED) {
            // Raised while nobody here was told: its beginning is listed where it was, and nothing of it sounds.
            events.add(ConsoleEvent.Kind.EMERGENCY, emergency.channel(), raised(emergency), emergency.raisedAt());
        }
        if (before == null || before.state() != emergency.state()) {
            Instant since = emergency.state() == EmergencyState.RAISED ? emergency.raisedAt() : emergency.at();
            events.add(
                    ConsoleEvent.Kind.EMERGENCY,
                    emergency.channel(),
                    sentence(emergency),
                    since == null ? actor.now() : since);
        }
        dropOldest();
        sound();
        changed.run();
    }

    /** Nobody is signed in any more. */
    void forget() {
        generation++;
        unconfirmed.clear();
        known.values().removeIf(emergency -> emergency.state().open());
        sound();
    }

    /** Another session begins, in which the backend tells anew what is open; what it does not is closed. */
    void resync() {
        unconfirmed.clear();
        known.values().stream()
                .filter(emergency -> emergency.state().open())
                .forEach(emergency -> unconfirmed.add(emergency.id()));
        long of = ++generation;
        actor.after(CONFIRMED, () -> {
            if (of == generation) {
                dropUnconfirmed();
            }
        });
    }

    private void dropUnconfirmed() {
        for (String id : unconfirmed) {
            Emergency gone = known.remove(id);
            if (gone != null) {
                events.add(
                        ConsoleEvent.Kind.EMERGENCY,
                        gone.channel(),
                        "Emergency of " + gone.member().alias() + " on " + board.name(gone.channel())
                                + " is not known to the backend any more. Ask whether help is still needed");
            }
        }
        unconfirmed.clear();
        sound();
        changed.run();
    }

    /** Whether that member's sound on that channel is emergency sound. */
    boolean covers(ChannelId channel, Member member) {
        return known.values().stream()
                .anyMatch(emergency -> emergency.state().open()
                        && emergency.channel().equals(channel)
                        && emergency.member().id().equals(member.id()));
    }

    /** Open ones first, newest first. */
    List<Emergency> list() {
        return known.values().stream()
                .sorted(Comparator.comparing(
                                (Emergency emergency) -> !emergency.state().open())
                        .thenComparing(Emergency::raisedAt, Comparator.reverseOrder()))
                .toList();
    }

    void raise(ChannelId channel) {
        tell(channel, new ClientMessage.EmergencyRaise(conversation.nextRef(), channel), "raised");
    }

    void acknowledge(String id) {
        act(id, new ClientMessage.EmergencyAcknowledge(conversation.nextRef(), id), "acknowledged");
    }

    void clear(String id, boolean valid) {
        act(id, new ClientMessage.EmergencyClear(conversation.nextRef(), id, valid), "cleared");
    }

    private void act(String id, ClientMessage message, String deed) {
        Emergency emergency = known.get(id);
        if (emergency != null && emergency.state().open()) {
            tell(emergency.channel(), message, deed);
        }
    }

    private void tell(ChannelId channel, ClientMessage message, String deed) {
        if (!conversation.say(message)) {
            audio.cue(Cue.REFUSED, Bus.SELECT);
            events.add(
                    ConsoleEvent.Kind.FAULT,
                    channel,
                    "The emergency on " + board.name(channel) + " was not " + deed
                            + ": there is no path to the backend. Try again once it is back.");
            changed.run();
        }
    }

    private void sound() {
        boolean raised = known.values().stream().anyMatch(emergency -> emergency.state() == EmergencyState.RAISED);
        if (raised && sounding == null) {
            repeat();
        } else if (!raised && sounding != null) {
            sounding.cancel();
            sounding = null;
            audio.silence(Cue.EMERGENCY);
        }
    }

    private void repeat() {
        audio.cue(Cue.EMERGENCY, Bus.SELECT);
        audio.cue(Cue.EMERGENCY, Bus.UNSELECT);
        sounding = actor.after(REPEAT, this::repeat);
    }

    private void dropOldest() {
        List<String> closed = known.values().stream()
                .filter(emergency -> !emergency.state().open())
                .map(Emergency::id)
                .toList();
        Set<String> excess =
                closed.stream().limit(Math.max(0, closed.size() - CLOSED_KEPT)).collect(Collectors.toSet());
        known.keySet().removeAll(excess);
    }

    private String raised(Emergency emergency) {
        return "EMERGENCY: " + emergency.member().alias() + " on " + board.name(emergency.channel());
    }

    private String sentence(Emergency emergency) {
        String who = emergency.member().alias() + " on " + board.name(emergency.channel());
        String by = emergency.by() == null ? "" : " by " + emergency.by();
        return switch (emergency.state()) {
            case RAISED -> raised(emergency);
            case ACKNOWLEDGED -> "Emergency of " + who + " acknowledged" + by;
            case CLEARED_VALID -> "Emergency of " + who + " cleared" + by + ": valid";
            case CLEARED_FALSE -> "Emergency of " + who + " cleared" + by + ": false alarm";
        };
    }
}
