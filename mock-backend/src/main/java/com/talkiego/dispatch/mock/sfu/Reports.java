package com.talkiego.dispatch.mock.sfu;

import java.util.ArrayList;
import java.util.List;

/**
 * The control packets of all links: what clients report, and what they are told every 500 ms, even when nothing else
 * flows, because arriving reports are how a client knows that its path is alive. On the thread {@code sfu} only.
 */
final class Reports {
    static final long INTERVAL_NANOS = 500_000_000L;
    private static final int MOST_RECEPTIONS = 31;
    private static final double UNITS_A_MILLI = 65.536;

    private final Outbox outbox;
    private final NtpClock ntp;
    private final Tally tally;
    private final RtcpWriter writer = new RtcpWriter();
    private final PacketBuffer buffer = new PacketBuffer();

    Reports(Outbox outbox, NtpClock ntp, Tally tally) {
        this.outbox = outbox;
        this.ntp = ntp;
        this.tally = tally;
    }

    /** Acts on a decrypted control packet of a client. */
    void arrived(Link link, byte[] data, int length, long nowNanos) {
        for (RtcpItem item : RtcpItem.read(data, length)) {
            switch (item) {
                case RtcpItem.SenderClock clock -> {
                    UplinkLine line = link.uplinkOf(clock.source());
                    if (line != null) {
                        line.clockReported(clock.middleNtp(), nowNanos);
                    }
                }
                case RtcpItem.Reception reception -> received(link, reception, nowNanos);
                case RtcpItem.Missing missing -> {
                    SlotLine line = link.slotOf(missing.source());
                    if (line != null) {
                        missing.sequences().forEach(sequence -> line.resend(sequence, nowNanos));
                    }
                }
            }
        }
    }

    private void received(Link link, RtcpItem.Reception reception, long nowNanos) {
        SlotLine line = link.slotOf(reception.source());
        if (line == null) {
            return;
        }
        line.reported(reception.lost());
        Uplink source = line.slot.source();
        if (source != null) {
            source.listenerLost(reception.lost(), nowNanos);
        }
        if (reception.lastClock() != 0) {
            int units = ntp.middle(nowNanos) - reception.lastClock() - reception.sinceClock();
            link.roundTripMillis = Math.max(0, units / UNITS_A_MILLI);
        }
    }

    /** Reports to a client whose turn has come, and asks its uplinks for what is missing. */
    void tick(Link link, long nowNanos) {
        if (link.srtp() == null) {
            return;
        }
        if (link.nextReportNanos - nowNanos <= 0) {
            // Late by more than an interval (a pause of the process): no burst of reports to catch up.
            boolean late = nowNanos - link.nextReportNanos > INTERVAL_NANOS;
            link.nextReportNanos = (late ? nowNanos : link.nextReportNanos) + INTERVAL_NANOS;
            if (link.slots().isEmpty()) {
                reportReceptions(link, nowNanos);
            } else {
                reportSlots(link, nowNanos);
            }
        }
        for (UplinkLine line : link.uplinks()) {
            askAgain(link, line, nowNanos);
        }
    }

    /** Asks a publisher for packets that did not come, where it agreed to send them again. */
    void askAgain(Link link, UplinkLine line, long nowNanos) {
        if (!line.nack() || !line.statistics().hasGaps() || line.uplink.over() == null) {
            return;
        }
        List<Integer> missing = line.statistics().toAskFor(nowNanos);
        if (!missing.isEmpty()) {
            tally.nackSent += missing.size();
            writer.begin().receiverReport(link.reportSource, List.of());
            writer.missing(link.reportSource, line.source(), missing);
            send(link, link.reportSource, nowNanos);
        }
    }

    private void reportReceptions(Link link, long nowNanos) {
        List<RtcpWriter.Reception> receptions = new ArrayList<>();
        for (UplinkLine line : link.uplinks()) {
            if (line.statistics().begun()) {
                receptions.add(line.report(nowNanos));
            }
        }
        int from = 0;
        do {
            int to = Math.min(receptions.size(), from + MOST_RECEPTIONS);
            writer.begin().receiverReport(link.reportSource, receptions.subList(from, to));
            writer.description(link.reportSource);
            send(link, link.reportSource, nowNanos);
            from = to;
        } while (from < receptions.size());
    }

    /** Every compound is led by the first slot's report, so that one encryption state serves them all. */
    private void reportSlots(Link link, long nowNanos) {
        SlotLine lead = link.slots().iterator().next();
        lead.takeSentSinceReport();
        begin(lead, nowNanos);
        for (SlotLine line : link.slots()) {
            if (line == lead || !line.takeSentSinceReport()) {
                continue;
            }
            if (!writer.hasRoom(RtcpWriter.SENDER_REPORT_BYTES)) {
                finish(link, lead, nowNanos);
                begin(lead, nowNanos);
            }
            line.writeReport(writer, ntp, nowNanos);
        }
        finish(link, lead, nowNanos);
    }

    private void begin(SlotLine lead, long nowNanos) {
        lead.writeReport(writer.begin(), ntp, nowNanos);
    }

    private void finish(Link link, SlotLine lead, long nowNanos) {
        writer.description(lead.source());
        send(link, lead.source(), nowNanos);
    }

    private void send(Link link, int source, long nowNanos) {
        SrtpSession srtp = link.srtp();
        writer.finish(buffer);
        if (srtp != null && srtp.protectControl(buffer, source)) {
            outbox.send(link, buffer.getBuffer(), buffer.getLength(), nowNanos);
        }
    }
}
