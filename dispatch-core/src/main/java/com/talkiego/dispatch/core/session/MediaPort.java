package com.talkiego.dispatch.core.session;

import com.talkiego.dispatch.core.model.IceServer;
import com.talkiego.dispatch.core.model.MediaWay;
import java.util.List;

/** The media links to the backend, as the session sees them; those to members are its {@link PeerPort}. Calls return at once and are carried out in order on {@code media-ops}. */
public interface MediaPort extends PeerPort {

    /** Sides a console has: two, so that it can have links to two regions while it moves from one to the other. */
    int SIDES = 2;

    /** Receive slots of each side; those of the second come after those of the first. */
    int SIDE_SLOTS = 128;

    /** Uplinks of each side; numbered likewise. */
    int SIDE_UPLINKS = 64;

    /** The one-way links of a console, a pair for each side. */
    enum Link {
        /** Carries this position's overs out. */
        PUBLISHER(false, 0),
        /** Brings overs in, one per receive slot. */
        SUBSCRIBER(true, 0),
        /** The same on the second side. */
        SECOND_PUBLISHER(false, 1),
        /** The same on the second side. */
        SECOND_SUBSCRIBER(true, 1);

        private final boolean receives;
        private final int side;

        Link(boolean receives, int side) {
            this.receives = receives;
            this.side = side;
        }

        /** Its name on the SignalLayer. */
        public String wireName() {
            return receives ? "sub" : "pub";
        }

        /** Whether it brings overs in. */
        public boolean receives() {
            return receives;
        }

        /** The side it belongs to, from 0. */
        public int side() {
            return side;
        }

        /** The link of that kind on that side. */
        public Link on(int wanted) {
            return receives ? wanted == 0 ? SUBSCRIBER : SECOND_SUBSCRIBER : wanted == 0 ? PUBLISHER : SECOND_PUBLISHER;
        }
    }

    /** The fingerprints of the certificates that its links show, {@code sha-256 AB:CD:…}; the same for the whole run. */
    List<String> fingerprints();

    /** Opens a link anew, replacing an earlier one of that name; {@link Listener#offer} follows. */
    void open(Link link, int lines, int ptimeMillis, List<IceServer> iceServers, Listener listener);

    /** Takes the backend's answer to the last offer. */
    void answer(Link link, String sdp);

    /** Sets a subscriber link's number of lines, more than now; {@link Listener#offer} follows. */
    void grow(Link link, int lines);

    /** Closes a link; its taps and uplinks are detached first. */
    void close(Link link);

    /** What media tells, on {@code media-ops}; implementers only hand it over. */
    interface Listener {
        /** An offer to be sent; {@code mids} by slot or uplink index. */
        void offer(Link link, String sdp, List<String> mids);

        /** Audio can flow. */
        void connected(Link link);

        /** Packets of the other end arrived since the last beat; told at most every 500 ms. */
        void beat(Link link, long nanoTime);

        /** How its packets travel, once it is known and whenever it changes. */
        default void way(Link link, MediaWay way) {}

        /** The link is of no more use; the sentence says why. */
        void failed(Link link, String sentence);
    }
}
