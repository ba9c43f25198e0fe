package com.talkiego.dispatch.mock.sfu;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Decides which packet of which over leaves through which slot, and when; it knows no socket and no cryptography.
 *
 * <p>One thread. Time is given with every call, in nanoseconds of one monotonic clock.
 */
final class Forwarder {
    /** A slot is quiet this long after its last packet: its receiver has played out whatever it had. */
    static final Duration QUIET = Duration.ofMillis(500);

    private static final int MOST_OVERS = 4_096;
    private static final int MOST_LEGS = 512;
    private static final long SHORTEST_PACKET_NANOS = Duration.ofMillis(10).toNanos();
    /** Retransmitted packets are kept as well as first ones. */
    private static final int SPARE_PACKETS = 64;
    /** A cursor with the longest lag still finds its packet, though its timer runs late. */
    private static final long SPARE_NANOS = Duration.ofMillis(250).toNanos();

    private final long keepNanos;
    private final int mostKept;
    private final Drops drops;
    private final SfuListener listener;
    private final Map<String, Over> overs = new HashMap<>();
    private final PriorityQueue<Cursor> due = new PriorityQueue<>(Comparator.comparingLong(cursor -> cursor.dueNanos));
    private final Set<Slot> quietening = new LinkedHashSet<>();

    Forwarder(Duration overCache, Drops drops, SfuListener listener) {
        this.keepNanos = overCache.toNanos() + SPARE_NANOS;
        this.mostKept = (int) (keepNanos / SHORTEST_PACKET_NANOS) + SPARE_PACKETS;
        this.drops = drops;
        this.listener = listener;
    }

    /** What arrives on this uplink from now on is the over of this ticket; an over it carried is closed. */
    void open(String ticket, Uplink uplink, long nowNanos) {
        if (overs.size() >= MOST_OVERS || overs.containsKey(ticket)) {
            drops.count(DropCause.TOO_MANY);
            return;
        }
        Over before = uplink.over();
        if (before != null) {
            close(before.ticket, nowNanos);
        }
        Over over = new Over(ticket, uplink, keepNanos, mostKept);
        overs.put(ticket, over);
        uplink.carry(over);
    }

    /** Begins an over that another media server sends; does nothing if it has begun. */
    void openRemote(String ticket, long nowNanos) {
        if (!overs.containsKey(ticket)) {
            open(ticket, new Uplink("relay", ticket), nowNanos);
        }
    }

    /** Takes a packet of another media server's over. */
    void remote(String ticket, MediaPacket packet, long nowNanos) {
        Over over = overs.get(ticket);
        if (over == null) {
            drops.count(DropCause.NO_OVER);
        } else {
            packet(over.uplink, packet, nowNanos);
        }
    }

    /** Takes a packet that arrived; it leaves at once through every slot that does not lag. */
    void packet(Uplink uplink, MediaPacket packet, long nowNanos) {
        Over over = uplink.over();
        if (over == null) {
            drops.count(DropCause.NO_OVER);
            return;
        }
        if (!uplink.admit(nowNanos)) {
            drops.count(DropCause.FLOOD);
            return;
        }
        over.add(packet);
        for (Leg leg : over.legs()) {
            for (Cursor cursor : List.copyOf(leg.cursors)) {
                if (!cursor.scheduled) {
                    advance(cursor, nowNanos);
                }
            }
        }
        if (over.newest() == 1) {
            listener.firstPacket(over.ticket, nowNanos);
        }
        if (over.progressDue(nowNanos)) {
            listener.uplinkProgress(over.ticket, over.newest());
        }
    }

    /**
     * Plays an over out through a slot, which leaves whatever it carried.
     *
     * @param fromStart from the oldest packet that is kept, lagging by its age; else from the next packet
     */
    void forward(String ticket, String legName, Slot slot, boolean fromStart, long nowNanos) {
        Over over = overs.get(ticket);
        if (over == null) {
            drops.count(DropCause.NO_SUCH_TARGET);
            return;
        }
        if (over.leg(legName) == null && over.legCount() >= MOST_LEGS) {
            drops.count(DropCause.TOO_MANY);
            return;
        }
        Leg leg = over.openLeg(legName);
        if (leg.ending) {
            drops.count(DropCause.NO_SUCH_TARGET);
            return;
        }
        Cursor carried = slot.cursor();
        if (carried != null) {
            detach(carried);
        }
        boolean late = fromStart && over.newest() > over.oldest();
        long next = late ? over.oldest() : over.newest();
        // A packet of another region may still be on its way.
        long lag = late ? Math.max(0, nowNanos - over.at(next).arrivalNanos) : 0;
        Cursor cursor = new Cursor(over, leg, slot, next, lag);
        leg.cursors.add(cursor);
        slot.attach(cursor);
        quietening.remove(slot);
        advance(cursor, nowNanos);
    }

