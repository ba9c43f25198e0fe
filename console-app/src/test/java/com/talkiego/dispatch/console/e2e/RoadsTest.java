package com.talkiego.dispatch.console.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.talkiego.dispatch.core.model.ChannelState.Path.Up;
import com.talkiego.dispatch.core.model.ChannelState.PathKind;
import com.talkiego.dispatch.core.model.TransmitPhase;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A small channel of two positions and a unit goes straight between them, and changes its road in the midst of an over without
 * anybody hearing it. What is said is a glide, whose pitch tells which moment of it is heard.
 */
@Tag("undisturbed")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoadsTest {
    private static final String SMALL = "fire-1";
    private static final String OTHER = "fire-2";
    private static final Glide GLIDE = new Glide(400, 1_600, 7);

    /** The largest gap and the largest piece missing that a change of roads may make, ms. */
    private static final int SEAM = 40;

    private final Path home;
    private TestBackend backend;
    private ListeningDesk desk;
    private ListeningDesk second;

    RoadsTest(@TempDir Path home) {
        this.home = home;
    }

    @BeforeAll
    void start() throws Exception {
        backend = TestBackend.start(home, "--scenario", "none", "--units", "2");
        desk = new ListeningDesk(backend, "Position 1", Sound.of(GLIDE, -18).microphone());
        second = new ListeningDesk(backend, "Position 2", Sound.tone(300, -18).microphone());
        desk.signIn().awaitJoined();
        second.signIn().awaitJoined();
        road("p2p", PathKind.DIRECT);
    }

    @AfterAll
    void end() throws Exception {
        ListeningDesk.close(desk, second);
        backend.close();
    }

    @Test
    void aUnitIsHeardWithoutAGapWhileItsSoundChangesRoads() throws Exception {
        int before = second.ears().overs(SMALL).size();
        int others = second.ears().overs(OTHER).size();
        speak(SMALL);
        speak(OTHER);
        awaitSecondsOf(second, before, 1);
        road("sfu", PathKind.SFU);
        awaitSecondsOf(second, before, lastHeardBy(second).audibleSeconds() + 0.5);
        road("p2p", PathKind.DIRECT);
        awaitSilence();
        await("whole").atMost(ListeningDesk.SOON).untilAsserted(() -> assertWhole(second, others));
        assertThat(second.ears().overs(SMALL)).hasSize(before + 1);
        assertThat(desk.session().statistics().unauthorisedFrames()).isZero();
        assertThat(second.session().statistics().unauthorisedFrames()).isZero();
    }

    @Test
    void aDispatcherIsHeardWithoutAGapWhileTheSoundChangesRoads() throws Exception {
        int before = second.ears().overs(SMALL).size();
        HeldKey key = desk.press(SMALL);
        try {
            desk.awaitPhase(SMALL, TransmitPhase.ON_AIR);
            awaitSecondsOf(second, before, 1);
            road("sfu", PathKind.SFU);
            awaitSecondsOf(second, before, lastHeardBy(second).audibleSeconds() + 0.5);
            road("p2p", PathKind.DIRECT);
            assertThat(desk.transmit(SMALL).phase()).isEqualTo(TransmitPhase.ON_AIR);
        } finally {
            key.release();
        }
        desk.awaitPhase(SMALL, TransmitPhase.NONE);
        awaitSilence();
        Sound heard = lastHeardBy(second).inner();
        assertThat(heard.longestGapMillis()).isLessThanOrEqualTo(SEAM);
        assertThat(heard.worst(GLIDE).lostMillis()).as("lost").isLessThanOrEqualTo(SEAM);
        assertThat(heard.worst(GLIDE).repeatedMillis()).as("said twice").isLessThanOrEqualTo(SEAM);
        assertThat(second.ears().overs(SMALL)).hasSize(before + 1);
    }

    @Test
    void aFailedLinkLeadsThroughTheServerByItselfAndTheOverGoesOn() throws Exception {
        int before = second.ears().overs(SMALL).size();
        int others = second.ears().overs(OTHER).size();
        speak(SMALL);
        speak(OTHER);
        awaitSecondsOf(second, before, 1);
        backend.act("fail-peer", "{\"channel\":\"%s\"}".formatted(SMALL));
        awaitRoad(PathKind.SFU);
        assertThat(desk.state().events()).anyMatch(event -> event.sentence().startsWith("Fire 1 through the server: "));
        awaitSilence();
        await("whole").atMost(ListeningDesk.SOON).untilAsserted(() -> assertWhole(second, others));
        road("p2p", PathKind.DIRECT);
    }

    /** The unit of a channel says the glide. */
    private void speak(String channel) throws IOException {
        backend.act(
                "speak",
                "{\"unit\":\"%s\",\"tone\":%d,\"to\":%d,\"seconds\":%s}"
                        .formatted(backend.unitOn(channel), GLIDE.fromHertz(), GLIDE.toHertz(), GLIDE.seconds()));
    }

    /** As whole as the same glide on a channel whose road did not change, but for a seam nobody hears. */
    private static void assertWhole(ListeningDesk by, int others) {
        Sound heard = lastHeardBy(by).inner();
        Sound other = by.ears().overs(OTHER).get(others).sound().inner();
        Glide.Seam worst = heard.worst(GLIDE);
        Glide.Seam usual = other.worst(GLIDE);
        assertThat(heard.seconds()).isGreaterThan(GLIDE.seconds() - 0.5);
        assertThat(worst.lostMillis()).as("lost").isLessThanOrEqualTo(SEAM + usual.lostMillis());
        assertThat(worst.repeatedMillis()).as("said twice").isLessThanOrEqualTo(SEAM + usual.repeatedMillis());
        assertThat(heard.longestGapMillis())
                .as("longest gap")
                .isLessThanOrEqualTo(Math.max(SEAM, other.longestGapMillis()));
        System.out.printf(
                "changes of road: longest gap %d ms, at most %.0f ms lost and %.0f ms said twice; on a channel without: %d, %.0f and %.0f"
                        + " ms%n",
                heard.longestGapMillis(),
                worst.lostMillis(),
                worst.repeatedMillis(),
                other.longestGapMillis(),
                usual.lostMillis(),
                usual.repeatedMillis());
    }

    private static Sound lastHeardBy(ListeningDesk by) {
        return by.ears().overs(SMALL).getLast().sound();
    }

    /** Waits until that much of the over after those was heard. */
    private static void awaitSecondsOf(ListeningDesk by, int before, double seconds) {
        await(seconds + " s heard")
                .atMost(ListeningDesk.SOON)
                .until(() -> by.ears().overs(SMALL).size() > before
                        && lastHeardBy(by).audibleSeconds() > seconds);
    }

    private void awaitSilence() {
        for (ListeningDesk by : new ListeningDesk[] {desk, second}) {
            await("nobody talks")
                    .atMost(ListeningDesk.SOON)
                    .until(() -> by.line(SMALL).talkers().isEmpty()
                            && by.line(OTHER).talkers().isEmpty());
        }
    }

    /** Sets the road by hand, and waits until the consoles go it and the change is settled. */
    private void road(String name, PathKind kind) throws IOException {
        backend.act("topology", "{\"channel\":\"%s\",\"road\":\"%s\"}".formatted(SMALL, name));
        awaitRoad(kind);
    }

    private void awaitRoad(PathKind kind) {
        for (ListeningDesk by : new ListeningDesk[] {desk, second}) {
            await(SMALL + " goes " + kind)
                    .atMost(ListeningDesk.SOON)
                    .untilAsserted(() -> assertThat(by.line(SMALL).path())
                            .as("%s", by.state().events())
                            .isInstanceOfSatisfying(
                                    Up.class, up -> assertThat(up.kind()).isEqualTo(kind)));
        }
        await("settled").atMost(ListeningDesk.SOON).until(this::settled);
    }

    private boolean settled() throws IOException {
        for (JsonNode room : backend.state().path("signal").path("rooms").path("rooms")) {
            if (room.path("channel").asString().equals(SMALL)) {
                return room.path("topology").path("phase").asString().equalsIgnoreCase("settled");
            }
        }
        throw new AssertionError("There is no room " + SMALL);
    }
}
