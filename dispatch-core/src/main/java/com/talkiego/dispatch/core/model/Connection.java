package com.talkiego.dispatch.core.model;

import java.time.Instant;

/** Where the console stands with the backend. */
public sealed interface Connection {

    /**
     * Nobody is signed in.
     *
     * @param reason empty, or the sentence that says why a sign-in failed or a session ended
     * @param positionTaken whether it failed because somebody sits at the position, who can be relieved by taking it over
     */
    record SignedOut(String reason, boolean positionTaken) implements Connection {
        public SignedOut(String reason) {
            this(reason, false);
        }
    }

    /** Sign-in was pressed; {@code step} says in words what is being done. */
    record SigningIn(String step) implements Connection {}

    /**
     * Signalling and media are up.
     *
     * @param roundTripMillis of the last beat, in ms
     * @param confirmed false once a beat is overdue by 1 s: shown as 'not confirmed'
     */
    record Online(String region, long roundTripMillis, boolean confirmed) implements Connection {}

    /** The path is lost and being restored; {@code reason} says what was lost. */
    record Lost(String reason, int attempt, Instant nextTry) implements Connection {}
}
