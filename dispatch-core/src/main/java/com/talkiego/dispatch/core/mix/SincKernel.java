package com.talkiego.dispatch.core.mix;

/** Band-limited interpolation between samples: 16 points of a windowed sinc, 256 phases and straight lines between them. */
final class SincKernel {
    /** Points of the ring one output sample is made of. */
    static final int TAPS = 16;

    private static final int PHASES = 256;
    private static final double SHAPE = 8;

    private final float[] table = new float[(PHASES + 1) * TAPS];

    SincKernel() {
        for (int phase = 0; phase <= PHASES; phase++) {
            double sum = 0;
            for (int tap = 0; tap < TAPS; tap++) {
                double distance = tap - (TAPS / 2 - 1) - (double) phase / PHASES;
                sum += point(phase, tap, (float) (sinc(distance) * window(distance)));
            }
            for (int tap = 0; tap < TAPS; tap++) {
                table[phase * TAPS + tap] /= (float) sum;
            }
        }
    }

    private float point(int phase, int tap, float value) {
        table[phase * TAPS + tap] = value;
        return value;
    }

    /** Makes one pair from the interleaved pairs that begin at the whole part of that position. */
    void apply(short[] input, double position, short[] out, int at) {
        int first = (int) position;
        double phase = (position - first) * PHASES;
        int row = (int) phase;
        float between = (float) (phase - row);
        float left = 0;
        float right = 0;
        for (int tap = 0; tap < TAPS; tap++) {
            float here = table[row * TAPS + tap];
            float weight = here + (table[(row + 1) * TAPS + tap] - here) * between;
            left += weight * input[2 * (first + tap)];
            right += weight * input[2 * (first + tap) + 1];
        }
        out[at] = clip(left);
        out[at + 1] = clip(right);
    }

    private static double sinc(double x) {
        return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    }

    /** Kaiser's window over all taps. */
    private static double window(double distance) {
        double x = distance / (TAPS / 2.0);
        return Math.abs(x) >= 1 ? 0 : bessel(SHAPE * Math.sqrt(1 - x * x)) / bessel(SHAPE);
    }

    private static double bessel(double x) {
        double sum = 1;
        double term = 1;
        for (int k = 1; k < 30; k++) {
            term *= x / (2 * k) * (x / (2 * k));
            sum += term;
        }
        return sum;
    }

    private static short clip(float value) {
        return (short) Math.clamp(Math.round(value), Short.MIN_VALUE, Short.MAX_VALUE);
    }
}
