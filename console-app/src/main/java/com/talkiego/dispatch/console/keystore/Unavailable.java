package com.talkiego.dispatch.console.keystore;

import org.jspecify.annotations.Nullable;

/** A key store that is not there, stays locked, or does not answer. Its message is the reason, in words that fit into brackets. */
public final class Unavailable extends Exception {
    private static final long serialVersionUID = 1;

    public Unavailable(String reason, @Nullable Throwable cause) {
        super(reason, cause);
    }

    /** The reason. */
    String reason() {
        return String.valueOf(getMessage());
    }
}
