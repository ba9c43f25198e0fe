package com.talkiego.dispatch.mock;

import static org.assertj.core.api.Assertions.assertThat;

import com.talkiego.dispatch.mock.RunningBackend.Answer;
import com.talkiego.dispatch.mock.api.TurnServers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ApiLayer, asked over real HTTPS. */
class ApiLayerTest {
    @TempDir
    private static Path home;

    private RunningBackend backend;

    @BeforeEach
    void start() throws Exception {
        backend = new RunningBackend(home);
    }

    @AfterEach
    void stop() {
        backend.close();
        Threads.assertEnded("edge");
    }

    @Test
    void signsInAndTellsWho() throws Exception {
        Answer answer = backend.signIn("dispatcher", "demo");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().get("operator").get("id").stringValue()).isEqualTo("dispatcher");
        assertThat(answer.body().get("operator").get("role").stringValue()).isEqualTo("dispatcher");
        assertThat(Instant.parse(answer.text("accessExpires")))
                .isBetween(
                        backend.clock.instant().plusSeconds(599),
                        backend.clock.instant().plusSeconds(600));
    }

    @Test
    void refusesAWrongPasswordAndAnUnknownUserAlike() throws Exception {
        Answer wrong = backend.signIn("dispatcher", "no");
        Answer unknown = backend.signIn("stranger", "demo");

        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.problem()).isEqualTo("bad_credentials");
        assertThat(wrong.text("text")).isEqualTo("Tenant, user or password is wrong.");
        assertThat(unknown.body()).isEqualTo(wrong.body());
    }

    @Test
    void limitsFailedSignInsOfOneUserUntilTheTimeIsOver() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(backend.signIn("dispatcher", "no").status()).isEqualTo(401);
        }
        Answer limited = backend.signIn("dispatcher", "demo");
        assertThat(limited.status()).isEqualTo(429);
        assertThat(limited.problem()).isEqualTo("quota");
        assertThat(limited.retryAfter()).isEqualTo("60");
        assertThat(backend.signIn("supervisor", "demo").status()).isEqualTo(200);

        backend.clock.pass(Duration.ofSeconds(60));
        assertThat(backend.signIn("dispatcher", "demo").status()).isEqualTo(200);
    }

    @Test
    void refreshTokensExpire() throws Exception {
        String token = backend.signIn("dispatcher", "demo").text("refreshToken");
        backend.clock.pass(Duration.ofHours(13));
        assertThat(backend.post("/v1/refresh", null, Map.of("refreshToken", token))
                        .problem())
                .isEqualTo("token_expired");
    }

    @Test
    void answersTheDirectory() throws Exception {
        String token = backend.accessToken();

        assertThat(backend.get("/v1/tenant", token).text("id")).isEqualTo("demo");
        Answer channels = backend.get("/v1/channels", token);
        assertThat(channels.body().get("channels")).hasSize(12);
        assertThat(channels.body().get("channels").get(0).get("id").stringValue())
                .isEqualTo("fire-1");
        assertThat(channels.body().get("channels").get(11).get("id").stringValue())
                .isEqualTo("command");
        Answer regions = backend.get("/v1/regions", token);
        assertThat(regions.body().get("regions").get(0).get("signal").stringValue())
                .isEqualTo(backend.url("/v1/signal").replace("https:", "wss:"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/tenant", "/v1/channels", "/v1/regions"})
    void wantsAnAccessTokenThatIsGood(String path) throws Exception {
        assertThat(backend.get(path, null).problem()).isEqualTo("bad_credentials");
        assertThat(backend.get(path, "nonsense").status()).isEqualTo(401);

        String token = backend.accessToken();
        char last = token.charAt(token.length() - 2);
        String tampered =
                token.substring(0, token.length() - 2) + (last == 'A' ? 'B' : 'A') + token.charAt(token.length() - 1);
        assertThat(backend.get(path, tampered).problem()).isEqualTo("bad_credentials");

        backend.clock.pass(Duration.ofMinutes(15));
        Answer late = backend.get(path, token);
        assertThat(late.problem()).as(late.text("text")).isEqualTo("token_expired");
    }

    /** The server keeps the headers of a connection to compare the next ones with: capital letters have to count there. */
    @Test
    void tellsTokensApartThatDifferInOneCapitalLetter() throws Exception {
        String token = backend.accessToken();
        int at = token.lastIndexOf('.') + 1;
        while (!Character.isLetter(token.charAt(at))) {
            at++;
        }
        char letter = token.charAt(at);
        char other = Character.isUpperCase(letter) ? Character.toLowerCase(letter) : Character.toUpperCase(letter);
        String tampered = token.substring(0, at) + other + token.substring(at + 1);

        for (int n = 0; n < 2; n++) {
            assertThat(backend.get("/v1/tenant", token).status()).isEqualTo(200);
            assertThat(backend.get("/v1/tenant", tampered).status()).isEqualTo(401);
        }
    }

    @Test
    void aSignalTokenIsGoodForNothingElse() throws Exception {
        Answer signal = backend.post("/v1/signal-token", backend.accessToken(), "");
        assertThat(Instant.parse(signal.text("expires")))
                .isBetween(
                        backend.clock.instant().plusSeconds(59),
                        backend.clock.instant().plusSeconds(60));
        assertThat(backend.get("/v1/channels", signal.text("token")).problem()).isEqualTo("bad_credentials");
    }

    @Test
    void limitsAnAccountsRequestsButNeverTheWayToAnEmergency() throws Exception {
        String token = backend.accessToken();
        backend.post("/act/quota", null, Map.of("requests", 2, "seconds", 30));
        assertThat(backend.get("/v1/tenant", token).status()).isEqualTo(200);
        assertThat(backend.get("/v1/channels", token).status()).isEqualTo(200);

        Answer over = backend.get("/v1/regions", token);
        assertThat(over.status()).isEqualTo(429);
        assertThat(over.problem()).isEqualTo("quota");
        assertThat(over.retryAfter()).isEqualTo("30");
        assertThat(over.body().get("retryAfterMillis").longValue()).isEqualTo(30_000);
        for (int i = 0; i < 20; i++) {
            assertThat(backend.post("/v1/signal-token", token, "").status()).isEqualTo(200);
            assertThat(backend.post("/v1/turn", token, "").status()).isEqualTo(200);
        }

        backend.clock.pass(Duration.ofSeconds(30));
        assertThat(backend.get("/v1/regions", token).status()).isEqualTo(200);
    }

    @Test
    void expiresTokensOnDemand() throws Exception {
        Answer grant = backend.signIn("dispatcher", "demo");
        backend.post("/act/expire-tokens", null, "{}");
        assertThat(backend.get("/v1/channels", grant.text("accessToken")).problem())
                .isEqualTo("token_expired");
        Answer refreshed = backend.post("/v1/refresh", null, Map.of("refreshToken", grant.text("refreshToken")));
        assertThat(backend.get("/v1/channels", refreshed.text("accessToken")).status())
                .isEqualTo(200);

        backend.post("/act/expire-tokens", null, "{\"refresh\":true}");
        assertThat(backend.post("/v1/refresh", null, Map.of("refreshToken", refreshed.text("refreshToken")))
                        .problem())
                .isEqualTo("token_expired");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{",
                "{}",
                "7",
                "{\"tenant\":\"demo\"}",
                "{\"tenant\":{},\"user\":\"a\",\"password\":\"b\"}",
                "{\"tenant\":\"demo\",\"user\":\"dispatcher\",\"password\":\"demo\"} extra"
            })
    void refusesBodiesItCannotRead(String body) throws Exception {
        Answer answer = backend.post("/v1/sign-in", null, body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem()).isEqualTo("malformed");
        assertThat(answer.text("text"))
                .endsWith(".")
                .doesNotContain("tools.jackson")
                .doesNotContain("com.talkiego");
    }

    @Test
    void ignoresUnknownFields() throws Exception {
        assertThat(backend.post(
                                "/v1/sign-in",
                                null,
                                "{\"tenant\":\"demo\",\"user\":\"dispatcher\",\"password\":\"demo\",\"new\":[1]}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void refusesBodiesThatAreTooLong() throws Exception {
        String body = "{\"tenant\":\"" + "x".repeat(20_000) + "\"}";
        Answer answer = backend.post("/v1/sign-in", null, body);
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.text("text")).contains("at most 16384 bytes");

        RequestBody unknownLength = new RequestBody() {
            @Override
            public MediaType contentType() {
                return MediaType.get("application/json");
            }

            @Override
            public void writeTo(okio.BufferedSink sink) throws java.io.IOException {
                sink.writeUtf8(body);
            }
        };
        Request chunked =
                backend.request("/v1/sign-in", null).post(unknownLength).build();
        assertThat(backend.answer(chunked).status()).isEqualTo(413);
    }

    @Test
    void saysWhatIsNotThere() throws Exception {
        assertThat(backend.get("/v1/nothing", null).problem()).isEqualTo("not_found");
        Answer wrongMethod = backend.get("/v1/sign-in", null);
        assertThat(wrongMethod.status()).isEqualTo(405);
        assertThat(wrongMethod.text("text")).isEqualTo("/v1/sign-in does not take GET.");
    }

    @Test
    void answersNoTurnServersWhereThereAreNone() throws Exception {
        assertThat(backend.post("/v1/turn", backend.accessToken(), "").body().get("iceServers"))
                .isEmpty();
    }

    @Test
    void turnCredentialsAreThoseTheTurnServerExpects() throws Exception {
        try (RunningBackend other =
                new RunningBackend(home, new TurnServers(List.of("turn:turn.example:3478"), "north"))) {
            var server = other.post("/v1/turn", other.accessToken(), "")
                    .body()
                    .get("iceServers")
                    .get(0);
            String username = server.get("username").stringValue();
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec("north".getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            String expected =
                    Base64.getEncoder().encodeToString(mac.doFinal(username.getBytes(StandardCharsets.UTF_8)));

            assertThat(username)
                    .isEqualTo(other.clock.instant().plusSeconds(600).getEpochSecond() + ":dispatcher");
            assertThat(server.get("credential").stringValue()).isEqualTo(expected);
            assertThat(server.get("urls").get(0).stringValue()).isEqualTo("turn:turn.example:3478");
        }
    }

    @Test
    void letsRadiosInByName() throws Exception {
        String device = "0123456789abcdef";
        Answer first = backend.post("/v1/radio/sign-in", null, Map.of("name", " Anna  B ", "device", device));
        Answer again = backend.post("/v1/radio/sign-in", null, Map.of("name", "Anna", "device", device));

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.text("alias")).isEqualTo("Anna B");
        assertThat(first.body().get("channels")).hasSize(12);
        assertThat(again.text("id"))
                .isEqualTo(first.text("id"))
                .startsWith("radio-")
                .doesNotContain(device);
        assertThat(backend.post("/v1/radio/sign-in", null, Map.of("name", "<b>", "device", device))
                        .status())
                .isEqualTo(400);
        assertThat(backend.post("/v1/radio/sign-in", null, Map.of("name", "Anna", "device", "short"))
                        .status())
                .isEqualTo(400);
        assertThat(backend.get("/v1/channels", first.text("token")).status()).isEqualTo(401);
    }

    @Test
    void answersItsAuthorityAndItsPages() throws Exception {
        for (String path : List.of(
                "/ca.pem",
                "/radio",
                "/radio/radio.js",
                "/radio/signal.js",
                "/radio/media.js",
                "/radio/tones.js",
                "/radio/radio.css",
                "/v1/openapi.yaml")) {
            try (Response response =
                    backend.raw(backend.request(path, null).get().build())) {
                assertThat(response.code()).as(path).isEqualTo(200);
                assertThat(response.body().string()).as(path).isNotBlank();
                assertThat(response.header("X-Content-Type-Options")).as(path).isEqualTo("nosniff");
            }
        }
    }

    @Test
    void speaksTls13() throws Exception {
        try (Response response =
                backend.raw(backend.request("/radio", null).get().build())) {
            assertThat(Objects.requireNonNull(response.handshake()).tlsVersion().javaName())
                    .isEqualTo("TLSv1.3");
        }
    }

    @Test
    void namesItsOneRegionWithAProbeThatAnybodyMayAsk() throws Exception {
        Answer answer = backend.get("/v1/regions?measured=local:3,eu:12", backend.accessToken());
        var region = answer.body().get("regions").get(0);
        assertThat(region.get("id").stringValue()).isEqualTo("local");
        assertThat(region.get("state").stringValue()).isEqualTo("healthy");
        assertThat(region.get("probe").stringValue()).endsWith("/v1/ping");

        Answer pong = backend.get("/v1/ping", null);
        assertThat(pong.status()).isEqualTo(200);
        assertThat(pong.text("region")).isEqualTo("local");
        Answer health = backend.get("/v1/health", null);
        assertThat(health.body().get("regions").get(0).get("signal").stringValue())
                .isEqualTo("up");
    }

    @Test
    void boundsTheProbesOfAnAddressAndRefusesAMeasureItCannotRead() throws Exception {
        assertThat(backend.get("/v1/regions?measured=near", backend.accessToken())
                        .status())
                .isEqualTo(400);
        Answer last = backend.get("/v1/ping", null);
        for (int i = 1; i < 601; i++) {
            last = backend.get("/v1/ping", null);
        }
        assertThat(last.status()).isEqualTo(429);
        assertThat(last.problem()).isEqualTo("quota");

        backend.clock.pass(Duration.ofSeconds(10));
        assertThat(backend.get("/v1/ping", null).status()).isEqualTo(200);
    }
}
