package com.talkiego.dispatch.core.session;

import com.talkiego.dispatch.core.api.ApiPort;
import com.talkiego.dispatch.core.api.ApiProblem;
import com.talkiego.dispatch.core.api.ApiResult;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a sign-in alive: renewed ahead of time, and tried again as long as it takes where that fails. Whatever becomes of it, the desk is
 * never taken off the air or made deaf by this console: hearing and talking go on until the backend closes the path, and the
 * operator is told meanwhile. On {@code signalling} only.
 */
final class SignInLife {
    /** How long a renewal may fail before the operator is told. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration SOONEST = Duration.ofSeconds(1);
    private static final Duration LATEST = Duration.ofMinutes(10);
    private static final Duration LOST = Duration.ofSeconds(30);
    private static final int AGAIN_MILLIS = 5_000;
    private static final int SPREAD_MILLIS = 5_000;

    private final Actor actor;
    private final ApiPort api;
    private final RandomGenerator random;
    private long generation;
    private long failingSinceNanos = -1;
    private String why = "";
    private @Nullable String ended;
    private Actor.@Nullable Timer timer;

    SignInLife(Actor actor, ApiPort api, RandomGenerator random) {
        this.actor = actor;
        this.api = api;
        this.random = random;
    }

    /** Somebody signed in. */
    void begin() {
        end();
        ask();
    }

    /** Nobody is signed in any more. */
    void end() {
        generation++;
        failingSinceNanos = -1;
        ended = null;
        again(null, Duration.ZERO);
    }

    /** What the operator has to know; null while all is well. */
    @Nullable
    String trouble() {
        String over = ended;
        if (over != null) {
            return "YOUR SIGN-IN HAS ENDED: " + over
                    + " You go on hearing and talking until the backend closes the path; sign out and in again when it"
                    + " is quiet.";
        }
        boolean lasting = failingSinceNanos >= 0 && actor.nanoTime() - failingSinceNanos >= PATIENCE.toNanos();
        return lasting
                ? "Your sign-in cannot be renewed: " + why
                        + " You go on hearing and talking; it is tried again by itself."
                : null;
    }

    private void ask() {
        long current = ++generation;
        // An answer that never comes is asked for again.
        again(this::ask, LOST);
        api.keepAlive()
                .thenAccept(result -> actor.post(() -> {
                    if (current == generation) {
                        told(result);
                    }
                }));
    }

    private void told(ApiResult<Instant> result) {
        switch (result) {
            case ApiResult.Ok<Instant>(Instant next) -> {
                failingSinceNanos = -1;
                ended = null;
                Duration wait = next.equals(Instant.MAX) ? LATEST : Duration.between(actor.now(), next);
                again(this::ask, wait.compareTo(LATEST) > 0 ? LATEST : wait.compareTo(SOONEST) < 0 ? SOONEST : wait);
            }
            case ApiResult.Failed<Instant>(ApiProblem problem) -> {
                why = problem.sentence();
                if (failingSinceNanos < 0) {
                    failingSinceNanos = actor.nanoTime();
                }
                if (problem.kind() == ApiProblem.Kind.NOT_SIGNED_IN) {
                    ended = why;
                }
                Duration own = Duration.ofMillis(AGAIN_MILLIS + random.nextInt(SPREAD_MILLIS));
                again(this::ask, problem.retryAfter().compareTo(own) > 0 ? problem.retryAfter() : own);
            }
        }
    }

    private void again(@Nullable Runnable task, Duration wait) {
        if (timer != null) {
            timer.cancel();
        }
        timer = task == null ? null : actor.after(wait, task);
    }
}
