package com.talkiego.dispatch.console.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.ChannelState.Path.Up;
import com.talkiego.dispatch.core.model.ChannelState.PathKind;
import com.talkiego.dispatch.core.model.TransmitPhase;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A small channel goes straight between its members, and changes its road in the midst of an over without anybody hearing it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoadsTest {
    private static final String SMALL = "fire-1";
    private static final String OTHER = "fire-2";

    private final Path home;
    private TestBackend backend;
    private ListeningDesk desk;

    RoadsTest(@TempDir Path home) {
        this.home = home;
    }

    @BeforeAll
    void start() throws Exception {
        backend = TestBackend.start(home, "--scenario", "none", "--units", "2");
        desk = new ListeningDesk(backend, "Position 1", Sound.tone(700, -18).microphone());
        desk.signIn().awaitJoined();
        road("p2p", PathKind.DIRECT);
    }

    @AfterAll
    void end() throws Exception {
        desk.close();
        backend.close();
    }

    @Test
    void aUnitIsHeardWithoutAGapWhileItsSoundChangesRoads() throws Exception {
        int before = desk.ears().overs(SMALL).size();
        backend.act("speak", "{\"unit\":\"%s\",\"tone\":900,\"seconds\":9}".formatted(backend.unitOn(SMALL)));
        await("heard")
                .atMost(ListeningDesk.SOON)
                .until(() -> desk.ears().overs(SMALL).size() > before);
        await("a second of it")
                .atMost(ListeningDesk.SOON)
                .until(() -> lastHeard().audibleSeconds() > 1);
        road("sfu", PathKind.SFU);
        double then = lastHeard().audibleSeconds();
        await("more of it").atMost(ListeningDesk.SOON).until(() -> lastHeard().audibleSeconds() > then + 1);
        road("p2p", PathKind.DIRECT);
        await("ended")
                .atMost(ListeningDesk.SOON)
                .until(() -> desk.line(SMALL).talkers().isEmpty());
        await("whole")
                .atMost(ListeningDesk.SOON)
                .untilAsserted(() -> assertThat(lastHeard().audibleSeconds())
                        .as(
                                "of %s s, longest gap %s ms",
                                lastHeard().seconds(), lastHeard().longestGapMillis())
                        .isGreaterThan(8.9));
        Sound heard = lastHeard();
        assertThat(heard.longestGapMillis()).isLessThanOrEqualTo(40);
        assertThat(heard.audibleSeconds()).isCloseTo(9, within(0.1));
        assertThat(heard.share(900)).isGreaterThan(0.8);
        assertThat(desk.ears().overs(SMALL)).hasSize(before + 1);
        assertThat(desk.session().statistics().unauthorisedFrames()).isZero();
    }

    @Test
    void theDispatcherIsHeardAsLongAsOnAChannelWhoseRoadDoesNotChange() throws Exception {
        desk.session().select(new ChannelId(SMALL));
        desk.session().toggleInSelection(new ChannelId(OTHER));
        double small = backend.heard(SMALL).seconds();
        double other = backend.heard(OTHER).seconds();
        HeldKey key = desk.pressSelected();
        try {
            desk.awaitPhase(SMALL, TransmitPhase.ON_AIR);
            desk.awaitPhase(OTHER, TransmitPhase.ON_AIR);
            awaitHeard(small + 1);
            road("sfu", PathKind.SFU);
            awaitHeard(backend.heard(SMALL).seconds() + 1);
            road("p2p", PathKind.DIRECT);
            awaitHeard(backend.heard(SMALL).seconds() + 1);
            assertThat(desk.transmit(SMALL).phase()).isEqualTo(TransmitPhase.ON_AIR);
        } finally {
            key.release();
        }
        desk.awaitPhase(SMALL, TransmitPhase.NONE);
        await("as much heard on both")
                .atMost(ListeningDesk.SOON)
                .untilAsserted(() -> assertThat(backend.heard(SMALL).seconds() - small)
                        .isCloseTo(backend.heard(OTHER).seconds() - other, within(0.06)));
        desk.session().clearSelection();
    }

    @Test
    void aFailedLinkLeadsThroughTheServerByItselfAndTheOverGoesOn() throws Exception {
        int before = desk.ears().overs(SMALL).size();
        backend.act("speak", "{\"unit\":\"%s\",\"tone\":600,\"seconds\":5}".formatted(backend.unitOn(SMALL)));
        await("heard")
                .atMost(ListeningDesk.SOON)
                .until(() -> desk.ears().overs(SMALL).size() > before);
        await("a second of it")
                .atMost(ListeningDesk.SOON)
                .until(() -> lastHeard().audibleSeconds() > 1);
        backend.act("fail-peer", "{\"channel\":\"%s\"}".formatted(SMALL));
        awaitRoad(PathKind.SFU);
        assertThat(desk.state().events()).anyMatch(event -> event.sentence().startsWith("Fire 1 through the server: "));
        await("ended")
                .atMost(ListeningDesk.SOON)
                .until(() -> desk.line(SMALL).talkers().isEmpty());
        await("whole")
                .atMost(ListeningDesk.SOON)
                .untilAsserted(() -> assertThat(lastHeard().audibleSeconds())
                        .as(
                                "of %s s, longest gap %s ms",
                                lastHeard().seconds(), lastHeard().longestGapMillis())
                        .isGreaterThan(4.9));
        assertThat(lastHeard().longestGapMillis()).isLessThanOrEqualTo(40);
        road("p2p", PathKind.DIRECT);
    }

    private Sound lastHeard() {
        return desk.ears().overs(SMALL).getLast().sound();
    }

    private void awaitHeard(double seconds) {
        await("heard on " + SMALL)
                .atMost(ListeningDesk.SOON)
                .until(() -> backend.heard(SMALL).seconds() >= seconds);
    }

    /** Sets the road by hand, and waits until the console goes it and the change is settled. */
    private void road(String name, PathKind kind) throws IOException {
        backend.act("topology", "{\"channel\":\"%s\",\"road\":\"%s\"}".formatted(SMALL, name));
        awaitRoad(kind);
    }

    private void awaitRoad(PathKind kind) {
        await(SMALL + " goes " + kind).atMost(ListeningDesk.SOON).untilAsserted(() -> {
            assertThat(desk.line(SMALL).path())
                    .as("%s", desk.state().events())
                    .isInstanceOfSatisfying(
                            Up.class, up -> assertThat(up.kind()).isEqualTo(kind));
            assertThat(settled()).as("settled").isTrue();
        });
    }

    private boolean settled() throws IOException {
        for (var room : backend.state().path("signal").path("rooms").path("rooms")) {
            if (room.path("channel").asString().equals(SMALL)) {
                return room.path("topology").path("phase").asString().equalsIgnoreCase("settled");
            }
        }
        throw new AssertionError("There is no room " + SMALL);
    }
}
