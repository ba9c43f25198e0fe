package com.talkiego.dispatch.devices.sound;

import com.talkiego.dispatch.core.mix.Frame;
import com.talkiego.dispatch.core.mix.MicPath;
import com.talkiego.dispatch.core.mix.ThreadEnd;
import com.talkiego.dispatch.devices.priority.ThreadPriorities;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread {@code capture}: reads the microphone and drives the microphone path with it, 100 times a second. Without a
 * microphone, or when it dies, it goes on with silence by the clock, so that an over always ends clean; it looks for the microphone
 * every second.
 */
final class Capture implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Capture.class);
    private static final long PERIOD_NANOS = 2_000_000;
    private static final long RETRY_NANOS = 1_000_000_000L;

    /** Where no device was ever found, a look now and then will do. */
    private static final long SELDOM_NANOS = 10_000_000_000L;

    private static final long SILENT_NANOS = 200_000_000L;

    /** Opens the microphone; asked anew after it failed. */
    interface Opener {
        /** Null for none wanted. */
        @Nullable
        Microphone open() throws SoundFailed;
    }

    private volatile Opener opener;
    private volatile boolean changed;
    private final MicPath path;
    private final EchoReference reference;
    private final LongSupplier nanoTime;
    private final LongConsumer urgency;
    private final Thread thread;
    private final short[] frame = new short[Frame.SAMPLES];

    private boolean everOpen;
    private volatile boolean closing;
    private volatile boolean microphone;
    private volatile String name = "";
    private volatile String trouble = "";
    private volatile long lastFrame;

    Capture(Opener opener, MicPath path, EchoReference reference, ThreadPriorities priorities, LongSupplier nanoTime) {
        this.opener = opener;
        this.path = path;
        this.reference = reference;
        this.urgency = priorities.audio();
        this.nanoTime = nanoTime;
        this.lastFrame = nanoTime.getAsLong();
        this.thread = Thread.ofPlatform()
                .name("capture")
                .daemon()
                .priority(Thread.MAX_PRIORITY)
                .unstarted(this::run);
        thread.start();
    }

    /** Uses another microphone from now on; any thread. */
    void choose(Opener another) {
        opener = another;
        changed = true;
        LockSupport.unpark(thread);
    }

    private void run() {
        while (!closing) {
            changed = false;
            try (Microphone open = opener.open()) {
                if (open == null) {
                    microphone = false;
                    name = "";
                    feedSilence(Long.MAX_VALUE);
                    continue;
                }
                everOpen = true;
                microphone = true;
                name = open.name();
                trouble = "";
                LOG.info("The microphone is {}", open.name());
                feed(open);
            } catch (SoundFailed e) {
                if (!trouble.equals(e.sentence())) {
                    LOG.warn("{}", e.sentence());
                }
                trouble = e.sentence();
                microphone = false;
                name = "";
                feedSilence(everOpen ? RETRY_NANOS : SELDOM_NANOS);
            }
        }
    }

    private void feed(Microphone open) throws SoundFailed {
        lastFrame = nanoTime.getAsLong();
        while (!closing && !changed) {
            while (open.read(frame)) {
                lastFrame = nanoTime.getAsLong();
                reference.tell(path);
                path.frame(frame);
            }
            if (nanoTime.getAsLong() - lastFrame > SILENT_NANOS) {
                throw new SoundFailed("The microphone '" + SoundDevices.shortName(open.name())
                        + "' gives no sound. Plug it in again: until then nobody hears you.");
            }
            rest();
        }
    }

    private void feedSilence(long forNanos) {
        long start = nanoTime.getAsLong();
        long due = start;
        while (!closing && !changed && nanoTime.getAsLong() - start < forNanos) {
            long now = nanoTime.getAsLong();
            if (now - due >= 0) {
                due = now - due > 10 * Frame.NANOS ? now : due + Frame.NANOS;
                // The path may have worked on the frame in place.
                Arrays.fill(frame, (short) 0);
                reference.tell(path);
                path.frame(frame);
            }
            rest();
        }
    }

    private void rest() {
        urgency.accept(nanoTime.getAsLong());
        LockSupport.parkNanos(PERIOD_NANOS);
    }

    /** Whether there is a microphone that gives sound. */
    boolean microphone() {
        return microphone;
    }

    /** Its name, empty if none. */
    String microphoneName() {
        return name;
    }

    /** What is wrong, in a sentence; empty if nothing. */
    String trouble() {
        return trouble;
    }

    /** Since it last gave sound, ns. */
    long sinceFrameNanos(long nowNanos) {
        return nowNanos - lastFrame;
    }

    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(thread);
        ThreadEnd.await(thread);
    }
}
