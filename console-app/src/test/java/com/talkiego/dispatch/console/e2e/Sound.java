package com.talkiego.dispatch.console.e2e;

import com.talkiego.dispatch.core.mix.Frame;
import com.talkiego.dispatch.devices.sound.FileMicrophone;
import com.talkiego.dispatch.devices.sound.Microphone;
import com.talkiego.dispatch.devices.sound.SoundFailed;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/** Sound of one talker, 48 kHz mono, and what can be measured of it. */
final class Sound {
    private static final double FULL_SCALE = 32_768;
    private static final double AUDIBLE = FULL_SCALE * Math.pow(10, -50 / 20.0);

    /** 100 ms: long enough to tell the tones apart, short enough that a stretched packet spoils one window only. */
    private static final int WINDOW = 4_800;

    /** Sounds of the console's own last 350 ms at the most, an over seconds; what is shorter than that is no over's tone. */
    private static final int SHORTEST_MILLIS = 400;

    /** A stretched packet or a click may spoil windows in the middle of a tone. */
    private static final int BRIDGED_MILLIS = 100;

    /** Seconds from which on a tone is surely told from a cue: its edges are blurred by a window. */
    static final double SHORTEST_TOLD = (SHORTEST_MILLIS + 100) / 1000.0;

    private static final int EDGE_PIECES = 10;

    private final short[] samples;

    private Sound(short[] samples) {
        this.samples = samples;
    }

    static Sound of(List<short[]> frames) {
        short[] all = new short[frames.size() * Frame.SAMPLES];
        for (int i = 0; i < frames.size(); i++) {
            System.arraycopy(frames.get(i), 0, all, i * Frame.SAMPLES, Frame.SAMPLES);
        }
        return new Sound(all);
    }

    /** Sound as recorded: 16 bit, low byte first. */
    static Sound of(byte[] pcm) {
        short[] all = new short[pcm.length / 2];
        for (int i = 0; i < all.length; i++) {
            all[i] = (short) ((pcm[2 * i] & 0xff) | pcm[2 * i + 1] << 8);
        }
        return new Sound(all);
    }

