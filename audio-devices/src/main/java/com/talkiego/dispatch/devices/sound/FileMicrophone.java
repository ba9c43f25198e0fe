package com.talkiego.dispatch.devices.sound;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/** A recording in place of a microphone, over and over, at the pace of the clock: for machines without one, and for tests. */
public final class FileMicrophone implements Microphone {
    private static final int FRAME = 480;
    private static final long FRAME_NANOS = 10_000_000L;
    private static final long LONGEST_BYTES = 60L * 48_000 * 2;

    private final String name;
    private final short[] samples;
    private final LongSupplier nanoTime;
    private long due;
    private int next;

    private FileMicrophone(String name, short[] samples, LongSupplier nanoTime) {
        this.name = name;
        this.samples = samples;
        this.nanoTime = nanoTime;
        this.due = nanoTime.getAsLong();
    }

    /**
     * Reads a WAV file of at most 60 s, 16-bit, mono, 48 kHz.
     *
     * @throws SoundFailed with a sentence if it is anything else
     */
    public static FileMicrophone of(String name, InputStream wav, LongSupplier nanoTime) throws SoundFailed {
        AudioFormat wanted = new AudioFormat(48_000, 16, 1, true, false);
        try (AudioInputStream in = AudioSystem.getAudioInputStream(new BufferedInputStream(wav))) {
            if (!in.getFormat().matches(wanted)) {
                throw new SoundFailed(
                        "'" + name + "' is not a WAV file of 48 kHz, 16 bit, mono. Convert it, then start again.");
            }
            byte[] bytes = in.readNBytes((int) LONGEST_BYTES);
            short[] samples = new short[Math.max(FRAME, bytes.length / 2)];
            for (int i = 0; i < bytes.length / 2; i++) {
                samples[i] = (short) ((bytes[2 * i] & 0xff) | bytes[2 * i + 1] << 8);
            }
            return new FileMicrophone(name, samples, nanoTime);
        } catch (UnsupportedAudioFileException | IOException e) {
            throw new SoundFailed("'" + name + "' cannot be read as a WAV file: " + e.getMessage());
        }
    }

    @Override
    public boolean read(short[] frame) {
        long now = nanoTime.getAsLong();
        if (now - due < 0) {
            return false;
        }
        due = now - due > 10 * FRAME_NANOS ? now : due + FRAME_NANOS;
        for (int i = 0; i < FRAME; i++) {
            frame[i] = samples[next];
            next = next + 1 == samples.length ? 0 : next + 1;
        }
        return true;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void close() {}
}
