package com.talkiego.dispatch.devices.sound;

import com.talkiego.dispatch.core.mix.Frame;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * What one output was given, in mono, on its way to the echo canceller. One writer (the playback thread), one reader ({@code
 * capture}); neither waits nor allocates. The two sides run on different clocks and in bursts: the reader begins with two frames in
 * hand, gets silence while the ring is empty, and the ring drops what lies too far behind, so that the reference is never later than
 * its echo. What was dropped is counted.
 */
final class PlayedRing {
    private static final VarHandle WRITTEN;
    private static final VarHandle READ;
    private static final VarHandle REFUSED;
    private static final VarHandle SKIPPED;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            WRITTEN = lookup.findVarHandle(PlayedRing.class, "written", long.class);
            READ = lookup.findVarHandle(PlayedRing.class, "read", long.class);
            REFUSED = lookup.findVarHandle(PlayedRing.class, "refused", long.class);
            SKIPPED = lookup.findVarHandle(PlayedRing.class, "skipped", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** In hand before the reader begins: the bursts of a device's period of 10 ms on either side do not empty it. */
    static final int IN_HAND = 2 * Frame.SAMPLES;

    /** 400 ms: the microphone may be opened anew meanwhile. */
    private static final int CAPACITY = 40 * Frame.SAMPLES;

    /** Frames of the microphone, 1 s, in which the ring never had less than it needs: then it is too far behind. */
    private static final int WATCH_FRAMES = 100;

    /** More than this in hand, at the least in a second, is dropped down to {@link #IN_HAND}. */
    private static final int TOO_MUCH = IN_HAND + Frame.SAMPLES;

    private final short[] samples = new short[CAPACITY];
    private long written;
    private long read;
    private long refused;
    private long skipped;

    // The reader's own.
    private boolean begun;
    private int watched;
    private int least = Integer.MAX_VALUE;

    /** Adds stereo frames the device was given, mixed to mono; what finds no room is dropped and counted. */
    void write(short[] interleaved, int frames) {
        long at = written;
        int fits = (int) Math.min(frames, CAPACITY - (at - (long) READ.getAcquire(this)));
        for (int i = 0; i < fits; i++) {
            samples[(int) ((at + i) % CAPACITY)] = (short) ((interleaved[2 * i] + interleaved[2 * i + 1]) / 2);
        }
        if (fits < frames) {
            REFUSED.setOpaque(this, refused + (frames - fits));
        }
        WRITTEN.setRelease(this, at + fits);
    }

    /** Adds the next frame onto {@code mono}, nothing if there is none. */
    void addTo(short[] mono) {
        int fill = (int) ((long) WRITTEN.getAcquire(this) - read);
        if (fill < (begun ? Frame.SAMPLES : IN_HAND)) {
            begun = false;
            watch(0);
            return;
        }
        begun = true;
        watch(fill);
        long at = read;
        for (int i = 0; i < Frame.SAMPLES; i++) {
            int sum = mono[i] + samples[(int) ((at + i) % CAPACITY)];
            mono[i] = (short) Math.clamp(sum, Short.MIN_VALUE, Short.MAX_VALUE);
        }
        READ.setRelease(this, at + Frame.SAMPLES);
    }

    /** Drops what is too much once a second; a burst alone is never taken for it. */
    private void watch(int fill) {
        least = Math.min(least, fill);
        watched++;
        if (watched < WATCH_FRAMES) {
            return;
        }
        if (least > TOO_MUCH) {
            int skip = least - IN_HAND;
            SKIPPED.setOpaque(this, skipped + skip);
            READ.setRelease(this, read + skip);
        }
        watched = 0;
        least = Integer.MAX_VALUE;
    }

    /** Samples the echo canceller never got: they found no room or lay too far behind; any thread. */
    long dropped() {
        return (long) REFUSED.getOpaque(this) + (long) SKIPPED.getOpaque(this);
    }
}
