package com.talkiego.dispatch.console.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.talkiego.dispatch.core.model.Alarm;
import com.talkiego.dispatch.core.model.Connection;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** An organisation that must stay in one region is served nowhere else, unless its own policy says so, and the screen says which. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ResidencyTest {
    private static final String CHANNEL = "fire-1";

    /** Who is sent home may take 10 s, and is put out a second later. */
    private static final Duration BEFORE_PUT_OUT = Duration.ofSeconds(9);

    private final Path home;
    private OneDesk pair;
    private TestBackend backend;
    private ListeningDesk desk;

    ResidencyTest(@TempDir Path home) {
        this.home = home;
    }

    @BeforeAll
    void start() throws Exception {
        pair = OneDesk.start(
                home, "--regions", "us,eu", "--residency", "eu:stay", "--scenario", "none", "--units", "2");
        backend = pair.backend();
        desk = pair.desk();
    }

    @AfterAll
    void end() throws Exception {
        pair.close();
    }

    private void nobodyIsIn(String region) throws Exception {
        assertThat(backend.state().path(region + " signal").path("sessions")).isEmpty();
    }

    private void nothingOfItIsIn(String region) throws Exception {
        nobodyIsIn(region);
        assertThat(backend.state().path(region + " media").path("packetsOut").asLong())
                .isZero();
    }

    @Test
    void staysDeafWithAnAlarmUntilThePolicyLetsItMoveAndGoesHomeAgain() throws Exception {
        assertThat(pair.region()).isEqualTo("eu");
        nothingOfItIsIn("us");

        pair.kill("eu");
        await("says that it must stay, and alarms").atMost(ListeningDesk.SOON).untilAsserted(() -> {
            assertThat(desk.state().connection())
                    .isInstanceOfSatisfying(
                            Connection.Lost.class,
                            lost -> assertThat(lost.reason())
                                    .isEqualTo("Your organisation may be served in Europe only, and that region is"
                                            + " down. Call your administrator; the console waits for it"));
            assertThat(desk.state().alarms()).extracting(Alarm::kind).contains(Alarm.Kind.NO_PATH);
        });
        await("tried again and again")
                .atMost(ListeningDesk.SOON)
                .until(() -> desk.state().connection() instanceof Connection.Lost lost && lost.attempt() > 2);
        nothingOfItIsIn("us");

        backend.act("residency", "{\"whenDown\":\"move\"}");
        pair.awaitIn("us");
        assertThat(desk.state().regions().notice())
                .isEqualTo(
                        "OUTSIDE Europe: your organisation's region is down, United States serves until it is back.");
        pair.hearsAndIsHeard(CHANNEL);

        pair.revive("eu");
        pair.awaitIn("eu");
        assertThat(desk.state().regions().notice()).isEmpty();
        await("the units too, before they would be put out")
                .atMost(BEFORE_PUT_OUT)
                .untilAsserted(() -> {
                    nobodyIsIn("us");
                    assertThat(backend.unitsListen()).isTrue();
                });
    }
}
