package com.talkiego.dispatch.core.mix;

/** The unit of all audio here: 10 ms of 48 kHz 16-bit sound. */
public final class Frame {
    /** Samples per second and channel, Hz. */
    public static final int SAMPLE_RATE = 48_000;

    /** Samples per frame and channel. */
    public static final int SAMPLES = 480;

    /** Length of a frame, ns. */
    public static final long NANOS = 10_000_000L;

    private Frame() {}
}
