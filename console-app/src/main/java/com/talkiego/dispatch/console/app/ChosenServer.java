package com.talkiego.dispatch.console.app;

import com.talkiego.dispatch.console.keystore.KeptSignIn;
import com.talkiego.dispatch.console.keystore.Unavailable;
import com.talkiego.dispatch.core.api.ApiClient;
import com.talkiego.dispatch.core.api.ApiPort;
import com.talkiego.dispatch.core.api.ApiProblem;
import com.talkiego.dispatch.core.api.ApiResult;
import com.talkiego.dispatch.core.api.Nearness;
import com.talkiego.dispatch.core.api.Trust;
import com.talkiego.dispatch.core.wire.ApiMessage;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The ApiLayer of whichever server the operator named last, and the sign-in there that is kept for the next start. Any thread. */
final class ChosenServer implements ApiPort, AutoCloseable {
    private final Trust trust;
    private final InstantSource clock;
    private final KeptSignIn kept;
    private URI base;
    private ApiClient client;

    ChosenServer(URI base, Trust trust, InstantSource clock, KeptSignIn kept) {
        this.base = base;
        this.trust = trust;
        this.clock = clock;
        this.kept = kept;
        this.client = new ApiClient(base, trust, clock);
    }

    /** Uses that server from the next call on; keeps the sign-in for that account, or for nobody where that is null. */
    synchronized void choose(URI another, @Nullable String account) {
        if (!another.equals(base)) {
            client.close();
            base = another;
            client = new ApiClient(another, trust, clock);
        }
        kept.of(account);
        client.keep(account == null ? null : kept::keep);
    }

    private synchronized void keepNothing() {
        client.keep(null);
        kept.of(null);
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
    public CompletableFuture<ApiResult<ApiMessage.Operator>> resume() {
        ApiClient asked = client();
        return kept.read()
                .thenCompose(token -> token.map(asked::resume).orElseGet(ApiPort.super::resume))
                .thenApply(this::judged)
                .exceptionally(ChosenServer::notRead);
    }

    /** A sign-in that the backend knows no more is of no use at another start either. */
    private ApiResult<ApiMessage.Operator> judged(ApiResult<ApiMessage.Operator> answer) {
        if (answer instanceof ApiResult.Failed<ApiMessage.Operator>(ApiProblem problem)
                && problem.kind() == ApiProblem.Kind.NOT_SIGNED_IN) {
            keepNothing();
        }
        return answer;
    }

    private static ApiResult<ApiMessage.Operator> notRead(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        String why = failure instanceof Unavailable || cause instanceof Unavailable
                ? (failure instanceof Unavailable ? failure : cause).getMessage()
                : "it does not answer";
        return new ApiResult.Failed<>(new ApiProblem(
                ApiProblem.Kind.NOT_SIGNED_IN,
                "not_kept",
                "You are not signed in by yourself: this computer's key store cannot be used (" + why
                        + "). Sign in with the password.",
                Duration.ZERO));
    }

    @Override
    public CompletableFuture<ApiResult<Candidate>> signInBeside(
            String tenant, String user, String password, @Nullable String position) {
        return client().signInBeside(tenant, user, password, position).thenApply(result -> result.map(NotKept::new));
    }

    /** Another operator, who did not ask to stay signed in here. */
    private final class NotKept implements Candidate {
        private final Candidate next;

        NotKept(Candidate next) {
            this.next = next;
        }

        @Override
        public ApiMessage.Operator operator() {
            return next.operator();
        }

        @Override
        public String signalToken() {
            return next.signalToken();
        }

        @Override
        public void accept() {
            keepNothing();
            next.accept();
        }

        @Override
        public void reject() {
            next.reject();
        }
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
    public @Nullable String revocationTrouble() {
        return client().revocationTrouble();
    }

    @Override
    public void signOut() {
        client().signOut();
        keepNothing();
    }

    @Override
    public void letGo() {
        if (kept.kept()) {
            client().letGo();
        } else {
            client().signOut();
        }
    }

    @Override
    public synchronized void close() {
        client.close();
    }
}
