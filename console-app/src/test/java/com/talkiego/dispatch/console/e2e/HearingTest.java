package com.talkiego.dispatch.console.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.talkiego.dispatch.console.e2e.Ears.Over;
import com.talkiego.dispatch.core.model.ChannelState;
import com.talkiego.dispatch.core.model.Member;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Each of twelve channels is heard as what it is: its own tone, under its own unit's name. */
@Tag("undisturbed")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HearingTest {
    private static final List<Voice> VOICES = List.of(
            new Voice("fire-1", "Engine 7", 440),
            new Voice("fire-2", "Engine 12", 530),
            new Voice("ems-1", "Medic 3", 620),
            new Voice("ems-2", "Medic 8", 710),
            new Voice("police-1", "Unit 21", 890),
            new Voice("police-2", "Unit 40", 1045),
            new Voice("traffic", "Signal 6", 1130),
            new Voice("rescue", "Rescue 1", 1255),
            new Voice("public-works", "Plow 9", 1490),
            new Voice("harbor", "Pilot 2", 1690),
            new Voice("airport", "Crash 4", 1910),
            new Voice("command", "Battalion 1", 2150));

    private final Path home;
    private TestBackend backend;
    private ListeningDesk desk;

    /** What the scenario {@code proof} documents of a channel. */
    private record Voice(String channel, String alias, int hertz) {}

    HearingTest(@TempDir Path home) {
        this.home = home;
    }

    @BeforeAll
    void start() throws Exception {
        backend = TestBackend.start(home, "--scenario", "proof");
        // Their overs are timed: a slow machine must not have some talk while others still start.
        await("all units listen").atMost(ListeningDesk.SOON).until(backend::unitsListen);
        desk = new ListeningDesk(backend, "Position 1", Sound.tone(1000, -20).microphone());
        desk.signIn().awaitJoined();
    }

    @AfterAll
    void end() throws Exception {
        desk.close();
        backend.close();
    }

    @Test
    void everyChannelIsJoined() {
        assertThat(desk.state().channels())
                .extracting(line -> line.channel().id().value())
                .containsExactlyElementsOf(VOICES.stream().map(Voice::channel).toList());
        assertThat(desk.state().channels()).allMatch(line -> line.path() instanceof ChannelState.Path.Up);
    }

    @Test
    void everyChannelCarriesItsOwnUnitsTone() {
        await("a long over on every channel")
                .atMost(Duration.ofSeconds(40))
                .until(() -> VOICES.stream().allMatch(voice -> desk.ears().seconds(voice.channel()) > 2.5));
        for (Voice voice : VOICES) {
            List<Over> overs = desk.ears().overs(voice.channel()).stream()
                    .filter(over -> over.sound().audibleSeconds() > 0.5)
                    .toList();
            assertThat(overs).as(voice.channel()).isNotEmpty().allSatisfy(over -> {
                assertThat(over.alias()).isEqualTo(voice.alias());
                assertThat(over.sound().share(voice.hertz()))
                        .as("%s at %d Hz", voice.channel(), voice.hertz())
                        .isGreaterThan(0.8);
                assertThat(VOICES)
                        .filteredOn(other -> other.hertz() != voice.hertz())
                        .allSatisfy(other -> assertThat(over.sound().share(other.hertz()))
                                .as("%s on %s", other.channel(), voice.channel())
                                .isLessThan(0.05));
            });
        }
    }

    @Test
    void whoTalksIsShownWhileTheyTalk() {
        Voice voice = VOICES.getFirst();
        await("shown while talking")
                .atMost(ListeningDesk.SOON)
                .untilAsserted(() -> assertThat(desk.line(voice.channel()).talkers())
                        .extracting(talker -> talker.member().alias())
                        .containsExactly(voice.alias()));
        await("shown as the last talker").atMost(ListeningDesk.SOON).untilAsserted(() -> {
            ChannelState line = desk.line(voice.channel());
            assertThat(line.talkers()).isEmpty();
            assertThat(line.lastTalker()).isNotNull().extracting(Member::alias).isEqualTo(voice.alias());
        });
    }
}
