package com.talkiego.dispatch.console.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.DenyCause;
import com.talkiego.dispatch.core.model.RevokeCause;
import com.talkiego.dispatch.core.model.TransmitPhase;
import com.talkiego.dispatch.core.session.SessionStatistics;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a dispatcher says is heard by the units it is meant for, and by nobody once the channel is taken away. */
@Tag("undisturbed")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TalkingTest {
    private static final double VOICE_DBFS = -18;
    private static final Glide VOICE = new Glide(400, 1_600, 7);

    /** Shorter than any syllable, ms. */
    private static final double FIRST_WORD = 60;

    private final Path home;
    private TestBackend backend;
    private ListeningDesk desk;
    private ListeningDesk other;

    TalkingTest(@TempDir Path home) {
        this.home = home;
    }

    @BeforeAll
    void start() throws Exception {
        backend = TestBackend.start(home, "--scenario", "none", "--units", "12");
        desk = new ListeningDesk(
                backend, "Position 1", Sound.of(VOICE, VOICE_DBFS).microphone());
        other = new ListeningDesk(
                backend, "Position 2", Sound.tone(300, VOICE_DBFS).microphone());
        desk.signIn();
        other.signIn().awaitJoined();
        desk.awaitJoined();
    }

    @AfterAll
    void end() throws Exception {
        ListeningDesk.close(desk, other);
        backend.close();
    }

    @Test
    void isHeardOnTheChannelAtItsLevelAndThenAllIsIdle() throws Exception {
        String channel = "fire-2";
        TestBackend.Heard before = backend.heard(channel);
        HeldKey key = desk.press(channel);
        try {
            desk.awaitPhase(channel, TransmitPhase.ON_AIR);
            assertThat(desk.state().transmissions()).singleElement().satisfies(over -> {
                assertThat(over.held()).isTrue();
                assertThat(over.legs())
                        .singleElement()
                        .satisfies(leg -> assertThat(leg.channel()).isEqualTo(new ChannelId(channel)));
            });
            awaitHeard(channel, before.seconds() + 1);
            assertThat(backend.talkerOn(channel)).isEqualTo("Position 1");
        } finally {
            key.release();
        }
        awaitIdle(channel);
        TestBackend.Heard after = backend.heard(channel);
        assertThat(level(before, after)).isCloseTo(VOICE_DBFS, within(3.0));
    }

    @Test
    void isHeardOnBothSelectedChannelsFromTheFirstWord() throws Exception {
        List<String> both = List.of("fire-1", "harbor");
        desk.session().select(new ChannelId(both.get(0)));
        desk.session().toggleInSelection(new ChannelId(both.get(1)));
        double first = backend.heard(both.get(0)).seconds();
        double second = backend.heard(both.get(1)).seconds();
        HeldKey key = desk.pressSelected();
        try {
            both.forEach(channel -> desk.awaitPhase(channel, TransmitPhase.ON_AIR));
            awaitHeard(both.get(0), first + 1);
            awaitHeard(both.get(1), second + 1);
        } finally {
            key.release();
        }
        both.forEach(this::awaitIdle);
        // How long it sounds tells little: jitter buffers draw it out or shorten it. Its pitch tells where it begins.
        await("heard on both from the same moment")
                .atMost(ListeningDesk.SOON)
                .untilAsserted(() -> assertThat(firstHeard(both.get(0)) - firstHeard(both.get(1)))
                        .isCloseTo(0, within(FIRST_WORD)));
        desk.session().clearSelection();
    }

    /** Which moment of the voice the other position heard first on that channel, in ms; no number before it hears any. */
    private double firstHeard(String channel) {
        List<Ears.Over> overs = other.ears().overs(channel);
        return overs.isEmpty() ? Double.NaN : overs.getLast().sound().firstMillis(VOICE);
    }

    @Test
    void hearsTwoUnitsAtOnceEachInItsOwnOver() throws Exception {
        List<String> both = List.of("fire-1", "harbor");
        String first = backend.unitOn(both.get(0));
        String second = backend.unitOn(both.get(1));
        backend.act("speak", "{\"unit\":\"%s\",\"tone\":600,\"seconds\":2}".formatted(first));
        backend.act("speak", "{\"unit\":\"%s\",\"tone\":900,\"seconds\":2}".formatted(second));
        await("both shown at once")
                .until(() -> both.stream()
                        .noneMatch(channel -> desk.line(channel).talkers().isEmpty()));
        await("both ended")
                .atMost(ListeningDesk.SOON)
                .until(() -> both.stream()
                        .allMatch(channel -> desk.line(channel).talkers().isEmpty()));
        assertThat(lastHeard(both.get(0)).share(600)).isGreaterThan(0.8);
        assertThat(lastHeard(both.get(1)).share(900)).isGreaterThan(0.8);
    }

    @Test
    void aRefusalSaysWhyAndNothingIsSent() throws Exception {
        String channel = "ems-1";
        double before = backend.heard(channel).seconds();
        backend.act("refuse-floor", "{\"channel\":\"%s\",\"cause\":6,\"count\":1}".formatted(channel));
        HeldKey key = desk.press(channel);
        try {
            desk.awaitPhase(channel, TransmitPhase.REFUSED);
            assertThat(desk.transmit(channel).reason()).isEqualTo(DenyCause.NO_RESOURCES.sentence());
        } finally {
            key.release();
        }
        awaitIdle(channel);
        assertThat(backend.heard(channel).seconds()).isEqualTo(before);
    }

    @Test
    void aRevokedKeyStaysClosedUntilPressedAgain() throws Exception {
        String channel = "police-1";
        double before = backend.heard(channel).seconds();
        HeldKey key = desk.press(channel);
        try {
            desk.awaitPhase(channel, TransmitPhase.ON_AIR);
            awaitHeard(channel, before + 0.3);
            backend.act("revoke", "{\"channel\":\"%s\",\"cause\":4}".formatted(channel));
            desk.awaitPhase(channel, TransmitPhase.CUT_OFF);
            assertThat(desk.transmit(channel).reason()).contains(RevokeCause.PRE_EMPTED.sentence());
            SessionStatistics then = desk.session().statistics();
            // The cut-off is shown for 4 s, with the key still down; nothing reopens meanwhile.
            awaitIdle(channel);
            SessionStatistics now = desk.session().statistics();
            assertThat(now.presses()).isEqualTo(then.presses());
            assertThat(now.granted()).isEqualTo(then.granted());
        } finally {
            key.release();
        }

        double cut = backend.heard(channel).seconds();
        key = desk.press(channel);
        try {
            desk.awaitPhase(channel, TransmitPhase.ON_AIR);
            awaitHeard(channel, cut + 0.3);
        } finally {
            key.release();
        }
        awaitIdle(channel);
    }

    private Sound lastHeard(String channel) {
        return desk.ears().overs(channel).getLast().sound();
    }

    private void awaitHeard(String channel, double seconds) {
        await("heard on " + channel)
                .atMost(ListeningDesk.SOON)
                .until(() -> backend.heard(channel).seconds() >= seconds);
    }

    private void awaitIdle(String channel) {
        desk.awaitPhase(channel, TransmitPhase.NONE);
        await("no live ticket")
                .atMost(ListeningDesk.SOON)
                .until(() -> desk.state().transmissions().isEmpty());
        await("floor idle")
                .atMost(ListeningDesk.SOON)
                .until(() -> !backend.talkerOn(channel).equals("Position 1"));
    }

    private static double level(TestBackend.Heard before, TestBackend.Heard after) {
        double energy = after.seconds() * Math.pow(10, after.rmsDbfs() / 10)
                - before.seconds() * Math.pow(10, before.rmsDbfs() / 10);
        return 10 * Math.log10(energy / (after.seconds() - before.seconds()));
    }
}
