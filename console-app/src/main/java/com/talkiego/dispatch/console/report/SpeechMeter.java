package com.talkiego.dispatch.console.report;

/**
 * How much was heard and how loud: counts frames above −50 dBFS and their mean power. One thread.
 */
final class SpeechMeter {
    private static final double FULL_SCALE = 32_768.0;
    private static final double SPEECH_POWER = Math.pow(10, -50 / 10.0) * FULL_SCALE * FULL_SCALE;

    private long frames;
    private double power;

    /** Adds one 10 ms frame. */
    void add(short[] pcm, int samples) {
        double sum = 0;
        for (int i = 0; i < samples; i++) {
            sum += (double) pcm[i] * pcm[i];
        }
        double mean = sum / samples;
        if (mean >= SPEECH_POWER) {
            frames++;
            power += mean;
        }
    }

    void add(SpeechMeter other) {
        frames += other.frames;
        power += other.power;
    }

    /** Seconds of sound above −50 dBFS. */
    double seconds() {
        return frames / 100.0;
    }

    /** Level of that sound, RMS in dBFS (a full-scale square wave is 0); −120 for none. */
    double rmsDbfs() {
        return frames == 0 ? -120 : 10 * Math.log10(power / frames / (FULL_SCALE * FULL_SCALE));
    }
}
