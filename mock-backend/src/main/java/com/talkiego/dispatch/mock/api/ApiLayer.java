package com.talkiego.dispatch.mock.api;

import com.talkiego.dispatch.core.model.Channel;
import com.talkiego.dispatch.core.wire.ApiMessage.Channels;
import com.talkiego.dispatch.core.wire.ApiMessage.Grant;
import com.talkiego.dispatch.core.wire.ApiMessage.Health;
import com.talkiego.dispatch.core.wire.ApiMessage.Operator;
import com.talkiego.dispatch.core.wire.ApiMessage.Refresh;
import com.talkiego.dispatch.core.wire.ApiMessage.Regions;
import com.talkiego.dispatch.core.wire.ApiMessage.SignIn;
import com.talkiego.dispatch.core.wire.ApiMessage.SignOut;
import com.talkiego.dispatch.core.wire.ApiMessage.SignalToken;
import com.talkiego.dispatch.core.wire.ApiMessage.SignalTokenRequest;
import com.talkiego.dispatch.core.wire.ApiMessage.SignedOut;
import com.talkiego.dispatch.mock.edge.Json;
import com.talkiego.dispatch.mock.edge.Refusal;
import com.talkiego.dispatch.mock.edge.Resources;
import com.talkiego.dispatch.mock.edge.Routes;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The ApiLayer's routes. Every request but sign-in, refresh, sign-out and keys bears an access token; every failure is a
 * {@link com.talkiego.dispatch.core.wire.ApiMessage.Problem}. The HTTPS server's threads.
 *
 * <p>Quotas count each account's requests for directory data. What leads to an emergency call (refresh, signal token, TURN) is
 * never limited.
 */
public final class ApiLayer implements Routes.Source {
    static final Duration ACCESS_LIFE = Duration.ofMinutes(10);
    static final Duration REFRESH_LIFE = Duration.ofHours(12);
    /** How long a SignalLayer token is good: enough to connect, too short to be worth stealing. */
    public static final Duration SIGNAL_LIFE = Duration.ofSeconds(60);

    private static final int SIGN_IN_FAILURES = 5;
    private static final int SIGN_IN_FAILURES_OF_ADDRESS = 50;
    private static final Duration SIGN_IN_WINDOW = Duration.ofSeconds(60);
    private static final int QUOTA_REQUESTS = 120;
    private static final Duration QUOTA_WINDOW = Duration.ofSeconds(60);
    private static final int PROBES = 600;
    private static final Duration PROBE_WINDOW = Duration.ofSeconds(10);
    private static final int LONGEST_FIELD = 256;

    private final Accounts accounts;
    private final List<Channel> channels;
    private final TurnDesk turn;
    private final Tokens tokens;
    private final RegionDirectory regions;
    private final RefreshTokens refreshTokens;
    private final Rate failuresOfUser;
    private final Rate failuresOfAddress;
    private final Rate quotas;
    private final Rate probes;
    private final AtomicReference<@Nullable Supplier<Instant>> certificateEnds = new AtomicReference<>();
    private final AtomicReference<Duration> accessLife = new AtomicReference<>(ACCESS_LIFE);
    private final AtomicLong signIns = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong limited = new AtomicLong();

    /** What the state page shows of the ApiLayer. */
    public record Snapshot(
            long signIns,
            long signInsRefused,
            long overQuota,
            int channels,
            SigningKeys.Snapshot keys,
            RefreshTokens.Snapshot refreshTokens) {}

    public ApiLayer(
            InstantSource clock,
            Accounts accounts,
            List<Channel> channels,
            TurnDesk turn,
            Tokens tokens,
            RegionDirectory regions) {
        this.accounts = accounts;
        this.channels = List.copyOf(channels);
        this.turn = turn;
        this.tokens = tokens;
        this.regions = regions;
        this.probes = new Rate(clock, PROBES, PROBE_WINDOW);
        this.refreshTokens = new RefreshTokens(clock, REFRESH_LIFE);
        this.failuresOfUser = new Rate(clock, SIGN_IN_FAILURES, SIGN_IN_WINDOW);
        this.failuresOfAddress = new Rate(clock, SIGN_IN_FAILURES_OF_ADDRESS, SIGN_IN_WINDOW);
        this.quotas = new Rate(clock, QUOTA_REQUESTS, QUOTA_WINDOW);
    }

