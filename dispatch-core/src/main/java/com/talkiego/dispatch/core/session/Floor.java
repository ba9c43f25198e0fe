package com.talkiego.dispatch.core.session;

import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.TransmitPhase;
import com.talkiego.dispatch.core.wire.ClientMessage;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Floor requests and releases on the wire, said again until they are answered (TS 24.380, timers T101 and T100). On
 * {@code signalling} only.
 */
final class Floor {
    /** T100 and T101. */
    static final Duration AGAIN = Duration.ofSeconds(1);

    private static final int TIMES = 3;
    private static final int OWED_AT_MOST = 64;

    private final Actor actor;
    private final Conversation conversation;
    private final Uplinks uplinks;
    private final SessionSettings settings;
    private final Map<String, Release> releases = new LinkedHashMap<>();

    /** A release not yet confirmed by the channels falling idle. */
    private static final class Release {
        final Map<ChannelId, Long> overs = new HashMap<>();
        int said;
    }

    Floor(Actor actor, Conversation conversation, Uplinks uplinks, SessionSettings settings) {
        this.actor = actor;
        this.conversation = conversation;
        this.uplinks = uplinks;
        this.settings = settings;
    }

    /** Asks for the floor of all unanswered legs; {@code unanswered} is told if nobody ever answers. */
    void ask(Ticket ticket, Consumer<Ticket> unanswered) {
        ticket.asked = true;
        request(ticket);
        actor.after(AGAIN, () -> askAgain(ticket, ticket.wireName(), 1, unanswered));
    }

    private void askAgain(Ticket ticket, String name, int times, Consumer<Ticket> unanswered) {
        boolean open = ticket.stage == Ticket.Stage.LIVE
                && ticket.wireName().equals(name)
                && ticket.any(leg -> leg.phase() == TransmitPhase.REQUESTED);
        if (!open) {
            return;
        }
        if (times > TIMES) {
            unanswered.accept(ticket);
            return;
        }
        request(ticket);
        actor.after(AGAIN, () -> askAgain(ticket, name, times + 1, unanswered));
    }

    private void request(Ticket ticket) {
        List<ChannelId> channels = ticket.channels(Ticket.Leg::unanswered);
        boolean queue = settings.queue() && ticket.legs().size() == 1;
        if (conversation.protocol() == 1) {
            channels.forEach(channel -> say(ticket, null, channel, queue));
        } else {
            say(ticket, channels, null, queue);
        }
    }

    private void say(Ticket ticket, @Nullable List<ChannelId> channels, @Nullable ChannelId channel, boolean queue) {
        ticket.requestRef = conversation.nextRef();
        conversation.say(new ClientMessage.FloorRequest(
                ticket.requestRef,
                ticket.wireName(),
                uplinks.mid(ticket.uplink()),
                channels,
                settings.priority(),
                queue,
                false,
                channel));
    }

    void acknowledge(String ticket, ChannelId channel, String of) {
        conversation.say(new ClientMessage.FloorAck(ticket, channel, of));
    }

    /** Gives one channel back at once. */
    void release(String ticket, ChannelId channel) {
        conversation.say(new ClientMessage.FloorRelease(ticket, List.of(channel)));
    }

    /** The ticket is complete, or no longer wanted: gives back all of it. */
    void release(Ticket ticket) {
        if (!ticket.asked || !ticket.releaseOwed) {
            return;
        }
        ticket.releaseOwed = false;
        Release release = new Release();
        ticket.legs().stream()
                .filter(leg -> leg.over() >= 0)
                .forEach(leg -> release.overs.put(leg.channel(), leg.over()));
        if (releases.size() == OWED_AT_MOST) {
            releases.remove(releases.keySet().iterator().next());
        }
        releases.put(ticket.wireName(), release);
        say(ticket.wireName(), release);
    }

    private void say(String ticket, Release release) {
        boolean said = conversation.say(new ClientMessage.FloorRelease(ticket, null));
        if (said) {
            release.said++;
            if (release.overs.isEmpty()) {
                releases.remove(ticket, release);
                return;
            }
            actor.after(AGAIN, () -> sayAgain(ticket, release));
        }
    }

    private void sayAgain(String ticket, Release release) {
        if (releases.get(ticket) == release) {
            if (release.said > TIMES) {
                releases.remove(ticket);
            } else {
                say(ticket, release);
            }
        }
    }

    /** A channel fell idle, or another over took it: releases of that over are confirmed. */
    void confirmed(ChannelId channel, long over, boolean taken) {
        Set<String> done = new HashSet<>();
        releases.forEach((ticket, release) -> {
            Long own = release.overs.get(channel);
            if (own != null && (taken ? own != over : own == over)) {
                release.overs.remove(channel);
            }
            if (release.overs.isEmpty()) {
                done.add(ticket);
            }
        });
        releases.keySet().removeAll(done);
    }

    /** The session goes on over a new socket: what could not be said is said now. */
    void resumed() {
        Map<String, Release> owed = new LinkedHashMap<>(releases);
        owed.forEach((ticket, release) -> {
            release.said = 0;
            say(ticket, release);
        });
    }

    /** Whether every release that was said is confirmed. */
    boolean settled() {
        return releases.isEmpty();
    }

    /** Another session began: the backend knows nothing of the old tickets. */
    void forget() {
        releases.clear();
    }
}
