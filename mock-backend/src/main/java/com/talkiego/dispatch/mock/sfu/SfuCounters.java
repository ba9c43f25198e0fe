package com.talkiego.dispatch.mock.sfu;

import java.util.Map;

/**
 * What the media server has done since it started.
 *
 * @param packetsIn audio packets that arrived and were authentic
 * @param packetsOut audio packets sent, retransmissions included
 * @param dropped packets and requests that came to nothing, by cause; causes that never happened are absent
 * @param nackAsked packets that listeners asked for again
 * @param nackResent how many of these were still there and sent again
 * @param nackSent packets asked of publishers again
 * @param garbage datagrams that belong to no link
 * @param internalErrors exceptions caught on the thread {@code sfu}: each is a defect, and in the log
 * @param peers every link, by its id
 */
public record SfuCounters(
        long packetsIn,
        long packetsOut,
        Map<DropCause, Long> dropped,
        long nackAsked,
        long nackResent,
        long nackSent,
        long garbage,
        long internalErrors,
        Map<String, PeerStats> peers) {
    public SfuCounters {
        dropped = Map.copyOf(dropped);
        peers = Map.copyOf(peers);
    }

    /** How often a cause happened. */
    public long dropped(DropCause cause) {
        return dropped.getOrDefault(cause, 0L);
    }
}
