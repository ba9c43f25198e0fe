package com.talkiego.dispatch.core.mix;

/**
 * A look-ahead limiter of one stereo bus: nothing leaves above -1 dBFS, nothing is clipped, both sides keep their balance. It
 * delays by 1 ms, in which the gain reaches what the coming millisecond needs; it recovers with a time constant of 100 ms.
 */
final class Limiter {
    /** Largest absolute value that leaves it, 1 is full scale. */
    static final float CEILING = (float) Math.pow(10, -1 / 20.0);

    /** Its delay, samples: 1 ms. */
    static final int DELAY = Frame.SAMPLE_RATE / 1_000;

    private static final float RECOVERY = (float) (1 - Math.exp(-DELAY / (0.1 * Frame.SAMPLE_RATE)));
    private static final float FULL_SCALE = 32_768f;

    private final float[] waitingLeft = new float[DELAY];
    private final float[] waitingRight = new float[DELAY];
    private float allowedWaiting = 1f;
    private float gain = 1f;

    /** Limits one frame into interleaved 16-bit samples; returns the largest absolute value that left it. */
    float limit(float[] left, float[] right, short[] stereo) {
        float largest = 0f;
        for (int block = 0; block < Frame.SAMPLES; block += DELAY) {
            largest = Math.max(largest, block(left, right, block, stereo));
        }
        return largest;
    }

    private float block(float[] left, float[] right, int at, short[] stereo) {
        float peak = 0f;
        for (int i = at; i < at + DELAY; i++) {
            peak = Math.max(peak, Math.max(Math.abs(left[i]), Math.abs(right[i])));
        }
        float allowed = peak > CEILING ? CEILING / peak : 1f;
        float end = Math.min(gain + (1f - gain) * RECOVERY, Math.min(allowedWaiting, allowed));
        float step = (end - gain) / DELAY;
        float largest = 0f;
        for (int i = 0; i < DELAY; i++) {
            float factor = gain + step * i;
            float outLeft = waitingLeft[i] * factor;
            float outRight = waitingRight[i] * factor;
            largest = Math.max(largest, Math.max(Math.abs(outLeft), Math.abs(outRight)));
            stereo[2 * (at + i)] = sample(outLeft);
            stereo[2 * (at + i) + 1] = sample(outRight);
        }
        System.arraycopy(left, at, waitingLeft, 0, DELAY);
        System.arraycopy(right, at, waitingRight, 0, DELAY);
        allowedWaiting = allowed;
        gain = end;
        return largest;
    }

    private static short sample(float value) {
        return (short) (value * FULL_SCALE + (value < 0 ? -0.5f : 0.5f));
    }
}
