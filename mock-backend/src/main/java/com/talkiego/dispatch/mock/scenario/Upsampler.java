package com.talkiego.dispatch.mock.scenario;

/** Raises 16 kHz to 48 kHz by a windowed-sinc filter that leaves nothing above 7.5 kHz but its own −60 dB. */
final class Upsampler {
    private static final int FACTOR = 3;
    private static final int HALF_TAPS = 48;
    private static final double[] FILTER = filter();

    private Upsampler() {}

    static short[] threefold(short[] in) {
        short[] out = new short[in.length * FACTOR];
        for (int n = 0; n < out.length; n++) {
            double sum = 0;
            // Only every third tap meets a sample: the others meet the zeros in between.
            for (int tap = Math.floorMod(n + HALF_TAPS, FACTOR); tap < FILTER.length; tap += FACTOR) {
                int at = (n + HALF_TAPS - tap) / FACTOR;
                if (at >= 0 && at < in.length) {
                    sum += FILTER[tap] * in[at];
                }
            }
            out[n] = (short) Math.clamp(Math.round(sum), Short.MIN_VALUE, Short.MAX_VALUE);
        }
        return out;
    }

    private static double[] filter() {
        double cutoff = 7_500.0 / 48_000;
        double[] taps = new double[2 * HALF_TAPS + 1];
        for (int i = 0; i < taps.length; i++) {
            double x = i - HALF_TAPS;
            double sinc = x == 0 ? 2 * cutoff : Math.sin(2 * Math.PI * cutoff * x) / (Math.PI * x);
            double hann = 0.5 + 0.5 * Math.cos(Math.PI * x / (HALF_TAPS + 1));
            taps[i] = FACTOR * sinc * hann;
        }
        return taps;
    }
}
