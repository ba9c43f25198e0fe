package com.talkiego.dispatch.core.mix;

/** One received frame as it came, before fader and mute; filled anew by every {@link RecordRing#read}. Owned by its reader. */
public final class RecordedFrame {
    /** Over of a frame that nobody announced. */
    public static final long UNATTRIBUTED = -1;

    /** The receive slot. */
    public int slot;

    /** The backend's number of the over, or {@link #UNATTRIBUTED}. */
    public long over;

    /** When WebRTC delivered it, ns. */
    public long tapNanos;

    /** When the tick that took it began, ns. */
    public long tickNanos;

    /**
     * Position in its bus's {@link PlayRing} of the frame it was mixed into; the sound itself lies up to one frame and the limiter's
     * 1 ms later.
     */
    public long playIndex;

    /** The bus it was mixed into. */
    public Bus bus = Bus.SELECT;

    /** The sound. */
    public final short[] pcm = new short[Frame.SAMPLES];
}
