package com.talkiego.dispatch.mock.signal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells from a short-lived token who a client is, and vouches for what clients are told of each other. Called on the thread {@code rooms}; answers at once. */
public interface TokenCheck {

    /** @throws TokenRefused if the token is not, or no longer, good */
    Identity check(String token) throws TokenRefused;

    /** Signs what the backend vouches for, so that the client can tell it from what somebody on the way made; null to leave it unsigned. */
    default @Nullable String vouch(String session, String link, List<String> audience, List<String> fingerprints) {
        return null;
    }
}
