package com.talkiego.dispatch.core.mix;

import java.util.concurrent.atomic.AtomicIntegerArray;

/** The tones that sound on one bus. Asked for by one thread, wait-free; played by {@code audio-tick}. */
final class CuePlayer {
    private static final int NOTHING_ASKED = 0;
    private static final int START = 1;
    private static final int STOP = 2;
    private static final int OFF = -1;
    private static final Cue[] CUES = Cue.values();
    private static final int FADE = Frame.SAMPLE_RATE / 200;

    private final CueTones tones;
    private final AtomicIntegerArray asked = new AtomicIntegerArray(CUES.length);
    private final int[] position = new int[CUES.length];
    private final int[] fade = new int[CUES.length];
    private float gain = 1f;

    CuePlayer(CueTones tones) {
        this.tones = tones;
        for (int i = 0; i < CUES.length; i++) {
            position[i] = OFF;
        }
    }

    /** Begins a tone with the next tick, unless it sounds already. */
    void start(Cue cue) {
        asked.set(cue.ordinal(), START);
    }

    /** Fades a tone out with the next tick. */
    void stop(Cue cue) {
        asked.set(cue.ordinal(), STOP);
    }

    /** Adds what sounds to both sides. */
    void mix(float[] left, float[] right, float gainTarget) {
        for (int i = 0; i < CUES.length; i++) {
            if (asked.getOpaque(i) != NOTHING_ASKED) {
                obey(i, asked.getAndSet(i, NOTHING_ASKED));
            }
            if (position[i] != OFF) {
                play(CUES[i], left, right, gainTarget);
            }
        }
        gain = gainTarget;
    }

    private void obey(int cue, int wish) {
        if (wish == START && position[cue] == OFF) {
            position[cue] = 0;
        } else if (wish == STOP && position[cue] != OFF) {
            fade[cue] = FADE;
        }
    }

    private void play(Cue cue, float[] left, float[] right, float gainTarget) {
        int index = cue.ordinal();
        float[] tone = tones.of(cue);
        float step = (gainTarget - gain) / Frame.SAMPLES;
        boolean fading = fade[index] > 0;
        for (int i = 0; i < Frame.SAMPLES && position[index] != OFF; i++) {
            float sample = tone[position[index]] * (gain + step * (i + 1));
            if (fading) {
                sample *= (float) --fade[index] / FADE;
            }
            left[i] += sample;
            right[i] += sample;
            advance(cue, index, tone.length, fading);
        }
    }

    private void advance(Cue cue, int index, int length, boolean fading) {
        position[index]++;
        if (fading && fade[index] == 0) {
            position[index] = OFF;
        } else if (position[index] == length) {
            position[index] = cue.repeats() ? 0 : OFF;
        }
        if (position[index] == OFF) {
            fade[index] = 0;
        }
    }
}
