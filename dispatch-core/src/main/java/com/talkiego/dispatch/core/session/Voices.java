package com.talkiego.dispatch.core.session;

import com.talkiego.dispatch.core.mix.SlotPlan;
import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.ChannelState.Talker;
import com.talkiego.dispatch.core.session.ReceiveSlots.Assignment;
import com.talkiego.dispatch.core.wire.ClientMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Through which slot each over is heard that comes in over links to members, and how it goes over from one slot to another. What comes
 * over a link without its talker having the floor has no voice, and is not played. On {@code signalling} only.
 */
final class Voices {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

    private static final Duration SAY = Duration.ofMillis(500);

    /** A talker without any sound is heard, as far as its link goes, after that long. */
    private static final Duration SILENT = Duration.ofMillis(600);

    /** Sound may come that much earlier than word of who has the floor: 200 ms. */
    private static final int EARLY_FRAMES = 20;

    private final Actor actor;
    private final AudioPort audio;
    private final ChannelBoard board;
    private final Conversation conversation;
    private final PeerEnds ends;
    private final IntSupplier side;
    private final Runnable changed;
    private final Map<Long, Voice> voices = new LinkedHashMap<>();

    /** By slot, frames of sound at the end of its last over. */
    private final Map<Integer, Long> heardBefore = new HashMap<>();

    /** One over. */
    private static final class Voice {
        private final Assignment assignment;
        private final int side;
        private PeerEnd end;
        private int peerSlot;
        private long soundBefore;
        private long sinceNanos;
        private int serverSlot = -1;

        /** Where it comes through the servers of two regions, the slot of that which is left; else -1. */
        private int otherSlot = -1;

        private int from = -1;
        private boolean sounded;
        private long saidNanos;
        private boolean ending;

        Voice(Assignment assignment, int side, PeerEnd end, int peerSlot, long soundBefore, long sinceNanos) {
            this.assignment = assignment;
            this.side = side;
            this.end = end;
            this.peerSlot = peerSlot;
            this.soundBefore = soundBefore;
            this.sinceNanos = sinceNanos;
        }

        /** Whether that is the same talk, through the server: in another region it may have another number. */
        boolean comesAs(Assignment other, int slot) {
            return other.over() == assignment.over()
                    || (!ending
                            && elsewhere(slot)
                            && other.channel().equals(assignment.channel())
                            && other.talker().id().equals(assignment.talker().id()));
        }

        /** Whether that slot is of another region than its link. */
        boolean elsewhere(int slot) {
            return slot / MediaPort.SIDE_SLOTS != side;
        }

        /** Its link was closed and another one opened in its place, in mid-over. */
        void renew(PeerEnd another, int slot, long before, long nowNanos) {
            if (from == peerSlot && slot != peerSlot) {
                from = -1;
            }
            end = another;
            peerSlot = slot;
            soundBefore = before;
            sinceNanos = nowNanos;
            sounded = false;
        }
    }

    Voices(
            Actor actor,
            AudioPort audio,
            ChannelBoard board,
            Conversation conversation,
            PeerEnds ends,
            IntSupplier side,
            Runnable changed) {
        this.actor = actor;
        this.audio = audio;
        this.board = board;
        this.conversation = conversation;
        this.ends = ends;
        this.side = side;
        this.changed = changed;
    }

    /** Gives a voice to each talker of a channel that is heard straight, and the newest link to each voice; whether that changed any. */
    boolean begin(ChannelLine line) {
        boolean any = false;
        for (Talker talker : line.talkers()) {
            PeerEnd end = ends.from(line.channel().id(), talker.member().id());
            Voice voice = voices.get(talker.over());
            if (end != null && (voice == null || voice.end != end)) {
                int slot = audio.firstPeerSlot() + end.index();
                long before =
                        Math.max(heardBefore.getOrDefault(slot, 0L), Math.max(0, audio.sounded(slot) - EARLY_FRAMES));
                if (voice == null) {
                    Assignment assignment =
                            new Assignment(talker.over(), line.channel().id(), talker.member(), talker.emergency());
                    voices.put(
                            talker.over(), new Voice(assignment, side.getAsInt(), end, slot, before, actor.nanoTime()));
                } else {
                    voice.renew(end, slot, before, actor.nanoTime());
                }
                any = true;
            }
        }
        return any;
    }

    /** The over has ended for the backend; what is still on its way is played. */
    void end(long over, Runnable replan) {
        Voice voice = voices.get(over);
        if (voice != null && !voice.ending) {
            voice.ending = true;
            long since = actor.nanoTime();
            // Before that, silence may be a pause of the talker's whose next word is still in a jitter buffer.
            actor.after(ReceiveSlots.SILENCE, () -> listenOn(voice, since, replan));
        }
    }

    private void listenOn(Voice voice, long since, Runnable replan) {
        boolean silent = audio.slotQuietMillis(voice.peerSlot) >= ReceiveSlots.SILENCE.toMillis();
        if (!silent && actor.nanoTime() - since < ReceiveSlots.LONGEST_TAIL.toNanos()) {
            actor.after(LOOK_AGAIN, () -> listenOn(voice, since, replan));
            return;
        }
        heardBefore.put(voice.peerSlot, audio.sounded(voice.peerSlot));
        if (voices.remove(voice.assignment.over(), voice)) {
            replan.run();
        }
    }

    void forget() {
        voices.clear();
    }

    /** What came over links of a region that was left is heard through the server from now on, or no more. */
    void left() {
        voices.values().removeIf(voice -> {
            boolean gone = voice.end.retired();
            if (gone) {
                heardBefore.put(voice.peerSlot, audio.sounded(voice.peerSlot));
            }
            return gone;
        });
    }

