package com.talkiego.dispatch.core.mix;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** A peak level that rises at once and falls by 24 dB a second. One writer, frame by frame; read by any thread. */
final class PeakMeter {
    /** What silence reads, dBFS. */
    static final float SILENCE = -120f;

    private static final float FALL = (float) Math.pow(10, -24 / 20.0 / 100);
    private static final VarHandle LEVEL;

    static {
        try {
            LEVEL = MethodHandles.lookup().findVarHandle(PeakMeter.class, "level", float.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private float level;

    /** Takes the peak of one frame, 1 is full scale. */
    void frame(float peak) {
        LEVEL.setOpaque(this, Math.max(peak, level * FALL));
    }

    /** Shows what another one shows. */
    void follow(PeakMeter other) {
        LEVEL.setOpaque(this, other.level);
    }

    /** The level, dBFS. */
    float dbfs() {
        float current = (float) LEVEL.getOpaque(this);
        return current <= 1e-6f ? SILENCE : (float) (20 * Math.log10(current));
    }
}
