package com.talkiego.dispatch.mock.signal;

/** Tells from a short-lived token who a client is. Called on the thread {@code rooms}; answers at once. */
public interface TokenCheck {

    /** @throws TokenRefused if the token is not, or no longer, good */
    Identity check(String token) throws TokenRefused;
}