    @Override
    public void layOut(Routes routes) {
        layOut(routes, regions);
    }

    /** The same ApiLayer at another place, which names the regions in its own way. */
    public Routes.Source at(RegionDirectory there) {
        return routes -> layOut(routes, there);
    }

    private void layOut(Routes routes, RegionDirectory there) {
        routes.post("/v1/sign-in", this::signIn)
                .post("/v1/refresh", this::refresh)
                .post("/v1/sign-out", this::signOut)
                .get("/v1/tenant", request -> {
                    limited(request);
                    return DemoTenant.tenant(there.residency());
                })
                .get("/v1/channels", request -> {
                    limited(request);
                    return new Channels(channels);
                })
                .get("/v1/regions", request -> {
                    String tenant = limited(request).tenant();
                    return new Regions(there.regions(
                            String.valueOf(request.host()),
                            tenant,
                            RegionDirectory.measured(request.queryParam("measured"))));
                })
                .get("/v1/ping", request -> {
                    probed(request);
                    return there.pong();
                })
                .get("/v1/health", request -> {
                    probed(request);
                    return health(there);
                })
                .post("/v1/signal-token", request -> signalToken(request, there))
                .post("/v1/turn", request -> turn.credentials(account(request), there, request))
                .get("/v1/keys", request -> tokens.keys().published())
                .page("/v1/openapi.yaml", request -> new Resources(ApiLayer.class).answer(request, "api-layer.yaml"));
    }

    /** How things stand. Any thread. */
    public Snapshot snapshot() {
        return new Snapshot(
                signIns.get(),
                refused.get(),
                limited.get(),
                channels.size(),
                tokens.keys().snapshot(),
                refreshTokens.snapshot());
    }

    /** Makes every access and signal token expired, and if asked every refresh token too. Any thread. */
    public void expireTokens(boolean refreshTokensToo) {
        tokens.expireAll();
        if (refreshTokensToo) {
            refreshTokens.expireAll();
        }
    }

    /** When the certificate that the entries show ends, for {@code GET /v1/health}. Before the start. */
    public void certificate(Supplier<Instant> ends) {
        certificateEnds.set(ends);
    }

    private Health health(RegionDirectory there) {
        Health health = there.health();
        Supplier<Instant> ends = certificateEnds.get();
        return new Health(health.region(), health.serverTime(), health.regions(), ends == null ? null : ends.get());
    }

    /** Access tokens live that long from the next on. Any thread. */
    public void accessLife(Duration life) {
        accessLife.set(life);
    }

    /** The next signing key signs from now on; its id. Any thread. */
    public String rotateKeys() {
        return tokens.keys().rotate();
    }

    /** Sets how long TURN credentials are good that are handed out from now on. Any thread. */
    public void turnLife(Duration life) {
        turn.life(life);
    }

    /** Sets by which ways TURN servers are named from now on. Any thread. */
    public void turnWays(Set<TurnServers.Way> ways) {
        turn.ways(ways);
    }

    /** Signs session descriptions with a key nobody knows, as somebody on the way would have to. Any thread. */
    public void forgeSignatures(boolean on) {
        tokens.descriptions().forge(on);
    }

    /** Sets another quota for every account; 0 requests refuse all that is limited. Any thread. */
    public void quota(int requests, Duration window) {
        quotas.limit(requests, window);
    }

    /** Where this request's client finds the SignalLayer. */
    public static String signalAddress(Context request) {
        return "wss://" + request.host() + "/v1/signal";
    }

    private Grant signIn(Context request) {
        SignIn body = Json.message(Routes.body(request), SignIn.class);
        String tenant = field("tenant", body.tenant());
        String user = field("user", body.user());
        String password = field("password", body.password());
        String address = request.ip();
        // By user and address, so that nobody can lock a dispatcher out from elsewhere.
        String who = address + " " + user;
        Duration wait = longer(failuresOfUser.wait(who), failuresOfAddress.wait(address));
        if (wait.isPositive()) {
            refused.incrementAndGet();
            throw Refusal.quota("Too many sign-ins failed. Wait " + seconds(wait) + " and try again.", wait);
        }
        Optional<Account> account = accounts.signIn(tenant, user, password);
        if (account.isEmpty()) {
            failuresOfUser.count(who);
            failuresOfAddress.count(address);
            refused.incrementAndGet();
            throw Refusal.badCredentials("Tenant, user or password is wrong.");
        }
        failuresOfUser.forget(who);
        signIns.incrementAndGet();
        return grant(refreshTokens.issue(account.get()));
    }

