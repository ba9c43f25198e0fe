package com.talkiego.dispatch.core.session;

import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.Member;
import com.talkiego.dispatch.core.wire.ClientMessage;
import com.talkiego.dispatch.core.wire.ServerMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which over each receive slot carries. A slot is given back only after its tail was played and the engine has worked with a plan
 * that no longer names it. On {@code signalling} only.
 */
final class ReceiveSlots {
    /** What is still in jitter buffers and rings when the backend says an over is complete. */
    static final Duration TAIL = Duration.ofMillis(300);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

    private final Actor actor;
    private final Conversation conversation;
    private final AudioPort audio;
    private final Tally tally;
    private final Replan replan;
    private final ChannelBoard board;
    private List<String> mids = List.of();
    private final List<@Nullable Assignment> slots = new ArrayList<>();

    /** Publishes a new plan and gives its revision. */
    interface Replan {
        long publish();
    }

    /** One over in one slot. */
    static final class Assignment {
        private final long over;
        private final ChannelId channel;
        private final Member talker;
        private final boolean emergency;
        private boolean played;

        Assignment(ServerMessage.SlotAssigned message) {
            this.over = message.over();
            this.channel = message.channel();
            this.talker = message.talker();
            this.emergency = message.emergency();
        }

        long over() {
            return over;
        }

        ChannelId channel() {
            return channel;
        }

        Member talker() {
            return talker;
        }

        boolean emergency() {
            return emergency;
        }

        /** Some of it could be heard. */
        void played() {
            played = true;
        }
    }

    ReceiveSlots(
            Actor actor, ChannelBoard board, Conversation conversation, AudioPort audio, Tally tally, Replan replan) {
        this.actor = actor;
        this.board = board;
        this.conversation = conversation;
        this.audio = audio;
        this.tally = tally;
        this.replan = replan;
    }

    /** The subscriber link's lines, in slot order. */
    void lines(List<String> newest) {
        mids = List.copyOf(newest);
        while (slots.size() < mids.size()) {
            slots.add(null);
        }
    }

    /** By slot; null where nothing is announced. */
    List<@Nullable Assignment> list() {
        return slots;
    }

    void assigned(ServerMessage.SlotAssigned message) {
        int slot = mids.indexOf(message.mid());
        ChannelLine line = board.line(message.channel());
        if (slot < 0 || line == null) {
            tally.unknownSlot();
            return;
        }
        slots.set(slot, new Assignment(message));
        line.talking(message.over(), message.talker(), message.emergency(), actor.now(), slot);
        replan.publish();
    }

    void released(ServerMessage.SlotReleased message) {
        int slot = mids.indexOf(message.mid());
        Assignment assignment = slot < 0 ? null : slots.get(slot);
        if (assignment == null || assignment.over != message.over()) {
            // Nothing of it is here: the slot may be used again as far as this console goes.
            conversation.say(new ClientMessage.SlotFreed(message.mid(), message.over()));
            return;
        }
        actor.after(TAIL, () -> let(slot, message.mid(), assignment));
    }

    /** The link or the session is gone, and every assignment with it. */
    void forget() {
        mids = List.of();
        slots.replaceAll(any -> null);
        replan.publish();
    }

    private void let(int slot, String mid, Assignment assignment) {
        if (slot >= slots.size() || slots.get(slot) != assignment) {
            return;
        }
        slots.set(slot, null);
        ChannelLine line = board.line(assignment.channel);
        if (!assignment.played && line != null) {
            tally.missed();
            line.missedOne();
        }
        free(mid, assignment.over, replan.publish());
    }

    private void free(String mid, long over, long revision) {
        if (!mids.contains(mid)) {
            return;
        }
        if (audio.mixPassed() >= revision) {
            conversation.say(new ClientMessage.SlotFreed(mid, over));
        } else {
            actor.after(LOOK_AGAIN, () -> free(mid, over, revision));
        }
    }
}
