package com.talkiego.dispatch.console.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.talkiego.dispatch.core.model.ChannelState;
import com.talkiego.dispatch.core.model.Connection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What is not right from the start is refused with a sentence that says what and why. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusedTest {
    private final Path home;
    private TestBackend backend;

    RefusedTest(@TempDir Path home) {
        this.home = home;
    }

    @BeforeAll
    void start() throws Exception {
        backend = TestBackend.start(home, "--scenario", "none", "--units", "1");
    }

    @AfterAll
    void end() {
        backend.close();
    }

    @Test
    void aWrongPasswordIsSaid() throws Exception {
        ListeningDesk desk = desk();
        desk.signIn("not it");
        await("refused")
                .atMost(ListeningDesk.SOON)
                .untilAsserted(() -> assertThat(desk.state().connection())
                        .isInstanceOfSatisfying(
                                Connection.SignedOut.class,
                                out -> assertThat(out.reason())
                                        .contains("password")
                                        .endsWith(".")));
        assertThat(desk.state().channels()).isEmpty();
        desk.close();
    }

    @Test
    void aMediaServerWithAnotherCertificateIsNotListenedTo() throws Exception {
        ListeningDesk desk = desk();
        backend.act("wrong-fingerprint", "{\"on\":true}");
        try {
            desk.signIn();
            await("refused")
                    .atMost(ListeningDesk.SOON)
                    .untilAsserted(() -> assertThat(desk.state().connection())
                            .isInstanceOfSatisfying(
                                    Connection.Lost.class,
                                    lost -> assertThat(lost.reason())
                                            .contains("certificate is not the one whose fingerprint")));
            backend.act("speak", "{\"unit\":\"unit-1\",\"tone\":900,\"seconds\":1}");
            await("the unit spoke")
                    .atMost(ListeningDesk.SOON)
                    .until(() -> desk.line("fire-1").lastTalker() != null);
            assertThat(desk.state().channels()).noneMatch(line -> line.path() instanceof ChannelState.Path.Up);
            assertThat(desk.ears().seconds("fire-1")).isZero();
        } finally {
            backend.act("wrong-fingerprint", "{\"on\":false}");
        }
        desk.awaitJoined();
        desk.close();
    }

    @Test
    void aPortInUseIsSaidAndHasItsOwnExitCode(@TempDir Path other) throws Exception {
        String port = Integer.toString(backend.api().getPort());
        Process second = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "com.talkiego.dispatch.mock.Main",
                        "serve",
                        "--home",
                        other.toString(),
                        "--port",
                        port))
                .redirectErrorStream(true)
                .start();
        String said = new String(second.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(second.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).as(said).isEqualTo(3);
        assertThat(said).contains("Port " + port + " cannot be listened on").contains("--port");
    }

    private ListeningDesk desk() throws Exception {
        return new ListeningDesk(backend, "Position 1", Sound.tone(700, -18).microphone());
    }
}
