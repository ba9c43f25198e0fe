package com.talkiego.dispatch.console.conformance;

/** The backend did not do what the protocol asks for; the message is a sentence that says what was expected and what came. */
final class Broken extends Exception {
    private static final long serialVersionUID = 1;

    Broken(String sentence) {
        super(sentence);
    }

    /** The sentence; never null. */
    String sentence() {
        return String.valueOf(getMessage());
    }

    /** Throws unless that holds. */
    static void unless(boolean holds, String sentence) throws Broken {
        if (!holds) {
            throw new Broken(sentence);
        }
    }
}
