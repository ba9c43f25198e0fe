package com.talkiego.dispatch.devices.sound;

/** Measures recordings: the level of one frequency, and gaps. */
final class Tones {
    private Tones() {}

    private static final int BLOCK = 2_400;

    /**
     * Peak level of a sine of about that frequency, in dBFS (a full-scale sine is 0): the median over blocks of 50 ms, each at its own
     * best pitch within 2 %, since a device's clock, and the correction of it, move the frequency a little.
     */
    static double dbfs(double[] samples, double hertz) {
        double[] blocks = new double[samples.length / BLOCK];
        for (int block = 0; block < blocks.length; block++) {
            for (double pitch = 0.98; pitch < 1.021; pitch += 0.005) {
                blocks[block] = Math.max(blocks[block], amplitude(samples, block * BLOCK, hertz * pitch));
            }
        }
        java.util.Arrays.sort(blocks);
        return 20 * Math.log10(blocks[blocks.length / 2] + 1e-9);
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

    /** Samples that lie in runs of more than 1 ms within ±{@code level}/32768. */
    static int quiet(double[] samples, int level) {
        int total = 0;
        int run = 0;
        for (double sample : samples) {
            if (Math.abs(sample) * 32_768 <= level) {
                run++;
            } else {
                total += run > 48 ? run : 0;
                run = 0;
            }
        }
        return total;
    }
}
