package com.talkiego.dispatch.core.mix;

import java.util.concurrent.atomic.AtomicInteger;

/** One tone on one bus: asked for by one thread, played by {@code audio-tick}. The newest wish wins. */
final class CueVoice {
    /** The wish to hear it. */
    static final int START = 1;

    /** The wish to end it. */
    static final int STOP = 2;

    private static final int NO_WISH = 0;
    private static final int OFF = -1;
    private static final int FADE = Frame.SAMPLE_RATE / 200;

    private final float[] tone;
    private final boolean repeats;
    private final AtomicInteger wish = new AtomicInteger(NO_WISH);
    private int position = OFF;

    CueVoice(float[] tone, boolean repeats) {
        this.tone = tone;
        this.repeats = repeats;
    }

    void ask(int newest) {
        wish.set(newest);
    }

    /** Adds its next frame to both sides, at a gain that moves from one value to the other. */
    void mix(float[] left, float[] right, float from, float to) {
        int asked = wish.getOpaque() == NO_WISH ? NO_WISH : wish.getAndSet(NO_WISH);
        if (asked == START && position == OFF) {
            position = 0;
        }
        if (position != OFF) {
            int length = asked == STOP ? FADE : Frame.SAMPLES;
            play(left, right, from, (to - from) / Frame.SAMPLES, length);
            position = asked == STOP ? OFF : position;
        }
    }

    private void play(float[] left, float[] right, float from, float step, int length) {
        for (int i = 0; i < length && position != OFF; i++) {
            float fade = length == Frame.SAMPLES ? 1f : 1f - (i + 1f) / length;
            float sample = tone[position] * (from + step * (i + 1)) * fade;
            left[i] += sample;
            right[i] += sample;
            position++;
            if (position == tone.length) {
                position = repeats ? 0 : OFF;
            }
        }
    }
}
