package com.talkiego.dispatch.core.mix;

import java.io.IOException;
import java.net.URL;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/** A sentence spoken by a synthetic voice, 48 kHz mono, as loud as one likes. */
final class Speech {
    /** Frames this far below the loudest second's level are pauses. */
    private static final double PAUSE_DB = 25;

    private final double[] samples;

    /** Sound of any kind, a step of 16 bits being 1. */
    Speech(double[] samples) {
        this.samples = samples.clone();
    }

    double[] samples() {
        return samples.clone();
    }

    static Speech of(String clip) throws IOException, UnsupportedAudioFileException {
        URL file = Objects.requireNonNull(Speech.class.getResource("/speech/" + clip + ".wav"));
        try (AudioInputStream coded = AudioSystem.getAudioInputStream(file);
                AudioInputStream plain = AudioSystem.getAudioInputStream(
                        new AudioFormat(coded.getFormat().getSampleRate(), 16, 1, true, false), coded)) {
            byte[] bytes = plain.readAllBytes();
            int times = (int) (Frame.SAMPLE_RATE / coded.getFormat().getSampleRate());
            double[] samples = new double[bytes.length / 2 * times];
            for (int i = 0; i < samples.length; i++) {
                double before = sample(bytes, i / times);
                double after = sample(bytes, Math.min(i / times + 1, bytes.length / 2 - 1));
                samples[i] = before + (after - before) * (i % times) / times;
            }
            return new Speech(samples);
        }
    }

    private static double sample(byte[] pcm, int index) {
        return (short) ((pcm[2 * index] & 0xff) | pcm[2 * index + 1] << 8);
    }

    int frames() {
        return samples.length / Frame.SAMPLES;
    }

    /** The same with its words, pauses left out, at that level, dBFS. */
    Speech at(double dBfs) {
        double factor = Math.pow(10, (dBfs - activeDbfs()) / 20);
        return new Speech(Arrays.stream(samples).map(each -> each * factor).toArray());
    }

    /** Level of its words, pauses left out, dBFS. */
    double activeDbfs() {
        return activeDbfs(samples);
    }

    /** Level of what is in it but pauses, dBFS: of frames within {@value #PAUSE_DB} dB of the loudest. */
    static double activeDbfs(double[] samples) {
        double[] powers = IntStream.range(0, samples.length / Frame.SAMPLES)
                .mapToDouble(frame -> IntStream.range(frame * Frame.SAMPLES, (frame + 1) * Frame.SAMPLES)
                        .mapToDouble(i -> samples[i] * samples[i])
                        .average()
                        .orElse(0))
                .toArray();
        double loudest = Arrays.stream(powers).max().orElse(0);
        double mean = Arrays.stream(powers)
                .filter(power -> power > 0 && 10 * Math.log10(power / loudest) > -PAUSE_DB)
                .average()
                .orElse(1e-9);
        return 10 * Math.log10(mean / (32_768.0 * 32_768.0));
    }

    /** One frame of 16-bit samples, low byte first; what is louder than full scale is clipped, as a microphone does. */
    byte[] frame(int index) {
        byte[] bytes = new byte[2 * Frame.SAMPLES];
        for (int i = 0; i < Frame.SAMPLES; i++) {
            short value = (short) Math.clamp(Math.round(samples[index * Frame.SAMPLES + i]), -32_768, 32_767);
            bytes[2 * i] = (byte) value;
            bytes[2 * i + 1] = (byte) (value >> 8);
        }
        return bytes;
    }
}
