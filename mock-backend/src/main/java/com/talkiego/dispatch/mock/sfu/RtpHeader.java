package com.talkiego.dispatch.mock.sfu;

/** The header of an RTP packet (RFC 3550, 5.1), checked against the packet's length; reused, on one thread. */
final class RtpHeader {
    static final int FIXED_BYTES = 12;
    private static final int ONE_BYTE_PROFILE = 0xBEDE;
    private static final int RESERVED_ID = 15;

    int payloadType;
    boolean marker;
    int sequence;
    int timestamp;
    int source;
    int level;
    int payloadAt;
    int payloadBytes;

    /** Whether a datagram is RTCP rather than RTP (RFC 5761, 4). */
    static boolean isControl(byte[] data) {
        int type = data[1] & 0x7F;
        return type >= 64 && type <= 95;
    }

    /**
     * Reads the header.
     *
     * @param padded whether to take padding off the payload: only possible once it is decrypted
     * @param levelExtension id of the audio level extension, 0 for none
     * @return false if the packet does not parse
     */
    boolean parse(byte[] data, int length, int levelExtension, boolean padded) {
        if (length < FIXED_BYTES || (data[0] & 0xC0) != 0x80) {
            return false;
        }
        marker = (data[1] & 0x80) != 0;
        payloadType = data[1] & 0x7F;
        sequence = unsignedShort(data, 2);
        timestamp = integer(data, 4);
        source = integer(data, 8);
        level = MediaPacket.NO_LEVEL;
        payloadAt = FIXED_BYTES + 4 * (data[0] & 0x0F);
        if ((data[0] & 0x10) != 0) {
            if (payloadAt + 4 > length) {
                return false;
            }
            int end = payloadAt + 4 + 4 * unsignedShort(data, payloadAt + 2);
            if (end > length) {
                return false;
            }
            if (unsignedShort(data, payloadAt) == ONE_BYTE_PROFILE) {
                readExtensions(data, payloadAt + 4, end, levelExtension);
            }
            payloadAt = end;
        }
        payloadBytes = length - payloadAt;
        if (padded && (data[0] & 0x20) != 0) {
            payloadBytes -= payloadBytes > 0 ? data[length - 1] & 0xFF : 1;
        }
        return payloadBytes >= 0;
    }

    private void readExtensions(byte[] data, int from, int end, int levelExtension) {
        int at = from;
        while (at < end) {
            int id = (data[at] & 0xF0) >> 4;
            if (id == 0) {
                at++;
                continue;
            }
            if (id == RESERVED_ID) {
                return;
            }
            if (id == levelExtension && at + 1 < end) {
                level = data[at + 1] & 0xFF;
            }
            at += 2 + (data[at] & 0x0F);
        }
    }

    static int unsignedShort(byte[] data, int at) {
        return ((data[at] & 0xFF) << 8) | (data[at + 1] & 0xFF);
    }

    static int integer(byte[] data, int at) {
        return (unsignedShort(data, at) << 16) | unsignedShort(data, at + 2);
    }

    /**
     * Writes a packet for a slot: fixed header, the level where both ends know it, payload.
     *
     * @return its length
     */
    static int write(
            byte[] target, SlotFormat format, MediaPacket packet, int sequence, int timestamp, boolean marker) {
        boolean level = format.levelExtension() > 0 && packet.level != MediaPacket.NO_LEVEL;
        int type = packet.redundant ? format.red() : format.opus();
        target[0] = (byte) (level ? 0x90 : 0x80);
        target[1] = (byte) (marker ? type | 0x80 : type);
        putShort(target, 2, sequence);
        putInteger(target, 4, timestamp);
        putInteger(target, 8, format.source());
        int at = FIXED_BYTES;
        if (level) {
            putShort(target, at, ONE_BYTE_PROFILE);
            putShort(target, at + 2, 1);
            target[at + 4] = (byte) (format.levelExtension() << 4);
            target[at + 5] = (byte) packet.level;
            putShort(target, at + 6, 0);
            at += 8;
        }
        System.arraycopy(packet.payload, 0, target, at, packet.payload.length);
        return at + packet.payload.length;
    }

    private static void putShort(byte[] target, int at, int value) {
        target[at] = (byte) (value >>> 8);
        target[at + 1] = (byte) value;
    }

    private static void putInteger(byte[] target, int at, int value) {
        putShort(target, at, value >>> 16);
        putShort(target, at + 2, value);
    }
}
