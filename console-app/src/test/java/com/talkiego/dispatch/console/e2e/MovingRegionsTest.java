package com.talkiego.dispatch.console.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.talkiego.dispatch.core.model.ChannelState.Path;
import com.talkiego.dispatch.core.model.ChannelState.PathKind;
import com.talkiego.dispatch.core.model.Connection;
import com.talkiego.dispatch.core.model.ConsoleState;
import com.talkiego.dispatch.core.model.RegionView.Condition;
import com.talkiego.dispatch.core.model.TransmitPhase;
import com.talkiego.dispatch.core.session.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Whatever becomes of a region, the console is soon listening in another, off the air meanwhile, and without a hand on it. */
@Tag("undisturbed")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MovingRegionsTest {
    private static final String CHANNEL = "rescue";
    private static final String WITHOUT_UNIT = "talk-13";

    /** What may be missing or said twice at one place when a region is left while all is well, in ms. */
    private static final int MOST_MILLIS = 40;

    private final java.nio.file.Path home;
    private OneDesk pair;
    private TestBackend backend;
    private ListeningDesk desk;

    MovingRegionsTest(@TempDir java.nio.file.Path home) {
        this.home = home;
    }

    @BeforeAll
    void start() throws Exception {
        pair = OneDesk.start(home, "--regions", "eu,us", "--scenario", "none", "--units", "12", "--channels", "13");
        backend = pair.backend();
        desk = pair.desk();
    }

    @AfterAll
    void end() throws Exception {
        pair.close();
    }

    private String region() {
        return pair.region();
    }

    private static String other(String region) {
        return region.equals("eu") ? "us" : "eu";
    }

    private boolean arrived(String from) {
        return !region().equals(from) && desk.joined();
    }

    private void revive(String region) throws Exception {
        pair.revive(region);
    }

    /** Does that, and measures how long it takes from then on, or from when the console could notice it, to be listening elsewhere. */
    private void movesAwayFrom(String region, String fault, OneDesk.Step step) throws Exception {
        long began = System.nanoTime();
        step.take();
        await("path lost or moved")
                .atMost(ListeningDesk.SOON)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> {
                    boolean lost = desk.state().connection() instanceof Connection.Lost;
                    return lost || arrived(region);
                });
        long noticed = System.nanoTime();
        await("listening elsewhere")
                .atMost(ListeningDesk.SOON)
                .pollInterval(Duration.ofMillis(10))
                .untilAsserted(() -> assertThat(arrived(region))
                        .as("%s %s", desk.state().connection(), desk.state().events())
                        .isTrue());
        long back = System.nanoTime();
        System.out.printf(
                "%s: noticed after %d ms, listening in %s %d ms later%n",
                fault, (noticed - began) / 1_000_000, region(), (back - noticed) / 1_000_000);
        assertThat(desk.state().events())
                .extracting(event -> event.sentence())
                .anyMatch(line -> line.startsWith("Moved from "));
    }

    @Test
    void aRegionThatDiesWhileTheDispatcherTalks() throws Exception {
        String region = region();
        String name = desk.state().regions().name(region);
        desk.session().pinRegion(region);
        long granted = desk.session().statistics().granted();
        HeldKey key = desk.press(CHANNEL);
        try {
            desk.awaitPhase(CHANNEL, TransmitPhase.ON_AIR);
            movesAwayFrom(
                    region,
                    "region killed in mid-over",
                    () -> backend.act("region-kill", "{\"region\":\"%s\"}".formatted(region)));
            assertThat(desk.session().statistics().cutOff()).isPositive();
            await("the held key is forgotten")
                    .atMost(ListeningDesk.SOON)
                    .until(() -> desk.transmit(CHANNEL).phase() == TransmitPhase.NONE);
            assertThat(desk.session().statistics().granted()).isEqualTo(granted + 1);
        } finally {
            key.release();
        }
        assertThat(desk.state().regions().notice()).startsWith("Not in " + name + ", the region you chose");
        desk.session().pinRegion("");
        pair.hearsAndIsHeard(CHANNEL);
        revive(region);
    }

    @Test
    void signallingThatDiesWhileAnOverIsHeard() throws Exception {
        String region = region();
        await("all units listen").atMost(ListeningDesk.SOON).until(backend::unitsListen);
        backend.act("speak", "{\"unit\":\"%s\",\"tone\":900,\"seconds\":20}".formatted(backend.unitOn(CHANNEL)));
        await("heard")
                .atMost(ListeningDesk.SOON)
                .until(() -> !desk.line(CHANNEL).talkers().isEmpty());
        movesAwayFrom(
                region,
                "signalling killed",
                () -> backend.act("region-kill", "{\"region\":\"%s\",\"service\":\"signal\"}".formatted(region)));
        pair.hearsAndIsHeard(CHANNEL);
        revive(region);
    }

    @Test
    void mediaThatDies() throws Exception {
        String region = region();
        movesAwayFrom(
                region,
                "media killed",
                () -> backend.act("region-kill", "{\"region\":\"%s\",\"service\":\"media\"}".formatted(region)));
        pair.hearsAndIsHeard(CHANNEL);
        revive(region);
    }

    /** A channel whose unit lives in that region. */
    private String channelOfAUnitIn(String region) throws Exception {
        List<String> there = new ArrayList<>();
        backend.state()
                .path(region + " signal")
                .path("sessions")
                .forEach(session -> there.add(session.path("member").path("id").asString()));
        for (JsonNode unit : backend.state().path("units")) {
            if (there.contains(unit.path("id").asString())) {
                return unit.path("channels").path(0).asString();
            }
        }
        throw new AssertionError("No unit lives in " + region + ": " + there);
    }

    /** First of all, since it needs a unit elsewhere: those that a later test drives away do not come back. */
    @Test
    @Order(1)
    void whatIsHeardWhileARegionIsEmptiedHasNoGap() throws Exception {
        String region = region();
        await("all units listen").atMost(ListeningDesk.SOON).until(backend::unitsListen);
        String channel = channelOfAUnitIn(other(region));
        Glide glide = new Glide(400, 2_800, 8);
        List<ConsoleState> states = new CopyOnWriteArrayList<>();
        long reconnects = desk.session().statistics().reconnects();
        int before = desk.ears().overs(channel).size();
        backend.act(
                "speak", "{\"unit\":\"%s\",\"tone\":400,\"to\":2800,\"seconds\":8}".formatted(backend.unitOn(channel)));
        await("heard")
                .atMost(ListeningDesk.SOON)
                .until(() -> desk.ears().overs(channel).size() > before
                        && desk.ears().overs(channel).getLast().sound().seconds() > 0.5);
        double told = desk.ears().overs(channel).getLast().sound().seconds();
        Subscription watching = desk.session().onState(states::add);
        backend.act("region-drain", "{\"region\":\"%s\",\"withinMillis\":3000}".formatted(region));
        await("moved").atMost(ListeningDesk.SOON).until(() -> arrived(region));
        double moved = desk.ears().overs(channel).getLast().sound().seconds();
        assertThat(desk.line(channel).talkers()).as("moved in mid-over").isNotEmpty();
        await("handed over, and the region left")
                .atMost(ListeningDesk.SOON)
                .until(() -> desk.ears().overs(channel).getLast().sound().seconds() > moved + 2.5
                        || desk.line(channel).talkers().isEmpty());
        watching.close();
        List<Ears.Over> overs = desk.ears().overs(channel);
        assertThat(overs).as("one over, however it came").hasSize(before + 1);
        isWhole(overs.getLast().sound().part(told, moved + 2.5), glide);
        assertThat(states).noneMatch(state -> state.connection() instanceof Connection.Lost);
        assertThat(desk.session().statistics().reconnects()).isEqualTo(reconnects);
        assertThat(desk.state().regions().list())
                .filteredOn(each -> each.id().equals(region))
                .extracting(each -> each.condition())
                .containsExactly(Condition.DRAINING);
        await("the unit ended")
                .atMost(ListeningDesk.SOON)
                .until(() -> desk.line(channel).talkers().isEmpty());
        pair.hearsAndIsHeard(CHANNEL);
        revive(region);
    }

    /** The talker stays where it is until its over ends, the listener goes: from a link to a member in one region to the server of another. */
    @Test
    @Order(2)
    void whatComesStraightWhileARegionIsEmptiedHasNoGap() throws Exception {
        String region = region();
        Glide glide = new Glide(400, 1_600, 7);
        ListeningDesk talker =
                new ListeningDesk(backend, "Position 2", Sound.of(glide, -18).microphone());
        try {
            talker.signIn();
            talker.session().pinRegion(region);
            await("both are there")
                    .atMost(ListeningDesk.SOON)
                    .until(() -> talker.joined()
                            && talker.state().regions().current().equals(region));
            backend.act("topology", "{\"channel\":\"%s\",\"road\":\"p2p\"}".formatted(WITHOUT_UNIT));
            await("straight").atMost(ListeningDesk.SOON).until(() -> comesIn(PathKind.DIRECT));
            List<ConsoleState> states = new CopyOnWriteArrayList<>();
            int before = desk.ears().overs(WITHOUT_UNIT).size();
            HeldKey key = talker.press(WITHOUT_UNIT);
            try (Subscription _ = desk.session().onState(states::add)) {
                await("heard").atMost(ListeningDesk.SOON).until(() -> heard(before) > 1);
                double told = heard(before);
                backend.act("region-drain", "{\"region\":\"%s\",\"withinMillis\":4000}".formatted(region));
                await("moved").atMost(ListeningDesk.SOON).until(() -> arrived(region));
                double moved = heard(before);
                await("moved in mid-over")
                        .atMost(ListeningDesk.SOON)
                        .untilAsserted(() -> assertThat(desk.line(WITHOUT_UNIT).talkers())
                                .as("%s", talker.state().events())
                                .isNotEmpty());
                await("handed over, and the region left")
                        .atMost(ListeningDesk.SOON)
                        .untilAsserted(() -> assertThat(heard(before))
                                .as("%s", desk.state().events())
                                .isGreaterThan(moved + 2.5));
                assertThat(desk.ears().overs(WITHOUT_UNIT))
                        .as("one over, however it came")
                        .hasSize(before + 1);
                isWhole(desk.ears().overs(WITHOUT_UNIT).getLast().sound().part(told, moved + 2.5), glide);
                assertThat(states).noneMatch(state -> state.connection() instanceof Connection.Lost);
            } finally {
                key.release();
            }
            await("the over ended")
                    .atMost(ListeningDesk.SOON)
                    .until(() -> desk.line(WITHOUT_UNIT).talkers().isEmpty());
        } finally {
            talker.end();
        }
        revive(region);
    }

    @Test
    void theRegionThatIsChosenIsKeptThoughAnotherIsNearer() throws Exception {
        String region = region();
        ListeningDesk chooser =
                new ListeningDesk(backend, "Position 3", Sound.tone(600, -18).microphone());
        try {
            slow(region, 60);
            chooser.session().pinRegion(region);
            chooser.signIn();
            await("joined").atMost(ListeningDesk.SOON).until(chooser::joined);
            await("both are measured")
                    .atMost(ListeningDesk.SOON)
                    .untilAsserted(() -> assertThat(measured(chooser, other(region)))
                            .as("%s", chooser.state().regions())
                            .isBetween(0, measured(chooser, region) - 20));
            assertThat(chooser.state().regions().pinned()).isEqualTo(region);
            assertThat(chooser.state().regions().current()).isEqualTo(region);
            assertThat(chooser.state().regions().notice()).isEmpty();
        } finally {
            slow(region, 0);
            chooser.end();
        }
    }

    private void slow(String region, int millis) throws Exception {
        backend.act("region-slow", "{\"region\":\"%s\",\"millis\":%d}".formatted(region, millis));
    }

    /** Round trip to a region as that desk measured it last, ms. */
    private static int measured(ListeningDesk by, String region) {
        return by.state().regions().list().stream()
                .filter(each -> each.id().equals(region))
                .findFirst()
                .orElseThrow()
                .roundTripMillis();
    }

    private boolean comesIn(PathKind kind) {
        return desk.line(WITHOUT_UNIT).path() instanceof Path.Up up && up.kind() == kind;
    }

    /** Seconds heard of the over after those. */
    private double heard(int before) {
        List<Ears.Over> overs = desk.ears().overs(WITHOUT_UNIT);
        return overs.size() <= before ? 0 : overs.getLast().sound().seconds();
    }

    /** Nothing of it is missing or comes twice. */
    private static void isWhole(Sound heard, Glide glide) {
        Glide.Seam worst = heard.worst(glide);
        System.out.printf(
                "region emptied: in %.2f s around the move the longest gap is %d ms, at one place at most %.0f ms are"
                        + " lost and %.0f ms said twice%n",
                heard.seconds(), heard.longestGapMillis(), worst.lostMillis(), worst.repeatedMillis());
        assertThat(heard.seconds()).isGreaterThan(3);
        assertThat(heard.longestGapMillis()).isLessThanOrEqualTo(MOST_MILLIS);
        assertThat(worst.lostMillis()).isLessThanOrEqualTo(MOST_MILLIS);
        assertThat(worst.repeatedMillis()).isLessThanOrEqualTo(MOST_MILLIS);
    }
}
