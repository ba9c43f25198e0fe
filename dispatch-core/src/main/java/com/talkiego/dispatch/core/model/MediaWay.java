package com.talkiego.dispatch.core.model;

/** How the packets of a media link travel. */
public enum MediaWay {
    /** There is no path yet. */
    NONE,
    /** Straight to the other end. */
    DIRECT,
    /** By a TURN server that is reached over UDP. */
    RELAY_UDP,
    /** By a TURN server that is reached over TCP. */
    RELAY_TCP,
    /** By a TURN server that is reached over TLS. */
    RELAY_TLS;

    /** Whether a TURN server passes the packets on. */
    public boolean relayed() {
        return this != NONE && this != DIRECT;
    }
}
