package com.talkiego.dispatch.mock.sfu;

import org.jspecify.annotations.Nullable;

/** The sending end of one receive slot: writes, encrypts and sends its packets, and keeps them to be sent again. */
final class SlotLine implements SlotOutlet {
    private final Link link;
    private final Outbox outbox;
    private final Tally tally;
    private final PacketBuffer buffer;
    final Slot slot;

    private SlotFormat format;
    private @Nullable SentPackets kept;

    private long packets;
    private long payloadBytes;
    private boolean sentSinceReport;
    private double loss;

    /**
     * @param buffer where packets are built; shared by all lines, which send one after the other
     */
    SlotLine(
            Link link,
            String mid,
            SlotClock clock,
            SlotFormat format,
            boolean nack,
            Outbox outbox,
            PacketBuffer buffer,
            Tally tally) {
        this.link = link;
        this.outbox = outbox;
        this.buffer = buffer;
        this.tally = tally;
        this.format = format;
        this.kept = nack ? new SentPackets() : null;
        this.slot = new Slot(link.peer, mid, clock, this);
    }

    /** Takes what a renegotiation changed; the source stays. */
    void renegotiate(OfferedLine line) {
        format = new SlotFormat(format.source(), line.opus(), line.red(), line.levelExtension());
        if (!line.nack()) {
            kept = null;
        } else if (kept == null) {
            kept = new SentPackets();
        }
    }

    int source() {
        return format.source();
    }

    @Override
    public void send(MediaPacket packet, int sequence, int timestamp, boolean marker, long nowNanos) {
        SrtpSession srtp = link.srtp();
        if (srtp == null) {
            tally.drops.count(DropCause.NOT_CONNECTED);
            return;
        }
        MediaPacket understood = understands(packet) ? packet : packet.withoutRedundancy();
        int length = RtpHeader.write(buffer.getBuffer(), format, understood, sequence, timestamp, marker);
        buffer.setOffset(0);
        buffer.setLength(length);
        if (!srtp.protectAudio(buffer, format.source())) {
            tally.drops.count(DropCause.REPLAYED);
            return;
        }
        if (kept != null) {
            kept.keep(sequence, buffer.getBuffer(), buffer.getLength());
        }
        packets++;
        payloadBytes += understood.payload.length;
        sentSinceReport = true;
        link.packetsOut++;
        tally.packetsOut++;
        outbox.send(link, buffer.getBuffer(), buffer.getLength(), nowNanos);
    }

    /** Redundant copies are labelled with the publisher's number for Opus, which must be this listener's as well. */
    private boolean understands(MediaPacket packet) {
        return !packet.redundant || (format.red() >= 0 && (packet.payload[0] & 0x7F) == format.opus());
    }

    /** Sends a packet once more, as it was. */
    void resend(int sequence, long nowNanos) {
        tally.nackAsked++;
        byte[] packet = kept == null ? null : kept.find(sequence);
        if (packet == null) {
            return;
        }
        tally.nackResent++;
        link.packetsOut++;
        tally.packetsOut++;
        slot.touch(nowNanos);
        outbox.send(link, packet, packet.length, nowNanos);
    }

    void reported(double fraction) {
        loss = fraction;
    }

    double loss() {
        return loss;
    }

    /** Whether audio left since this was asked last. */
    boolean takeSentSinceReport() {
        boolean sent = sentSinceReport;
        sentSinceReport = false;
        return sent;
    }

    void writeReport(RtcpWriter writer, NtpClock ntp, long nowNanos) {
        writer.senderReport(format.source(), ntp.at(nowNanos), slot.clock.timestampAt(nowNanos), packets, payloadBytes);
    }
}