    /**
     * What is announced in each slot.
     *
     * @param server by slot of the subscriber link
     * @param straight whether a channel is to be heard over links now
     */
    List<@Nullable Assignment> compose(List<@Nullable Assignment> server, Predicate<ChannelId> straight) {
        int first = audio.firstPeerSlot();
        List<@Nullable Assignment> all = new ArrayList<>(server.subList(0, Math.min(server.size(), first)));
        all.forEach(assignment -> {
            if (assignment != null) {
                assignment.asAssigned();
            }
        });
        if (voices.isEmpty()) {
            return all;
        }
        while (all.size() < first + audio.peerSlots()) {
            all.add(null);
        }
        voices.values().forEach(voice -> place(voice, all, straight.test(voice.assignment.channel())));
        return all;
    }

    private void place(Voice voice, List<@Nullable Assignment> all, boolean straight) {
        Assignment server = throughServer(voice, all);
        int wanted = wanted(voice, straight);
        if (voice.from < 0) {
            // Already heard through the server when its link came into use, or not heard before.
            boolean heard = voice.serverSlot >= 0 && audio.playing(voice.serverSlot) == voice.assignment.over();
            voice.from = heard ? voice.serverSlot : wanted;
        }
        if (voice.from != wanted && audio.playing(wanted) == voice.assignment.over()) {
            voice.from = wanted;
            show(voice);
        }
        int from = voice.from;
        if (voice.end.up() || wanted == voice.peerSlot) {
            Assignment peer = voice.assignment;
            peer.continues(continues(voice.peerSlot, wanted, from));
            all.set(voice.peerSlot, peer);
        }
        if (server != null) {
            server.continues(continues(voice.serverSlot, wanted, from));
        }
        if (voice.otherSlot >= 0) {
            Assignment other = Objects.requireNonNull(all.get(voice.otherSlot));
            other.continues(continues(voice.otherSlot, wanted, from));
        }
    }

    /** The same over as it comes through the server; through that of the region one moves to, where it comes through both. */
    private @Nullable Assignment throughServer(Voice voice, List<@Nullable Assignment> all) {
        Assignment server = null;
        voice.serverSlot = -1;
        voice.otherSlot = -1;
        for (int slot = 0; slot < Math.min(audio.firstPeerSlot(), all.size()); slot++) {
            Assignment assignment = all.get(slot);
            if (assignment == null || !voice.comesAs(assignment, slot)) {
                continue;
            }
            if (voice.elsewhere(slot)) {
                assignment.goesOnAs(voice.assignment.over());
            }
            boolean differ = server != null && voice.elsewhere(slot) != voice.elsewhere(voice.serverSlot);
            if (differ) {
                voice.otherSlot = voice.elsewhere(slot) ? voice.serverSlot : slot;
            }
            if (!differ || voice.elsewhere(slot)) {
                server = assignment;
                voice.serverSlot = slot;
            }
        }
        return server;
    }

    private static int continues(int slot, int wanted, int from) {
        if (slot == wanted) {
            return wanted == from ? SlotPlan.NOTHING : from;
        }
        // Not wanted: played on until the other one has it, then let go of.
        return slot == from ? SlotPlan.NOTHING : slot;
    }

    private static int wanted(Voice voice, boolean straight) {
        boolean elsewhere = voice.from >= 0 && voice.from != voice.peerSlot;
        if (voice.serverSlot < 0 && elsewhere && (voice.ending || !voice.end.up())) {
            // Heard to its end through the server: its link, closed or idle, has no more of it.
            return voice.from;
        }
        return (straight && voice.end.up()) || voice.serverSlot < 0 ? voice.peerSlot : voice.serverSlot;
    }

    /** Every 50 ms: who is heard over links is told to the backend; whether a plan has to be made anew. */
    boolean watch(Predicate<ChannelId> straight) {
        boolean moved = false;
        for (Voice voice : voices.values()) {
            long over = voice.assignment.over();
            int wanted = wanted(voice, straight.test(voice.assignment.channel()));
            moved |= wanted != voice.from && audio.playing(wanted) == over;
            hear(voice);
        }
        return moved;
    }

    private void hear(Voice voice) {
        if (voice.end.retired()) {
            return;
        }
        long now = actor.nanoTime();
        long frames = audio.sounded(voice.peerSlot) - voice.soundBefore;
        boolean silentLong = now - voice.sinceNanos >= SILENT.toNanos() && voice.end.confirmed();
        if (!voice.sounded && (frames > 0 || silentLong)) {
            voice.sounded = true;
            voice.saidNanos = now - SAY.toNanos();
            show(voice);
        }
        if (voice.sounded && !voice.ending && voice.end.confirmed() && now - voice.saidNanos >= SAY.toNanos()) {
            voice.saidNanos = now;
            conversation.say(new ClientMessage.OverHeard(
                    voice.assignment.channel(), voice.assignment.over(), Math.max(1, frames)));
        }
    }

    /** The channel's level is that of the slot it is heard through. */
    private void show(Voice voice) {
        Assignment over = voice.assignment;
        ChannelLine line = board.line(over.channel());
        if (line != null && voice.sounded && !voice.end.retired()) {
            line.talking(over.over(), over.talker(), over.emergency(), actor.now(), voice.from);
            changed.run();
        }
    }

    /** Whether every over of a channel that could be heard over a link is heard the way that is wanted. */
    boolean settled(ChannelId channel, boolean straight) {
        return voices.values().stream()
                .filter(voice -> voice.assignment.channel().equals(channel) && !voice.ending && !voice.end.retired())
                .allMatch(voice -> straight
                        ? voice.from == voice.peerSlot
                        : voice.serverSlot >= 0 && voice.from == voice.serverSlot);
    }
}
