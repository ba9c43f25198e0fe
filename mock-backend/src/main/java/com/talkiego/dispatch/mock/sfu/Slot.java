package com.talkiego.dispatch.mock.sfu;

import org.jspecify.annotations.Nullable;

/** One receive slot of a listener: carries one over at a time, under one source for its whole life. */
final class Slot {
    final String peer;
    final String mid;
    final SlotClock clock;
    private final SlotOutlet outlet;

    private @Nullable Cursor cursor;
    private @Nullable Uplink source;
    private boolean everSent;
    private long lastSentNanos;

    Slot(String peer, String mid, SlotClock clock, SlotOutlet outlet) {
        this.peer = peer;
        this.mid = mid;
        this.clock = clock;
        this.outlet = outlet;
    }

    /** What the slot plays out now, or null. */
    @Nullable
    Cursor cursor() {
        return cursor;
    }

    void attach(@Nullable Cursor newCursor) {
        cursor = newCursor;
        if (newCursor != null) {
            source = newCursor.over.uplink;
        }
    }

    /** Where the current over, or the last one, came from; null before the first. */
    @Nullable
    Uplink source() {
        return source;
    }

    /** Sends a packet of the current over; the first one begins the over on the slot's clock. */
    void send(MediaPacket packet, boolean first, long nowNanos) {
        if (first) {
            clock.begin(packet, nowNanos);
        }
        touch(nowNanos);
        outlet.send(packet, clock.sequence(packet), clock.timestamp(packet), first, nowNanos);
        clock.sent(packet, nowNanos);
    }

    /** Something left under this slot's source, so its receiver may still be playing. */
    void touch(long nowNanos) {
        everSent = true;
        lastSentNanos = nowNanos;
    }

    /** The earliest time at which the slot counts as quiet, given that it carries nothing any more. */
    long quietAt(long quietNanos, long nowNanos) {
        return everSent ? Math.max(lastSentNanos + quietNanos, nowNanos) : nowNanos;
    }
}
