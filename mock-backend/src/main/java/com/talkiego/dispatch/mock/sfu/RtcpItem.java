package com.talkiego.dispatch.mock.sfu;

import java.util.ArrayList;
import java.util.List;

/** One statement of a control packet (RFC 3550, RFC 4585) that the media server acts on. */
sealed interface RtcpItem {
    /** A publisher's clock: the middle 32 bits of its NTP time. */
    record SenderClock(int source, int middleNtp) implements RtcpItem {}

    /**
     * How one source is received at the other end.
     *
     * @param lost fraction of packets lost since the report before, 0 to 1
     * @param lastClock middle NTP time of the newest sender report the other end has, 0 for none
     * @param sinceClock how long ago that was, in 1/65536 s
     */
    record Reception(int source, double lost, int lastClock, int sinceClock) implements RtcpItem {}

    /** Packets of a source that are asked for again. */
    record Missing(int source, List<Integer> sequences) implements RtcpItem {
        public Missing {
            sequences = List.copyOf(sequences);
        }
    }

    int SENDER_REPORT = 200;
    int RECEIVER_REPORT = 201;
    int SOURCE_DESCRIPTION = 202;
    int TRANSPORT_FEEDBACK = 205;
    int GENERIC_NACK = 1;
    int BLOCK_BYTES = 24;
    int MOST_ITEMS = 256;

    /** Reads a decrypted compound packet; what is not understood is passed over, what does not parse ends it. */
    static List<RtcpItem> read(byte[] data, int length) {
        List<RtcpItem> items = new ArrayList<>();
        int at = 0;
        while (at + 8 <= length && (data[at] & 0xC0) == 0x80) {
            int bytes = 4 * (RtpHeader.unsignedShort(data, at + 2) + 1);
            int end = at + bytes;
            if (end > length) {
                break;
            }
            int count = data[at] & 0x1F;
            switch (data[at + 1] & 0xFF) {
                case SENDER_REPORT -> {
                    if (bytes >= 28) {
                        items.add(new SenderClock(RtpHeader.integer(data, at + 4), RtpHeader.integer(data, at + 10)));
                        readReceptions(items, data, at + 28, end, count);
                    }
                }
                case RECEIVER_REPORT -> readReceptions(items, data, at + 8, end, count);
                case TRANSPORT_FEEDBACK -> {
                    if (count == GENERIC_NACK && bytes >= 16) {
                        items.add(new Missing(RtpHeader.integer(data, at + 8), sequences(data, at + 12, end)));
                    }
                }
                default -> {
                    // Descriptions, goodbyes and bandwidth estimates change nothing here.
                }
            }
            at = end;
        }
        return items.size() <= MOST_ITEMS ? items : items.subList(0, MOST_ITEMS);
    }

    private static void readReceptions(List<RtcpItem> items, byte[] data, int from, int end, int count) {
        for (int at = from; at + BLOCK_BYTES <= end && at < from + count * BLOCK_BYTES; at += BLOCK_BYTES) {
            items.add(new Reception(
                    RtpHeader.integer(data, at),
                    (data[at + 4] & 0xFF) / 256.0,
                    RtpHeader.integer(data, at + 16),
                    RtpHeader.integer(data, at + 20)));
        }
    }

    private static List<Integer> sequences(byte[] data, int from, int end) {
        List<Integer> sequences = new ArrayList<>();
        for (int at = from; at + 4 <= end && sequences.size() < MOST_ITEMS; at += 4) {
            int first = RtpHeader.unsignedShort(data, at);
            int following = RtpHeader.unsignedShort(data, at + 2);
            sequences.add(first);
            for (int bit = 0; bit < 16; bit++) {
                if ((following & (1 << bit)) != 0) {
                    sequences.add((first + bit + 1) & 0xFFFF);
                }
            }
        }
        return sequences;
    }
}
