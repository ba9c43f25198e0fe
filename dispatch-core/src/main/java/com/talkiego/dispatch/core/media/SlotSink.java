package com.talkiego.dispatch.core.media;

/** Where received sound goes, frame by frame; called on WebRTC's native thread, so it only converts, copies into a ring and returns. */
public interface SlotSink {
    /**
     * Takes one frame; idle slots deliver frames too.
     *
     * @param slot index of the receive slot: the subscriber link's line
     * @param pcm mono 16-bit little-endian samples at 48 kHz, valid during the call only
     * @param samples how many samples it holds: {@link com.talkiego.dispatch.core.mix.Frame#SAMPLES}
     * @param nowNanos when it came, ns of the runtime's clock
     */
    void frame(int slot, byte[] pcm, int samples, long nowNanos);
}
