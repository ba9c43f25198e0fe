package com.talkiego.dispatch.mock.signal;

/** Every reason for which the SignalLayer closes a socket, with its WebSocket close code (RFC 6455, 7.4) and words. */
public enum CloseReason {
    GOODBYE(1000, "goodbye"),
    SERVER_STOPPING(1001, "server_stopping: the server ends, try again in a moment"),
    /** No close frame at all: how a network fault looks. */
    CUT(1006, "cut"),
    REFUSED(4001, "refused: see the message before"),
    NO_HELLO(4002, "no_hello: the first message has to be a hello, within ten seconds"),
    NO_BEAT(4003, "no_beat: nothing was heard of the client for too long"),
    TOO_MANY_BAD_FRAMES(4004, "too_many_bad_frames: more than the server puts up with"),
    TOO_FAST(4005, "too_fast: more frames at once than the server takes"),
    SUPERSEDED(4006, "superseded: the session went on over another socket"),
    SERVER_BUSY(4007, "server_busy: the server's queue is full, reconnect and resume"),
    SLOW_CONSUMER(4008, "slow_consumer: too much is waiting to be read, reconnect and resume."),
    MOVED(4009, "moved: the session was sent to another region and its time is over"),
    TAKEN_OVER(4010, "taken_over: somebody else signed in at this position");

    private final int code;
    private final String text;

    CloseReason(int code, String text) {
        this.code = code;
        this.text = text;
    }

    /** The WebSocket close code. */
    public int code() {
        return code;
    }

    /** A name for programs and words for people. */
    public String text() {
        return text;
    }
}
