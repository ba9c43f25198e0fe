package com.talkiego.dispatch.core.mix;

/** Where an open uplink gate's sound goes; called on {@code capture} only, at most 100 times a second per uplink. */
public interface UplinkSink {
    /** Index of the first sink that leads straight to another member; uplinks are below. */
    int FIRST_PEER = 256;

    /** Peer sinks at the most: one bit each. */
    int MOST_PEERS = Long.SIZE;

    /**
     * Sends one frame.
     *
     * @param uplink index of the uplink, or of a peer sink from {@link #FIRST_PEER} on
     * @param pcm {@link Frame#SAMPLES} mono samples, valid during the call only
     */
    void push(int uplink, short[] pcm);
}
