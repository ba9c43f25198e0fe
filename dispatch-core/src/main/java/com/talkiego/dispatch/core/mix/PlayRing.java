package com.talkiego.dispatch.core.mix;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

/**
 * The finished sound of one bus, stereo 16-bit, between {@code audio-tick} and one reader (an output, or a clock instead of one).
 * Positions count samples of one side since the start. A frame that finds no room is dropped, and counted once somebody has read.
 */
public final class PlayRing {
    /** Samples of one side that fit: 341 ms. */
    public static final int CAPACITY = 16_384;

    private static final int STAMPS = 64;
    private static final VarHandle WRITTEN;
    private static final VarHandle READ;
    private static final VarHandle WRITTEN_NANOS;
    private static final VarHandle TAKEN_NANOS;
    private static final VarHandle DROPS;
    private static final VarHandle UNDERRUNS;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            WRITTEN = lookup.findVarHandle(PlayRing.class, "written", long.class);
            READ = lookup.findVarHandle(PlayRing.class, "read", long.class);
            WRITTEN_NANOS = lookup.findVarHandle(PlayRing.class, "writtenNanos", long.class);
            TAKEN_NANOS = lookup.findVarHandle(PlayRing.class, "lastTaken", long.class);
            DROPS = lookup.findVarHandle(PlayRing.class, "drops", long.class);
            UNDERRUNS = lookup.findVarHandle(PlayRing.class, "underruns", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final LongSupplier nanoTime;
    private final short[] samples = new short[2 * CAPACITY];
    private final AtomicLongArray stamps = new AtomicLongArray(STAMPS);
    private long written;
    private long writtenNanos;
    private long drops;
    private long read;
    private long lastTaken;
    private long underruns;

    PlayRing(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        lastTaken = nanoTime.getAsLong();
        writtenNanos = lastTaken;
    }

    /** Tick: adds one interleaved frame; false if there was no room. */
    boolean write(short[] stereo) {
        long at = written;
        long taken = (long) READ.getAcquire(this);
        WRITTEN_NANOS.setOpaque(this, nanoTime.getAsLong());
        if (at - taken > CAPACITY - Frame.SAMPLES) {
            if (taken > 0) {
                DROPS.setOpaque(this, drops + 1);
            }
            return false;
        }
        int place = (int) (at % CAPACITY);
        int first = Math.min(Frame.SAMPLES, CAPACITY - place);
        System.arraycopy(stereo, 0, samples, 2 * place, 2 * first);
        System.arraycopy(stereo, 2 * first, samples, 0, 2 * (Frame.SAMPLES - first));
        WRITTEN.setRelease(this, at + Frame.SAMPLES);
        return true;
    }

    /** Tick: position at which the next frame begins. */
    long writePosition() {
        return written;
    }

    /**
     * Reader: takes what is there, at most what is asked for; never waits.
     *
     * @param stereoInterleaved left and right in turn
     * @param offset index of the first sample to fill
     * @param frames how many pairs are wanted
     * @return how many pairs were taken
     */
    public int read(short[] stereoInterleaved, int offset, int frames) {
        long at = read;
        int taken = Math.min(frames, available());
        int place = (int) (at % CAPACITY);
        int first = Math.min(taken, CAPACITY - place);
        System.arraycopy(samples, 2 * place, stereoInterleaved, offset, 2 * first);
        System.arraycopy(samples, 0, stereoInterleaved, offset + 2 * first, 2 * (taken - first));
        leave(at, taken);
        if (taken < frames) {
            underrun();
        }
        return taken;
    }

    /** Reader: lets go of the oldest pairs, so that an output that was away does not lag for good. */
    void skip(int frames) {
        leave(read, Math.min(frames, available()));
    }

    private void leave(long at, int taken) {
        long now = nanoTime.getAsLong();
        long frame = (at + Frame.SAMPLES - 1) / Frame.SAMPLES;
        for (; frame * Frame.SAMPLES < at + taken; frame++) {
            stamps.setOpaque((int) (frame % STAMPS), now);
        }
        READ.setRelease(this, at + taken);
        TAKEN_NANOS.setOpaque(this, now);
    }

    /** Reader: an output could not be given all it asked for. */
    void underrun() {
        UNDERRUNS.setOpaque(this, underruns + 1);
    }

    /** Any thread: pairs waiting. */
    public int available() {
        return (int) ((long) WRITTEN.getAcquire(this) - (long) READ.getOpaque(this));
    }

    /** Any thread: when it was last read, ns; the time of construction before the first. */
    public long lastTakenNanos() {
        return (long) TAKEN_NANOS.getOpaque(this);
    }

    /** When the tick last wrote, ns. */
    long lastWrittenNanos() {
        return (long) WRITTEN_NANOS.getOpaque(this);
    }

    /**
     * Any thread: when the frame of that position was taken, ns.
     *
     * @param position a {@link RecordedFrame#playIndex}
     * @return -1 while it waits, or once it is more than 500 ms past
     */
    public long takenNanos(long position) {
        long taken = (long) READ.getAcquire(this);
        long frame = position / Frame.SAMPLES;
        boolean waits = position < 0 || frame * Frame.SAMPLES >= taken;
        if (waits || taken - position > (STAMPS - 14) * (long) Frame.SAMPLES) {
            return -1;
        }
        return stamps.getOpaque((int) (frame % STAMPS));
    }

    /** Any thread: frames that found no room. */
    public long drops() {
        return (long) DROPS.getOpaque(this);
    }

    /** Any thread: times the reader wanted more than there was. */
    public long underruns() {
        return (long) UNDERRUNS.getOpaque(this);
    }
}
