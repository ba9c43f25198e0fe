package com.talkiego.dispatch.core.api;

import com.talkiego.dispatch.core.wire.ApiMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The life of the access token: kept in memory, renewed when a tenth to a fifth of its life is left, so that not all desks come at
 * once, by one request however many wait for it. A renewal that fails does no harm as long as the token lives: it is tried again
 * later, with the same refresh token, whose answer may have been lost. Any thread; waiting for a renewal blocks, which virtual threads may. Refresh tokens are told to whoever keeps them for the next start.
 */
final class Tokens {
    private static final Duration AGAIN = Duration.ofSeconds(2);

    private final InstantSource clock;
    private final Function<ApiMessage.Refresh, ApiResult<ApiMessage.Grant>> renewal;
    private ApiMessage.@Nullable Grant grant;
    private final RandomGenerator random;
    private Instant renewAt = Instant.MAX;
    private @Nullable Consumer<String> keeper;

    Tokens(
            InstantSource clock,
            RandomGenerator random,
            Function<ApiMessage.Refresh, ApiResult<ApiMessage.Grant>> renewal) {
        this.clock = clock;
        this.random = random;
        this.renewal = renewal;
    }

    synchronized void keep(@Nullable Consumer<String> newest) {
        keeper = newest;
    }

    synchronized void granted(ApiMessage.Grant newest) {
        grant = newest;
        Consumer<String> told = keeper;
        if (told != null) {
            told.accept(newest.refreshToken());
        }
        long millis = Math.max(
                0, Duration.between(clock.instant(), newest.accessExpires()).toMillis());
        renewAt = newest.accessExpires().minusMillis(millis / 10 + random.nextLong(millis / 10 + 1));
    }

    synchronized void forget() {
        grant = null;
        renewAt = Instant.MAX;
    }

    /** A call with a token that lives; made once more, with another one, if the backend says that the first has expired. */
    <T> ApiResult<T> authorized(Function<String, ApiResult<T>> call) {
        return access().then(token -> {
            ApiResult<T> first = call.apply(token);
            return expired(first) ? insteadOf(token).then(call) : first;
        });
    }

    private static boolean expired(ApiResult<?> result) {
        return result instanceof ApiResult.Failed<?>(ApiProblem problem)
                && problem.kind() == ApiProblem.Kind.NOT_SIGNED_IN
                && problem.code().equals("token_expired");
    }

    /** Renewed first if it is about to expire. Whoever comes meanwhile waits for the same renewal. */
    private synchronized ApiResult<String> access() {
        ApiMessage.Grant current = grant;
        if (current == null) {
            return new ApiResult.Failed<>(notSignedIn());
        }
        return clock.instant().isBefore(renewAt) ? new ApiResult.Ok<>(current.accessToken()) : living(current);
    }

    /** Another token than the one the backend just refused. */
    private synchronized ApiResult<String> insteadOf(String refused) {
        ApiMessage.Grant current = grant;
        if (current == null) {
            return new ApiResult.Failed<>(notSignedIn());
        }
        return current.accessToken().equals(refused) ? renew(current) : new ApiResult.Ok<>(current.accessToken());
    }

    /** Renews it if that is due; when to ask again. */
    synchronized ApiResult<Instant> keepAlive() {
        ApiMessage.Grant current = grant;
        if (current == null) {
            return new ApiResult.Failed<>(notSignedIn());
        }
        if (clock.instant().isBefore(renewAt)) {
            return new ApiResult.Ok<>(renewAt);
        }
        return renew(current).map(token -> renewAt);
    }

    /** Its refresh token, which ends the sign-in at the backend too; null if nobody is signed in. */
    synchronized @Nullable String refreshToken() {
        ApiMessage.Grant current = grant;
        return current == null ? null : current.refreshToken();
    }

    private ApiResult<String> living(ApiMessage.Grant current) {
        ApiResult<String> renewed = renew(current);
        boolean lives = clock.instant().isBefore(current.accessExpires());
        boolean mayComeBack = renewed instanceof ApiResult.Failed<String>(ApiProblem problem)
                && problem.kind() != ApiProblem.Kind.NOT_SIGNED_IN;
        if (!lives || !mayComeBack) {
            return renewed;
        }
        renewAt = clock.instant().plus(AGAIN);
        return new ApiResult.Ok<>(current.accessToken());
    }

    private ApiResult<String> renew(ApiMessage.Grant current) {
        return renewal.apply(new ApiMessage.Refresh(current.refreshToken()))
                .also(this::granted)
                .map(ApiMessage.Grant::accessToken);
    }

    private static ApiProblem notSignedIn() {
        return new ApiProblem(
                ApiProblem.Kind.NOT_SIGNED_IN, "not_signed_in", "Nobody is signed in. Sign in first.", Duration.ZERO);
    }
}
