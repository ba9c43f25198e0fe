package com.talkiego.dispatch.core.mix;

/**
 * The ramps where sound stops and starts, so that no gap clicks: what stopped fades out as a mirror image of its last 5 ms, what
 * starts again fades in. One stream, one thread.
 */
final class SoftEdges {
    /** Length of a ramp, in frames of all channels: 5 ms. */
    static final int RAMP = Frame.SAMPLE_RATE / 200;

    private static final float[] RISE = rise(RAMP);

    private final int channels;
    private final short[] history;
    private final short[] tail;
    private int tailAt = RAMP;
    private int riseAt;
    private boolean sounding;

    SoftEdges(int channels) {
        this.channels = channels;
        history = new short[RAMP * channels];
        tail = new short[RAMP * channels];
    }

    /** A raised-cosine rise from just above 0 to 1. */
    static float[] rise(int length) {
        float[] ramp = new float[length];
        for (int i = 0; i < length; i++) {
            ramp[i] = (float) (0.5 - 0.5 * Math.cos(Math.PI * (i + 1) / (length + 1)));
        }
        return ramp;
    }

    /** Whether neither sound nor the rest of a ramp is left to come out. */
    boolean silent() {
        return !sounding && tailAt == RAMP;
    }

    /**
     * Finishes a stretch of interleaved sound in place.
     *
     * @param offset index of its first sample
     * @param real how many of its frames are sound; what follows is overwritten
     * @param frames its length
     */
    void apply(short[] pcm, int offset, int real, int frames) {
        if (real > 0) {
            begin();
            soften(pcm, offset, real);
            remember(pcm, offset, real);
        }
        if (real < frames) {
            end();
            fillTail(pcm, offset + real * channels, frames - real);
        }
    }

    /** Goes on where another stream of as many channels is; that one is silent from now on. */
    void takeOver(SoftEdges other) {
        System.arraycopy(other.history, 0, history, 0, history.length);
        System.arraycopy(other.tail, 0, tail, 0, tail.length);
        tailAt = other.tailAt;
        riseAt = other.riseAt;
        sounding = other.sounding;
        other.sounding = false;
        other.tailAt = RAMP;
    }

    /** Sounds as another stream of as many channels does, which goes on by itself. */
    void follow(SoftEdges other) {
        System.arraycopy(other.history, 0, history, 0, history.length);
        tailAt = RAMP;
        riseAt = RAMP;
        sounding = other.sounding;
    }

    /** What comes next does not continue what was: it fades over. */
    void interrupt() {
        end();
    }

    private void begin() {
        if (!sounding) {
            sounding = true;
            riseAt = 0;
        }
    }

    private void end() {
        if (sounding) {
            sounding = false;
            tailAt = 0;
            System.arraycopy(history, 0, tail, 0, tail.length);
        }
    }

    /** Lets new sound rise, over the rest of a tail if there is one. */
    private void soften(short[] pcm, int offset, int real) {
        for (int i = 0; i < real && (riseAt < RAMP || tailAt < RAMP); i++) {
            float gain = riseAt < RAMP ? RISE[riseAt++] : 1f;
            for (int channel = 0; channel < channels; channel++) {
                int at = offset + i * channels + channel;
                pcm[at] = clip(pcm[at] * gain + tailSample(channel));
            }
            tailAt = Math.min(RAMP, tailAt + 1);
        }
    }

    private void fillTail(short[] pcm, int offset, int frames) {
        for (int i = 0; i < frames; i++) {
            for (int channel = 0; channel < channels; channel++) {
                pcm[offset + i * channels + channel] = clip(tailSample(channel));
            }
            tailAt = Math.min(RAMP, tailAt + 1);
        }
    }

    private float tailSample(int channel) {
        if (tailAt >= RAMP) {
            return 0f;
        }
        int mirrored = RAMP - 1 - tailAt;
        return tail[mirrored * channels + channel] * RISE[mirrored];
    }

    private void remember(short[] pcm, int offset, int real) {
        int fresh = Math.min(real, RAMP) * channels;
        int kept = history.length - fresh;
        System.arraycopy(history, fresh, history, 0, kept);
        System.arraycopy(pcm, offset + real * channels - fresh, history, kept, fresh);
    }

    private static short clip(float value) {
        return (short) Math.clamp(Math.round(value), Short.MIN_VALUE, Short.MAX_VALUE);
    }
}
