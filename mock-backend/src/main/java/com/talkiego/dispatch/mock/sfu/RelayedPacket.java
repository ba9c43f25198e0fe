package com.talkiego.dispatch.mock.sfu;

/**
 * One packet of an over on its way to another region's media server, as its publisher sent it: nothing is decoded between regions.
 * The payload belongs to all that hold it and is never changed.
 */
public final class RelayedPacket {
    private final MediaPacket packet;
    private final boolean first;

    RelayedPacket(MediaPacket packet, boolean first) {
        this.packet = packet;
        this.first = first;
    }

    /** Whether the over begins with it. */
    boolean first() {
        return first;
    }

    /** The packet as if it had arrived here at that time. */
    MediaPacket arrivedAt(long nanos) {
        return new MediaPacket(
                packet.sequence,
                packet.timestamp,
                packet.marker,
                packet.level,
                packet.redundant,
                packet.payload,
                nanos);
    }
}
