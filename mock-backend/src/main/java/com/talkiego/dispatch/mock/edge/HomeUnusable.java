package com.talkiego.dispatch.mock.edge;

/** The home directory cannot be used; the message is a sentence that says why and what to do. */
public final class HomeUnusable extends Exception {
    public HomeUnusable(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
