package com.talkiego.dispatch.core.mix;

import java.util.EnumMap;

/** The sound of every {@link Cue}, mono at 48 kHz, 1 is full scale; made once, then only read. */
final class CueTones {
    private static final double LEVEL = 0.32;
    private static final int EDGE = Frame.SAMPLE_RATE / 200;
    private static final float[] RISE = SoftEdges.rise(EDGE);

    private final EnumMap<Cue, float[]> tones = new EnumMap<>(Cue.class);

    CueTones() {
        for (Cue cue : Cue.values()) {
            tones.put(cue, make(cue));
        }
    }

    float[] of(Cue cue) {
        float[] tone = tones.get(cue);
        if (tone == null) {
            throw new IllegalStateException("No tone was made for " + cue);
        }
        return tone;
    }

    private static float[] make(Cue cue) {
        return switch (cue) {
            case TALK_PERMIT -> join(tone(784, 45), rest(5), tone(988, 45), rest(5), tone(1_319, 45));
            case REFUSED -> buzz(150, 350);
            case PARTIAL -> join(tone(988, 80), rest(40), tone(988, 80), rest(40), tone(659, 80));
            case CUT_OFF -> join(tone(600, 130), rest(20), tone(450, 130), rest(20), tone(300, 130));
            case TIME_OUT_WARNING -> join(tone(1_600, 80), rest(80), tone(1_600, 80));
            case EMERGENCY -> siren(700, 1_500, 600);
            case DEAF -> join(tone(520, 120), rest(60), tone(390, 120), rest(60), tone(520, 120), rest(1_020));
            case PATH_LOST -> join(tone(830, 160), rest(20), tone(415, 160));
            case PATH_BACK -> join(tone(415, 160), rest(20), tone(830, 160));
        };
    }

    private static float[] tone(double hertz, int millis) {
        float[] samples = rest(millis);
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (LEVEL * Math.sin(phase(hertz, i)));
        }
        return soften(samples);
    }

    private static float[] buzz(double hertz, int millis) {
        float[] samples = rest(millis);
        double fullest = 1 - 1 / 3.0 + 1 / 5.0;
        for (int i = 0; i < samples.length; i++) {
            double phase = phase(hertz, i);
            double wave = Math.sin(phase) + Math.sin(3 * phase) / 3 + Math.sin(5 * phase) / 5;
            samples[i] = (float) (LEVEL * wave / (fullest + 0.1));
        }
        return soften(samples);
    }

    /** One turn up and down, whose end meets its beginning. */
    private static float[] siren(double low, double high, int millis) {
        float[] samples = rest(millis);
        double turns = 0;
        for (int i = 0; i < samples.length; i++) {
            double height = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / samples.length);
            samples[i] = (float) (LEVEL * Math.sin(2 * Math.PI * turns));
            turns += (low + (high - low) * height) / Frame.SAMPLE_RATE;
        }
        return samples;
    }

    private static float[] rest(int millis) {
        return new float[millis * Frame.SAMPLE_RATE / 1_000];
    }

    private static float[] join(float[]... parts) {
        int length = 0;
        for (float[] part : parts) {
            length += part.length;
        }
        float[] whole = new float[length];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, whole, at, part.length);
            at += part.length;
        }
        return whole;
    }

    private static float[] soften(float[] samples) {
        for (int i = 0; i < EDGE; i++) {
            samples[i] *= RISE[i];
            samples[samples.length - 1 - i] *= RISE[i];
        }
        return samples;
    }

    private static double phase(double hertz, int sample) {
        return 2 * Math.PI * hertz * sample / Frame.SAMPLE_RATE;
    }
}
