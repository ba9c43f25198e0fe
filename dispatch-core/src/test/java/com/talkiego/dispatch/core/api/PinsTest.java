package com.talkiego.dispatch.core.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.InstantSource;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Servers that an authority vouches for, but whose keys are pinned. */
class PinsTest {
    private TlsServer server;
    private TlsServer other;

    @BeforeEach
    void start() throws Exception {
        server = TlsServer.start();
        other = server.another();
    }

    @AfterEach
    void stop() {
        other.close();
        server.close();
    }

    /** What a client told of the server, with those pins. */
    private static ApiProblem asked(TlsServer whom, Trust trust) {
        whom.answer(401, "{\"code\":\"wrong\",\"text\":\"Reached.\"}");
        try (ApiClient client =
                new ApiClient(URI.create("https://localhost:" + whom.port()), trust, InstantSource.system())) {
            return switch (client.signIn("demo", "dana", "s3cret", null).join()) {
                case ApiResult.Ok<?> ok -> throw new AssertionError(ok.toString());
                case ApiResult.Failed<?>(ApiProblem problem) -> problem;
            };
        }
    }

    @Test
    void theServersKeyOrItsAuthoritysOrABackupIsEnough() {
        Pin elsewhere = other.pin();
        for (Set<Pin> pins : Set.of(
                Set.of(server.pin()), Set.of(server.authorityPin()), Set.of(elsewhere, server.pin()), Set.<Pin>of())) {
            assertThat(asked(server, server.trust().pinned(pins)).sentence()).isEqualTo("Reached.");
        }
    }

    @Test
    void nothingIsSentToAServerOfTheSameAuthorityWithAnotherKey() {
        ApiProblem problem = asked(other, server.trust().pinned(Set.of(server.pin())));
        assertThat(problem.kind()).isEqualTo(ApiProblem.Kind.UNTRUSTED);
        assertThat(problem.sentence()).contains("none of the keys this console was told to expect");
        assertThat(other.server().getRequestCount()).isZero();
    }

    @Test
    void aWrongNameAndAnotherAuthorityAreToldApartFromAWrongKey() throws Exception {
        try (TlsServer named = TlsServer.named("elsewhere.example");
                TlsServer foreign = TlsServer.start();
                TlsServer old = TlsServer.expired()) {
            assertThat(asked(named, named.trust().pinned(Set.of(named.pin()))).sentence())
                    .contains("was made for another name");
            assertThat(asked(foreign, server.trust().pinned(Set.of(foreign.pin())))
                            .sentence())
                    .contains("not issued by the authority");
            assertThat(asked(old, old.trust().pinned(Set.of(old.pin()))).sentence())
                    .contains("has expired");
        }
    }

    @Test
    void aPinIsReadAsItIsWritten() {
        Pin pin = server.pin();
        assertThat(Pin.parse(pin.toString())).isEqualTo(pin);
        for (String wrong : new String[] {"", "sha256/", pin.sha256(), "sha256/AAAA", "sha256/" + "?".repeat(44)}) {
            assertThatThrownBy(() -> Pin.parse(wrong)).hasMessageContaining("is no pin. One is sha256/");
        }
    }
}
