package com.talkiego.dispatch.core.mix;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A fixed ring of mono frames between one writer and one reader thread, each frame with the nano time it came at and its peak. A
 * frame that finds the ring full is dropped and counted; nobody ever waits.
 */
final class FrameRing {
    private static final VarHandle WRITTEN;
    private static final VarHandle READ;
    private static final VarHandle DROPS;
    private static final VarHandle LOUD;
    private static final VarHandle LITTLE_ENDIAN =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            WRITTEN = lookup.findVarHandle(FrameRing.class, "written", long.class);
            READ = lookup.findVarHandle(FrameRing.class, "read", long.class);
            DROPS = lookup.findVarHandle(FrameRing.class, "drops", long.class);
            LOUD = lookup.findVarHandle(FrameRing.class, "loud", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final int capacity;
    private final short[] pcm;
    private final long[] stamps;
    private final int[] peaks;

    /** Frames ever written; only the writer changes it. */
    private long written;

    /** Frames ever read; only the reader changes it. */
    private long read;

    /** Frames that found no room; only the writer changes it. */
    private long drops;

    /** Frames of sound ever written; only the writer changes it. */
    private long loud;

    /** A ring of that many frames, a power of two. */
    FrameRing(int capacity) {
        this(capacity, 0);
    }

    /** Starts counting at that position, so that a test can pass the wrap of the counter. */
    FrameRing(int capacity, long position) {
        if (Integer.bitCount(capacity) != 1) {
            throw new IllegalArgumentException("The capacity of a ring is a power of two, not " + capacity);
        }
        this.capacity = capacity;
        pcm = new short[capacity * Frame.SAMPLES];
        stamps = new long[capacity];
        peaks = new int[capacity];
        written = position;
        read = position;
    }

    /** Writer: adds a frame of little-endian samples; false if there was no room. */
    boolean offer(byte[] littleEndian, long stamp) {
        long at = written;
        if (full(at)) {
            return false;
        }
        int place = place(at);
        int base = place * Frame.SAMPLES;
        int peak = 0;
        for (int i = 0; i < Frame.SAMPLES; i++) {
            short sample = (short) LITTLE_ENDIAN.get(littleEndian, i * Short.BYTES);
            pcm[base + i] = sample;
            peak = Math.max(peak, Math.abs((int) sample));
        }
        publish(at, place, peak, stamp);
        return true;
    }

    /** Writer: adds a frame; false if there was no room. */
    boolean offer(short[] frame, long stamp) {
        long at = written;
        if (full(at)) {
            return false;
        }
        int place = place(at);
        System.arraycopy(frame, 0, pcm, place * Frame.SAMPLES, Frame.SAMPLES);
        publish(at, place, peak(frame, 0, Frame.SAMPLES), stamp);
        return true;
    }

    private boolean full(long at) {
        if (at - (long) READ.getAcquire(this) < capacity) {
            return false;
        }
        DROPS.setOpaque(this, drops + 1);
        return true;
    }

    private void publish(long at, int place, int peak, long stamp) {
        peaks[place] = peak;
        stamps[place] = stamp;
        if (peak > SlotReader.SOUND_PEAK) {
            LOUD.setOpaque(this, loud + 1);
        }
        WRITTEN.setRelease(this, at + 1);
    }

    /** Reader: frames waiting. */
    int size() {
        return (int) ((long) WRITTEN.getAcquire(this) - read);
    }

    /** Reader: peak (0 to 32768) of the waiting frame that many places behind the oldest. */
    int peakAt(int ahead) {
        return peaks[place(read + ahead)];
    }

    /** Reader: stamp of the oldest waiting frame. */
    long stamp() {
        return stamps[place(read)];
    }

    /** Reader: copies the oldest waiting frame and leaves it in the ring. */
    void copy(short[] into, int offset) {
        System.arraycopy(pcm, place(read) * Frame.SAMPLES, into, offset, Frame.SAMPLES);
    }

    /** Reader: frames ever written. */
    long written() {
        return (long) WRITTEN.getAcquire(this);
    }

    /** Reader: number of the oldest waiting frame, counted like {@link #written}. */
    long next() {
        return read;
    }

    /** Reader: peak of a frame by its number, waiting or read not long ago. */
    int peakOf(long frame) {
        return peaks[place(frame)];
    }

    /**
     * Reader: copies samples by number, 480 to a frame. Those already read stay for as long as the writer needs for half the ring:
     * nothing older may be asked for.
     */
    void samples(long from, short[] into, int offset, int count) {
        int at = (int) Math.floorMod(from, (long) pcm.length);
        int first = Math.min(count, pcm.length - at);
        System.arraycopy(pcm, at, into, offset, first);
        System.arraycopy(pcm, 0, into, offset + first, count - first);
    }

    /** Reader: number of the oldest frame that is still whole, waiting or not. */
    long oldest() {
        return Math.min(read, Math.max(0, written() - capacity / 2));
    }

    /** Reader: lets go of the oldest waiting frames. */
    void skip(int frames) {
        READ.setRelease(this, read + frames);
    }

    /** Any thread: frames of sound ever written. */
    long loud() {
        return (long) LOUD.getOpaque(this);
    }

    /** Any thread: frames that found no room. */
    long drops() {
        return (long) DROPS.getOpaque(this);
    }

    private int place(long position) {
        return (int) (position & (capacity - 1));
    }

    /** Whether any sample of a stretch is louder than a threshold: quickly told for sound. */
    static boolean exceeds(int threshold, short[] samples, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (Math.abs((int) samples[i]) > threshold) {
                return true;
            }
        }
        return false;
    }

    /** Largest absolute sample value of a stretch. */
    static int peak(short[] samples, int offset, int length) {
        int peak = 0;
        for (int i = offset; i < offset + length; i++) {
            peak = Math.max(peak, Math.abs((int) samples[i]));
        }
        return peak;
    }
}
