package com.talkiego.dispatch.core.session;

import com.talkiego.dispatch.core.mix.SlotPlan;
import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.ChannelState;
import com.talkiego.dispatch.core.model.Member;
import com.talkiego.dispatch.core.wire.ClientMessage;
import com.talkiego.dispatch.core.wire.ServerMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Which over each receive slot carries, on both sides: those of the second come after all of the first. An over that comes through both
 * goes on through the newer. A slot is given back only after its tail was played and the engine has worked with a plan
 * that no longer names it. On {@code signalling} only.
 */
final class ReceiveSlots {
    /** An over is over once that much silence was played after its last packet; a pause inside it could be shorter. */
    static final Duration SILENCE = Duration.ofMillis(200);

    /** What still sounds after that long is not waited for. */
    static final Duration LONGEST_TAIL = Duration.ofSeconds(2);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

    private final Actor actor;
    private final IntFunction<Conversation> conversations;
    private final AudioPort audio;
    private final Tally tally;
    private final Replan replan;
    private final ChannelBoard board;
    private final List<List<String>> mids = new ArrayList<>(Collections.nCopies(MediaPort.SIDES, List.of()));
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
        private final int earlier;
        private long heardAs;
        private boolean played;
        private int continues;

        Assignment(long over, ChannelId channel, Member talker, boolean emergency) {
            this.over = over;
            this.channel = channel;
            this.talker = talker;
            this.emergency = emergency;
            this.heardAs = over;
            this.earlier = SlotPlan.NOTHING;
            this.continues = SlotPlan.NOTHING;
        }

        /** @param earlier the slot through which it is heard so far, and its assignment there; null where it begins */
        Assignment(ServerMessage.SlotAssigned message, int earlierSlot, @Nullable Assignment earlier) {
            this.earlier = earlier == null ? SlotPlan.NOTHING : earlierSlot;
            this.continues = this.earlier;
            this.heardAs = earlier == null ? message.over() : earlier.heardAs;
            this.played = earlier != null && earlier.played;
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

        /**
         * The slot it was heard through before; {@link SlotPlan#NOTHING} where it began here; its own where it comes in here too and is
         * heard through another.
         */
        int continues() {
            return continues;
        }

        void continues(int slot) {
            continues = slot;
        }

        /** As it was assigned. */
        void asAssigned() {
            continues = earlier;
        }

        /** The number under which the engine plays it: that of the slot where it began. */
        long heardAs() {
            return heardAs;
        }

        /** It is heard already, under that number. */
        void goesOnAs(long number) {
            heardAs = number;
        }

        /** Some of it could be heard. */
        void played() {
            played = true;
        }
    }

    ReceiveSlots(
            Actor actor,
            ChannelBoard board,
            IntFunction<Conversation> conversations,
            AudioPort audio,
            Tally tally,
            Replan replan) {
        this.actor = actor;
        this.board = board;
        this.conversations = conversations;
        this.audio = audio;
        this.tally = tally;
        this.replan = replan;
    }

    /** The lines of a side's subscriber link, in slot order. */
    void lines(int side, List<String> newest) {
        mids.set(side, List.copyOf(newest));
        while (slots.size() < side * MediaPort.SIDE_SLOTS + newest.size()) {
            slots.add(null);
        }
    }

    private int slot(int side, String mid) {
        int line = mids.get(side).indexOf(mid);
        return line < 0 ? -1 : side * MediaPort.SIDE_SLOTS + line;
    }

    /** By slot; null where nothing is announced. */
    List<@Nullable Assignment> list() {
        return slots;
    }

    void assigned(int side, ServerMessage.SlotAssigned message) {
        int slot = slot(side, message.mid());
        ChannelLine line = board.line(message.channel());
        if (slot < 0 || line == null) {
            tally.unknownSlot();
            return;
        }
        int earlier = onTheOtherSide(side, message);
        slots.set(slot, new Assignment(message, earlier, earlier < 0 ? null : slots.get(earlier)));
        line.talking(message.over(), message.talker(), message.emergency(), actor.now(), slot);
        replan.publish();
    }

    /** The slot of the other side through which the same talk is heard; -1 if there is none. */
    private int onTheOtherSide(int side, ServerMessage.SlotAssigned message) {
        for (int slot = 0; slot < slots.size(); slot++) {
            Assignment other = slots.get(slot);
            boolean same = other != null
                    && slot / MediaPort.SIDE_SLOTS != side
                    && other.channel.equals(message.channel())
                    && (other.over == message.over()
                            || other.talker.id().equals(message.talker().id()));
            if (same) {
                return slot;
            }
        }
        return -1;
    }

    void released(int side, ServerMessage.SlotReleased message) {
        int slot = slot(side, message.mid());
        Assignment assignment = slot < 0 ? null : slots.get(slot);
        if (assignment == null || assignment.over != message.over()) {
            // Nothing of it is here: the slot may be used again as far as this console goes.
            conversations.apply(side).say(new ClientMessage.SlotFreed(message.mid(), message.over()));
            return;
        }
        long since = actor.nanoTime();
        // Before that, silence may be a pause of the talker's whose next word is still in a jitter buffer.
        actor.after(SILENCE, () -> listenOn(slot, message.mid(), assignment, since));
    }

    /** A side's link or session is gone, and every assignment with it. */
    void forget(int side) {
        mids.set(side, List.of());
        for (int slot = 0; slot < slots.size(); slot++) {
            if (slot / MediaPort.SIDE_SLOTS == side) {
                slots.set(slot, null);
            }
        }
        replan.publish();
    }

    /** That side was left: who began to talk there at the last moment, unknown to the side in use, is not heard of again. */
    void left(int side) {
        for (int slot = side * MediaPort.SIDE_SLOTS; slot < slots.size(); slot++) {
            Assignment assignment = slots.get(slot);
            ChannelLine line = assignment == null ? null : board.line(assignment.channel);
            ChannelState.Talker shown = assignment == null || line == null ? null : line.talker(assignment.over);
            if (assignment != null
                    && line != null
                    && shown != null
                    && slot / MediaPort.SIDE_SLOTS == side
                    && shown.slot() == slot) {
                line.silent(assignment.over, actor.now());
            }
        }
        forget(side);
    }

    /** Tells the board of what that side's slots carry, once more. */
    void tell(int side) {
        for (int slot = side * MediaPort.SIDE_SLOTS; slot < slots.size(); slot++) {
            Assignment assignment = slots.get(slot);
            ChannelLine line = assignment == null ? null : board.line(assignment.channel);
            if (assignment != null && line != null && slot / MediaPort.SIDE_SLOTS == side) {
                line.talking(assignment.over, assignment.talker, assignment.emergency, actor.now(), slot);
            }
        }
    }

    /** Both. */
    void forget() {
        for (int side = 0; side < MediaPort.SIDES; side++) {
            forget(side);
        }
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
        if (!assignment.played && line != null && !goesOn(slot)) {
            tally.missed();
            line.missedOne();
        }
        free(slot / MediaPort.SIDE_SLOTS, mid, assignment.over, replan.publish());
    }

    /** Whether another slot carries on with what that one brought. */
    private boolean goesOn(int slot) {
        return slots.stream().anyMatch(other -> other != null && other.continues == slot);
    }

    private void free(int side, String mid, long over, long revision) {
        if (!mids.get(side).contains(mid)) {
            return;
        }
        if (audio.mixPassed() >= revision) {
            conversations.apply(side).say(new ClientMessage.SlotFreed(mid, over));
        } else {
            actor.after(LOOK_AGAIN, () -> free(side, mid, over, revision));
        }
    }
}
