package com.talkiego.dispatch.core.api;

import com.talkiego.dispatch.core.wire.ApiMessage;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * The ApiLayer over HTTPS. Calls run on virtual threads; an expired access token is renewed, and the call repeated once
 * ({@link Tokens}). Where the address given at first is silent, those of the regions are asked, once they are known
 * ({@link Requests}).
 */
public final class ApiClient implements ApiPort, AutoCloseable {
    private static final Executor LATER = CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS);

    private final HttpUrl base;
    private final Trust trust;
    private final Addresses addresses;
    private final OkHttpClient http;
    private final Requests requests;
    private final Measurements measurements;
    private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
    private final Tokens tokens;
    private volatile CompletableFuture<?> farewell = CompletableFuture.completedFuture(null);

    /**
     * @param base address of the backend, {@code https} only
     * @param trust who vouches for it
     * @throws IllegalArgumentException with a sentence, if that is no such address
     */
    public ApiClient(URI base, Trust trust, InstantSource clock) {
        HttpUrl url = "https".equals(base.getScheme()) ? HttpUrl.get(base) : null;
        if (url == null) {
            throw new IllegalArgumentException("The backend's address must begin with https:// and name a computer.");
        }
        this.base = url;
        this.trust = trust;
        this.addresses = new Addresses(url, clock);
        this.http = trust.apply(new OkHttpClient.Builder())
                .connectTimeout(Duration.ofSeconds(4))
                .readTimeout(Duration.ofSeconds(8))
                .writeTimeout(Duration.ofSeconds(8))
                .callTimeout(Duration.ofSeconds(12))
                .followRedirects(false)
                .build();
        this.requests = new Requests(http, addresses);
        this.measurements = new Measurements(new Probe(http, System::nanoTime));
        this.tokens = new Tokens(
                clock,
                new SplittableRandom(),
                refresh -> requests.post("v1/refresh", refresh, null, ApiMessage.Grant.class));
    }

    /**
     * Opens the connection ahead of the first call, so that sign-in need not wait for it. Whether that worked is of no interest yet:
     * the sign-in will tell.
     */
    public void prepare() {
        async(() -> requests.get("v1/regions", "none-yet", ApiMessage.Regions.class));
    }

    @Override
    public CompletableFuture<ApiResult<ApiMessage.Operator>> signIn(
            String tenant, String user, String password, @Nullable String position) {
        return async(() ->
                grant(tenant, user, password, position).also(tokens::granted).map(ApiMessage.Grant::operator));
    }

    /** Goes on with a sign-in by its newest refresh token, which is of no more use afterwards. */
    public CompletableFuture<ApiResult<ApiMessage.Operator>> resume(String refreshToken) {
        ApiMessage.Refresh body = new ApiMessage.Refresh(refreshToken);
        return async(() -> requests.post("v1/refresh", body, null, ApiMessage.Grant.class)
                .also(tokens::granted)
                .map(ApiMessage.Grant::operator));
    }

    private ApiResult<ApiMessage.Grant> grant(String tenant, String user, String password, @Nullable String position) {
        ApiMessage.SignIn body = new ApiMessage.SignIn(tenant, user, password, position);
        return requests.post("v1/sign-in", body, null, ApiMessage.Grant.class);
    }

    /** Who is told each refresh token from now on, in their order, on any thread, and returns at once; null for nobody. */
    public void keep(@Nullable Consumer<String> keeper) {
        tokens.keep(keeper);
    }

    @Override
    public CompletableFuture<ApiResult<Candidate>> signInBeside(
            String tenant, String user, String password, @Nullable String position) {
        return async(() -> grant(tenant, user, password, position).then(this::candidate));
    }

    private ApiResult<Candidate> candidate(ApiMessage.Grant grant) {
        return requests.post("v1/signal-token", null, grant.accessToken(), ApiMessage.SignalToken.class)
                .map(token -> new Granted(grant, token.token()));
    }

    private final class Granted implements Candidate {
        private final ApiMessage.Grant grant;
        private final String signalToken;

        Granted(ApiMessage.Grant grant, String signalToken) {
            this.grant = grant;
            this.signalToken = signalToken;
        }

        @Override
        public ApiMessage.Operator operator() {
            return grant.operator();
        }

        @Override
        public String signalToken() {
            return signalToken;
        }

        @Override
        public void accept() {
            String before = tokens.refreshToken();
            tokens.granted(grant);
            end(before);
        }

        @Override
        public void reject() {
            end(grant.refreshToken());
        }
    }

    @Override
    public CompletableFuture<ApiResult<ApiMessage.Tenant>> tenant() {
        return authorized(token -> requests.get("v1/tenant", token, ApiMessage.Tenant.class)
                .also(tenant -> addresses.residency(tenant.residency())));
    }

    @Override
    public CompletableFuture<ApiResult<ApiMessage.Channels>> channels() {
        return authorized(token -> requests.get("v1/channels", token, ApiMessage.Channels.class));
    }

    @Override
    public CompletableFuture<ApiResult<ApiMessage.Regions>> regions() {
        return authorized(token -> requests.get("v1/regions", measurements.query(), token, ApiMessage.Regions.class)
                .also(named -> addresses.regions(named.regions())));
    }

    @Override
    public CompletableFuture<Nearness> measure(ApiMessage.Region region) {
        String address = region.probe();
        if (address == null) {
            return CompletableFuture.completedFuture(Nearness.UNKNOWN);
        }
        return CompletableFuture.supplyAsync(() -> measurements.take(region, URI.create(address)), calls)
                .exceptionally(defect -> Nearness.UNKNOWN);
    }

    @Override
    public CompletableFuture<ApiResult<ApiMessage.SignalToken>> signalToken(ApiMessage.SignalTokenRequest wanted) {
        return authorized(token -> requests.post("v1/signal-token", wanted, token, ApiMessage.SignalToken.class));
    }

    @Override
    public CompletableFuture<ApiResult<Instant>> keepAlive() {
        return async(tokens::keepAlive);
    }

    @Override
    public CompletableFuture<ApiResult<ApiMessage.Keys>> keys() {
        return async(() -> requests.get("v1/keys", null, ApiMessage.Keys.class));
    }

    @Override
    public CompletableFuture<ApiResult<ApiMessage.TurnCredentials>> turn() {
        return authorized(token -> requests.post("v1/turn", null, token, ApiMessage.TurnCredentials.class));
    }

    @Override
    public void signOut() {
        String last = tokens.refreshToken();
        tokens.forget();
        end(last);
    }

    @Override
    public void letGo() {
        tokens.forget();
    }

    /** Ends a sign-in at the backend. If that fails the token runs out by itself, in hours: nobody is kept waiting for it. */
    private void end(@Nullable String refreshToken) {
        if (refreshToken != null) {
            ApiMessage.SignOut body = new ApiMessage.SignOut(refreshToken);
            farewell = async(() -> requests.post("v1/sign-out", body, null, ApiMessage.SignedOut.class));
        }
    }

    /** Ends what is going on, after up to 300 ms for a sign-out that is under way, and lets go of all connections. */
    @Override
    public void close() {
        tokens.forget();
        CompletableFuture.anyOf(farewell, CompletableFuture.runAsync(() -> {}, LATER))
                .exceptionally(defect -> null)
                .join();
        http.dispatcher().cancelAll();
        calls.shutdownNow();
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }

    private <T> CompletableFuture<ApiResult<T>> async(Supplier<ApiResult<T>> call) {
        return CompletableFuture.supplyAsync(call, calls)
                .exceptionally(defect -> new ApiResult.Failed<>(FailureSentence.of(defect, base.host())));
    }

    private <T> CompletableFuture<ApiResult<T>> authorized(Function<String, ApiResult<T>> call) {
        return async(() -> tokens.authorized(call));
    }

    @Override
    public Instant certificateExpires() {
        return requests.certificateExpires();
    }

    @Override
    public @Nullable String revocationTrouble() {
        return trust.revocationTrouble();
    }
}
