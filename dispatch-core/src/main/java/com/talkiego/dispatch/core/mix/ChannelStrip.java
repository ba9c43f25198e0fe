package com.talkiego.dispatch.core.mix;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One slot's way into the buses: meter, fader, pan. Gains move in a ramp of one frame, also from one bus to the other. Owned by
 * {@code audio-tick}; the meter is read by any thread.
 *
 * <p>Pan is of equal power with no loss at the centre: both sides 0 dB there, one side +3 dB at either end.
 */
final class ChannelStrip {
    private static final int DESTINATIONS = 4;
    private static final float SCALE = 1f / 32_768f;

    private final PeakMeter meter = new PeakMeter();
    private final float[] now = new float[2 * DESTINATIONS];
    private final float[] target = new float[2 * DESTINATIONS];
    private final float[] samples = new float[Frame.SAMPLES];

    PeakMeter meter() {
        return meter;
    }

    /** Heads for a plan's gains; with {@code jump} it stands there at once. */
    void aim(@Nullable SlotPlan plan, boolean jump) {
        Arrays.fill(target, 0f);
        if (plan != null) {
            int destination = destination(plan);
            double angle = (Math.clamp(plan.pan(), -1f, 1f) + 1) * Math.PI / 4;
            double power = Math.max(0f, plan.gain()) * Math.sqrt(2);
            target[destination] = (float) (power * Math.cos(angle));
            target[destination + 1] = (float) (power * Math.sin(angle));
        }
        if (jump) {
            System.arraycopy(target, 0, now, 0, now.length);
        }
    }

    /** Stands where another strip stands. */
    void takeOver(ChannelStrip other) {
        System.arraycopy(other.now, 0, now, 0, now.length);
        meter.follow(other.meter);
    }

    /** Adds one frame to the buses and moves the gains to where they were to go. */
    void mix(short[] pcm, BusMix select, BusMix unselect) {
        int peak = 0;
        for (int i = 0; i < Frame.SAMPLES; i++) {
            int sample = pcm[i];
            peak = Math.max(peak, Math.abs(sample));
            samples[i] = sample * SCALE;
        }
        meter.frame(peak * SCALE);
        add(0, select.left, select.right);
        add(2, select.guardedLeft, select.guardedRight);
        add(4, unselect.left, unselect.right);
        add(6, unselect.guardedLeft, unselect.guardedRight);
    }

    /** Nothing to be heard in this frame. */
    void rest() {
        meter.frame(0f);
        System.arraycopy(target, 0, now, 0, now.length);
    }

    private void add(int destination, float[] left, float[] right) {
        add(destination, left);
        add(destination + 1, right);
    }

    private void add(int side, float[] into) {
        float from = now[side];
        float to = target[side];
        now[side] = to;
        if (from == to) {
            if (to != 0f) {
                for (int i = 0; i < Frame.SAMPLES; i++) {
                    into[i] += samples[i] * to;
                }
            }
            return;
        }
        float step = (to - from) / Frame.SAMPLES;
        for (int i = 0; i < Frame.SAMPLES; i++) {
            into[i] += samples[i] * (from + step * (i + 1));
        }
    }

    private static int destination(SlotPlan plan) {
        return (plan.bus() == Bus.SELECT ? 0 : 4) + (plan.guarded() ? 2 : 0);
    }
}
