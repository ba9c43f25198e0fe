package com.talkiego.dispatch.devices.sound;

/** Measures recordings: the level of one frequency, and gaps. */
final class Tones {
    private Tones() {}

    private static final int BLOCK = 2_400;

    /**
     * Peak level of a sine of about that frequency, in dBFS (a full-scale sine is 0): the mean over blocks of 50 ms, since a device's
     * clock, and the correction of it, move the frequency a little.
     */
    static double dbfs(double[] samples, double hertz) {
        double power = 0;
        int blocks = samples.length / BLOCK;
        for (int block = 0; block < blocks; block++) {
            double amplitude = amplitude(samples, block * BLOCK, hertz);
            power += amplitude * amplitude;
        }
        return 10 * Math.log10(power / blocks + 1e-12);
    }

    private static double amplitude(double[] samples, int start, double hertz) {
        double real = 0;
        double imaginary = 0;
        for (int i = 0; i < BLOCK; i++) {
            double window = 1 - Math.cos(2 * Math.PI * i / BLOCK);
            real += window * samples[start + i] * Math.cos(2 * Math.PI * hertz * i / 48_000);
            imaginary += window * samples[start + i] * Math.sin(2 * Math.PI * hertz * i / 48_000);
        }
        return 2 * Math.hypot(real, imaginary) / BLOCK;
    }

    /** Longest run of samples within ±{@code level}/32768. */
    static int longestQuiet(double[] samples, int level) {
        int longest = 0;
        int run = 0;
        for (double sample : samples) {
            run = Math.abs(sample) * 32_768 <= level ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }
}
