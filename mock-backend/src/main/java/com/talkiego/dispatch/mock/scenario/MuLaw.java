package com.talkiego.dispatch.mock.scenario;

/** Decodes mu-law (ITU-T G.711) to 16-bit samples. */
final class MuLaw {
    private static final int BIAS = 0x84;

    private MuLaw() {}

    /** All bytes from {@code start} on, one sample each. */
    static short[] decode(byte[] bytes, int start) {
        short[] samples = new short[bytes.length - start];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = decode(bytes[start + i]);
        }
        return samples;
    }

    static short decode(byte code) {
        int inverted = ~code & 0xff;
        int magnitude = ((((inverted & 0x0f) << 3) + BIAS) << ((inverted >> 4) & 0x07)) - BIAS;
        return (short) ((inverted & 0x80) != 0 ? -magnitude : magnitude);
    }
}
