package com.talkiego.dispatch.console.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.talkiego.dispatch.core.model.Connection;
import com.talkiego.dispatch.core.model.TransmitPhase;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Where regions lose each other, or all of them the GlobalApi, everybody goes on with what is left. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RegionsApartTest {
    private static final String CHANNEL = "fire-1";
    private static final String DESK = "Position 1";
    /** Lives in America, as does the second one; the third in Europe. */
    private static final String UNIT = "Radio 1";

    private final Path home;
    private TestBackend backend;
    private OneDesk pair;
    private ListeningDesk desk;

    RegionsApartTest(@TempDir Path home) {
        this.home = home;
    }

    @BeforeAll
    void start() throws Exception {
        backend =
                TestBackend.start(home, "--regions", "eu,us", "--scenario", "none", "--channels", "1", "--units", "3");
        backend.act("region-slow", "{\"region\":\"us\",\"millis\":60}");
        pair = OneDesk.at(backend);
        desk = pair.desk();
        backend.act("region-slow", "{\"region\":\"us\",\"millis\":0}");
    }

    @AfterAll
    void end() throws Exception {
        desk.close();
        backend.close();
    }

    private String talker(String region) throws Exception {
        return backend.talkerOn(region + " signal", CHANNEL);
    }

    private void link(boolean cut) throws Exception {
        backend.act("region-link", "{\"from\":\"eu\",\"to\":\"us\",\"cut\":%s}".formatted(cut));
    }

    @Test
    @Order(1)
    void regionsThatLoseEachOtherBothGoOnAndAgreeAgain() throws Exception {
        assertThat(pair.region()).as("the nearer").isEqualTo("eu");
        link(true);
        await("said on the screen")
                .atMost(ListeningDesk.SOON)
                .untilAsserted(
                        () -> assertThat(desk.state().regions().unheard()).containsExactly("United States"));
        await("noticed there too").atMost(ListeningDesk.SOON).until(() -> !backend.isOn("us signal", CHANNEL, DESK));
        backend.act("speak", "{\"unit\":\"unit-1\",\"tone\":900,\"seconds\":30}");
        await("a floor there")
                .atMost(ListeningDesk.SOON)
                .until(() -> talker("us").equals(UNIT));
        HeldKey key = desk.press(CHANNEL);
        try {
            desk.awaitPhase(CHANNEL, TransmitPhase.ON_AIR);
            assertThat(talker("eu")).as("a floor of its own here").isEqualTo(DESK);
            assertThat(talker("us")).isEqualTo(UNIT);
            link(false);
            await("one talker").atMost(ListeningDesk.SOON).untilAsserted(() -> {
                assertThat(talker("eu")).isNotEmpty().isEqualTo(talker("us"));
                assertThat(desk.state().regions().unheard()).isEmpty();
            });
            boolean mine = talker("eu").equals(DESK);
            await("the desk knows")
                    .atMost(ListeningDesk.SOON)
                    .until(() -> mine == (desk.transmit(CHANNEL).phase() == TransmitPhase.ON_AIR));
            System.out.println("Two regions met again: the floor stayed with " + talker("eu"));
        } finally {
            key.release();
        }
        desk.awaitPhase(CHANNEL, TransmitPhase.NONE);
        if (!talker("us").isEmpty()) {
            backend.act("revoke", "{\"channel\":\"%s\"}".formatted(CHANNEL));
        }
        await("nobody talks")
                .atMost(ListeningDesk.SOON)
                .until(() -> talker("eu").isEmpty() && talker("us").isEmpty());
        pair.hearsAndIsHeard(CHANNEL);
    }

    @Test
    @Order(2)
    void withoutTheGlobalApiOnlyWhoNeverWasThereCannotComeIn() throws Exception {
        backend.act("global-kill", "{}");
        pair.kill("eu");
        pair.awaitIn("us");
        desk.session().signOut();
        await("signed out")
                .atMost(ListeningDesk.SOON)
                .until(() -> desk.state().connection() instanceof Connection.SignedOut);
        desk.signIn().awaitJoined();
        pair.isHeard(CHANNEL);
        desk.close();

        desk = new ListeningDesk(backend, DESK, Sound.tone(700, -18).microphone()).signIn();
        await("says what to do")
                .atMost(ListeningDesk.SOON)
                .untilAsserted(() -> assertThat(desk.state().connection())
                        .isInstanceOfSatisfying(
                                Connection.SignedOut.class,
                                out -> assertThat(out.reason())
                                        .isEqualTo("The backend at localhost does not answer."
                                                + " Check that it runs and that the network is up.")));
    }
}
