package com.talkiego.dispatch.core.media;

import com.talkiego.dispatch.core.model.MediaWay;

/**
 * How one media link has fared since it was opened, summed over its lines. What WebRTC does not tell is 0, a time it does not tell NaN.
 *
 * @param connected whether there is an encrypted path now
 * @param packetsReceived packets of sound that came in
 * @param packetsLost packets of sound that never came (RFC 3550, 6.4.1); may be negative where packets came twice
 * @param packetsSent packets of sound sent
 * @param concealedSamples samples invented in place of lost sound and heard, at 48 kHz; what idle slots invent is silent and not counted
 * @param jitterBufferMillis mean time that sound spent in the jitter buffers since the link was opened, ms
 * @param roundTripMillis of the path, as ICE last measured it, ms
 * @param way how the packets travel
 * @param beats how often packets of the other end were seen to arrive
 */
public record LinkStatistics(
        boolean connected,
        long packetsReceived,
        long packetsLost,
        long packetsSent,
        long concealedSamples,
        double jitterBufferMillis,
        double roundTripMillis,
        MediaWay way,
        long beats) {
    static final LinkStatistics NONE = new LinkStatistics(false, 0, 0, 0, 0, Double.NaN, Double.NaN, MediaWay.NONE, 0);
}
