package com.talkiego.dispatch.core.mix;

/** Where an open uplink gate's sound goes; called on {@code capture} only, at most 100 times a second per uplink. */
public interface UplinkSink {
    /**
     * Sends one frame.
     *
     * @param uplink index of the uplink
     * @param pcm {@link Frame#SAMPLES} mono samples, valid during the call only
     */
    void push(int uplink, short[] pcm);
}
