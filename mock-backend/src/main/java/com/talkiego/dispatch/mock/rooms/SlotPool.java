package com.talkiego.dispatch.mock.rooms;

import com.talkiego.dispatch.core.wire.ServerMessage;
import com.talkiego.dispatch.mock.rooms.Over.Reception;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The receive slots of one client. A slot carries one over for its whole life; it is used again only after the client let go of it
 * <em>and</em> the media server has sent nothing into it for 500 ms, the least recently used first. Overs that find none wait, and
 * the client is asked for more.
 */
final class SlotPool {
    /** Up to here the number of slots doubles, beyond it grows by steps: negotiation grows faster than its lines. */
    private static final int DOUBLED_UP_TO = 64;

    private static final int STEP = 32;

    private final Participant owner;
    private final RoomsContext context;
    private final Map<String, Slot> slots = new LinkedHashMap<>();
    private final ArrayDeque<Slot> free = new ArrayDeque<>();
    private final LinkedHashSet<Reception> waiting = new LinkedHashSet<>();
    private @Nullable String peer;
    private int asked;

    SlotPool(Participant owner, RoomsContext context) {
        this.owner = owner;
        this.context = context;
    }

    /** The link that brings the slots is up: from now on they can be used. */
    void connected(String subscriberPeer) {
        peer = subscriberPeer;
        serve();
    }

    /** The link was accepted with these lines; those that are new can be used now, or rest first if the link is in use already. */
    void lines(List<String> mids) {
        boolean first = slots.isEmpty();
        List<Slot> fresh = new ArrayList<>();
        for (String mid : mids) {
            if (!slots.containsKey(mid)) {
                Slot slot = new Slot(mid);
                slots.put(mid, slot);
                fresh.add(slot);
            }
        }
        if (first || peer == null) {
            free.addAll(fresh);
            serve();
        } else {
            context.actor().after(context.settings().settleMillis(), () -> settled(fresh));
        }
    }

    private void settled(List<Slot> fresh) {
        fresh.stream().filter(slot -> slots.get(slot.mid) == slot).forEach(free::add);
        serve();
    }

    /** The link is gone, and its slots with it; overs still running wait for the next link, and are heard from then on. */
    void lost() {
        List<Reception> orphans = new ArrayList<>();
        for (Slot slot : slots.values()) {
            Reception reception = slot.reception;
            if (reception != null) {
                tellReleased(slot.mid, reception.over.number);
                reception.fromStart = false;
                orphans.add(reception);
            }
        }
        slots.clear();
        free.clear();
        peer = null;
        asked = 0;
        waiting.addAll(orphans);
    }

    /** The client came back and may have missed that more slots were wanted. */
    void askAgain() {
        asked = 0;
        demand();
    }

    /** Wants a slot for an over; it waits if there is none. */
    void want(Reception reception) {
        waiting.add(reception);
        serve();
    }

    /** The over is complete, or no longer to be heard: its slot is released, if it had one. */
    void done(Reception reception) {
        if (waiting.remove(reception)) {
            context.counters().oversWithoutSlot++;
            return;
        }
        for (Slot slot : slots.values()) {
            if (slot.reception == reception) {
                release(slot, reception.over.number);
                return;
            }
        }
    }

    /** Gives up waiting for an over that the client no longer wants to hear; false if it has its slot already. */
    boolean forget(Reception reception) {
        return waiting.remove(reception);
    }

    private void release(Slot slot, long over) {
        slot.reception = null;
        slot.quiet = false;
        tellReleased(slot.mid, over);
        context.actor().after(context.settings().quietLimitMillis(), () -> {
            if (slots.get(slot.mid) == slot && slot.lastOver == over) {
                quiet(slot.mid);
            }
        });
    }

    private void tellReleased(String mid, long over) {
        owner.slotEvent(seq -> new ServerMessage.SlotReleased(seq, mid, over));
    }

    /** The client let go of a slot; word of another over than its last one is late and means nothing. */
    void freed(String mid, long over) {
        Slot slot = slots.get(mid);
        if (slot != null && slot.lastOver == over) {
            slot.freedByClient = true;
            reuse(slot);
        }
    }

    /** The media server has sent nothing into the slot for 500 ms. */
    void quiet(String mid) {
        Slot slot = slots.get(mid);
        if (slot != null && slot.reception == null) {
            slot.quiet = true;
            reuse(slot);
        }
    }

    private void reuse(Slot slot) {
        if (slot.reception == null && slot.used && slot.freedByClient && slot.quiet) {
            slot.used = false;
            free.add(slot);
            serve();
        }
    }

    private void serve() {
        String link = peer;
        if (link != null) {
            while (!waiting.isEmpty() && !free.isEmpty()) {
                assign(link, free.remove(), waiting.removeFirst());
            }
        }
        demand();
    }

    private void assign(String link, Slot slot, Reception reception) {
        Over over = reception.over;
        slot.take(reception);
        long waited = TimeUnit.NANOSECONDS.toMillis(context.actor().nanoTime() - reception.wantedAtNanos);
        if (reception.fromStart && waited > context.settings().slotWaitMillis()) {
            reception.fromStart = false;
            context.counters().slotsLate++;
        }
        context.counters().slotsAssigned++;
        owner.slotEvent(seq -> new ServerMessage.SlotAssigned(
                seq, slot.mid, over.number, over.channel.id(), over.talker, over.emergency, reception.continues));
        context.media().forward(over.ticketKey, over.legKey(), link, slot.mid, reception.fromStart);
    }

    private void demand() {
        if (peer == null || waiting.isEmpty()) {
            return;
        }
        int known = Math.max(slots.size(), asked);
        int target = grown(known, slots.size() - free.size() + waiting.size(), limit());
        if (target > known) {
            asked = target;
            context.counters().slotsWanted++;
            owner.say(new ServerMessage.SlotsWanted(target));
        }
    }

    private int limit() {
        return owner.position()
                ? context.settings().maxPositionSlots()
                : context.settings().maxOtherSlots();
    }

    /** The number of slots, from {@code now} on, that holds as many as are needed, but never more than the limit. */
    static int grown(int now, int needed, int limit) {
        int size = Math.max(1, now);
        while (size < needed && size < limit) {
            size += size < DOUBLED_UP_TO ? size : STEP;
        }
        return Math.max(now, Math.min(size, limit));
    }

    int size() {
        return slots.size();
    }

    int busy() {
        return slots.size() - free.size();
    }

    int waiting() {
        return waiting.size();
    }

    private static final class Slot {
        final String mid;

        @Nullable
        Reception reception;

        long lastOver;
        boolean used;
        boolean freedByClient;
        boolean quiet;

        Slot(String mid) {
            this.mid = mid;
        }

        void take(Reception next) {
            reception = next;
            lastOver = next.over.number;
            used = true;
            freedByClient = false;
            quiet = false;
        }
    }
}
