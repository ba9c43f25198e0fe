package com.talkiego.dispatch.mock.sfu;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How one uplink arrives (RFC 3550, A.3 and A.8): extended sequence numbers, loss, jitter, and which packets to ask for again.
 */
final class ReceptionStatistics {
    private static final long TICK_NANOS_NUMERATOR = 1_000_000L;
    private static final long TICKS = 48;
    private static final int MOST_MISSING = 32;
    private static final int MOST_ASKS = 3;
    private static final long ASK_AGAIN_NANOS = 40_000_000L;

    /** A packet that did not come: how often it was asked for, and when last. */
    private static final class Gap {
        int asked;
        long askedNanos;
    }

    private final Map<Long, Gap> gaps = new TreeMap<>();
    private boolean begun;
    private long first;
    private long highest;
    private long received;
    private long expectedBefore;
    private long receivedBefore;
    private double jitter;
    private long lastTransit;

    /** Takes note of a packet. Returns its sequence number, extended beyond 16 bits. */
    long received(int sequence16, int timestamp, long nowNanos) {
        received++;
        long transit = nowNanos / TICK_NANOS_NUMERATOR * TICKS - Integer.toUnsignedLong(timestamp);
        if (!begun) {
            begun = true;
            // A whole turn ahead, so that a packet that overtook the first one stays positive.
            first = 0x10000L + sequence16;
            highest = first;
            lastTransit = transit;
            return highest;
        }
        long sequence = highest + (short) (sequence16 - (int) highest);
        if (sequence > highest) {
            noteGap(sequence);
            highest = sequence;
            jitter += (Math.abs((int) (transit - lastTransit)) - jitter) / 16;
            lastTransit = transit;
        } else {
            gaps.remove(sequence);
        }
        return sequence;
    }

    private void noteGap(long sequence) {
        if (sequence - highest > MOST_MISSING) {
            gaps.clear();
            return;
        }
        for (long missing = highest + 1; missing < sequence; missing++) {
            gaps.put(missing, new Gap());
        }
        for (Iterator<Long> oldest = gaps.keySet().iterator(); gaps.size() > MOST_MISSING; ) {
            oldest.next();
            oldest.remove();
        }
    }

    /** The 16-bit numbers to ask the publisher for now; each at most three times. */
    List<Integer> toAskFor(long nowNanos) {
        List<Integer> wanted = new ArrayList<>();
        for (Iterator<Map.Entry<Long, Gap>> each = gaps.entrySet().iterator(); each.hasNext(); ) {
            Map.Entry<Long, Gap> entry = each.next();
            Gap gap = entry.getValue();
            if (gap.asked > 0 && nowNanos - gap.askedNanos < ASK_AGAIN_NANOS) {
                continue;
            }
            if (gap.asked == MOST_ASKS) {
                each.remove();
                continue;
            }
            gap.asked++;
            gap.askedNanos = nowNanos;
            wanted.add((int) (entry.getKey() & 0xFFFF));
        }
        return wanted;
    }

    boolean hasGaps() {
        return !gaps.isEmpty();
    }

    boolean begun() {
        return begun;
    }

    /** The fraction lost since this was asked last, 0 to 1. */
    double takeLoss() {
        long expected = begun ? highest - first + 1 : 0;
        long expectedNow = expected - expectedBefore;
        long lostNow = expectedNow - (received - receivedBefore);
        expectedBefore = expected;
        receivedBefore = received;
        return expectedNow <= 0 || lostNow <= 0 ? 0 : (double) lostNow / expectedNow;
    }

    long cumulativeLoss() {
        return begun ? highest - first + 1 - received : 0;
    }

    /** The extended highest sequence number as reports carry it. */
    long highest() {
        return highest - 0x10000L;
    }

    /** In ticks of 1/48000 s. */
    long jitter() {
        return (long) jitter;
    }
}
