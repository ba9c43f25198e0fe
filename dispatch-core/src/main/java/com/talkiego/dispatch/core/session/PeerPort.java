package com.talkiego.dispatch.core.session;

import com.talkiego.dispatch.core.model.IceServer;
import java.util.List;

/**
 * Links straight to other members, as the session sees them: one way each, one line each. Calls return at once and are carried out in
 * order on {@code media-ops}.
 */
public interface PeerPort {
    /** Index of the first slot of these links, as media counts slots: behind any line of the subscriber link. */
    int FIRST_SLOT = 256;

    /**
     * Opens the talking end of a link; {@link Listener#described} follows with the offer.
     *
     * @param link its id on the SignalLayer
     * @param sink the peer sink that leads into it, from 0
     */
    void talkTo(String link, int sink, int ptimeMillis, List<IceServer> iceServers, Listener listener);

    /**
     * Opens the listening end of a link; {@link Listener#described} follows with the answer.
     *
     * @param slot the receive slot its sound goes to, from {@link #FIRST_SLOT} on
     */
    void hear(String link, String offer, int slot, int ptimeMillis, List<IceServer> iceServers, Listener listener);

    /** Takes the other end's answer. */
    void answered(String link, String sdp);

    /** Closes an end; its tap or sink is detached first. */
    void closePeer(String link);

    /** What media tells of one link, on {@code media-ops}; implementers only hand it over. */
    interface Listener {
        /** The offer, or the answer, to be passed on to the other end. */
        void described(String sdp);

        /** Sound can flow. */
        void connected();

        /** Packets of the other end arrived since the last beat; told at most every 500 ms. */
        void beat(long nanoTime);

        /** How it fares, about every 2 s while connected. */
        void fares(Fare fare);

        /** The link is of no more use; the sentence says why. */
        void failed(String sentence);
    }

    /**
     * How a link fares.
     *
     * @param relayed whether its packets go over a TURN server
     * @param roundTripMillis in ms; 0 while unknown
     * @param lossFraction lost packets of those expected since the last report, 0 to 1
     */
    record Fare(boolean relayed, int roundTripMillis, double lossFraction) {}
}
