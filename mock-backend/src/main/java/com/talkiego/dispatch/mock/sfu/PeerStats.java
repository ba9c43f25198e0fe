package com.talkiego.dispatch.mock.sfu;

/**
 * What one link has carried.
 *
 * @param connected whether its handshake is done
 * @param lines uplinks or slots
 * @param packetsIn audio packets that arrived and were authentic
 * @param packetsOut audio packets sent, retransmissions included
 * @param worstLoss the largest fraction of loss (0 to 1) in the last report about any line of it, by either end
 * @param roundTripMillis by the newest report, −1 before the first
 */
public record PeerStats(
        LinkKind kind,
        boolean connected,
        int lines,
        long packetsIn,
        long packetsOut,
        double worstLoss,
        double roundTripMillis) {}
