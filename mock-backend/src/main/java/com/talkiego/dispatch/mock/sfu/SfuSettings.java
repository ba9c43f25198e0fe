package com.talkiego.dispatch.mock.sfu;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/**
 * What the media server is started with.
 *
 * @param candidates addresses offered to clients, the most preferred first
 * @param bind address the one UDP socket is bound to
 * @param port UDP port, 0 for any free one
 * @param ptimeMillis length of the packets asked of publishers: 10 or 20 ms
 * @param overCache how long the packets of an over are kept for listeners that are granted late; at most 10 s
 */
public record SfuSettings(
        List<InetAddress> candidates, InetAddress bind, int port, int ptimeMillis, Duration overCache) {
    private static final Duration LONGEST_CACHE = Duration.ofSeconds(10);

    public SfuSettings {
        candidates = List.copyOf(candidates);
        if (candidates.isEmpty()) {
            throw new IllegalArgumentException("The media server needs at least one address to offer to clients.");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("The media port must lie between 0 (any) and 65535, not " + port + ".");
        }
        if (ptimeMillis != 10 && ptimeMillis != 20) {
            throw new IllegalArgumentException("Packets are 10 or 20 ms long, not " + ptimeMillis + " ms.");
        }
        if (overCache.isNegative() || overCache.compareTo(LONGEST_CACHE) > 0) {
            throw new IllegalArgumentException("An over is kept between 0 and 10 s, not " + overCache + ".");
        }
    }
}
