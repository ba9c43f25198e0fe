package com.talkiego.dispatch.devices.sound;

import com.talkiego.dispatch.core.mix.ThreadEnd;
import com.talkiego.dispatch.devices.priority.ThreadPriorities;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One output: owns its thread {@code playback-*}, keeps a device of its list open, and carries sound from the source to it. While
 * no device is there a clock takes its place, so that the rings are emptied, meters live and alarms are timed; it tries again every
 * second, or every ten seconds if there never was one.
 */
final class Playback implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Playback.class);

    /** Stereo frames carried at a time. */
    private static final int CHUNK = 240;

    /** Frames kept ready for the device: two of its periods of 10 ms, and one chunk. */
    private static final int TARGET = 2 * 480 + CHUNK;

    private static final long PERIOD_NANOS = 3_000_000;
    private static final long RETRY_NANOS = 1_000_000_000L;

    /** Where no device was ever found, a look now and then will do. */
    private static final long SELDOM_NANOS = 10_000_000_000L;

    private static final long STALL_NANOS = 200_000_000L;

    private final String threadName;
    private final StereoSource source;
    private final PlayedRing played;
    private final LongSupplier nanoTime;
    private final LongConsumer urgency;
    private final Thread thread;
    private final short[] chunk = new short[2 * CHUNK];

    private boolean everOpen;
    private volatile boolean closing;
    private volatile boolean changed;
    private volatile @Nullable String wanted;
    private volatile String deviceName = "";
    private volatile String trouble = "";
    private volatile boolean device;
    private volatile DeviceRing ring;

    /**
     * Starts the thread.
     *
     * @param bus its part of the thread's name
     * @param wanted name of the device, tried before the default; null for the default, {@link SoundDevices#NONE} for none at all
     * @param played gets what a device was really given
     */
    Playback(
            String bus,
            @Nullable String wanted,
            StereoSource source,
            PlayedRing played,
            ThreadPriorities priorities,
            LongSupplier nanoTime) {
        this.threadName = "playback-" + bus;
        this.wanted = wanted;
        this.source = source;
        this.played = played;
        this.urgency = priorities.audio();
        this.nanoTime = nanoTime;
        this.ring = new DeviceRing(4 * TARGET, nanoTime.getAsLong());
        this.thread = Thread.ofPlatform()
                .name(threadName)
                .daemon()
                .priority(Thread.MAX_PRIORITY)
                .unstarted(this::run);
        thread.start();
    }

    private void run() {
        while (!closing) {
            OpenAlOutput output = openFirst();
            if (output == null) {
                playToClock(everOpen ? RETRY_NANOS : SELDOM_NANOS);
            } else {
                playTo(output);
            }
        }
    }

    /** Uses another device from now on; any thread. */
    void choose(@Nullable String device) {
        wanted = device;
        changed = true;
        LockSupport.unpark(thread);
    }

    private List<@Nullable String> candidates() {
        String first = wanted;
        if (SoundDevices.NONE.equals(first)) {
            return List.of();
        }
        return first == null ? Collections.singletonList(null) : Arrays.asList(first, null);
    }

    private @Nullable OpenAlOutput openFirst() {
        changed = false;
        for (String name : candidates()) {
            DeviceRing fresh = new DeviceRing(4 * TARGET, nanoTime.getAsLong());
            try {
                OpenAlOutput output = OpenAlOutput.open(name, fresh, nanoTime);
                everOpen = true;
                ring = fresh;
                deviceName = output.name();
                trouble = "";
                device = true;
                LOG.info("{} plays on {} at {} Hz", threadName, output.name(), output.rate());
                return output;
            } catch (SoundFailed e) {
                if (!trouble.equals(e.sentence())) {
                    LOG.warn("{}: {}", threadName, e.sentence());
                }
                trouble = e.sentence();
            }
        }
        device = false;
        deviceName = "";
        return null;
    }

    private void playTo(OpenAlOutput output) {
        DeviceRing target = ring;
        try (output) {
            while (!closing
                    && !changed
                    && output.alive()
                    && nanoTime.getAsLong() - target.lastRead() < 5 * STALL_NANOS) {
                while (target.fill() < TARGET) {
                    source.take(chunk, CHUNK);
                    played.write(chunk, target.write(chunk, CHUNK));
                }
                rest();
            }
        }
        if (!closing && !changed) {
            trouble = "The output '" + SoundDevices.shortName(output.name())
                    + "' is gone. Plug it in again or choose another.";
            device = false;
            LOG.warn("{}: {}", threadName, trouble);
        }
    }

    /** Takes sound at 48 kHz by the nano clock for a while. */
    private void playToClock(long forNanos) {
        long start = nanoTime.getAsLong();
        long taken = 0;
        boolean forEver = SoundDevices.NONE.equals(wanted);
        while (!closing && !changed && (forEver || nanoTime.getAsLong() - start < forNanos)) {
            long due = (nanoTime.getAsLong() - start) * 48 / 1_000_000;
            if (due - taken > 48_000) {
                // The process was stopped for a while: what was missed is not caught up.
                taken = due - CHUNK;
            }
            while (due - taken >= CHUNK) {
                source.take(chunk, CHUNK);
                taken += CHUNK;
            }
            rest();
        }
    }

    private void rest() {
        urgency.accept(nanoTime.getAsLong());
        LockSupport.parkNanos(PERIOD_NANOS);
    }

    /** Whether a real device is open. */
    boolean device() {
        return device;
    }

    /** Name of the open device, empty if none. */
    String deviceName() {
        return deviceName;
    }

    /** What is wrong, in a sentence; empty if nothing. */
    String trouble() {
        return trouble;
    }

    /** Since the device last took sound, ns; of a clock, nothing. */
    long sinceTakenNanos(long nowNanos) {
        return device ? nowNanos - ring.lastRead() : 0;
    }

    /** Stereo frames of silence given for want of sound. */
    long shortfall() {
        return ring.shortfall();
    }

    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(thread);
        ThreadEnd.await(thread);
    }
}
