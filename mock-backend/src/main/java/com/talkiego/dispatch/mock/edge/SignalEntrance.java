package com.talkiego.dispatch.mock.edge;

/** Where the SignalLayer takes in a new socket. Any thread. */
@FunctionalInterface
public interface SignalEntrance {

    /** Begins a connection; what the client says goes into the answered object, what it shall hear goes out through {@code line}. */
    Incoming connect(Outgoing line);

    /** The way to one client. Any thread; never blocks. */
    interface Outgoing {
        /** Close code that means: no close frame at all, the connection is just gone (RFC 6455, 7.4.1). */
        int WITHOUT_CLOSE_FRAME = 1006;

        /** Queues a text frame; false when the socket is closed, or was closed now because too much is waiting. */
        boolean send(String frame);

        /** Closes after what is queued; code as in RFC 6455, 7.4, or {@link #WITHOUT_CLOSE_FRAME}. */
        void close(int code, String reason);
    }

    /** The way from one client. One thread at a time. */
    interface Incoming {
        /** A text frame arrived. */
        void frame(String text);

        /** The socket is gone, whoever closed it; told once, nothing follows. */
        void closed();
    }
}
