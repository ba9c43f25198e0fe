package com.talkiego.dispatch.core.session;

import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.ConsoleEvent;
import com.talkiego.dispatch.core.wire.ClientMessage;
import com.talkiego.dispatch.core.wire.ServerMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Joins all channels of the desk, in batches that fit a frame, and asks again for what was not answered. On {@code signalling} only. */
final class Joining {
    static final int BATCH = 100;
    private static final Duration AGAIN = Duration.ofSeconds(5);

    private final Actor actor;
    private final ChannelBoard board;
    private final Conversation conversation;
    private final Hearing hearing;
    private final Events events;
    private final Runnable changed;
    private final Map<Long, List<ChannelId>> asked = new HashMap<>();

    Joining(
            Actor actor,
            ChannelBoard board,
            Conversation conversation,
            Hearing hearing,
            Events events,
            Runnable changed) {
        this.actor = actor;
        this.board = board;
        this.conversation = conversation;
        this.hearing = hearing;
        this.events = events;
        this.changed = changed;
    }

    /**
     * A new session knows none of the channels.
     *
     * @param toldUntil the server time up to which the session before told everything; null if there was none
     */
    void joinAll(@Nullable Instant toldUntil) {
        board.lines().forEach(line -> line.forgotten(toldUntil));
        joinMissing();
    }

    /** Asks for every channel not joined yet, and for what was missed on those that are. */
    void joinMissing() {
        asked.clear();
        List<ChannelId> batch = new ArrayList<>();
        for (ChannelLine line : board.lines()) {
            boolean joined = line.membership() == ChannelLine.Membership.JOINED;
            if (!joined) {
                line.asked();
            }
            if (!joined || line.deafSince() != null) {
                batch.add(line.channel().id());
            }
            if (batch.size() == BATCH) {
                ask(batch);
                batch = new ArrayList<>();
            }
        }
        if (!batch.isEmpty()) {
            ask(batch);
        }
        changed.run();
    }

    private void ask(List<ChannelId> batch) {
        long ref = conversation.nextRef();
        List<ChannelId> channels = List.copyOf(batch);
        asked.put(ref, channels);
        if (conversation.say(new ClientMessage.Join(ref, channels, since(channels)))) {
            actor.after(AGAIN, () -> askAgain(ref));
        }
    }

    /** The earliest time of all from which something is to be caught up with. */
    private @Nullable Instant since(List<ChannelId> channels) {
        return channels.stream()
                .map(board::line)
                .filter(line -> line != null && line.deafSince() != null)
                .map(line -> Objects.requireNonNull(line.deafSince()))
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    private void askAgain(long ref) {
        List<ChannelId> unanswered = asked.remove(ref);
        if (unanswered != null) {
            ask(unanswered);
        }
    }

    void joined(ServerMessage.Joined answer) {
        boolean ownQuestion = asked.remove(answer.ref()) != null;
        answer.channels().forEach(hearing::joined);
        if (ownQuestion) {
            // What a move asked there was not asked for what was missed.
            hearing.missed(answer.channels());
        }
        answer.refused().forEach(refusal -> refuse(refusal.id(), refusal.text()));
        changed.run();
    }

    /** Whether that failed request was a join. */
    boolean failed(ServerMessage.Failed failure) {
        List<ChannelId> refused = asked.remove(failure.ref());
        if (refused == null) {
            return false;
        }
        refused.forEach(channel -> refuse(channel, failure.text()));
        changed.run();
        return true;
    }

    /** The backend took this desk off channels. */
    void left(ServerMessage.Left left) {
        left.channels().forEach(channel -> refuse(channel, "The backend took this desk off the channel"));
        changed.run();
    }

    private void refuse(ChannelId channel, String sentence) {
        ChannelLine line = board.line(channel);
        if (line != null) {
            line.refused(sentence);
            events.add(ConsoleEvent.Kind.FAULT, channel, line.name() + " NOT JOINED: " + sentence);
        }
    }

    boolean allAnswered() {
        return board.allAre(line -> line.membership() == ChannelLine.Membership.JOINED
                || line.membership() == ChannelLine.Membership.REFUSED);
    }
}
