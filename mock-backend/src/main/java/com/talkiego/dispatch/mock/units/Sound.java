package com.talkiego.dispatch.mock.units;

import com.talkiego.dispatch.core.mix.Frame;
import java.util.Arrays;

/** Something a unit can say, as whole frames of 48 kHz mono. Immutable. */
final class Sound {
    private static final double TONE_DBFS = -20;

    private final String words;
    private final short[][] frames;

    private Sound(String words, short[][] frames) {
        this.words = words;
        this.frames = frames;
    }

    /** A clip, filled up with silence to a whole frame. */
    static Sound of(String words, short[] pcm) {
        int count = (pcm.length + Frame.SAMPLES - 1) / Frame.SAMPLES;
        short[][] frames = new short[count][];
        for (int i = 0; i < count; i++) {
            int from = i * Frame.SAMPLES;
            frames[i] = Arrays.copyOf(
                    Arrays.copyOfRange(pcm, from, Math.min(pcm.length, from + Frame.SAMPLES)), Frame.SAMPLES);
        }
        return new Sound(words, frames);
    }

    /** A sine of −20 dBFS RMS. */
    static Sound tone(double hertz, double seconds) {
        return glide(hertz, hertz, seconds);
    }

    /** A sine of that level that rises or falls evenly: by its pitch a listener knows which moment of it is heard. */
    static Sound glide(double fromHertz, double toHertz, double seconds) {
        short[] pcm = new short[(int) Math.round(seconds * Frame.SAMPLE_RATE)];
        double amplitude = 32_768 * Math.sqrt(2) * Math.pow(10, TONE_DBFS / 20);
        double rise = (toHertz - fromHertz) / seconds;
        for (int i = 0; i < pcm.length; i++) {
            double at = (double) i / Frame.SAMPLE_RATE;
            pcm[i] = (short) Math.round(amplitude * Math.sin(2 * Math.PI * (fromHertz + rise * at / 2) * at));
        }
        String words = Math.round(fromHertz) + (toHertz == fromHertz ? " Hz" : " to " + Math.round(toHertz) + " Hz");
        return of(words, pcm);
    }

    /** What it is, for the state page. */
    String words() {
        return words;
    }

    /** How many frames of 10 ms it has. */
    int length() {
        return frames.length;
    }

    /** Copies one of its frames. */
    void frame(int index, short[] into) {
        System.arraycopy(frames[index], 0, into, 0, Frame.SAMPLES);
    }

    double seconds() {
        return frames.length / 100.0;
    }
}
