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
    /** An over is over once that much silence was played after its last packet; a pause inside it could be shorter. */
    static final Duration SILENCE = Duration.ofMillis(200);

    /** What still sounds after that long is not waited for. */
    static final Duration LONGEST_TAIL = Duration.ofSeconds(2);

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
        long since = actor.nanoTime();
        // Before that, silence may be a pause of the talker's whose next word is still in a jitter buffer.
        actor.after(SILENCE, () -> listenOn(slot, message.mid(), assignment, since));
    }

    /** The link or the session is gone, and every assignment with it. */
    void forget() {
        mids = List.of();
        slots.replaceAll(any -> null);
        replan.publish();
    }

    private void listenOn(int slot, String mid, Assignment assignment, long since) {
        boolean silent = audio.slotQuietMillis(slot) >= SILENCE.toMillis();
        boolean enough = actor.nanoTime() - since >= LONGEST_TAIL.toNanos();
        if (enough && !silent) {
            tally.tailCut();
        }
        if (silent || enough || slot >= slots.size() || slots.get(slot) != assignment) {
            let(slot, mid, assignment);
        } else {
            actor.after(LOOK_AGAIN, () -> listenOn(slot, mid, assignment, since));
        }
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
