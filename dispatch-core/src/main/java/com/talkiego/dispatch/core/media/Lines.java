package com.talkiego.dispatch.core.media;

import dev.onvoid.webrtc.RTCPeerConnection;
import dev.onvoid.webrtc.RTCStatsCollectorCallback;
import java.util.List;

/** The media lines of one link, all of one direction; on {@code media-ops} only. */
sealed interface Lines permits SendLines, ReceiveLines, AcceptedLine {

    /** Adds lines up to that many; an offer has to follow. */
    void grow(RTCPeerConnection connection, int lines);

    int count();

    /** The lines' names in session descriptions, by index; known once the offer is set. */
    List<String> mids();

    /** Lets sound through; after an answer was set. */
    void attach();

    /** Lets no more sound through: when it returns, nobody is inside a line. Before the connection is closed. */
    void detach();

    /** Frees what is native; after the connection was closed. */
    void dispose();

    /** Asks for the statistics of the first line and of the path it uses: much less than those of all lines. */
    void glance(RTCPeerConnection connection, RTCStatsCollectorCallback callback);
}
