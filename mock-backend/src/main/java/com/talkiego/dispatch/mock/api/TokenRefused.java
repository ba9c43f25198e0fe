package com.talkiego.dispatch.mock.api;

/** A token is not accepted; the message is a sentence. */
public final class TokenRefused extends Exception {
    private final boolean expired;
    private final boolean revoked;

    TokenRefused(boolean expired, String sentence) {
        this(expired, false, sentence);
    }

    private TokenRefused(boolean expired, boolean revoked, String sentence) {
        super(sentence, null, false, false);
        this.expired = expired;
        this.revoked = revoked;
    }

    /** The whole sign-in it is of was ended. */
    static TokenRefused revoked(String sentence) {
        return new TokenRefused(false, true, sentence);
    }

    /** Whether it was good once, so that a new one helps. */
    public boolean expired() {
        return expired;
    }

    /** Whether its whole sign-in was ended, so that only signing in anew helps. */
    boolean revoked() {
        return revoked;
    }
}
