package com.talkiego.dispatch.console.report;

import com.talkiego.dispatch.core.mix.Frame;

/**
 * Finds the marks in a talker's sound: 40 ms of silence, then a burst of 3 kHz. One detector serves one over; one thread.
 *
 * <p>A mark is told apart from speech by the silence before it and by nearly all of the first loud frame's power lying at 3 kHz.
 */
final class MarkDetector {
    /** Frequency of the burst, Hz. */
    static final double MARK_HZ = 3_000;

    private static final int QUIET_PEAK = 160;
    private static final int LOUD_PEAK = 2_000;
    private static final int QUIET_FRAMES = 2;
    private static final double TONAL_SHARE = 0.8;

    private int quietFrames;

    /**
     * Looks at the over's next frame.
     *
     * @return index of the first sample of a mark's burst in this frame, or -1
     */
    int find(short[] pcm) {
        int peak = 0;
        int onset = -1;
        for (int i = 0; i < Frame.SAMPLES; i++) {
            int level = Math.abs(pcm[i]);
            if (level >= LOUD_PEAK / 2 && onset < 0) {
                onset = i;
            }
            peak = Math.max(peak, level);
        }
        if (peak < QUIET_PEAK) {
            quietFrames++;
            return -1;
        }
        boolean afterSilence = quietFrames >= QUIET_FRAMES;
        if (peak < LOUD_PEAK) {
            // The burst's first samples may fill only the end of a frame: the silence still counts for the next one.
            return -1;
        }
        quietFrames = 0;
        return afterSilence && tonalShare(pcm, onset) >= TONAL_SHARE ? onset : -1;
    }

    /** Share of the power from {@code start} on that lies at the mark's frequency. */
    private static double tonalShare(short[] pcm, int start) {
        int length = Frame.SAMPLES - start;
        if (length < 48) {
            start = Math.max(0, Frame.SAMPLES - 48);
            length = Frame.SAMPLES - start;
        }
        double step = 2 * Math.PI * MARK_HZ / Frame.SAMPLE_RATE;
        double real = 0;
        double imaginary = 0;
        double power = 0;
        for (int i = 0; i < length; i++) {
            double sample = pcm[start + i];
            real += sample * Math.cos(step * i);
            imaginary += sample * Math.sin(step * i);
            power += sample * sample;
        }
        return power == 0 ? 0 : 2 * (real * real + imaginary * imaginary) / (length * power);
    }
}
