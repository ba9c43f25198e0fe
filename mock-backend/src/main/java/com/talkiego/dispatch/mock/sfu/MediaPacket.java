package com.talkiego.dispatch.mock.sfu;

/**
 * One audio packet as it arrived, decrypted and freed from its header; immutable, shared by all slots it goes to.
 *
 * <p>The sequence number is extended beyond 16 bits, so that it never wraps. The level is in −dBov (RFC 6464, the voice
 * bit included), or {@link #NO_LEVEL}.
 */
final class MediaPacket {
    static final int NO_LEVEL = -1;

    final long sequence;
    final int timestamp;
    final boolean marker;
    final int level;
    final boolean redundant;
    final byte[] payload;
    final long arrivalNanos;

    MediaPacket(
            long sequence,
            int timestamp,
            boolean marker,
            int level,
            boolean redundant,
            byte[] payload,
            long arrivalNanos) {
        this.sequence = sequence;
        this.timestamp = timestamp;
        this.marker = marker;
        this.level = level;
        this.redundant = redundant;
        this.payload = payload;
        this.arrivalNanos = arrivalNanos;
    }

    /** This packet without the redundant copies of earlier sound; itself if it carries none. */
    MediaPacket withoutRedundancy() {
        return redundant
                ? new MediaPacket(sequence, timestamp, marker, level, false, Redundancy.primary(payload), arrivalNanos)
                : this;
    }

    /** This packet, cleaned of sound that was spoken before the given time of the publisher's clock. */
    MediaPacket from(int firstTimestamp) {
        boolean older = redundant && timestamp - Redundancy.reach(payload) - firstTimestamp < 0;
        return older ? withoutRedundancy() : this;
    }
}
