package com.talkiego.dispatch.core.api;

import com.talkiego.dispatch.core.wire.ApiMessage;
import com.talkiego.dispatch.core.wire.Codec;
import com.talkiego.dispatch.core.wire.WireException;
import java.io.IOException;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import okhttp3.Handshake;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The ApiLayer over HTTPS. Calls run on virtual threads; an expired access token is renewed, and the call repeated once. Where the
 * address given at first is silent, those of the regions are asked, once they are known.
 */
public final class ApiClient implements ApiPort, AutoCloseable {
    private static final MediaType JSON = Objects.requireNonNull(MediaType.parse("application/json"));
    private static final int MOST_TOLD = 32;
    private static final int UNAUTHORIZED = 401;
    private static final int TOO_MANY = 429;
    private static final int SERVER_ERROR = 500;
    private static final Executor LATER = CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS);

    private final HttpUrl base;
    private final Trust trust;
    private final Addresses addresses;
    private final OkHttpClient http;
    private final OkHttpClient hasty;
    private final Probe probe;
    private final Map<String, Long> measuredMillis = new ConcurrentHashMap<>();
    private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
    private final Tokens tokens;
    private volatile CompletableFuture<?> farewell = CompletableFuture.completedFuture(null);
    private volatile Instant certificateExpires = Instant.MAX;

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
        this.hasty = http.newBuilder()
                .connectTimeout(Duration.ofSeconds(1))
                .callTimeout(Duration.ofMillis(2500))
                .build();
        this.probe = new Probe(http, System::nanoTime);
        this.tokens = new Tokens(
                clock, new SplittableRandom(), refresh -> post("v1/refresh", refresh, null, ApiMessage.Grant.class));
    }

    /**
     * Opens the connection ahead of the first call, so that sign-in need not wait for it. Whether that worked is of no interest yet:
     * the sign-in will tell.
     */
    public void prepare() {
        async(() -> get("v1/regions", "none-yet", ApiMessage.Regions.class));
    }

    @Override
    public CompletableFuture<ApiResult<ApiMessage.Operator>> signIn(
            String tenant, String user, String password, @Nullable String position) {
        return async(() -> {
            ApiMessage.SignIn body = new ApiMessage.SignIn(tenant, user, password, position);
            return granted(post("v1/sign-in", body, null, ApiMessage.Grant.class));
        });
    }

    /** Goes on with a sign-in by its newest refresh token, which is of no more use afterwards. */
    public CompletableFuture<ApiResult<ApiMessage.Operator>> resume(String refreshToken) {
        return async(
                () -> granted(post("v1/refresh", new ApiMessage.Refresh(refreshToken), null, ApiMessage.Grant.class)));
    }

    private ApiResult<ApiMessage.Operator> granted(ApiResult<ApiMessage.Grant> answer) {
        return switch (answer) {
            case ApiResult.Ok<ApiMessage.Grant>(ApiMessage.Grant grant) -> {
                tokens.granted(grant);
                yield new ApiResult.Ok<>(grant.operator());
            }
            case ApiResult.Failed<ApiMessage.Grant>(ApiProblem problem) -> new ApiResult.Failed<>(problem);
        };
    }

    /** Who is told each refresh token from now on, in their order, on any thread, and returns at once; null for nobody. */
    public void keep(@Nullable Consumer<String> keeper) {
        tokens.keep(keeper);
    }

    @Override
    public CompletableFuture<ApiResult<Candidate>> signInBeside(
            String tenant, String user, String password, @Nullable String position) {
        return async(() -> {
            ApiMessage.SignIn body = new ApiMessage.SignIn(tenant, user, password, position);
            return switch (post("v1/sign-in", body, null, ApiMessage.Grant.class)) {
                case ApiResult.Ok<ApiMessage.Grant>(ApiMessage.Grant grant) -> candidate(grant);
                case ApiResult.Failed<ApiMessage.Grant>(ApiProblem problem) -> new ApiResult.Failed<>(problem);
            };
        });
    }

    private ApiResult<Candidate> candidate(ApiMessage.Grant grant) {
        return switch (post("v1/signal-token", null, grant.accessToken(), ApiMessage.SignalToken.class)) {
            case ApiResult.Ok<ApiMessage.SignalToken>(ApiMessage.SignalToken token) ->
                new ApiResult.Ok<>(new Granted(grant, token.token()));
            case ApiResult.Failed<ApiMessage.SignalToken>(ApiProblem problem) -> new ApiResult.Failed<>(problem);
        };
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
        return async(() -> {
            ApiResult<ApiMessage.Tenant> found = authorized(token -> get("v1/tenant", token, ApiMessage.Tenant.class));
            if (found instanceof ApiResult.Ok<ApiMessage.Tenant>(ApiMessage.Tenant tenant)) {
                addresses.residency(tenant.residency());
            }
            return found;
        });
    }

    @Override
    public CompletableFuture<ApiResult<ApiMessage.Channels>> channels() {
        return async(() -> authorized(token -> get("v1/channels", token, ApiMessage.Channels.class)));
    }

    @Override
    public CompletableFuture<ApiResult<ApiMessage.Regions>> regions() {
        return async(() -> {
            ApiResult<ApiMessage.Regions> found =
                    authorized(token -> get("v1/regions", measured(), token, ApiMessage.Regions.class));
            if (found instanceof ApiResult.Ok<ApiMessage.Regions>(ApiMessage.Regions named)) {
                addresses.regions(named.regions());
            }
            return found;
        });
    }

    /** What was measured last, for the router's own order. */
    private @Nullable String measured() {
        return measuredMillis.isEmpty()
                ? null
                : measuredMillis.entrySet().stream()
                        .map(region -> region.getKey() + ":" + region.getValue())
                        .sorted()
                        .limit(MOST_TOLD)
                        .collect(Collectors.joining(",", "measured=", ""));
    }

    @Override
    public CompletableFuture<Nearness> measure(ApiMessage.Region region) {
        String address = region.probe();
        if (address == null) {
            return CompletableFuture.completedFuture(Nearness.UNKNOWN);
        }
        return CompletableFuture.supplyAsync(
                        () -> {
                            Nearness near = probe.measure(URI.create(address));
                            if (near.known() && region.id().matches("[a-z0-9-]{1,16}")) {
                                measuredMillis.put(region.id(), near.median().toMillis());
                            } else {
                                measuredMillis.remove(region.id());
                            }
                            return near;
                        },
                        calls)
                .exceptionally(defect -> Nearness.UNKNOWN);
    }

    @Override
    public CompletableFuture<ApiResult<ApiMessage.SignalToken>> signalToken(ApiMessage.SignalTokenRequest wanted) {
        return async(() -> authorized(token -> post("v1/signal-token", wanted, token, ApiMessage.SignalToken.class)));
    }

    @Override
    public CompletableFuture<ApiResult<Instant>> keepAlive() {
        return async(tokens::keepAlive);
    }

    @Override
    public CompletableFuture<ApiResult<ApiMessage.Keys>> keys() {
        return async(() -> get("v1/keys", null, ApiMessage.Keys.class));
    }

    @Override
    public CompletableFuture<ApiResult<ApiMessage.TurnCredentials>> turn() {
        return async(() -> authorized(token -> post("v1/turn", null, token, ApiMessage.TurnCredentials.class)));
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
            farewell = async(
                    () -> post("v1/sign-out", new ApiMessage.SignOut(refreshToken), null, ApiMessage.SignedOut.class));
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

    private interface Call<T> {
        ApiResult<T> with(String token);
    }

    private <T> ApiResult<T> authorized(Call<T> call) {
        return switch (tokens.access()) {
            case ApiResult.Failed<String>(ApiProblem problem) -> new ApiResult.Failed<>(problem);
            case ApiResult.Ok<String>(String token) -> {
                ApiResult<T> first = call.with(token);
                yield expired(first) ? again(call, token) : first;
            }
        };
    }

    private <T> ApiResult<T> again(Call<T> call, String refused) {
        return switch (tokens.insteadOf(refused)) {
            case ApiResult.Ok<String>(String token) -> call.with(token);
            case ApiResult.Failed<String>(ApiProblem problem) -> new ApiResult.Failed<>(problem);
        };
    }

    private static boolean expired(ApiResult<?> result) {
        return result instanceof ApiResult.Failed<?>(ApiProblem problem)
                && problem.kind() == ApiProblem.Kind.NOT_SIGNED_IN
                && problem.code().equals("token_expired");
    }

    private <T extends ApiMessage> ApiResult<T> get(String path, @Nullable String token, Class<T> type) {
        return get(path, null, token, type);
    }

    private <T extends ApiMessage> ApiResult<T> get(
            String path, @Nullable String query, @Nullable String token, Class<T> type) {
        return ask(path, query, request -> authorize(request, token).get(), type);
    }

    private <T extends ApiMessage> ApiResult<T> post(
            String path, @Nullable ApiMessage body, @Nullable String token, Class<T> type) {
        String text = body == null ? "{}" : Codec.encode(body);
        return ask(path, null, request -> authorize(request, token).post(RequestBody.create(text, JSON)), type);
    }

    private static Request.Builder authorize(Request.Builder request, @Nullable String token) {
        request.header("Accept", "application/json");
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    /** Asks the address that is to be asked first, and the next as long as nobody is there. */
    private <T extends ApiMessage> ApiResult<T> ask(
            String path, @Nullable String query, UnaryOperator<Request.Builder> how, Class<T> type) {
        List<HttpUrl> order = addresses.inOrder();
        ApiResult<T> first = null;
        for (int i = 0; i < order.size(); i++) {
            HttpUrl address = order.get(i);
            HttpUrl url =
                    address.newBuilder().addPathSegments(path).query(query).build();
            Request request = how.apply(new Request.Builder().url(url)).build();
            ApiResult<T> result = execute(i == order.size() - 1 ? http : hasty, request, type);
            if (!silent(result)) {
                addresses.answered(address);
                return result;
            }
            first = first == null ? result : first;
        }
        return Objects.requireNonNull(first);
    }

    private static boolean silent(ApiResult<?> result) {
        return result instanceof ApiResult.Failed<?>(ApiProblem problem)
                && problem.kind() == ApiProblem.Kind.UNREACHABLE
                && problem.code().equals(FailureSentence.UNREACHABLE);
    }

    private <T extends ApiMessage> ApiResult<T> execute(OkHttpClient by, Request request, Class<T> type) {
        String host = request.url().host();
        try (Response response = by.newCall(request).execute()) {
            seen(response);
            String text = bounded(response);
            if (response.isSuccessful()) {
                return new ApiResult.Ok<>(Codec.decode(text, type));
            }
            return new ApiResult.Failed<>(problem(response, text));
        } catch (WireException strange) {
            return new ApiResult.Failed<>(new ApiProblem(
                    ApiProblem.Kind.UNREACHABLE,
                    strange.code().wireName(),
                    "What " + host + " answered is not what a TalkieGo backend answers. Check the backend's address.",
                    Duration.ZERO));
        } catch (IOException failure) {
            return new ApiResult.Failed<>(FailureSentence.of(failure, host));
        }
    }

    private void seen(Response response) {
        Handshake handshake = response.handshake();
        if (handshake != null
                && !handshake.peerCertificates().isEmpty()
                && handshake.peerCertificates().getFirst() instanceof X509Certificate shown) {
            certificateExpires = shown.getNotAfter().toInstant();
        }
    }

    @Override
    public Instant certificateExpires() {
        return certificateExpires;
    }

    @Override
    public @Nullable String revocationTrouble() {
        return trust.revocationTrouble();
    }

    private static String bounded(Response response) throws IOException {
        return response.peekBody(Codec.MAX_SERVER_FRAME + 1L).string();
    }

    private static ApiProblem problem(Response response, String text) {
        Duration retryAfter = retryAfter(response);
        ApiProblem.Kind kind = switch (response.code()) {
            case UNAUTHORIZED -> ApiProblem.Kind.NOT_SIGNED_IN;
            case TOO_MANY -> ApiProblem.Kind.QUOTA;
            default -> response.code() >= SERVER_ERROR ? ApiProblem.Kind.UNREACHABLE : ApiProblem.Kind.REFUSED;
        };
        try {
            ApiMessage.Problem told = Codec.decode(text, ApiMessage.Problem.class);
            Duration wait = Duration.ofMillis(Math.max(0, told.retryAfterMillis()));
            return new ApiProblem(kind, told.code(), told.text(), wait.compareTo(retryAfter) > 0 ? wait : retryAfter);
        } catch (WireException untold) {
            String sentence = "The backend at " + response.request().url().host() + " refused with HTTP status "
                    + response.code() + " and did not say why. Check its address, or try again.";
            return new ApiProblem(kind, untold.code().wireName(), sentence, retryAfter);
        }
    }

    private static Duration retryAfter(Response response) {
        String header = response.header("Retry-After");
        return header != null && header.matches("[0-9]{1,6}")
                ? Duration.ofSeconds(Long.parseLong(header))
                : Duration.ZERO;
    }
}
