package com.talkiego.dispatch.mock.sfu;

/**
 * The sequence numbers and times under which a slot sends, one unbroken line over all the overs it carries.
 *
 * <p>A receiver takes a slot for one speaker who pauses: so each over continues the numbers where the last one ended,
 * and its time runs on by the wall clock (48,000 ticks a second), by one frame at least. Within an over both keep
 * the publisher's own distances, so that loss and disorder stay visible to the receiver.
 */
final class SlotClock {
    private static final long TICKS_A_SECOND = 48_000;

    private final int frameTicks;
    private final int initialSequence;
    private final int initialTimestamp;

    private boolean begun;
    private long highest;
    private int highestTimestamp;
    private long highestSentNanos;

    private long firstOfOver;
    private long sequenceOffset;
    private int timestampOffset;

    /**
     * @param frameTicks length of one packet in ticks
     * @param random where the numbers begin; the sequence takes the low 15 bits, so that the first packets cannot wrap
     */
    SlotClock(int frameTicks, long random) {
        this.frameTicks = frameTicks;
        this.initialSequence = (int) (random & 0x7FFF);
        this.initialTimestamp = (int) (random >>> 16);
    }

    /** Begins an over at this packet. */
    void begin(MediaPacket first, long nowNanos) {
        long next = begun ? highest + 1 : initialSequence;
        int timestamp = begun ? highestTimestamp + pause(nowNanos) : initialTimestamp;
        firstOfOver = first.sequence;
        sequenceOffset = next - first.sequence;
        timestampOffset = timestamp - first.timestamp;
    }

    private int pause(long nowNanos) {
        long elapsed = (nowNanos - highestSentNanos) / 1_000 * TICKS_A_SECOND / 1_000_000;
        return (int) Math.max(frameTicks, elapsed);
    }

    /** Whether the packet is older than the one its over began with; its number belongs to the over before. */
    boolean precedesOver(MediaPacket packet) {
        return packet.sequence < firstOfOver;
    }

    /** The 16-bit sequence number under which this packet of the current over leaves. */
    int sequence(MediaPacket packet) {
        return (int) (packet.sequence + sequenceOffset) & 0xFFFF;
    }

    /** The time under which this packet of the current over leaves. */
    int timestamp(MediaPacket packet) {
        return packet.timestamp + timestampOffset;
    }

    /** Remembers that this packet of the current over left. */
    void sent(MediaPacket packet, long nowNanos) {
        long sequence = packet.sequence + sequenceOffset;
        if (!begun || sequence > highest) {
            begun = true;
            highest = sequence;
            highestTimestamp = timestamp(packet);
            highestSentNanos = nowNanos;
        }
    }

    /** What the slot's clock shows now, for sender reports. */
    int timestampAt(long nowNanos) {
        return begun
                ? highestTimestamp + (int) ((nowNanos - highestSentNanos) / 1_000 * TICKS_A_SECOND / 1_000_000)
                : initialTimestamp;
    }
}
