package com.talkiego.dispatch.console.app;

import com.talkiego.dispatch.core.api.ApiClient;
import com.talkiego.dispatch.core.api.ApiPort;
import com.talkiego.dispatch.core.api.ApiResult;
import com.talkiego.dispatch.core.api.Nearness;
import com.talkiego.dispatch.core.api.Trust;
import com.talkiego.dispatch.core.wire.ApiMessage;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The ApiLayer of whichever server the operator named last. Any thread. */
final class ChosenServer implements ApiPort, AutoCloseable {
    private final Trust trust;
    private final InstantSource clock;
    private URI base;
    private ApiClient client;

    ChosenServer(URI base, Trust trust, InstantSource clock) {
        this.base = base;
        this.trust = trust;
        this.clock = clock;
        this.client = new ApiClient(base, trust, clock);
    }

    /** Uses another server from the next call on. */
    synchronized void choose(URI another) {
        if (!another.equals(base)) {
            client.close();
            base = another;
            client = new ApiClient(another, trust, clock);
        }
    }

    /** Opens the connection ahead of sign-in. */
    void prepare() {
        client().prepare();
    }

    private synchronized ApiClient client() {
        return client;
    }

    @Override
    public CompletableFuture<ApiResult<ApiMessage.Operator>> signIn(
            String tenant, String user, String password, @Nullable String position) {
        return client().signIn(tenant, user, password, position);
    }

    @Override
    public CompletableFuture<ApiResult<Candidate>> signInBeside(
            String tenant, String user, String password, @Nullable String position) {
        return client().signInBeside(tenant, user, password, position);
    }

    @Override
    public CompletableFuture<ApiResult<ApiMessage.Tenant>> tenant() {
        return client().tenant();
    }

    @Override
    public CompletableFuture<ApiResult<ApiMessage.Channels>> channels() {
        return client().channels();
    }

    @Override
    public CompletableFuture<ApiResult<ApiMessage.Regions>> regions() {
        return client().regions();
    }

    @Override
    public CompletableFuture<Nearness> measure(ApiMessage.Region region) {
        return client().measure(region);
    }

    @Override
    public CompletableFuture<ApiResult<ApiMessage.SignalToken>> signalToken(ApiMessage.SignalTokenRequest wanted) {
        return client().signalToken(wanted);
    }

    @Override
    public CompletableFuture<ApiResult<Instant>> keepAlive() {
        return client().keepAlive();
    }

    @Override
    public CompletableFuture<ApiResult<ApiMessage.Keys>> keys() {
        return client().keys();
    }

    @Override
    public CompletableFuture<ApiResult<ApiMessage.TurnCredentials>> turn() {
        return client().turn();
    }

    @Override
    public Instant certificateExpires() {
        return client().certificateExpires();
    }

    @Override
    public void signOut() {
        client().signOut();
    }

    @Override
    public void letGo() {
        client().signOut();
    }

    @Override
    public synchronized void close() {
        client.close();
    }
}
