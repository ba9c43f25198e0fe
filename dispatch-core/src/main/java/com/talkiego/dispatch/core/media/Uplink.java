package com.talkiego.dispatch.core.media;

import com.talkiego.dispatch.core.mix.Frame;
import dev.onvoid.webrtc.media.audio.CustomAudioSource;
import java.util.concurrent.locks.LockSupport;

/**
 * One sender's source and its door. {@link CustomAudioSource} has no locks of its own, so nothing may be pushed while its track is
 * attached or detached: the pusher (one thread, {@code capture}) never waits, the one who shuts the door waits for it to be out.
 */
final class Uplink {
    private static final int BITS = 16;
    private static final int MONO = 1;
    private static final long PATIENCE_NANOS = 20_000;

    private final CustomAudioSource source;
    private final byte[] bytes = new byte[Frame.SAMPLES * Short.BYTES];
    private volatile boolean open;
    private volatile boolean inside;

    Uplink(CustomAudioSource source) {
        this.source = source;
    }

    /** Lets pushes through; on {@code media-ops}, once the source's track is attached. */
    void open() {
        open = true;
    }

    /** Sends one frame if the door is open; wait-free, on the one pushing thread. Whether it was sent. */
    boolean push(short[] pcm) {
        // Written before 'open' is read, both volatile: either this push sees the door shut, or shut() sees this push
        // inside.
        inside = true;
        try {
            if (!open) {
                return false;
            }
            LittleEndian.bytes(pcm, bytes);
            source.pushAudio(bytes, BITS, Frame.SAMPLE_RATE, MONO, Frame.SAMPLES);
            return true;
        } finally {
            inside = false;
        }
    }

    /** Stops pushes and waits until the one going on, if any, has left; on {@code media-ops}, before anything is detached. */
    void shut() {
        open = false;
        while (inside) {
            LockSupport.parkNanos(PATIENCE_NANOS);
        }
    }

    /** Frees the native source; the door must be shut. */
    void dispose() {
        source.dispose();
    }
}
