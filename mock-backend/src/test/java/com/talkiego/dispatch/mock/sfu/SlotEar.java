package com.talkiego.dispatch.mock.sfu;

import dev.onvoid.webrtc.media.audio.AudioTrackSink;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/** What came out of one slot lately. */
final class SlotEar implements AudioTrackSink {
    private static final int REMEMBERED = 20;
    private static final double TONE = 0.9;

    private final Deque<byte[]> frames = new ArrayDeque<>();
    private long count;

    @Override
    public synchronized void onData(byte[] data, int bitsPerSample, int sampleRate, int channels, int samples) {
        count++;
        frames.addLast(Arrays.copyOf(data, 2 * samples));
        if (frames.size() > REMEMBERED) {
            frames.removeFirst();
        }
    }

    /** Whether most of the last 200 ms are this tone. */
    synchronized boolean hears(double hertz) {
        long matching =
                frames.stream().filter(frame -> Tone.share(frame, hertz) > TONE).count();
        return matching >= REMEMBERED * 3 / 4;
    }

    /** Whether any of the last 200 ms is this tone. */
    synchronized boolean hearsAny(double hertz) {
        return frames.stream().anyMatch(frame -> Tone.share(frame, hertz) > TONE);
    }

    synchronized boolean silent() {
        return frames.size() == REMEMBERED
                && frames.stream().allMatch(frame -> {
                    for (int i = 0; i + 1 < frame.length; i += 2) {
                        if (Math.abs((short) ((frame[i] & 0xFF) | (frame[i + 1] << 8))) > 200) {
                            return false;
                        }
                    }
                    return true;
                });
    }

    synchronized long count() {
        return count;
    }
}
