package com.talkiego.dispatch.console.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.ChannelState;
import com.talkiego.dispatch.core.model.Emergency;
import com.talkiego.dispatch.core.model.EmergencyState;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** An emergency is heard through everything that silences a channel, and lasts until somebody clears it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmergencyTest {
    private static final String CHANNEL = "fire-2";

    private final Path home;
    private TestBackend backend;
    private ListeningDesk desk;

    EmergencyTest(@TempDir Path home) {
        this.home = home;
    }

    @BeforeAll
    void start() throws Exception {
        backend = TestBackend.start(home, "--scenario", "none", "--units", "12");
        desk = new ListeningDesk(backend, "Position 1", Sound.tone(700, -18).microphone());
        desk.signIn().awaitJoined();
    }

    @AfterAll
    void end() throws Exception {
        desk.close();
        backend.close();
    }

    @Test
    void isHeardThroughEverySilence() throws Exception {
        String unit = backend.unitOn(CHANNEL);
        desk.session().acknowledgeAlarms();
        desk.session().mute(new ChannelId(CHANNEL), true);
        desk.session().solo(new ChannelId("harbor"));
        desk.session().allMute(true);
        await().until(() -> desk.line(CHANNEL).muted());
        await("silence").until(() -> desk.loudestDbfs() < -60);

        backend.act("speak", "{\"unit\":\"%s\",\"tone\":900,\"seconds\":2}".formatted(unit));
        await("ordinary words come in")
                .atMost(ListeningDesk.SOON)
                .until(() -> desk.ears().seconds(CHANNEL) > 1);
        assertThat(desk.loudestDbfs()).as("an ordinary over stays silent").isLessThan(-60);
        await().atMost(ListeningDesk.SOON)
                .until(() -> desk.line(CHANNEL).talkers().isEmpty());

        backend.act("emergency", "{\"unit\":\"%s\"}".formatted(unit));
        await("shown")
                .atMost(ListeningDesk.SOON)
                .untilAsserted(() -> assertThat(desk.state().emergencies())
                        .singleElement()
                        .satisfies(emergency -> {
                            assertThat(emergency.channel()).isEqualTo(new ChannelId(CHANNEL));
                            assertThat(emergency.member().alias()).isEqualTo(backend.aliasOn(CHANNEL));
                            assertThat(emergency.state()).isEqualTo(EmergencyState.RAISED);
                        }));
        // Acknowledged, its tone is silent, and two seconds on the meters have forgotten it: what is heard then is the
        // unit.
        String id = desk.state().emergencies().getFirst().id();
        desk.session().acknowledgeEmergency(id);
        await("acknowledged").until(() -> emergency(id).state() == EmergencyState.ACKNOWLEDGED);
        await("spoken")
                .atMost(ListeningDesk.SOON)
                .until(() -> desk.line(CHANNEL).talkers().stream().anyMatch(ChannelState.Talker::emergency));
        double since = desk.ears().seconds(CHANNEL);
        await("its words come in")
                .atMost(ListeningDesk.SOON)
                .until(() -> desk.ears().seconds(CHANNEL) > since + 2);
        await("heard").atMost(ListeningDesk.SOON).until(() -> desk.loudestDbfs() > -40);
        assertThat(desk.line(CHANNEL).talkers()).as("still talking").anyMatch(ChannelState.Talker::emergency);
        assertThat(desk.line(CHANNEL).muted()).isTrue();

        desk.session().clearEmergency(id, false);
        await("cleared")
                .until(() -> desk.state().emergencies().stream()
                        .noneMatch(emergency -> emergency.state().open()));
    }

    private Emergency emergency(String id) {
        return desk.state().emergencies().stream()
                .filter(emergency -> emergency.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
