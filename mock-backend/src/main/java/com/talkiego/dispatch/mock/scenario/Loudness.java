package com.talkiego.dispatch.mock.scenario;

/** Evens clips: −23 dBFS RMS over what is louder than −45 dBFS, and no peak above −3 dBFS. */
final class Loudness {
    private static final double FULL_SCALE = 32_768;
    private static final double TARGET = FULL_SCALE * Math.pow(10, -23 / 20.0);
    private static final double CEILING = FULL_SCALE * Math.pow(10, -3 / 20.0);
    private static final double ACTIVE = FULL_SCALE * Math.pow(10, -45 / 20.0);
    private static final int BLOCK = 480;

    private Loudness() {}

    static short[] even(short[] in) {
        double gain = Math.min(TARGET / activeRms(in), CEILING / peak(in));
        short[] out = new short[in.length];
        for (int i = 0; i < in.length; i++) {
            out[i] = (short) Math.round(in[i] * gain);
        }
        return out;
    }

    /** Root mean square of the 10 ms blocks that are louder than −45 dBFS; full scale if none is. */
    static double activeRms(short[] samples) {
        double power = 0;
        int blocks = 0;
        for (int start = 0; start + BLOCK <= samples.length; start += BLOCK) {
            double sum = 0;
            for (int i = start; i < start + BLOCK; i++) {
                sum += (double) samples[i] * samples[i];
            }
            double mean = sum / BLOCK;
            if (mean >= ACTIVE * ACTIVE) {
                power += mean;
                blocks++;
            }
        }
        return blocks == 0 ? FULL_SCALE : Math.sqrt(power / blocks);
    }

    private static double peak(short[] samples) {
        int peak = 1;
        for (short sample : samples) {
            peak = Math.max(peak, Math.abs(sample));
        }
        return peak;
    }
}
