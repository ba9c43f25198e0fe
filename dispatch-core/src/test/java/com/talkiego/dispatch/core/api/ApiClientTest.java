package com.talkiego.dispatch.core.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.talkiego.dispatch.core.wire.ApiMessage;
import com.talkiego.dispatch.core.wire.Codec;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiClientTest {
    private static final Instant NOW = Instant.parse("2030-01-02T06:00:00Z");
    private static final ApiMessage.SignalTokenRequest ANY = new ApiMessage.SignalTokenRequest(null, null);
    private static final ApiMessage.Operator DANA = new ApiMessage.Operator("u1", "Dana", "demo", "dispatcher");

    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
    private final InstantSource clock = now::get;
    private final TlsServer server;
    private final ApiClient client;

    ApiClientTest() throws IOException {
        server = TlsServer.start();
        client = client(server.trust());
    }

    private ApiClient client(Trust trust) {
        return new ApiClient(URI.create("https://localhost:" + server.port()), trust, clock);
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    private static ApiMessage.Grant grant(int number) {
        return new ApiMessage.Grant(
                "access-" + number, NOW.plusSeconds(900L * number), "refresh-" + number, NOW.plusSeconds(90_000), DANA);
    }

    private static <T> T ok(CompletableFuture<ApiResult<T>> call) {
        return switch (call.orTimeout(20, TimeUnit.SECONDS).join()) {
            case ApiResult.Ok<T>(T value) -> value;
            case ApiResult.Failed<T>(ApiProblem problem) -> throw new AssertionError(problem.toString());
        };
    }

    private static ApiProblem failed(CompletableFuture<? extends ApiResult<?>> call) {
        ApiResult<?> result = call.orTimeout(20, TimeUnit.SECONDS).join();
        if (result instanceof ApiResult.Failed<?>(ApiProblem problem)) {
            assertThat(problem.sentence()).endsWith(".").doesNotContain("access-", "refresh-", "s3cret");
            return problem;
        }
        throw new AssertionError("went well: " + result);
    }

    private RecordedRequest request() throws InterruptedException {
        RecordedRequest request = server.server().takeRequest(10, TimeUnit.SECONDS);
        if (request == null) {
            throw new AssertionError("no request came");
        }
        return request;
    }

    private void signIn() throws InterruptedException {
        server.answer(grant(1));
        assertThat(ok(client.signIn("demo", "dana", "s3cret", "Desk 1"))).isEqualTo(DANA);
        request();
    }

    @Test
    void signsInAndShowsItsTokenAfterwards() throws Exception {
        server.answer(grant(1));
        ok(client.signIn("demo", "dana", "s3cret", "Desk 1"));
        RecordedRequest signIn = request();
        assertThat(signIn.getTarget()).isEqualTo("/v1/sign-in");
        assertThat(signIn.getHeaders().get("Authorization")).isNull();

        server.answer(new ApiMessage.Tenant("demo", "Demo", 500, 20, null));
        assertThat(ok(client.tenant()).maxChannels()).isEqualTo(500);
        RecordedRequest tenant = request();
        assertThat(tenant.getTarget()).isEqualTo("/v1/tenant");
        assertThat(tenant.getHeaders().get("Authorization")).isEqualTo("Bearer access-1");
    }

    @Test
    void renewsATokenAboutToExpireOnceHoweverManyWait() throws Exception {
        signIn();
        now.set(NOW.plusSeconds(845));
        server.answer(grant(2));
        for (int i = 0; i < 8; i++) {
            server.answer(new ApiMessage.SignalToken("signal", NOW));
        }
        List<CompletableFuture<ApiResult<ApiMessage.SignalToken>>> calls =
                Stream.generate(() -> client.signalToken(ANY)).limit(8).toList();
        calls.forEach(ApiClientTest::ok);
        assertThat(request().getTarget()).isEqualTo("/v1/refresh");
        for (int i = 0; i < 8; i++) {
            RecordedRequest call = request();
            assertThat(call.getTarget()).isEqualTo("/v1/signal-token");
            assertThat(call.getHeaders().get("Authorization")).isEqualTo("Bearer access-2");
        }
    }

    @Test
    void renewsATokenTheBackendCallsExpired() throws Exception {
        signIn();
        server.answer(401, Codec.encode(new ApiMessage.Problem("token_expired", "Expired.", 0)));
        server.answer(grant(2));
        server.answer(new ApiMessage.Channels(List.of()));
        assertThat(ok(client.channels()).channels()).isEmpty();
        request();
        assertThat(request().getTarget()).isEqualTo("/v1/refresh");
        assertThat(request().getHeaders().get("Authorization")).isEqualTo("Bearer access-2");
    }

    private static ApiMessage.Region region(int port) {
        String at = "https://localhost:" + port;
        return new ApiMessage.Region("eu", "Europe", at, "wss://localhost/v1/signal", at + "/v1/ping", null, true);
    }

    @Test
    void measuresHowNearARegionIsAndTellsTheRouter() throws Exception {
        signIn();
        for (int i = 0; i <= Probe.SAMPLES; i++) {
            server.answer(new ApiMessage.Pong("eu", "healthy"));
        }
        Nearness near = client.measure(region(server.port()))
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
        assertThat(near.answered()).isEqualTo(Probe.SAMPLES);
        assertThat(near.lost()).isZero();
        assertThat(near.median()).isPositive();
        RecordedRequest ping = request();
        assertThat(ping.getTarget()).isEqualTo("/v1/ping");
        assertThat(ping.getHeaders().get("Authorization")).as("anybody may ask").isNull();
        for (int i = 0; i < Probe.SAMPLES; i++) {
            request();
        }
        server.answer(new ApiMessage.Regions(List.of()));
        ok(client.regions());
        assertThat(request().getTarget()).matches("/v1/regions\\?measured=eu:[0-9]+");
    }

    @Test
    void aRegionThatDoesNotAnswerIsNotNear() {
        int port = server.port();
        server.close();
        Nearness near =
                client.measure(region(port)).orTimeout(20, TimeUnit.SECONDS).join();
        assertThat(near.known()).isFalse();
    }

    @Test
    void asksARegionsOwnApiWhereTheFirstAddressIsSilent() throws Exception {
        signIn();
        try (TlsServer other = server.another()) {
            server.answer(new ApiMessage.Regions(List.of(region(other.port()))));
            ok(client.regions());
            server.close();
            other.answer(new ApiMessage.SignalToken("signal", NOW));
            assertThat(ok(client.signalToken(ANY)).token()).isEqualTo("signal");
            other.answer(new ApiMessage.SignalToken("again", NOW));
            assertThat(ok(client.signalToken(ANY)).token()).isEqualTo("again");
        }
    }

    @Test
    void aTenantThatMustStayIsAskedForNowhereElse() throws Exception {
        signIn();
        try (TlsServer other = server.another()) {
            server.answer(new ApiMessage.Tenant(
                    "demo", "Demo", 500, 20, new ApiMessage.Residency("us", ApiMessage.Residency.STAY)));
            ok(client.tenant());
            server.answer(new ApiMessage.Regions(List.of(region(other.port()))));
            ok(client.regions());
            server.close();
            assertThat(failed(client.signalToken(ANY)).kind()).isEqualTo(ApiProblem.Kind.UNREACHABLE);
            assertThat(other.server().getRequestCount()).isZero();
        }
    }

    @Test
    void passesOnWhatTheBackendSays() {
        server.answer(401, Codec.encode(new ApiMessage.Problem("bad_credentials", "User or password is wrong.", 0)));
        ApiProblem problem = failed(client.signIn("demo", "dana", "wrong", null));
        assertThat(problem)
                .isEqualTo(new ApiProblem(
                        ApiProblem.Kind.NOT_SIGNED_IN, "bad_credentials", "User or password is wrong.", Duration.ZERO));
    }

    @Test
    void tellsHowLongToWait() {
        server.server()
                .enqueue(new MockResponse.Builder()
                        .code(429)
                        .addHeader("Retry-After", "7")
                        .body(Codec.encode(new ApiMessage.Problem("quota", "Too many requests.", 0)))
                        .build());
        ApiProblem problem = failed(client.signIn("demo", "dana", "s3cret", null));
        assertThat(problem.kind()).isEqualTo(ApiProblem.Kind.QUOTA);
        assertThat(problem.retryAfter()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void survivesAnswersThatAreNone() {
        server.answer(200, "<html>a captive portal</html>");
        assertThat(failed(client.signIn("demo", "dana", "s3cret", null)).sentence())
                .contains("not what a TalkieGo");
        server.answer(502, "bad gateway");
        assertThat(failed(client.signIn("demo", "dana", "s3cret", null)).kind()).isEqualTo(ApiProblem.Kind.UNREACHABLE);
        server.answer(200, "{\"x\":\"" + "y".repeat(Codec.MAX_SERVER_FRAME) + "\"}");
        assertThat(failed(client.signIn("demo", "dana", "s3cret", null)).code()).isEqualTo("too_large");
    }

    @Test
    void asksNobodyWithoutASignIn() {
        assertThat(failed(client.channels()).kind()).isEqualTo(ApiProblem.Kind.NOT_SIGNED_IN);
        assertThat(server.server().getRequestCount()).isZero();
    }

    @Test
    void forgetsItsTokensOnSignOutAndHasTheBackendForgetThem() throws Exception {
        signIn();
        server.answer(new ApiMessage.SignedOut());
        client.signOut();
        assertThat(failed(client.channels()).kind()).isEqualTo(ApiProblem.Kind.NOT_SIGNED_IN);
        RecordedRequest told = request();
        assertThat(told.getTarget()).isEqualTo("/v1/sign-out");
        assertThat(body(told)).contains("refresh-1");
        assertThat(server.server().getRequestCount()).isEqualTo(2);
    }

    @Test
    void goesOnWithAKeptSignInAndTellsEachNewerTokenToWhoeverKeepsThem() throws Exception {
        List<String> kept = new ArrayList<>();
        client.keep(kept::add);
        server.answer(grant(1));
        assertThat(ok(client.resume("refresh-0"))).isEqualTo(DANA);
        RecordedRequest told = request();
        assertThat(told.getTarget()).isEqualTo("/v1/refresh");
        assertThat(body(told)).contains("refresh-0").doesNotContain("s3cret");
        now.set(NOW.plusSeconds(880));
        server.answer(grant(2));
        ok(client.keepAlive());
        assertThat(kept).containsExactly("refresh-1", "refresh-2");
        client.keep(null);
        now.set(NOW.plusSeconds(1780));
        server.answer(grant(3));
        ok(client.keepAlive());
        assertThat(kept).hasSize(2);
    }

    @Test
    void letsGoWithoutAWordToTheBackend() throws Exception {
        signIn();
        client.letGo();
        assertThat(failed(client.channels()).kind()).isEqualTo(ApiProblem.Kind.NOT_SIGNED_IN);
        assertThat(server.server().getRequestCount()).isOne();
    }

    @Test
    void endsTheSignInOfWhoeverSatHereBefore() throws Exception {
        signIn();
        server.answer(grant(2));
        server.answer(new ApiMessage.SignalToken("signal", NOW));
        ApiPort.Candidate next = ok(client.signInBeside("demo", "kim", "s3cret", null));
        request();
        request();
        server.answer(new ApiMessage.SignedOut());
        next.accept();
        assertThat(body(request())).contains("refresh-1");
        server.answer(new ApiMessage.Channels(List.of()));
        ok(client.channels());
        assertThat(request().getHeaders().get("Authorization")).isEqualTo("Bearer access-2");
    }

    @Test
    void aRenewalThatFailsDoesNoHarmWhileTheTokenLives() throws Exception {
        signIn();
        now.set(NOW.plusSeconds(845));
        server.answer(503, "busy");
        server.answer(new ApiMessage.Channels(List.of()));
        ok(client.channels());
        assertThat(request().getTarget()).isEqualTo("/v1/refresh");
        assertThat(request().getHeaders().get("Authorization")).isEqualTo("Bearer access-1");

        now.set(NOW.plusSeconds(846));
        server.answer(new ApiMessage.Channels(List.of()));
        ok(client.channels());
        assertThat(request().getTarget()).as("not asked for at every call").isEqualTo("/v1/channels");

        now.set(NOW.plusSeconds(848));
        server.answer(grant(2));
        assertThat(ok(client.keepAlive())).isAfter(NOW.plusSeconds(848));
        RecordedRequest again = request();
        assertThat(again.getTarget()).isEqualTo("/v1/refresh");
        assertThat(body(again)).as("the answer may only have been lost").contains("refresh-1");
    }

    @Test
    void aSignInThatEndedIsToldAtOnce() throws Exception {
        signIn();
        now.set(NOW.plusSeconds(845));
        server.answer(401, Codec.encode(new ApiMessage.Problem("sign_in_revoked", "This sign-in was ended.", 0)));
        assertThat(failed(client.keepAlive()).code()).isEqualTo("sign_in_revoked");
    }

    private static String body(RecordedRequest request) {
        return java.util.Objects.requireNonNull(request.getBody()).utf8();
    }

    @Test
    void sendsNothingToABackendOfAnotherAuthority() throws Exception {
        try (TlsServer other = TlsServer.start();
                ApiClient wary = client(other.trust())) {
            ApiProblem problem = failed(wary.signIn("demo", "dana", "s3cret", null));
            assertThat(problem.kind()).isEqualTo(ApiProblem.Kind.UNTRUSTED);
            assertThat(problem.sentence()).contains("not issued by the authority this console trusts");
            assertThat(server.server().getRequestCount()).isZero();
        }
    }

    @Test
    void sendsNothingToABackendOfAnotherNameOrTime() throws Exception {
        try (TlsServer other = TlsServer.named("elsewhere.example");
                TlsServer old = TlsServer.expired()) {
            for (TlsServer wrong : List.of(other, old)) {
                try (ApiClient wary =
                        new ApiClient(URI.create("https://localhost:" + wrong.port()), wrong.trust(), clock)) {
                    ApiProblem problem = failed(wary.signIn("demo", "dana", "s3cret", null));
                    assertThat(problem.kind()).isEqualTo(ApiProblem.Kind.UNTRUSTED);
                    assertThat(problem.sentence()).contains(wrong == old ? "has expired" : "made for another name");
                }
            }
        }
    }

    @Test
    void saysWhenNobodyAnswers() {
        server.close();
        ApiProblem problem = failed(client.signIn("demo", "dana", "s3cret", null));
        assertThat(problem.kind()).isEqualTo(ApiProblem.Kind.UNREACHABLE);
        assertThat(problem.sentence()).contains("does not answer");
    }

    @Test
    void takesAnAuthorityFromAFileAndNothingElse(@TempDir Path folder) throws Exception {
        Path pem = Files.writeString(folder.resolve("ca.pem"), server.authorityPem());
        server.answer(grant(1));
        try (ApiClient other = client(Trust.authority(pem))) {
            ok(other.signIn("demo", "dana", "s3cret", null));
        }
        Path junk = Files.writeString(folder.resolve("junk.pem"), "junk");
        assertThatThrownBy(() -> Trust.authority(junk))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("holds no certificate");
    }

    @Test
    void speaksHttpsOnly() {
        Trust trust = server.trust();
        assertThatThrownBy(() -> new ApiClient(URI.create("http://localhost"), trust, clock))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("https://");
    }
}
