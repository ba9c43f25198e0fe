package com.talkiego.dispatch.core.mix;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One slot's way into the buses: meter, evening, fader, pan. Gains move in a ramp of one frame, also from one bus to the other. Owned by
 * {@code audio-tick}; the meter is read by any thread.
 *
 * <p>Pan is of equal power with no loss at the centre: both sides 0 dB there, one side +3 dB at either end.
 */
final class ChannelStrip {
    private static final int DESTINATIONS = 4;
    private static final float SCALE = 1f / 32_768f;

    private final PeakMeter meter = new PeakMeter();
    private final TalkerLevels levels;
    private final Leveller leveller = new Leveller();
    private final float[] now = new float[2 * DESTINATIONS];
    private final float[] fader = new float[2 * DESTINATIONS];
    private final float[] target = new float[2 * DESTINATIONS];
    private final float[] samples = new float[Frame.SAMPLES];
    private long talker;
    private boolean guarded;
    private boolean even;

    /** @param levels what all strips know of talkers */
    ChannelStrip(TalkerLevels levels) {
        this.levels = levels;
    }

    PeakMeter meter() {
        return meter;
    }

    /**
     * Heads for a plan's gains.
     *
     * @param begins whether another over begins
     * @param jump whether it stands there at once
     * @param even whether talkers are evened
     */
    void aim(@Nullable SlotPlan plan, boolean begins, boolean jump, boolean even) {
        Arrays.fill(fader, 0f);
        this.even = even;
        if (plan != null) {
            int destination = destination(plan);
            double angle = (Math.clamp(plan.pan(), -1f, 1f) + 1) * Math.PI / 4;
            double power = Math.max(0f, plan.gain()) * Math.sqrt(2);
            fader[destination] = (float) (power * Math.cos(angle));
            fader[destination + 1] = (float) (power * Math.sin(angle));
            guarded = plan.guarded();
            if (begins) {
                talker = plan.talker();
                leveller.begin(levels.of(talker));
            }
        }
        if (jump) {
            target(now);
        }
    }

    /** Where the gains are to go: the fader's, evened. An emergency is raised, and never taken back. */
    private void target(float[] into) {
        float dB = guarded ? Math.max(0f, leveller.gainDb()) : leveller.gainDb();
        float evened = dB == 0f ? 1f : (float) Math.pow(10, dB / 20);
        for (int i = 0; i < into.length; i++) {
            into[i] = fader[i] * evened;
        }
    }

    /** Stands where another strip stands. */
    void takeOver(ChannelStrip other) {
        System.arraycopy(other.now, 0, now, 0, now.length);
        meter.follow(other.meter);
        leveller.follow(other.leveller);
        talker = other.talker;
    }

    /** Adds one frame to the buses and moves the gains to where they were to go. */
    void mix(short[] pcm, BusMix select, BusMix unselect) {
        int peak = 0;
        long squares = 0;
        for (int i = 0; i < Frame.SAMPLES; i++) {
            int sample = pcm[i];
            peak = Math.max(peak, Math.abs(sample));
            squares += (long) sample * sample;
            samples[i] = sample * SCALE;
        }
        meter.frame(peak * SCALE);
        leveller.frame((double) squares / Frame.SAMPLES * SCALE * SCALE, even);
        if (leveller.sure()) {
            levels.remember(talker, leveller.gainDb());
        }
        target(target);
        add(0, select.left, select.right);
        add(2, select.guardedLeft, select.guardedRight);
        add(4, unselect.left, unselect.right);
        add(6, unselect.guardedLeft, unselect.guardedRight);
    }

    /** Nothing to be heard in this frame. */
    void rest() {
        meter.frame(0f);
        target(now);
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
