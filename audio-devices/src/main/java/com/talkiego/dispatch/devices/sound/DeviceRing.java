package com.talkiego.dispatch.devices.sound;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.lwjgl.system.MemoryUtil;

/**
 * Between a playback thread and a device's callback: stereo frames of 16 bits. One writer (the playback thread), one reader (the
 * device's own native thread). The reader always gets all it asks for, silence where the ring is empty: a callback that gives less
 * ends its source for good.
 */
final class DeviceRing {
    private static final VarHandle WRITTEN;
    private static final VarHandle READ;
    private static final VarHandle SHORTFALL;
    private static final VarHandle LAST_READ;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            WRITTEN = lookup.findVarHandle(DeviceRing.class, "written", long.class);
            READ = lookup.findVarHandle(DeviceRing.class, "read", long.class);
            SHORTFALL = lookup.findVarHandle(DeviceRing.class, "shortfall", long.class);
            LAST_READ = lookup.findVarHandle(DeviceRing.class, "lastRead", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final short[] samples;
    private final int capacity;
    private long written;
    private long read;
    private long shortfall;
    private long lastRead;

    /** Room for that many stereo frames. */
    DeviceRing(int capacity, long nowNanos) {
        this.capacity = capacity;
        this.samples = new short[capacity * 2];
        this.lastRead = nowNanos;
    }

    /** Stereo frames that wait. */
    int fill() {
        return (int) ((long) WRITTEN.getAcquire(this) - (long) READ.getAcquire(this));
    }

    /** Adds frames, as many as fit; gives how many. */
    int write(short[] interleaved, int frames) {
        long at = written;
        int fits = (int) Math.min(frames, capacity - (at - (long) READ.getAcquire(this)));
        for (int i = 0; i < fits; i++) {
            int place = (int) ((at + i) % capacity) * 2;
            samples[place] = interleaved[2 * i];
            samples[place + 1] = interleaved[2 * i + 1];
        }
        WRITTEN.setRelease(this, at + fits);
        return fits;
    }

    /** Fills native memory with exactly that many frames; the device's thread. */
    void readTo(long address, int frames, long nowNanos) {
        long at = read;
        int available = (int) Math.min(frames, (long) WRITTEN.getAcquire(this) - at);
        for (int i = 0; i < available; i++) {
            int place = (int) ((at + i) % capacity) * 2;
            MemoryUtil.memPutShort(address + 4L * i, samples[place]);
            MemoryUtil.memPutShort(address + 4L * i + 2, samples[place + 1]);
        }
        if (available < frames) {
            MemoryUtil.memSet(address + 4L * available, 0, 4L * (frames - available));
            SHORTFALL.setOpaque(this, shortfall + (frames - available));
        }
        READ.setRelease(this, at + available);
        LAST_READ.setOpaque(this, nowNanos);
    }

    /** Stereo frames of silence the device was given for want of sound. */
    long shortfall() {
        return (long) SHORTFALL.getOpaque(this);
    }

    /** When the device last took anything, reading of the nano clock. */
    long lastRead() {
        return (long) LAST_READ.getOpaque(this);
    }
}
