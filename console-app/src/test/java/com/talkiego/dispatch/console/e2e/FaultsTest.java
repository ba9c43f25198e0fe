package com.talkiego.dispatch.console.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.Connection;
import com.talkiego.dispatch.core.model.TransmitPhase;
import com.talkiego.dispatch.core.session.SessionStatistics;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Whatever breaks on the way: the console is off the air at once, says so, and comes back by itself with everything as it was left. */
@Tag("undisturbed")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsTest {
    private static final String CHANNEL = "rescue";

    private final Path home;
    private OneDesk pair;
    private TestBackend backend;
    private ListeningDesk desk;

    FaultsTest(@TempDir Path home) {
        this.home = home;
    }

    @BeforeAll
    void start() throws Exception {
        pair = OneDesk.start(home, "--scenario", "none", "--units", "12");
        backend = pair.backend();
        desk = pair.desk();
    }

    @AfterAll
    void end() throws Exception {
        pair.close();
    }

    @Test
    void aCutSocketCutsTheOverAndTheDeskComesBackAsItWas() throws Exception {
        desk.session().select(new ChannelId("harbor"));
        desk.session().volume(new ChannelId("harbor"), -6);
        desk.session().mute(new ChannelId("airport"), true);
        cutInMidOver("cut-signal", "{\"session\":\"all\"}");
        assertThat(desk.line("harbor").selected()).isTrue();
        assertThat(desk.line("harbor").volumeDb()).isEqualTo(-6);
        assertThat(desk.line("airport").muted()).isTrue();
    }

    @Test
    void cutMediaCutsTheOverAndTheDeskComesBack() throws Exception {
        cutInMidOver("cut-media", "{}");
    }

    @Test
    void aBackendThatStandsStillIsNoticedAndFoundAgain() throws Exception {
        cutInMidOver(backend::pause, () -> {
            await("path lost").until(() -> desk.state().connection() instanceof Connection.Lost);
            backend.goOn();
        });
    }

    private void cutInMidOver(String fault, String body) throws Exception {
        cutInMidOver(
                () -> backend.act(fault, body),
                () -> await("path lost").until(() -> desk.state().connection() instanceof Connection.Lost));
    }

    private void cutInMidOver(OneDesk.Step fault, OneDesk.Step mending) throws Exception {
        double before = backend.heard(CHANNEL).seconds();
        HeldKey key = desk.press(CHANNEL);
        try {
            desk.awaitPhase(CHANNEL, TransmitPhase.ON_AIR);
            await().until(() -> backend.heard(CHANNEL).seconds() > before);
            SessionStatistics then = desk.session().statistics();
            fault.take();
            desk.awaitPhase(CHANNEL, TransmitPhase.CUT_OFF);
            mending.take();
            desk.awaitJoined();
            await("the held key is forgotten")
                    .atMost(ListeningDesk.SOON)
                    .until(() -> desk.transmit(CHANNEL).phase() == TransmitPhase.NONE
                            && desk.state().transmissions().isEmpty());
            assertThat(desk.session().statistics().granted()).isEqualTo(then.granted());
        } finally {
            key.release();
        }
        pair.hearsAndIsHeard(CHANNEL);
    }

    @Test
    void aLateAssignmentLosesNoSoundOfAnOver() throws Exception {
        String channel = "command";
        String unit = backend.unitOn(channel);
        backend.act("delay-assignments", "{\"millis\":300}");
        try {
            backend.act("speak", "{\"unit\":\"%s\",\"tone\":1000,\"seconds\":2}".formatted(unit));
            await("the over is heard to its end").atMost(ListeningDesk.SOON).untilAsserted(() -> {
                assertThat(desk.ears().overs(channel)).hasSize(1);
                assertThat(desk.line(channel).talkers()).isEmpty();
                assertThat(desk.ears().seconds(channel)).isCloseTo(2.0, within(0.06));
            });
        } finally {
            backend.act("delay-assignments", "{\"millis\":0}");
        }
    }
}
