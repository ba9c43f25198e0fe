package com.talkiego.dispatch.mock.sfu;

import java.util.Arrays;

/** Reads the redundant payload format RED (RFC 2198): earlier frames repeated before the newest, the primary one. */
final class Redundancy {
    private static final int MOST_BLOCKS = 8;
    private static final int REDUNDANT_HEADER = 4;

    private Redundancy() {}

    /** Whether the payload parses, holds a primary frame, and every frame has the given payload type. */
    static boolean wellFormed(byte[] payload, int opusPayload) {
        int header = 0;
        int redundantBytes = 0;
        for (int block = 0; block < MOST_BLOCKS && header < payload.length; block++) {
            if ((payload[header] & 0x7F) != opusPayload) {
                return false;
            }
            if ((payload[header] & 0x80) == 0) {
                return header + 1 + redundantBytes < payload.length;
            }
            if (header + REDUNDANT_HEADER > payload.length) {
                return false;
            }
            redundantBytes += length(payload, header);
            header += REDUNDANT_HEADER;
        }
        return false;
    }

    /** How far the oldest frame lies before the primary one, in ticks of 1/48000 s. */
    static int reach(byte[] payload) {
        int farthest = 0;
        for (int header = 0; (payload[header] & 0x80) != 0; header += REDUNDANT_HEADER) {
            int offset = ((payload[header + 1] & 0xFF) << 6) | ((payload[header + 2] & 0xFF) >> 2);
            farthest = Math.max(farthest, offset);
        }
        return farthest;
    }

    /** The newest frame alone. */
    static byte[] primary(byte[] payload) {
        int header = 0;
        int redundantBytes = 0;
        while ((payload[header] & 0x80) != 0) {
            redundantBytes += length(payload, header);
            header += REDUNDANT_HEADER;
        }
        return Arrays.copyOfRange(payload, header + 1 + redundantBytes, payload.length);
    }

    private static int length(byte[] payload, int header) {
        return ((payload[header + 2] & 0x03) << 8) | (payload[header + 3] & 0xFF);
    }
}
