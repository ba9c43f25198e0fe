package com.talkiego.dispatch.mock.units;

import com.talkiego.dispatch.core.api.ApiClient;
import com.talkiego.dispatch.core.api.ApiPort;
import com.talkiego.dispatch.core.api.ApiResult;
import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.wire.ApiMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The ApiLayer as a unit's radio is programmed: of the tenant's channels it knows its own only, and units in turn live in one region after the other. Any thread. */
final class UnitApi implements ApiPort {
    private final ApiClient client;
    private final ChannelId channel;
    private final int number;

    UnitApi(ApiClient client, ChannelId channel, int number) {
        this.client = client;
        this.channel = channel;
        this.number = number;
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
        return client.regions().thenApply(this::ownFirst);
    }

    /** Its own region first (spread so that units of one channel are seldom all in one) and none to be measured, since all are equally near on one machine. */
    private ApiResult<ApiMessage.Regions> ownFirst(ApiResult<ApiMessage.Regions> all) {
        if (!(all instanceof ApiResult.Ok<ApiMessage.Regions>(ApiMessage.Regions found))) {
            return all;
        }
        List<ApiMessage.Region> order = found.regions().stream()
                .map(region -> new ApiMessage.Region(
                        region.id(),
                        region.name(),
                        region.api(),
                        region.signal(),
                        null,
                        region.state(),
                        region.healthy()))
                .sorted(Comparator.comparing(region -> !region.healthy()))
                .collect(Collectors.toCollection(ArrayList::new));
        int healthy = (int) order.stream().filter(ApiMessage.Region::healthy).count();
        if (healthy > 1) {
            Collections.rotate(order.subList(0, healthy), -(Integer.bitCount(number) % healthy));
        }
        return new ApiResult.Ok<>(new ApiMessage.Regions(order));
    }

    @Override
    public CompletableFuture<ApiResult<ApiMessage.SignalToken>> signalToken(ApiMessage.SignalTokenRequest wanted) {
        return client.signalToken(wanted);
    }

    @Override
    public CompletableFuture<ApiResult<Instant>> keepAlive() {
        return client.keepAlive();
    }

    @Override
    public CompletableFuture<ApiResult<ApiMessage.Keys>> keys() {
        return client.keys();
    }

    @Override
    public CompletableFuture<ApiResult<ApiMessage.TurnCredentials>> turn() {
        // Units stand beside the backend. With 500 of them, relays that nobody needs would cost more than all else.
        return CompletableFuture.completedFuture(
                new ApiResult.Ok<>(new ApiMessage.TurnCredentials(List.of(), Instant.EPOCH, 0, null)));
    }

    @Override
    public void signOut() {
        client.signOut();
    }

    @Override
    public void letGo() {
        client.letGo();
    }
}
