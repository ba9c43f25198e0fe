package com.talkiego.dispatch.core.media;

import com.talkiego.dispatch.core.session.PeerPort;

/** Where received sound goes, frame by frame; called on WebRTC's native thread, so it only converts, copies into a ring and returns. */
public interface SlotSink {
    /** Index of the first slot of links from members; the subscriber link's lines are below. */
    int FIRST_PEER = PeerPort.FIRST_SLOT;

    /**
     * Where an engine has a slot.
     *
     * @param slot as told to {@link #frame}
     * @param lines slots the engine has for the subscriber link's lines, which come first
     * @param peers slots it has for links from members, which follow
     * @return -1 for a slot it does not have
     */
    static int place(int slot, int lines, int peers) {
        if (slot < FIRST_PEER) {
            return slot < lines ? slot : -1;
        }
        return slot - FIRST_PEER < peers ? lines + slot - FIRST_PEER : -1;
    }

    /**
     * Takes one frame; idle slots deliver frames too.
     *
     * @param slot index of the receive slot: the subscriber link's line, or from {@link #FIRST_PEER} on that of a link from a member
     * @param pcm mono 16-bit little-endian samples at 48 kHz, valid during the call only
     * @param samples how many samples it holds: {@link com.talkiego.dispatch.core.mix.Frame#SAMPLES}
     * @param nowNanos when it came, ns of the runtime's clock
     */
    void frame(int slot, byte[] pcm, int samples, long nowNanos);
}
