package com.talkiego.dispatch.core.session;

import com.talkiego.dispatch.core.model.IceServer;
import java.util.List;

/** The media links, as the session sees them: calls return at once and are carried out in order on {@code media-ops}. */
public interface MediaPort {

    /** The two one-way links of a console. */
    enum Link {
        /** Carries this position's overs out. */
        PUBLISHER("pub"),
        /** Brings overs in, one per receive slot. */
        SUBSCRIBER("sub");

        private final String wireName;

        Link(String wireName) {
            this.wireName = wireName;
        }

        /** Its name on the SignalLayer. */
        public String wireName() {
            return wireName;
        }
    }

    /** Opens a link anew, replacing an earlier one of that name; {@link Listener#offer} follows. */
    void open(Link link, int lines, int ptimeMillis, List<IceServer> iceServers, Listener listener);

    /** Takes the backend's answer to the last offer. */
    void answer(Link link, String sdp);

    /** Sets the subscriber link's number of lines, more than now; {@link Listener#offer} follows. */
    void grow(int lines);

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

        /** The link is of no more use; the sentence says why. */
        void failed(Link link, String sentence);
    }
}
