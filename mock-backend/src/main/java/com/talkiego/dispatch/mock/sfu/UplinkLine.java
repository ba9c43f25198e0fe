package com.talkiego.dispatch.mock.sfu;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The receiving end of one uplink: knows its source and numbers, and watches how it arrives. */
final class UplinkLine {
    private static final long NANOS_A_SECOND = 1_000_000_000L;

    final Uplink uplink;
    private ReceptionStatistics statistics = new ReceptionStatistics();
    private OfferedLine line;
    private int lastClock;
    private long lastClockNanos;
    private double loss;

    UplinkLine(String peer, OfferedLine line) {
        this.uplink = new Uplink(peer, line.mid());
        this.line = line;
    }

    /** Takes what a renegotiation changed; a new source begins new statistics. */
    void renegotiate(OfferedLine changed) {
        if (changed.source() != line.source()) {
            statistics = new ReceptionStatistics();
            lastClock = 0;
        }
        line = changed;
    }

    int source() {
        return (int) line.source();
    }

    boolean nack() {
        return line.nack();
    }

    int levelExtension() {
        return line.levelExtension();
    }

    ReceptionStatistics statistics() {
        return statistics;
    }

    /** Reads a decrypted packet, or null if it is none of this line's. */
    @Nullable
    MediaPacket read(RtpHeader header, byte[] data, long nowNanos) {
        boolean redundant = line.red() >= 0 && header.payloadType == line.red();
        if (header.payloadBytes == 0 || (!redundant && header.payloadType != line.opus())) {
            return null;
        }
        byte[] payload = Arrays.copyOfRange(data, header.payloadAt, header.payloadAt + header.payloadBytes);
        if (redundant && !Redundancy.wellFormed(payload, line.opus())) {
            return null;
        }
        long sequence = statistics.received(header.sequence, header.timestamp, nowNanos);
        return new MediaPacket(sequence, header.timestamp, header.marker, header.level, redundant, payload, nowNanos);
    }

    void clockReported(int middleNtp, long nowNanos) {
        lastClock = middleNtp;
        lastClockNanos = nowNanos;
    }

    double loss() {
        return loss;
    }

    /** What to report to the publisher: its encoder protects against the worst of the way here and the ways on. */
    RtcpWriter.Reception report(long nowNanos) {
        loss = Math.max(statistics.takeLoss(), uplink.listenerLoss(nowNanos));
        long since = lastClock == 0 ? 0 : (nowNanos - lastClockNanos) * 65_536 / NANOS_A_SECOND;
        return new RtcpWriter.Reception(
                source(), loss, statistics.cumulativeLoss(), statistics.highest(), statistics.jitter(), lastClock, (int)
                        since);
    }
}
