package com.talkiego.dispatch.core.api;

import com.talkiego.dispatch.core.wire.ApiMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The life of the access token: kept in memory only, renewed a minute (or a tenth of its life) before it expires, by one request
 * however many wait for it. Any thread; waiting for a renewal blocks, which virtual threads may.
 */
final class Tokens {
    private static final Duration AHEAD = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final Function<ApiMessage.Refresh, ApiResult<ApiMessage.Grant>> renewal;
    private ApiMessage.@Nullable Grant grant;
    private Instant renewAt = Instant.MAX;

    Tokens(InstantSource clock, Function<ApiMessage.Refresh, ApiResult<ApiMessage.Grant>> renewal) {
        this.clock = clock;
        this.renewal = renewal;
    }

    synchronized void granted(ApiMessage.Grant newest) {
        grant = newest;
        Instant now = clock.instant();
        Duration life = Duration.between(now, newest.accessExpires());
        Duration ahead = life.dividedBy(10).compareTo(AHEAD) < 0 ? life.dividedBy(10) : AHEAD;
        renewAt = newest.accessExpires().minus(ahead);
    }

    synchronized void forget() {
        grant = null;
        renewAt = Instant.MAX;
    }

    /** A token that lives; renewed first if it is about to expire. Whoever comes meanwhile waits for the same renewal. */
    synchronized ApiResult<String> access() {
        ApiMessage.Grant current = grant;
        if (current == null) {
            return new ApiResult.Failed<>(notSignedIn());
        }
        return clock.instant().isBefore(renewAt) ? new ApiResult.Ok<>(current.accessToken()) : renew(current);
    }

    /** Another token than the one the backend just refused. */
    synchronized ApiResult<String> insteadOf(String refused) {
        ApiMessage.Grant current = grant;
        if (current == null) {
            return new ApiResult.Failed<>(notSignedIn());
        }
        return current.accessToken().equals(refused) ? renew(current) : new ApiResult.Ok<>(current.accessToken());
    }

    private ApiResult<String> renew(ApiMessage.Grant current) {
        return switch (renewal.apply(new ApiMessage.Refresh(current.refreshToken()))) {
            case ApiResult.Ok<ApiMessage.Grant>(ApiMessage.Grant newest) -> {
                granted(newest);
                yield new ApiResult.Ok<>(newest.accessToken());
            }
            case ApiResult.Failed<ApiMessage.Grant>(ApiProblem problem) -> new ApiResult.Failed<>(problem);
        };
    }

    private static ApiProblem notSignedIn() {
        return new ApiProblem(
                ApiProblem.Kind.NOT_SIGNED_IN, "not_signed_in", "Nobody is signed in. Sign in first.", Duration.ZERO);
    }
}
