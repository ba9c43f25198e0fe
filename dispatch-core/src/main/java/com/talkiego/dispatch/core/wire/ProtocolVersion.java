package com.talkiego.dispatch.core.wire;

/**
 * The versions of the SignalLayer. A server speaks {@link #CURRENT} and {@link #OLDEST}; a newer client is answered in
 * {@link #CURRENT} as long as that is not older than its own oldest.
 *
 * <p>Version 1 asked for the floor of one {@code channel}; version 2 asks for several {@code channels} with one ticket;
 * version 3 knows links between members, several regions, take-over of a position and signed session descriptions.
 */
public final class ProtocolVersion {
    public static final int OLDEST = 1;
    public static final int CURRENT = 3;

    private ProtocolVersion() {}
}
