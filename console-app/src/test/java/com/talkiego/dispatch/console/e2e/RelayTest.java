package com.talkiego.dispatch.console.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.talkiego.dispatch.core.model.ChannelState;
import com.talkiego.dispatch.core.model.MediaWay;
import com.talkiego.dispatch.core.model.TransmitPhase;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Audio by a TURN server alone, Debian's coturn, over UDP, TCP and TLS: heard both ways, renewed, and found again after a crash. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RelayTest {
    private static final double VOICE_DBFS = -18;

    private final Path home;
    private TestBackend backend;
    private @Nullable ListeningDesk joined;

    RelayTest(@TempDir Path home) {
        this.home = home;
    }

    @BeforeAll
    void start() throws Exception {
        Capability.COTURN.needed();
        backend = TestBackend.start(home, "--scenario", "none", "--units", "3", "--channels", "3");
        awaitTurn(1);
    }

    @AfterEach
    void leave() throws Exception {
        if (joined != null) {
            joined.close();
            joined = null;
        }
        backend.act("turn-ways", "{\"ways\":\"udp tcp tls\"}");
    }

    @AfterAll
    void end() {
        if (backend != null) {
            backend.close();
        }
    }

    private ListeningDesk join(String ways) throws Exception {
        backend.act("turn-ways", "{\"ways\":\"%s\"}".formatted(ways));
        ListeningDesk desk = new ListeningDesk(
                backend, "Position 1", Sound.tone(700, VOICE_DBFS).microphone());
        joined = desk;
        return desk.relayOnly().signIn().awaitJoined();
    }

    @ParameterizedTest
    @CsvSource({"udp, RELAY_UDP", "tcp, RELAY_TCP", "tls, RELAY_TLS"})
    void isHeardAndHearsByARelayOnly(String way, MediaWay expected) throws Exception {
        ListeningDesk desk = join(way);
        await("both links by " + expected).atMost(ListeningDesk.SOON).untilAsserted(() -> {
            assertThat(desk.listensBy()).isEqualTo(expected);
            assertThat(desk.talksBy()).isEqualTo(expected);
        });
        assertThat(desk.line("fire-1").path()).isEqualTo(new ChannelState.Path.Up(ChannelState.PathKind.RELAYED));

        int before = desk.ears().overs("fire-1").size();
        backend.act("speak", "{\"unit\":\"%s\",\"tone\":600,\"seconds\":1.5}".formatted(backend.unitOn("fire-1")));
        await("the unit's over ended")
                .atMost(ListeningDesk.SOON)
                .until(() -> desk.ears().overs("fire-1").size() > before
                        && desk.line("fire-1").talkers().isEmpty());
        assertThat(desk.ears().overs("fire-1").getLast().sound().share(600)).isGreaterThan(0.8);

        TestBackend.Heard then = backend.heard("fire-1");
        talk(desk, "fire-1", then.seconds() + 1);
        TestBackend.Heard now = backend.heard("fire-1");
        double energy =
                now.seconds() * Math.pow(10, now.rmsDbfs() / 10) - then.seconds() * Math.pow(10, then.rmsDbfs() / 10);
        assertThat(10 * Math.log10(energy / (now.seconds() - then.seconds()))).isCloseTo(VOICE_DBFS, within(3.0));
    }

    private void awaitTurn(int starts) {
        await("the TURN server is up").atMost(ListeningDesk.SOON).until(() -> {
            JsonNode turn = backend.state().path("turn");
            return turn.path("starts").asInt() >= starts
                    && turn.path("state").asString().equals("up");
        });
    }

    @Test
    void comesBackAfterTheRelayCrashed() throws Exception {
        ListeningDesk desk = join("tls");
        await("relayed").atMost(ListeningDesk.SOON).until(() -> desk.listensBy() == MediaWay.RELAY_TLS);
        long reopened = desk.session().statistics().mediaReopened();
        backend.act("kill-turn", "{\"millis\":500}");
        await("the loss is noticed")
                .atMost(ListeningDesk.SOON)
                .until(() -> desk.session().statistics().mediaReopened() > reopened);
        await("back")
                .atMost(Duration.ofSeconds(40))
                .until(() -> desk.joined() && desk.listensBy() == MediaWay.RELAY_TLS);
        assertThat(desk.state().events())
                .as("what is told of the crash")
                .noneMatch(event -> event.sentence().contains("certificate"));
        TestBackend.Heard then = backend.heard("fire-1");
        talk(desk, "fire-1", then.seconds() + 0.5);
    }

    @Test
    void theRelayIsLeftBehindByNoEndOfTheBackend(@TempDir Path other) throws Exception {
        TestBackend brief = TestBackend.start(other, "--scenario", "none", "--channels", "1", "--units", "0");
        try (brief) {
            await("the TURN server is up")
                    .atMost(ListeningDesk.SOON)
                    .until(() ->
                            brief.state().path("turn").path("state").asString().equals("up"));
            long pid = brief.state().path("turn").path("pid").asLong();
            assertThat(ProcessHandle.of(pid)).isPresent();
            brief.kill();
            await("it is gone")
                    .atMost(ListeningDesk.SOON)
                    .until(() -> ProcessHandle.of(pid).isEmpty());
        }
    }

    private void talk(ListeningDesk desk, String channel, double untilHeard) throws Exception {
        HeldKey key = desk.press(channel);
        try {
            desk.awaitPhase(channel, TransmitPhase.ON_AIR);
            await("heard on " + channel)
                    .atMost(ListeningDesk.SOON)
                    .until(() -> backend.heard(channel).seconds() >= untilHeard);
        } finally {
            key.release();
        }
        desk.awaitPhase(channel, TransmitPhase.NONE);
    }
}
