package com.talkiego.dispatch.mock.edge;

import com.talkiego.dispatch.core.wire.ApiMessage.Problem;
import java.time.Duration;

/** An answer that is not a success: an HTTP status and a {@link Problem} with a sentence for the reader. */
public final class Refusal extends RuntimeException {
    private final int status;
    private final Problem problem;

    private Refusal(int status, Problem problem) {
        // No stack trace: a refusal is an answer, not a fault of the program, and anyone can ask for thousands.
        super(problem.text(), null, false, false);
        this.status = status;
        this.problem = problem;
    }

    /** 400: the request cannot be understood. */
    public static Refusal malformed(String sentence) {
        return of(400, "malformed", sentence);
    }

    /** 413: the request's body is longer than {@code limit} bytes. */
    public static Refusal tooLarge(int limit) {
        return of(413, "malformed", "The request is too large: at most " + limit + " bytes are read.");
    }

    /** 401: who asks could not be told, or gave a wrong secret. */
    public static Refusal badCredentials(String sentence) {
        return of(401, "bad_credentials", sentence);
    }

    /** 401: the token was good once. */
    public static Refusal tokenExpired(String sentence) {
        return of(401, "token_expired", sentence);
    }

    /** 401: the sign-in was ended, and only signing in anew helps. */
    public static Refusal signInRevoked(String sentence) {
        return of(401, "sign_in_revoked", sentence);
    }

    /** 403: known, but not allowed. */
    public static Refusal forbidden(String sentence) {
        return of(403, "forbidden", sentence);
    }

    /** 404: there is no such thing. */
    public static Refusal notFound(String sentence) {
        return of(404, "not_found", sentence);
    }

    /** 405: it is there, but not for that method. */
    public static Refusal wrongMethod(String sentence) {
        return of(405, "not_found", sentence);
    }

    /** 429: too many requests; try again after that time. */
    public static Refusal quota(String sentence, Duration retryAfter) {
        return new Refusal(429, new Problem("quota", sentence, Math.max(1, retryAfter.toMillis())));
    }

    private static Refusal of(int status, String code, String sentence) {
        return new Refusal(status, new Problem(code, sentence, 0));
    }

    /** The HTTP status, 400 to 499. */
    public int status() {
        return status;
    }

    /** The body of the answer. */
    public Problem problem() {
        return problem;
    }
}
