package com.talkiego.dispatch.core.media;

import com.talkiego.dispatch.core.mix.Frame;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Counts by Goertzel's algorithm which of a few pure tones frames hold; one writing thread, any reading. */
final class ToneMeter {
    /** Each fits a frame in whole periods, so that one frame tells them apart. */
    static final int[] TONES = {500, 700, 900, 1100, 1300, 1500, 1700, 1900, 2300, 2900};

    private static final double SILENT_RMS = 100;
    private static final double PURE = 0.8;

    private final Map<Integer, AtomicLong> heard = new ConcurrentHashMap<>();
    private final AtomicLong frames = new AtomicLong();

    static void write(int hertz, double amplitude, long frame, short[] into) {
        for (int i = 0; i < into.length; i++) {
            double time = (double) (frame * into.length + i) / Frame.SAMPLE_RATE;
            into[i] = (short) (amplitude * Math.sin(2 * Math.PI * hertz * time));
        }
    }

    void frame(byte[] pcm) {
        short[] samples = new short[pcm.length / 2];
        LittleEndian.samples(pcm, samples);
        frames.incrementAndGet();
        double energy = 0;
        for (short sample : samples) {
            energy += (double) sample * sample;
        }
        if (Math.sqrt(energy / samples.length) < SILENT_RMS) {
            return;
        }
        for (int tone : TONES) {
            if (fraction(samples, tone, energy) > PURE) {
                heard.computeIfAbsent(tone, key -> new AtomicLong()).incrementAndGet();
            }
        }
    }

    private static double fraction(short[] samples, int hertz, double energy) {
        double turn = 2 * Math.cos(2 * Math.PI * hertz / Frame.SAMPLE_RATE);
        double one = 0;
        double two = 0;
        for (short sample : samples) {
            double zero = sample + turn * one - two;
            two = one;
            one = zero;
        }
        double power = one * one + two * two - turn * one * two;
        return 2 * power / (samples.length * energy);
    }

    /** Frames that held this tone. */
    long heard(int hertz) {
        AtomicLong count = heard.get(hertz);
        return count == null ? 0 : count.get();
    }

    /** Frames that held any of the other tones. */
    long heardOtherThan(int hertz) {
        return heard.entrySet().stream()
                .filter(tone -> tone.getKey() != hertz)
                .mapToLong(tone -> tone.getValue().get())
                .sum();
    }

    /** All frames. */
    long frames() {
        return frames.get();
    }
}