    /** A sine of one second, to be repeated; only whole Hz join without a click. */
    static Sound tone(int hertz, double dBfs) {
        short[] samples = new short[Frame.SAMPLE_RATE];
        double amplitude = FULL_SCALE * Math.sqrt(2) * Math.pow(10, dBfs / 20);
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) Math.round(amplitude * Math.sin(2 * Math.PI * hertz * i / Frame.SAMPLE_RATE));
        }
        return new Sound(samples);
    }

    /** A microphone that hears this again and again. */
    Microphone microphone() throws IOException, SoundFailed {
        byte[] bytes = new byte[2 * samples.length];
        for (int i = 0; i < samples.length; i++) {
            bytes[2 * i] = (byte) samples[i];
            bytes[2 * i + 1] = (byte) (samples[i] >> 8);
        }
        AudioFormat format = new AudioFormat(Frame.SAMPLE_RATE, 16, 1, true, false);
        ByteArrayOutputStream wav = new ByteArrayOutputStream();
        try (AudioInputStream in = new AudioInputStream(new ByteArrayInputStream(bytes), format, samples.length)) {
            AudioSystem.write(in, AudioFileFormat.Type.WAVE, wav);
        }
        return FileMicrophone.of("a tone", new ByteArrayInputStream(wav.toByteArray()), System::nanoTime);
    }

    /** A glide, to be repeated. */
    static Sound of(Glide glide, double dBfs) {
        short[] samples = new short[(int) (glide.seconds() * Frame.SAMPLE_RATE)];
        double amplitude = FULL_SCALE * Math.sqrt(2) * Math.pow(10, dBfs / 20);
        for (int i = 0; i < samples.length; i++) {
            double hertz = glide.fromHertz() + (glide.toHertz() - glide.fromHertz()) * (double) i / samples.length / 2;
            samples[i] = (short) Math.round(amplitude * Math.sin(2 * Math.PI * hertz * i / Frame.SAMPLE_RATE));
        }
        return new Sound(samples);
    }

    /** Seconds in frames of 10 ms above −50 dBFS. */
    double audibleSeconds() {
        long frames = IntStream.range(0, samples.length / Frame.SAMPLES)
                .filter(i -> rms(i * Frame.SAMPLES, Frame.SAMPLES) >= AUDIBLE)
                .count();
        return frames / 100.0;
    }

    /** Seconds of all of it, silence too. */
    double seconds() {
        return (double) samples.length / Frame.SAMPLE_RATE;
    }

    /** The longest stretch in the midst of the sound, in ms, in which it is less than a quarter as loud as it mostly is. */
    int longestGapMillis() {
        int piece = Frame.SAMPLE_RATE / 200;
        double[] levels = IntStream.range(0, samples.length / piece)
                .mapToDouble(i -> rms(i * piece, piece))
                .toArray();
        double[] sorted =
                Arrays.stream(levels).filter(level -> level >= AUDIBLE).sorted().toArray();
        double least = sorted.length == 0 ? 0 : sorted[sorted.length / 2] / 4;
        int longest = 0;
        int last = -1;
        for (int i = 0; i < levels.length; i++) {
            if (levels[i] >= least) {
                longest = last < 0 ? longest : Math.max(longest, i - last - 1);
                last = i;
            }
        }
        return 5 * longest;
    }

    /** A part of it, from and to those seconds. */
    Sound part(double from, double to) {
        return new Sound(Arrays.copyOfRange(samples, at(from), at(to)));
    }

    /** From its first loud moment to its last, without the edges where it rises and falls: 100 ms each. */
    Sound inner() {
        int piece = Frame.SAMPLES;
        int[] loud = IntStream.range(0, samples.length / piece)
                .filter(i -> rms(i * piece, piece) >= 4 * AUDIBLE)
                .toArray();
        if (loud.length < 2 * EDGE_PIECES) {
            return new Sound(new short[0]);
        }
        return new Sound(Arrays.copyOfRange(
                samples, (loud[0] + EDGE_PIECES) * piece, (loud[loud.length - 1] - EDGE_PIECES) * piece));
    }

    private int at(double seconds) {
        return Math.clamp(Math.round(seconds * Frame.SAMPLE_RATE), 0, samples.length);
    }

    /** How that glide came through. */
    Glide.Seam worst(Glide glide) {
        return glide.worst(samples);
    }

    /** Which moment of that glide is heard first, in ms: 100 ms after the sound rises. */
    double firstMillis(Glide glide) {
        return glide.firstMillis(inner().samples);
    }

    /** How much of the sound is that tone, 0 to 1: the median of all audible windows. */
    double share(double hertz) {
        double[] shares = IntStream.range(0, samples.length / WINDOW)
                .map(i -> i * WINDOW)
                .filter(from -> rms(from, WINDOW) >= AUDIBLE)
                .mapToDouble(from -> share(from, hertz))
                .sorted()
                .toArray();
        return shares.length == 0 ? 0 : shares[shares.length / 2];
    }

    /**
     * For how many seconds that tone is there, whatever else sounds at the same time: above −40 dBFS. The console's own cues are
     * left out by their length, not by their pitch: a beep of 45 ms is 40 Hz broad, and no twelve tones could keep clear of all.
     */
    double seconds(int hertz) {
        int hop = WINDOW / 5;
        double[] levels = new double[Math.max(0, samples.length / hop - 5)];
        // An output may be up to 1.5 % off the pitch while it follows its device's clock.
        int reach = hertz * 16 / 1_000;
        for (int near = hertz - reach; near <= hertz + reach; near += 8) {
            double[] cosine = soft(near, 0);
            double[] sine = soft(near, Math.PI / 2);
            Arrays.setAll(levels, i -> Math.max(levels[i], power(i * hop, cosine, sine)));
        }
        // The window's mean is a half, and a wave's product with itself again a half.
        double least = FULL_SCALE * Math.sqrt(2) * Math.pow(10, -40 / 20.0) * WINDOW / 4;
        return (double) lasting(levels, least * least, hop) * hop / Frame.SAMPLE_RATE;
    }

    /** How many of those windows are loud enough and belong to a stretch that lasts. */
    private static int lasting(double[] levels, double least, int hop) {
        int bridged = BRIDGED_MILLIS * Frame.SAMPLE_RATE / 1_000 / hop;
        int shortest = SHORTEST_MILLIS * Frame.SAMPLE_RATE / 1_000 / hop;
        int there = 0;
        int loud = 0;
        int quiet = 0;
        for (double level : levels) {
            if (level > least) {
                loud++;
                quiet = 0;
            } else if (++quiet > bridged) {
                there += loud >= shortest ? loud : 0;
                loud = 0;
            }
        }
        return there + (loud >= shortest ? loud : 0);
    }

    /** A wave of one window that rises and falls softly (Hann), so that other tones hardly leak in. */
    private static double[] soft(double hertz, double phase) {
        return IntStream.range(0, WINDOW)
                .mapToDouble(i -> (0.5 - 0.5 * Math.cos(2 * Math.PI * i / WINDOW))
                        * Math.cos(2 * Math.PI * hertz * i / Frame.SAMPLE_RATE - phase))
                .toArray();
    }

    private double power(int from, double[] cosine, double[] sine) {
        double real = 0;
        double imaginary = 0;
        for (int i = 0; i < WINDOW; i++) {
            real += samples[from + i] * cosine[i];
            imaginary += samples[from + i] * sine[i];
        }
        return real * real + imaginary * imaginary;
    }

    private double rms(int from, int count) {
        return Math.sqrt(energy(from, count) / count);
    }

    private double energy(int from, int count) {
        return IntStream.range(from, from + count)
                .mapToDouble(i -> (double) samples[i] * samples[i])
                .sum();
    }

    /** Energy at that frequency by all energy of a window (Goertzel). */
    private double share(int from, double hertz) {
        double turn = 2 * Math.cos(2 * Math.PI * hertz / Frame.SAMPLE_RATE);
        double last = 0;
        double before = 0;
        for (int i = from; i < from + WINDOW; i++) {
            double next = samples[i] + turn * last - before;
            before = last;
            last = next;
        }
        double power = last * last + before * before - turn * last * before;
        return 2 * power / WINDOW / energy(from, WINDOW);
    }
}
