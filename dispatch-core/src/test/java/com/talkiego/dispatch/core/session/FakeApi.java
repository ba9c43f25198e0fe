package com.talkiego.dispatch.core.session;

import com.talkiego.dispatch.core.api.ApiPort;
import com.talkiego.dispatch.core.api.ApiProblem;
import com.talkiego.dispatch.core.api.ApiResult;
import com.talkiego.dispatch.core.api.Nearness;
import com.talkiego.dispatch.core.model.Channel;
import com.talkiego.dispatch.core.model.IceServer;
import com.talkiego.dispatch.core.wire.ApiMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** An ApiLayer that answers at once, with what the test wants. */
final class FakeApi implements ApiPort {
    private static final ApiMessage.Region HERE =
            new ApiMessage.Region("local", "Here", null, "wss://localhost/v1/signal", null, null, true);

    final List<Channel> channels = new ArrayList<>();
    final List<ApiMessage.Region> regions = new ArrayList<>();
    final Map<String, Duration> distances = new HashMap<>();
    int measured;
    final List<String> accepted = new ArrayList<>();
    final List<String> rejected = new ArrayList<>();
    int signIns;
    int resumes;
    int tokens;
    int turns;
    Instant certificateExpires = Instant.MAX;

    /** Of a backend with regions. */
    @Nullable
    List<ApiMessage.RegionRelays> turnRegions;

    @Nullable
    String revocationTrouble;

    /** 0 for no relays at all. */
    int turnLifeSeconds;

    ApiMessage.@Nullable Residency residency;

    ApiMessage.@Nullable SignalTokenRequest lastWanted;

    /** What the backend signs with; null for a backend of old that signs nothing. */
    ApiMessage.@Nullable Keys keys;

    int keysAsked;
    int renewals;
    int signOuts;
    int lettings;
    Instant nextRenewal = Instant.MAX;

    @Nullable
    ApiProblem renewProblem;

    @Nullable
    ApiProblem keysProblem;

    @Nullable
    ApiProblem signInProblem;

    @Nullable
    ApiProblem tokenProblem;

    @Nullable
    ApiProblem turnProblem;

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
    public CompletableFuture<ApiResult<ApiMessage.Operator>> resume() {
        resumes++;
        return answer(signInProblem, new ApiMessage.Operator("u1", "Dana", "demo", "dispatcher"));
    }

    @Override
    public CompletableFuture<ApiResult<Candidate>> signInBeside(
            String tenant, String user, String password, @Nullable String position) {
        return answer(signInProblem, new Candidate() {
            @Override
            public ApiMessage.Operator operator() {
                return new ApiMessage.Operator(user, "Kim", tenant, "dispatcher");
            }

            @Override
            public String signalToken() {
                return "signal-of-" + user;
            }

            @Override
            public void accept() {
                accepted.add(user);
            }

            @Override
            public void reject() {
                rejected.add(user);
            }
        });
    }

    @Override
    public CompletableFuture<ApiResult<ApiMessage.Tenant>> tenant() {
        return answer(null, new ApiMessage.Tenant("demo", "Demo", 500, 10, residency));
    }

    @Override
    public CompletableFuture<ApiResult<ApiMessage.Channels>> channels() {
        return answer(null, new ApiMessage.Channels(channels));
    }

    /** A region of that name, so far away; its SignalLayer is at wss://id/v1/signal. */
    FakeApi region(String id, String name, String state, int millis) {
        regions.removeIf(region -> region.id().equals(id));
        regions.add(new ApiMessage.Region(
                id,
                name,
                "https://" + id,
                "wss://" + id + "/v1/signal",
                "https://" + id + "/v1/ping",
                state,
                state.equals(ApiMessage.Region.HEALTHY)));
        distances.put(id, Duration.ofMillis(millis));
        return this;
    }

    @Override
    public CompletableFuture<ApiResult<ApiMessage.Regions>> regions() {
        return answer(null, new ApiMessage.Regions(List.copyOf(regions.isEmpty() ? List.of(HERE) : regions)));
    }

    @Override
    public CompletableFuture<Nearness> measure(ApiMessage.Region region) {
        measured++;
        Duration far = distances.get(region.id());
        return CompletableFuture.completedFuture(
                far == null ? Nearness.UNKNOWN : Nearness.of(List.of(far, far, far), 0));
    }

    @Override
    public CompletableFuture<ApiResult<ApiMessage.SignalToken>> signalToken(ApiMessage.SignalTokenRequest wanted) {
        tokens++;
        lastWanted = wanted;
        return answer(tokenProblem, new ApiMessage.SignalToken("token-" + tokens, Instant.MAX));
    }

    @Override
    public CompletableFuture<ApiResult<Instant>> keepAlive() {
        renewals++;
        return answer(renewProblem, nextRenewal);
    }

    @Override
    public CompletableFuture<ApiResult<ApiMessage.Keys>> keys() {
        keysAsked++;
        ApiMessage.Keys now = keys;
        if (now == null || keysProblem != null) {
            ApiProblem problem = keysProblem;
            return CompletableFuture.completedFuture(new ApiResult.Failed<>(
                    problem == null
                            ? problem(ApiProblem.Kind.REFUSED, "There is nothing at /v1/keys.", Duration.ZERO)
                            : problem));
        }
        return answer(null, now);
    }

    @Override
    public CompletableFuture<ApiResult<ApiMessage.TurnCredentials>> turn() {
        turns++;
        return answer(
                turnProblem,
                new ApiMessage.TurnCredentials(
                        turnLifeSeconds == 0
                                ? List.of()
                                : List.of(new IceServer(List.of("turn:relay.example:3478"), "user-" + turns, "secret")),
                        Instant.MAX,
                        turnLifeSeconds,
                        turnRegions));
    }

    @Override
    public void signOut() {
        signOuts++;
    }

    @Override
    public void letGo() {
        lettings++;
    }

    @Override
    public @Nullable String revocationTrouble() {
        return revocationTrouble;
    }

    @Override
    public Instant certificateExpires() {
        return certificateExpires;
    }
}
