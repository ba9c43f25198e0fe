package com.talkiego.dispatch.core.mix;

import java.util.Arrays;

/**
 * One bus of a tick: what the strips added, then masters, tones, limiter, output. Guarded sound (emergencies) passes the master
 * by. Owned by {@code audio-tick}.
 */
final class BusMix {
    final float[] left = new float[Frame.SAMPLES];
    final float[] right = new float[Frame.SAMPLES];
    final float[] guardedLeft = new float[Frame.SAMPLES];
    final float[] guardedRight = new float[Frame.SAMPLES];

    private final CuePlayer cues;
    private final Limiter limiter = new Limiter();
    private final PeakMeter meter = new PeakMeter();
    private final PlayRing output;
    private final short[] stereo = new short[2 * Frame.SAMPLES];
    private float master;
    private boolean begun;

    BusMix(CueTones tones, PlayRing output) {
        cues = new CuePlayer(tones);
        this.output = output;
    }

    CuePlayer cues() {
        return cues;
    }

    PeakMeter meter() {
        return meter;
    }

    PlayRing output() {
        return output;
    }

    /** Empties it for the next tick. */
    void clear() {
        Arrays.fill(left, 0f);
        Arrays.fill(right, 0f);
        Arrays.fill(guardedLeft, 0f);
        Arrays.fill(guardedRight, 0f);
    }

    /** Makes the frame and hands it to the output. */
    void finish(float masterTarget, float cueGain) {
        float from = begun ? master : masterTarget;
        begun = true;
        float step = (masterTarget - from) / Frame.SAMPLES;
        for (int i = 0; i < Frame.SAMPLES; i++) {
            float gain = from + step * (i + 1);
            left[i] = left[i] * gain + guardedLeft[i];
            right[i] = right[i] * gain + guardedRight[i];
        }
        master = masterTarget;
        cues.mix(left, right, cueGain);
        meter.frame(limiter.limit(left, right, stereo));
        output.write(stereo);
    }
}
