package com.talkiego.dispatch.mock.sfu;

import org.jspecify.annotations.Nullable;

/** One uplink of a publisher: carries one over at a time; without an over whatever arrives is dropped. */
final class Uplink {
    /** Four times what the shortest packets need: retransmissions pass, a flood does not reach every listener. */
    static final int MOST_PACKETS_A_SECOND = 400;

    private static final long SECOND_NANOS = 1_000_000_000L;
    /** Listeners report every five seconds; a report holds a little longer. */
    private static final long REPORT_HOLDS_NANOS = 6 * SECOND_NANOS;

    final String peer;
    final String mid;
    private @Nullable Over over;
    private long secondBegan;
    private int packetsThisSecond;
    private double listenerLoss;
    private long listenerLossNanos;

    Uplink(String peer, String mid) {
        this.peer = peer;
        this.mid = mid;
    }

    @Nullable
    Over over() {
        return over;
    }

    void carry(@Nullable Over newOver) {
        over = newOver;
    }

    /** Counts a packet against the rate limit; false if it is one too many. */
    boolean admit(long nowNanos) {
        if (nowNanos - secondBegan >= SECOND_NANOS) {
            secondBegan = nowNanos;
            packetsThisSecond = 0;
        }
        return ++packetsThisSecond <= MOST_PACKETS_A_SECOND;
    }

    /** A listener reported the fraction (0 to 1) it lost of what came from here. */
    void listenerLost(double fraction, long nowNanos) {
        if (fraction >= listenerLoss(nowNanos)) {
            listenerLoss = fraction;
            listenerLossNanos = nowNanos;
        }
    }

    /** The worst fraction a listener reported lately. */
    double listenerLoss(long nowNanos) {
        return nowNanos - listenerLossNanos < REPORT_HOLDS_NANOS ? listenerLoss : 0;
    }
}
