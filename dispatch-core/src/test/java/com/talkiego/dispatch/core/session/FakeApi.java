package com.talkiego.dispatch.core.session;

import com.talkiego.dispatch.core.api.ApiPort;
import com.talkiego.dispatch.core.api.ApiProblem;
import com.talkiego.dispatch.core.api.ApiResult;
import com.talkiego.dispatch.core.model.Channel;
import com.talkiego.dispatch.core.wire.ApiMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** An ApiLayer that answers at once, with what the test wants. */
final class FakeApi implements ApiPort {
    final List<Channel> channels = new ArrayList<>();
    int signIns;
    int tokens;

    @Nullable
    ApiProblem signInProblem;

    @Nullable
    ApiProblem tokenProblem;

    static ApiProblem problem(ApiProblem.Kind kind, String sentence, Duration retryAfter) {
        return new ApiProblem(kind, "test", sentence, retryAfter);
    }

    private static <T> CompletableFuture<ApiResult<T>> answer(@Nullable ApiProblem problem, T value) {
        return CompletableFuture.completedFuture(
                problem == null ? new ApiResult.Ok<>(value) : new ApiResult.Failed<>(problem));
    }

    @Override
    public CompletableFuture<ApiResult<ApiMessage.Operator>> signIn(
            String tenant, String user, String password, @Nullable String position) {
        signIns++;
        return answer(signInProblem, new ApiMessage.Operator("u1", "Dana", tenant, "dispatcher"));
    }

    @Override
    public CompletableFuture<ApiResult<ApiMessage.Tenant>> tenant() {
        return answer(null, new ApiMessage.Tenant("demo", "Demo", 500, 10, null));
    }

    @Override
    public CompletableFuture<ApiResult<ApiMessage.Channels>> channels() {
        return answer(null, new ApiMessage.Channels(channels));
    }

    @Override
    public CompletableFuture<ApiResult<ApiMessage.Regions>> regions() {
        return answer(
                null,
                new ApiMessage.Regions(List.of(
                        new ApiMessage.Region("local", "Here", null, "wss://localhost/v1/signal", null, null, true))));
    }

    @Override
    public CompletableFuture<ApiResult<ApiMessage.SignalToken>> signalToken() {
        tokens++;
        return answer(tokenProblem, new ApiMessage.SignalToken("token-" + tokens, Instant.MAX));
    }

    @Override
    public CompletableFuture<ApiResult<ApiMessage.TurnCredentials>> turn() {
        return answer(null, new ApiMessage.TurnCredentials(List.of(), Instant.MAX));
    }

    @Override
    public void signOut() {}
}
