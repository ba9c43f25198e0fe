package com.talkiego.dispatch.mock;

import static org.assertj.core.api.Assertions.assertThat;

import com.talkiego.dispatch.core.signing.Jws;
import com.talkiego.dispatch.core.signing.PublicKeys;
import com.talkiego.dispatch.core.wire.ApiMessage;
import com.talkiego.dispatch.core.wire.Codec;
import com.talkiego.dispatch.core.wire.WireException;
import com.talkiego.dispatch.mock.RunningBackend.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of tokens and of the keys they are signed with, over real HTTPS and on a clock moved by hand. */
class TokenLifeTest {
    private static final String FINGERPRINT = "sha-256 " + "AB:".repeat(31) + "CD";

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
    }

    private Answer refresh(String token) throws IOException {
        return backend.post("/v1/refresh", null, Map.of("refreshToken", token));
    }

    private int revokedSignIns() throws IOException {
        return backend.get("/state.json", null)
                .body()
                .at("/api/refreshTokens/revoked")
                .intValue();
    }

    @Test
    void aLostAnswerCanBeAskedForAgainAndIsTheSame() throws Exception {
        String first = backend.signIn("dispatcher", "demo").text("refreshToken");
        String second = refresh(first).text("refreshToken");
        assertThat(second).isNotEqualTo(first);

        backend.clock.pass(Duration.ofSeconds(59));
        Answer again = refresh(first);
        assertThat(again.text("refreshToken")).isEqualTo(second);
        assertThat(backend.get("/v1/tenant", again.text("accessToken")).status())
                .isEqualTo(200);
        assertThat(refresh(second).status()).isEqualTo(200);
        assertThat(revokedSignIns()).isZero();
    }

    @Test
    void aTokenThatComesAgainLaterEndsTheWholeSignInAndNoOther() throws Exception {
        Answer other = backend.signIn("dispatcher", "demo");
        String first = backend.signIn("dispatcher", "demo").text("refreshToken");
        Answer grant = refresh(first);
        backend.clock.pass(Duration.ofSeconds(60));

        Answer copied = refresh(first);
        assertThat(copied.status()).isEqualTo(401);
        assertThat(copied.problem()).isEqualTo("sign_in_revoked");
        assertThat(copied.text("text")).contains("a second time", "Sign in again");
        assertThat(refresh(grant.text("refreshToken")).problem()).isEqualTo("sign_in_revoked");
        assertThat(backend.get("/v1/tenant", grant.text("accessToken")).problem())
                .isEqualTo("sign_in_revoked");
        assertThat(refresh(other.text("refreshToken")).status()).isEqualTo(200);
        assertThat(revokedSignIns()).isOne();
    }

    @Test
    void aTokenWhoseSuccessorWasUsedIsACopyEvenWithinTheMinute() throws Exception {
        String first = backend.signIn("dispatcher", "demo").text("refreshToken");
        String second = refresh(first).text("refreshToken");
        String third = refresh(second).text("refreshToken");
        assertThat(refresh(first).problem()).isEqualTo("sign_in_revoked");
        assertThat(refresh(third).problem()).isEqualTo("sign_in_revoked");
    }

    @Test
    void signingOutEndsEveryTokenOfThatSignIn() throws Exception {
        Answer grant = backend.signIn("dispatcher", "demo");
        Map<String, String> body = Map.of("refreshToken", grant.text("refreshToken"));
        assertThat(backend.post("/v1/sign-out", null, body).status()).isEqualTo(200);
        assertThat(backend.post("/v1/sign-out", null, body).status()).isEqualTo(200);
        assertThat(backend.get("/v1/tenant", grant.text("accessToken")).text("text"))
                .contains("signed out");
        assertThat(refresh(grant.text("refreshToken")).problem()).isEqualTo("sign_in_revoked");
    }

    @Test
    void keysChangeWithoutAnyTokenGoingBad() throws Exception {
        Answer grant = backend.signIn("dispatcher", "demo");
        ApiMessage.Keys before = keys();
        String signer =
                Objects.requireNonNull(Jws.parse(grant.text("accessToken"))).keyId();
        assertThat(before.keys().getFirst().kid()).isEqualTo(signer);

        backend.post("/act/rotate-keys", null, "{}");

        assertThat(backend.get("/v1/tenant", grant.text("accessToken")).status())
                .isEqualTo(200);
        Jws fresh = Objects.requireNonNull(
                Jws.parse(backend.signIn("dispatcher", "demo").text("accessToken")));
        assertThat(fresh.keyId()).isEqualTo(before.keys().get(1).kid());
        assertThat(PublicKeys.of(before.keys()).signed(fresh))
                .as("a key is published before it signs")
                .isTrue();
        assertThat(kids()).hasSize(3).contains(signer);

        backend.clock.pass(Duration.ofHours(1));
        assertThat(kids()).hasSize(2).doesNotContain(signer);
    }

    @Test
    void keysChangeByThemselvesOnceADay() throws Exception {
        List<String> before = kids();
        backend.clock.pass(Duration.ofHours(24));
        assertThat(kids().getFirst()).isEqualTo(before.get(1));
        assertThat(kids()).hasSize(3).contains(before.getFirst());
    }

    @Test
    void accessTokensLiveAsLongAsTheyWereGiven() throws Exception {
        backend.post("/act/token-life", null, Map.of("seconds", 5));
        String token = backend.accessToken();
        assertThat(backend.get("/v1/tenant", token).status()).isEqualTo(200);
        backend.clock.pass(Duration.ofSeconds(5));
        assertThat(backend.get("/v1/tenant", token).problem()).isEqualTo("token_expired");
    }

    @Test
    void aSignalTokenIsForThoseCertificatesOnly() throws Exception {
        String token = backend.accessToken();
        assertThat(backend.post("/v1/signal-token", token, Map.of("fingerprints", List.of(FINGERPRINT)))
                        .status())
                .isEqualTo(200);
        assertThat(backend.post("/v1/signal-token", token, Map.of("fingerprints", List.of("sha-1 AB:CD")))
                        .problem())
                .isEqualTo("malformed");
        assertThat(backend.post(
                                "/v1/signal-token",
                                token,
                                Map.of(
                                        "fingerprints",
                                        List.of(FINGERPRINT, FINGERPRINT, FINGERPRINT, FINGERPRINT, FINGERPRINT)))
                        .problem())
                .isEqualTo("malformed");
    }

    private ApiMessage.Keys keys() throws IOException, WireException {
        return Codec.decode(backend.get("/v1/keys", null).body().toString(), ApiMessage.Keys.class);
    }

    private List<String> kids() throws IOException, WireException {
        return keys().keys().stream().map(ApiMessage.Key::kid).toList();
    }
}
