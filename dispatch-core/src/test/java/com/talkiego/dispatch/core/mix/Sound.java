package com.talkiego.dispatch.core.mix;

import java.util.Arrays;

/** What came out of the subject under test, mono, and what can be measured of it. */
final class Sound {
    private short[] samples = new short[0];

    static Sound of(short[] samples) {
        Sound sound = new Sound();
        sound.add(samples, samples.length);
        return sound;
    }

    void add(short[] more, int length) {
        int before = samples.length;
        samples = Arrays.copyOf(samples, before + length);
        System.arraycopy(more, 0, samples, before, length);
    }

    int length() {
        return samples.length;
    }

    short[] samples() {
        return samples;
    }

    Sound part(int from, int to) {
        return of(Arrays.copyOfRange(samples, from, to));
    }

    double rms() {
        double sum = 0;
        for (short sample : samples) {
            sum += (double) sample * sample;
        }
        return samples.length == 0 ? 0 : Math.sqrt(sum / samples.length);
    }

    double rmsDbfs() {
        return 20 * Math.log10(Math.max(1e-9, rms() / 32_768));
    }

    int peak() {
        return FrameRing.peak(samples, 0, samples.length);
    }

    /** Largest step between neighbouring samples: a click is a large one. */
    int largestStep() {
        int largest = 0;
        for (int i = 1; i < samples.length; i++) {
            largest = Math.max(largest, Math.abs(samples[i] - samples[i - 1]));
        }
        return largest;
    }

    /** Longest run of exact silence, samples. */
    int longestSilence() {
        int longest = 0;
        int run = 0;
        for (short sample : samples) {
            run = sample == 0 ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }

    /** Amplitude of one frequency, by Goertzel with a Hann window. */
    double amplitude(double hertz) {
        double re = 0;
        double im = 0;
        double weights = 0;
        for (int i = 0; i < samples.length; i++) {
            double weight = 0.5 - 0.5 * Math.cos(2 * Math.PI * (i + 0.5) / samples.length);
            double angle = 2 * Math.PI * hertz * i / Frame.SAMPLE_RATE;
            re += weight * samples[i] * Math.cos(angle);
            im += weight * samples[i] * Math.sin(angle);
            weights += weight;
        }
        return 2 * Math.hypot(re, im) / weights;
    }

    /** Power of everything but one steady sine, in dB below that sine. */
    double signalToRestDb(double hertz) {
        double sine = 0;
        double cosine = 0;
        int whole = samples.length;
        for (int i = 0; i < whole; i++) {
            double angle = 2 * Math.PI * hertz * i / Frame.SAMPLE_RATE;
            sine += samples[i] * Math.sin(angle) * 2 / whole;
            cosine += samples[i] * Math.cos(angle) * 2 / whole;
        }
        double rest = 0;
        for (int i = 0; i < whole; i++) {
            double angle = 2 * Math.PI * hertz * i / Frame.SAMPLE_RATE;
            double error = samples[i] - sine * Math.sin(angle) - cosine * Math.cos(angle);
            rest += error * error / whole;
        }
        return 10 * Math.log10((sine * sine + cosine * cosine) / 2 / Math.max(1e-12, rest));
    }
}
