package com.talkiego.dispatch.core.session;

import java.net.URI;

/** WebSockets to the SignalLayer, as the session sees them. Calls return at once; the listener may be called on any thread. */
public interface SignalPort {

    /** Opens a socket. */
    Link open(URI address, Listener listener);

    /** One socket. */
    interface Link {
        /** Queues a text frame; false if it is closed or its queue is full, which also closes it. */
        boolean send(String frame);

        /** Closes it in good order. */
        void close();

        /** Drops it without waiting for the other end. */
        void abort();
    }

    /** What a socket tells; {@code closed} comes exactly once and last. */
    interface Listener {
        void opened();

        void frame(String text);

        /** The socket is gone; the sentence says why. */
        void closed(String sentence);
    }
}
