package com.talkiego.dispatch.core.api;

import java.time.Duration;

/**
 * Why a call to the ApiLayer failed.
 *
 * @param kind what to do about it
 * @param code the backend's code, or one of this client for what never reached it
 * @param sentence says what is wrong and what to do
 * @param retryAfter how long the backend wants to be left alone; zero where it did not say
 */
public record ApiProblem(Kind kind, String code, String sentence, Duration retryAfter) {
    /** What can be done about a problem. */
    public enum Kind {
        /** The backend said no to who is asking: somebody has to sign in. */
        NOT_SIGNED_IN,
        /** The backend refused the request itself: the same request will fail again. */
        REFUSED,
        /** Too many requests: the same request will do after {@link ApiProblem#retryAfter}. */
        QUOTA,
        /** The backend is not there, or had an error: trying again may help. */
        UNREACHABLE,
        /** It is not the backend that this console trusts. */
        UNTRUSTED
    }
}
