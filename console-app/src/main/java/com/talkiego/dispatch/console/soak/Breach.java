package com.talkiego.dispatch.console.soak;

/** Something happened that must never happen; the message is a sentence. */
public final class Breach extends Exception {
    private static final long serialVersionUID = 1;

    Breach(String sentence) {
        super(sentence);
    }

    /** The sentence; never null. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
