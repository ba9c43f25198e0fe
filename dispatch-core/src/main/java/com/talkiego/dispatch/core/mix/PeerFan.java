package com.talkiego.dispatch.core.mix;

import org.jspecify.annotations.Nullable;

/**
 * The sinks that lead straight to other members. Each open one gets exactly one frame for each frame of the microphone: an over's, or
 * silence. So its clock never stands, which would delay the next over by half a second at the listener; and every over ends with a ramp
 * and silence, whenever it stops and whyever. Owned by {@code capture}; allocates nothing.
 */
final class PeerFan {
    private final UplinkSink sink;
    private final SoftEdges[] edges = new SoftEdges[UplinkSink.MOST_PEERS];
    private final short[] frame = new short[Frame.SAMPLES];
    private long open;
    private long filled;

    PeerFan(UplinkSink sink) {
        this.sink = sink;
        for (int i = 0; i < edges.length; i++) {
            edges[i] = new SoftEdges(1);
        }
    }

    /** A frame of the microphone begins; these are open. */
    void begin(long nowOpen) {
        open = nowOpen;
        filled = 0;
    }

    /** An over's frame goes to those of these sinks that are open and have none yet. */
    void over(long peers, short[] pcm) {
        long to = peers & open & ~filled;
        filled |= to;
        while (to != 0) {
            int peer = Long.numberOfTrailingZeros(to);
            to &= to - 1;
            push(peer, pcm);
        }
    }

    /** The frame ends: silence to the others. */
    void end() {
        long rest = open & ~filled;
        while (rest != 0) {
            int peer = Long.numberOfTrailingZeros(rest);
            rest &= rest - 1;
            push(peer, null);
        }
    }

    private void push(int peer, short @Nullable [] pcm) {
        if (pcm != null) {
            System.arraycopy(pcm, 0, frame, 0, Frame.SAMPLES);
        }
        edges[peer].apply(frame, 0, pcm == null ? 0 : Frame.SAMPLES, Frame.SAMPLES);
        sink.push(UplinkSink.FIRST_PEER + peer, frame);
    }
}
