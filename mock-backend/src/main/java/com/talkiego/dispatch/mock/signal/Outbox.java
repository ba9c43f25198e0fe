package com.talkiego.dispatch.mock.signal;

/** The way out to one client's socket. Called on the thread {@code rooms}; never blocks. */
public interface Outbox {

    /** Queues a text frame; false if the socket is closed or takes no more. */
    boolean send(String frame);

    /** Whether the client reads more slowly than it is told: much waits, though far less than it takes to be closed for it. */
    boolean lagging();

    /** Closes the socket after what is queued; 1006 means without a close frame (RFC 6455, 7.4.1). */
    void close(int code, String reason);
}
