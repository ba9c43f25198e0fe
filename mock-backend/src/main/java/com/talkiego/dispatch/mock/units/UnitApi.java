package com.talkiego.dispatch.mock.units;

import com.talkiego.dispatch.core.api.ApiClient;
import com.talkiego.dispatch.core.api.ApiPort;
import com.talkiego.dispatch.core.api.ApiResult;
import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.wire.ApiMessage;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The ApiLayer as a unit's radio is programmed: of the tenant's channels it knows its own only. Any thread. */
final class UnitApi implements ApiPort {
    private final ApiClient client;
    private final ChannelId channel;

    UnitApi(ApiClient client, ChannelId channel) {
        this.client = client;
        this.channel = channel;
    }

    @Override
    public CompletableFuture<ApiResult<ApiMessage.Operator>> signIn(
            String tenant, String user, String password, @Nullable String position) {
        return client.signIn(tenant, user, password, position);
    }

    @Override
    public CompletableFuture<ApiResult<Candidate>> signInBeside(
            String tenant, String user, String password, @Nullable String position) {
        return client.signInBeside(tenant, user, password, position);
    }

    @Override
    public CompletableFuture<ApiResult<ApiMessage.Tenant>> tenant() {
        return client.tenant();
    }

    @Override
    public CompletableFuture<ApiResult<ApiMessage.Channels>> channels() {
        return client.channels().thenApply(this::ownOnly);
    }

    private ApiResult<ApiMessage.Channels> ownOnly(ApiResult<ApiMessage.Channels> all) {
        return all instanceof ApiResult.Ok<ApiMessage.Channels>(ApiMessage.Channels found)
                ? new ApiResult.Ok<>(new ApiMessage.Channels(found.channels().stream()
                        .filter(known -> known.id().equals(channel))
                        .toList()))
                : all;
    }

    @Override
    public CompletableFuture<ApiResult<ApiMessage.Regions>> regions() {
        return client.regions();
    }

    @Override
    public CompletableFuture<ApiResult<ApiMessage.SignalToken>> signalToken(ApiMessage.SignalTokenRequest wanted) {
        return client.signalToken(wanted);
    }

    @Override
    public CompletableFuture<ApiResult<ApiMessage.Keys>> keys() {
        return client.keys();
    }

    @Override
    public CompletableFuture<ApiResult<ApiMessage.TurnCredentials>> turn() {
        // Units stand beside the backend. With 500 of them, relays that nobody needs would cost more than all else.
        return CompletableFuture.completedFuture(
                new ApiResult.Ok<>(new ApiMessage.TurnCredentials(List.of(), Instant.EPOCH, 0)));
    }

    @Override
    public void signOut() {
        client.signOut();
    }
}
