package com.talkiego.dispatch.mock.api;

/** A token is not accepted; the message is a sentence. */
public final class TokenRefused extends Exception {
    private final boolean expired;

    TokenRefused(boolean expired, String sentence) {
        super(sentence, null, false, false);
        this.expired = expired;
    }

    /** Whether it was good once, so that a new one helps. */
    public boolean expired() {
        return expired;
    }
}