    private Grant refresh(Context request) {
        Refresh body = Json.message(Routes.body(request), Refresh.class);
        try {
            return grant(refreshTokens.rotate(field("refreshToken", body.refreshToken())));
        } catch (TokenRefused e) {
            throw refusal(e);
        }
    }

    private SignedOut signOut(Context request) {
        SignOut body = Json.message(Routes.body(request), SignOut.class);
        refreshTokens.end(field("refreshToken", body.refreshToken()));
        return new SignedOut();
    }

    private SignalToken signalToken(Context request, RegionDirectory there) {
        Tokens.Holder holder = holder(request);
        there.admit(holder.account().tenant());
        byte[] body = Routes.body(request);
        SignalTokenRequest wanted =
                body.length == 0 ? new SignalTokenRequest(null, null) : Json.message(body, SignalTokenRequest.class);
        Tokens.Binding binding = new Tokens.Binding(
                holder.binding().signIn(), position(wanted.position()), Fingerprints.checked(wanted.fingerprints()));
        Tokens.Issued issued = tokens.issue(holder.account(), Tokens.Use.SIGNAL, binding, SIGNAL_LIFE);
        return new SignalToken(issued.token(), issued.expires());
    }

    private static @Nullable String position(@Nullable String position) {
        return position == null ? null : field("position", position);
    }

    private Grant grant(RefreshTokens.Rotated signIn) {
        Account account = signIn.account();
        Tokens.Issued access = tokens.issue(
                account, Tokens.Use.ACCESS, new Tokens.Binding(signIn.family(), null, List.of()), accessLife.get());
        Tokens.Issued refresh = signIn.next();
        return new Grant(
                access.token(),
                access.expires(),
                refresh.token(),
                refresh.expires(),
                new Operator(account.id(), account.alias(), account.tenant(), account.role()));
    }

    private Account limited(Context request) {
        Account account = account(request);
        Duration wait = quotas.count(account.id());
        if (wait.isPositive()) {
            limited.incrementAndGet();
            throw Refusal.quota("Too many requests for this account. Wait " + seconds(wait) + " and try again.", wait);
        }
        return account;
    }

    /** Anybody may probe, so the address is what is counted. */
    private void probed(Context request) {
        Duration wait = probes.count(request.ip());
        if (wait.isPositive()) {
            limited.incrementAndGet();
            throw Refusal.quota("Too many probes from this address. Wait " + seconds(wait) + " and try again.", wait);
        }
    }

    private Account account(Context request) {
        return holder(request).account();
    }

    private Tokens.Holder holder(Context request) {
        String header = request.header("Authorization");
        if (header == null || !header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            throw Refusal.badCredentials("This request needs an access token. Sign in first.");
        }
        try {
            Tokens.Holder holder = tokens.holder(header.substring(7).strip(), Tokens.Use.ACCESS);
            String ended = refreshTokens.endedBecause(holder.binding().signIn());
            if (ended != null) {
                throw TokenRefused.revoked(ended);
            }
            return holder;
        } catch (TokenRefused e) {
            throw refusal(e);
        }
    }

    private static Refusal refusal(TokenRefused e) {
        String sentence = String.valueOf(e.getMessage());
        if (e.revoked()) {
            return Refusal.signInRevoked(sentence);
        }
        return e.expired() ? Refusal.tokenExpired(sentence) : Refusal.badCredentials(sentence);
    }

    private static String field(String name, String value) {
        if (value.isEmpty()) {
            throw Refusal.malformed("The field '" + name + "' is empty.");
        }
        if (value.length() > LONGEST_FIELD) {
            throw Refusal.malformed("The field '" + name + "' has more than " + LONGEST_FIELD + " characters.");
        }
        return value;
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    private static String seconds(Duration wait) {
        long seconds = (wait.toMillis() + 999) / 1000;
        return seconds == 1 ? "1 second" : seconds + " seconds";
    }
}
