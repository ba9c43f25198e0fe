package com.talkiego.dispatch.mock.edge;

/** A port cannot be listened on; the message is a sentence that says why and what to do. */
public final class PortTaken extends Exception {
    public PortTaken(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
