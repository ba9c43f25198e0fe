package com.talkiego.dispatch.console.conformance;

/** A check that this backend, as it is set up, gives no occasion for; the message says why. */
final class NotApplicable extends Exception {
    private static final long serialVersionUID = 1;

    NotApplicable(String sentence) {
        super(sentence);
    }

    /** The sentence; never null. */
    String sentence() {
        return String.valueOf(getMessage());
    }
}
