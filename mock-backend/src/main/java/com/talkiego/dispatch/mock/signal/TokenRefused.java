package com.talkiego.dispatch.mock.signal;

/** A token that does not let its bearer in; the message says why, for the operator. */
public final class TokenRefused extends Exception {
    private final boolean expired;

    /** @param expired whether the token was good once, so that a fresh one helps */
    public TokenRefused(String sentence, boolean expired) {
        super(sentence, null, false, false);
        this.expired = expired;
    }

    boolean expired() {
        return expired;
    }
}
