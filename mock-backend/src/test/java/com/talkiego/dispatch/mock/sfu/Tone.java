package com.talkiego.dispatch.mock.sfu;

/** Sine tones and how to recognise them: 48 kHz, 16 bit, mono. */
final class Tone {
    static final int RATE = 48_000;
    private static final double AMPLITUDE = 8_000;

    private Tone() {}

    /** Frame {@code index} of 10 ms of a tone, little-endian. */
    static byte[] frame(double hertz, long index, int samples) {
        byte[] pcm = new byte[2 * samples];
        for (int i = 0; i < samples; i++) {
            short value = (short) (AMPLITUDE * Math.sin(2 * Math.PI * hertz * (index * samples + i) / RATE));
            pcm[2 * i] = (byte) value;
            pcm[2 * i + 1] = (byte) (value >> 8);
        }
        return pcm;
    }

    /** The share (0 to 1) of a frame's power that lies at a frequency, by Goertzel; 0 for silence. */
    static double share(byte[] pcm, double hertz) {
        int samples = pcm.length / 2;
        double coefficient = 2 * Math.cos(2 * Math.PI * hertz / RATE);
        double last = 0;
        double beforeLast = 0;
        double power = 0;
        for (int i = 0; i < samples; i++) {
            double value = (short) ((pcm[2 * i] & 0xFF) | (pcm[2 * i + 1] << 8));
            power += value * value;
            double now = value + coefficient * last - beforeLast;
            beforeLast = last;
            last = now;
        }
        if (power < samples * 10_000.0) {
            return 0;
        }
        double atTone = last * last + beforeLast * beforeLast - coefficient * last * beforeLast;
        return atTone / (power * samples / 2);
    }
}
