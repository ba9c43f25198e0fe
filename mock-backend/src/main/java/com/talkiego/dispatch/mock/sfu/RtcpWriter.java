package com.talkiego.dispatch.mock.sfu;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes one compound control packet (RFC 3550, 6); reused, on one thread. */
final class RtcpWriter {
    /** Compounds stay below this, so that no datagram is fragmented. */
    static final int MOST_BYTES = 1_100;

    static final int SENDER_REPORT_BYTES = 28;
    private static final byte[] CNAME = "sfu".getBytes(StandardCharsets.US_ASCII);
    private static final int CNAME_ITEM = 1;
    private static final int CUMULATIVE_MASK = 0xFFFFFF;

    private final ByteBuffer packet = ByteBuffer.allocate(PacketBuffer.CAPACITY);

    /**
     * How an uplink is received here.
     *
     * @param lost fraction since the report before, 0 to 1
     * @param cumulative packets lost since the beginning
     * @param highest extended highest sequence number
     * @param jitter in ticks of 1/48000 s
     * @param lastClock middle NTP time of the newest sender report, 0 for none
     * @param sinceClock how long ago that arrived, in 1/65536 s
     */
    record Reception(
            int source, double lost, long cumulative, long highest, long jitter, int lastClock, int sinceClock) {}

    RtcpWriter begin() {
        packet.clear();
        return this;
    }

    boolean hasRoom(int bytes) {
        return packet.position() + bytes <= MOST_BYTES;
    }

    RtcpWriter senderReport(int source, long ntp, int timestamp, long packets, long bytes) {
        header(0, RtcpItem.SENDER_REPORT, SENDER_REPORT_BYTES);
        packet.putInt(source)
                .putLong(ntp)
                .putInt(timestamp)
                .putInt((int) packets)
                .putInt((int) bytes);
        return this;
    }

    RtcpWriter receiverReport(int source, List<Reception> receptions) {
        header(receptions.size(), RtcpItem.RECEIVER_REPORT, 8 + receptions.size() * RtcpItem.BLOCK_BYTES);
        packet.putInt(source);
        for (Reception each : receptions) {
            int fraction = (int) Math.min(255, Math.round(each.lost() * 256));
            int cumulative = Math.clamp(each.cumulative(), -0x800000, 0x7FFFFF) & CUMULATIVE_MASK;
            packet.putInt(each.source()).putInt((fraction << 24) | cumulative).putInt((int) each.highest());
            packet.putInt((int) each.jitter()).putInt(each.lastClock()).putInt(each.sinceClock());
        }
        return this;
    }

    RtcpWriter description(int source) {
        // One chunk: source, item, and at least one null byte up to the next word.
        int chunk = (4 + 2 + CNAME.length + 1 + 3) & ~3;
        header(1, RtcpItem.SOURCE_DESCRIPTION, 4 + chunk);
        int end = packet.position() + chunk;
        packet.putInt(source).put((byte) CNAME_ITEM).put((byte) CNAME.length).put(CNAME);
        while (packet.position() < end) {
            packet.put((byte) 0);
        }
        return this;
    }

    RtcpWriter missing(int sender, int source, List<Integer> sequences) {
        header(RtcpItem.GENERIC_NACK, RtcpItem.TRANSPORT_FEEDBACK, 12 + 4 * sequences.size());
        packet.putInt(sender).putInt(source);
        for (int sequence : sequences) {
            packet.putShort((short) sequence).putShort((short) 0);
        }
        return this;
    }

    private void header(int count, int type, int bytes) {
        packet.put((byte) (0x80 | count)).put((byte) type).putShort((short) (bytes / 4 - 1));
    }

    /** Copies what was written. */
    void finish(PacketBuffer target) {
        target.fill(packet.array(), packet.position());
    }
}