    /**
     * Ends one leg of an over.
     *
     * @param discard at once; else after the packets that arrived before this call
     * @return completes when the last packet was sent; at once if there is no such leg
     */
    CompletableFuture<Void> endLeg(String ticket, String legName, boolean discard, long nowNanos) {
        Over over = overs.get(ticket);
        Leg leg = over == null ? null : over.leg(legName);
        if (over == null || leg == null) {
            return CompletableFuture.completedFuture(null);
        }
        finish(over, leg, discard, nowNanos);
        return leg.done;
    }

    private void finish(Over over, Leg leg, boolean discard, long nowNanos) {
        leg.ending = true;
        for (Cursor cursor : List.copyOf(leg.cursors)) {
            if (discard) {
                release(cursor);
            } else {
                cursor.end = Math.min(cursor.end, over.newest());
                advance(cursor, nowNanos);
            }
        }
        leg.settle();
        removeIfSpent(over);
    }

    /** Accepts no more packets of an over; what arrived before still leaves, unless its leg was discarded. */
    void close(String ticket, long nowNanos) {
        Over over = overs.get(ticket);
        if (over == null) {
            return;
        }
        over.close();
        if (over.uplink.over() == over) {
            over.uplink.carry(null);
        }
        for (Leg leg : over.legs()) {
            finish(over, leg, false, nowNanos);
        }
        removeIfSpent(over);
    }

    /** Forgets a slot whose link is gone. */
    void remove(Slot slot) {
        Cursor carried = slot.cursor();
        if (carried != null) {
            detach(carried);
        }
        quietening.remove(slot);
    }

    /** Closes the over of an uplink whose link is gone. */
    void remove(Uplink uplink, long nowNanos) {
        Over over = uplink.over();
        if (over != null) {
            close(over.ticket, nowNanos);
        }
    }

    /** Sends what is due, and tells which slots have become quiet. */
    void tick(long nowNanos) {
        for (Cursor cursor = due.peek(); cursor != null && cursor.dueNanos - nowNanos <= 0; cursor = due.peek()) {
            due.remove();
            cursor.scheduled = false;
            if (!cursor.detached) {
                advance(cursor, nowNanos);
            }
        }
        tellQuiet(nowNanos);
    }

    private void tellQuiet(long nowNanos) {
        if (quietening.isEmpty()) {
            return;
        }
        List<Slot> quiet = new ArrayList<>();
        for (Iterator<Slot> each = quietening.iterator(); each.hasNext(); ) {
            Slot slot = each.next();
            if (slot.quietAt(QUIET.toNanos(), nowNanos) - nowNanos <= 0) {
                each.remove();
                quiet.add(slot);
            }
        }
        quiet.forEach(slot -> listener.slotQuiet(slot.peer, slot.mid));
    }

    /** Nanoseconds until {@link #tick} has something to send; at most the given limit. */
    long nanosUntilDue(long nowNanos, long limit) {
        Cursor next = due.peek();
        return next == null ? limit : Math.clamp(next.dueNanos - nowNanos, 0, limit);
    }

    private void advance(Cursor cursor, long nowNanos) {
        Over over = cursor.over;
        while (cursor.next < over.oldest()) {
            drops.count(DropCause.CACHE_OVERRUN);
            cursor.next++;
        }
        while (cursor.next < Math.min(over.newest(), cursor.end)) {
            MediaPacket packet = over.at(cursor.next);
            long dueNanos = packet.arrivalNanos + cursor.lagNanos;
            if (dueNanos - nowNanos > 0) {
                schedule(cursor, dueNanos);
                return;
            }
            cursor.next++;
            send(cursor, packet, nowNanos);
        }
        if (cursor.finished()) {
            release(cursor);
        }
    }

    private void send(Cursor cursor, MediaPacket packet, long nowNanos) {
        if (cursor.begun && cursor.slot.clock.precedesOver(packet)) {
            drops.count(DropCause.OLDER_THAN_OVER);
            return;
        }
        boolean first = !cursor.begun;
        cursor.begun = true;
        cursor.slot.send(packet, first, nowNanos);
    }

    private void schedule(Cursor cursor, long dueNanos) {
        if (!cursor.scheduled) {
            cursor.dueNanos = dueNanos;
            cursor.scheduled = true;
            due.add(cursor);
        }
    }

    /** Takes a cursor off its slot, which begins to quieten. */
    private void release(Cursor cursor) {
        if (!cursor.detached) {
            quietening.add(cursor.slot);
            detach(cursor);
        }
    }

    private void detach(Cursor cursor) {
        cursor.detached = true;
        cursor.slot.attach(null);
        cursor.leg.cursors.remove(cursor);
        cursor.leg.settle();
        removeIfSpent(cursor.over);
    }

    private void removeIfSpent(Over over) {
        if (over.spent()) {
            overs.remove(over.ticket, over);
        }
    }
}
