package com.talkiego.dispatch.core.mix;

import java.util.concurrent.atomic.AtomicLong;

/** Where the sound of one receive slot comes in. One writer: WebRTC's native thread, the same for all taps of an engine. */
public final class SlotTap {
    private final int slot;
    private final FrameRing ring;
    private final PullClock pulls;
    private final AtomicLong malformed;

    SlotTap(int slot, FrameRing ring, PullClock pulls, AtomicLong malformed) {
        this.slot = slot;
        this.ring = ring;
        this.pulls = pulls;
        this.malformed = malformed;
    }

    /**
     * Takes one frame and wakes the tick when it was the last of a pull. A frame of another length is left out and counted.
     *
     * @param pcmLittleEndian mono 16-bit samples at 48 kHz
     * @param samples how many: {@link Frame#SAMPLES}
     * @param nowNanos when it came, ns of the engine's clock
     */
    public void write(byte[] pcmLittleEndian, int samples, long nowNanos) {
        if (samples != Frame.SAMPLES || pcmLittleEndian.length < Frame.SAMPLES * Short.BYTES) {
            malformed.incrementAndGet();
            return;
        }
        ring.offer(pcmLittleEndian, nowNanos);
        pulls.wrote(slot, nowNanos);
    }
}
