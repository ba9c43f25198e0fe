package com.talkiego.dispatch.core.mix;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * Every frame of every announced over as it came, before fader and mute, and what nobody announced; from {@code audio-tick} to one
 * reader. Full, it drops and counts.
 */
public final class RecordRing {
    /** Frames that fit: 320 ms of 64 channels. */
    public static final int CAPACITY = 2_048;

    private static final VarHandle WRITTEN;
    private static final VarHandle READ;
    private static final VarHandle DROPS;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            WRITTEN = lookup.findVarHandle(RecordRing.class, "written", long.class);
            READ = lookup.findVarHandle(RecordRing.class, "read", long.class);
            DROPS = lookup.findVarHandle(RecordRing.class, "drops", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final short[] pcm = new short[CAPACITY * Frame.SAMPLES];
    private final int[] slots = new int[CAPACITY];
    private final Bus[] buses = new Bus[CAPACITY];
    private final long[] overs = new long[CAPACITY];
    private final long[] taps = new long[CAPACITY];
    private final long[] ticks = new long[CAPACITY];
    private final long[] plays = new long[CAPACITY];
    private long written;
    private long read;
    private long drops;

    RecordRing() {
        Arrays.fill(buses, Bus.SELECT);
    }

    /** Tick: adds a frame. */
    void write(int slot, long over, Bus bus, short[] from, int offset, long tapNanos, long tickNanos, long playIndex) {
        long at = written;
        if (at - (long) READ.getAcquire(this) >= CAPACITY) {
            DROPS.setOpaque(this, drops + 1);
            return;
        }
        int place = (int) (at % CAPACITY);
        System.arraycopy(from, offset, pcm, place * Frame.SAMPLES, Frame.SAMPLES);
        slots[place] = slot;
        buses[place] = bus;
        overs[place] = over;
        taps[place] = tapNanos;
        ticks[place] = tickNanos;
        plays[place] = playIndex;
        WRITTEN.setRelease(this, at + 1);
    }

    /** Reader: takes the oldest frame; false if there is none. */
    public boolean read(RecordedFrame into) {
        long at = read;
        if ((long) WRITTEN.getAcquire(this) == at) {
            return false;
        }
        int place = (int) (at % CAPACITY);
        System.arraycopy(pcm, place * Frame.SAMPLES, into.pcm, 0, Frame.SAMPLES);
        into.slot = slots[place];
        into.bus = buses[place];
        into.over = overs[place];
        into.tapNanos = taps[place];
        into.tickNanos = ticks[place];
        into.playIndex = plays[place];
        READ.setRelease(this, at + 1);
        return true;
    }

    /** Any thread: frames that found no room. */
    public long drops() {
        return (long) DROPS.getOpaque(this);
    }
}
