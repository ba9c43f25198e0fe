package com.talkiego.dispatch.mock.signal;

/** The way in from one client's socket: one thread at a time, which is never blocked. */
public interface Inbox {

    /** A text frame came. */
    void frame(String text);

    /** The socket is gone; nothing follows. */
    void closed();
}
