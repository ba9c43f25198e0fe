package com.talkiego.dispatch.core.session;

import static com.talkiego.dispatch.core.session.Rig.FIRE;
import static org.assertj.core.api.Assertions.assertThat;

import com.talkiego.dispatch.core.api.ApiProblem;
import com.talkiego.dispatch.core.model.Alarm;
import com.talkiego.dispatch.core.model.ChannelState;
import com.talkiego.dispatch.core.model.Connection;
import com.talkiego.dispatch.core.model.RegionView.Condition;
import com.talkiego.dispatch.core.model.TransmitPhase;
import com.talkiego.dispatch.core.wire.ApiMessage.Region;
import com.talkiego.dispatch.core.wire.ApiMessage.Residency;
import com.talkiego.dispatch.core.wire.ClientMessage;
import com.talkiego.dispatch.core.wire.ServerMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Several regions: the nearest is taken, a failed one is left, and the tenant's own is never left against its will. */
class RegionsTest {
    private final Rig rig = threeRegions(new Rig());

    private static Rig threeRegions(Rig rig) {
        rig.api
                .region("us", "America", Region.HEALTHY, 95)
                .region("eu", "Europe", Region.HEALTHY, 12)
                .region("ap", "Asia", Region.HEALTHY, 210);
        return rig;
    }

    private String online() {
        return rig.state().connection() instanceof Connection.Online online ? online.region() : "";
    }

    private String lastHost() {
        return rig.backend.dials.getLast().host();
    }

    @Test
    void theNearestIsTaken() {
        rig.signedIn();
        assertThat(online()).isEqualTo("Europe");
        assertThat(rig.state().regions().list())
                .extracting(region -> region.name() + " " + region.roundTripMillis())
                .containsExactly("America 95", "Europe 12", "Asia 210");
        assertThat(rig.state().regions().current()).isEqualTo("eu");
    }

    @Test
    void oneThatTakesNobodyNewIsNotTaken() {
        rig.api.region("eu", "Europe", Region.DRAINING, 12);
        rig.signedIn();
        assertThat(online()).isEqualTo("America");
        assertThat(rig.state().regions().list())
                .filteredOn(region -> region.id().equals("eu"))
                .extracting(region -> region.condition())
                .containsExactly(Condition.DRAINING);
    }

    @Test
    void theOneTheOperatorWantsComesFirst() {
        rig.session.pinRegion("ap");
        rig.signedIn();
        assertThat(online()).isEqualTo("Asia");
        assertThat(rig.state().regions().notice()).isEmpty();
        rig.backend.dead.add("ap");
        rig.backend.cut();
        rig.advance(2000);
        assertThat(online()).isEqualTo("Europe");
        assertThat(rig.state().regions().notice()).contains("Not in Asia").contains("Europe");
    }

    @Test
    void aCutSocketIsTriedAtTheSameRegionAndTheSessionGoesOn() {
        rig.signedIn();
        rig.backend.cut();
        rig.advance(400);
        assertThat(online()).isEqualTo("Europe");
        assertThat(rig.backend.last(ClientMessage.Hello.class).resume()).isNotNull();
    }

    @Test
    void aRegionThatIsGoneIsLeftWithinThreeSeconds() {
        rig.signedIn();
        Press press = rig.press(FIRE);
        rig.grant(press, FIRE);
        rig.backend.dead.add("eu");
        long lost = rig.actor.nanoTime();
        rig.backend.cut();
        rig.advance(10);
        assertThat(rig.phase(FIRE)).isEqualTo(TransmitPhase.CUT_OFF);
        assertThat(rig.audio.of(press.ticket()).intakeOpen).isFalse();
        rig.advance(1500);
        assertThat(online()).isEqualTo("America");
        assertThat(rig.backend.dials).extracting(FakeBackend.Dial::host).containsExactly("eu", "eu", "us");
        assertThat(rig.backend.dials.getLast().nanos() - lost)
                .isLessThan(Duration.ofSeconds(1).toNanos());
        assertThat(rig.backend.last(ClientMessage.Hello.class).resume())
                .as("the session of another region is of no use")
                .isNull();
        assertThat(rig.events()).anyMatch(line -> line.startsWith("Moved from Europe to America: "));
        long taken = rig.audio.of(press.ticket()).taken;
        rig.advance(1000);
        assertThat(rig.audio.of(press.ticket()).taken)
                .as("the held key is forgotten")
                .isEqualTo(taken);
    }

    @Test
    void aRegionThatNeitherTakesNorRefusesIsLeftToo() {
        rig.signedIn();
        rig.backend.silent.add("eu");
        rig.backend.cut();
        rig.advance(2500);
        assertThat(online()).isEqualTo("America");
    }

    @Test
    void aSilentRegionIsLeftAtOnce() {
        rig.signedIn();
        rig.press(FIRE);
        rig.backend.beating = false;
        rig.advance(2600);
        rig.backend.beating = true;
        rig.advance(700);
        assertThat(online()).isEqualTo("America");
        assertThat(rig.backend.dials).extracting(FakeBackend.Dial::host).containsExactly("eu", "us");
    }

    @Test
    void aRegionWithoutSoundIsLeftThoughItsSignallingAnswers() {
        rig.signedIn();
        rig.backend.deaf.add("eu");
        rig.media.fail(MediaPort.Link.SUBSCRIBER, "The media server is gone.");
        rig.advance(3000);
        assertThat(online()).isEqualTo("America");
        assertThat(rig.backend.all(ClientMessage.Bye.class)).hasSize(1);
    }

    @Test
    void aRegionWhoseSoundNeverComesIsLeftWithAReason() {
        rig.signedIn();
        rig.backend.deaf.addAll(List.of("eu", "us"));
        rig.media.fail(MediaPort.Link.SUBSCRIBER, "The media server is gone.");
        rig.advance(10_000);
        assertThat(rig.state().events())
                .anyMatch(event -> event.sentence().contains("The audio path did not come up."));
    }

    @Test
    void whereNoOtherIsKnownTheDirectoryIsReadAgain() {
        rig.api.region("us", "America", Region.DOWN, 95).region("ap", "Asia", Region.DOWN, 210);
        rig.signedIn();
        rig.api.region("us", "America", Region.HEALTHY, 95);
        rig.backend.deaf.add(lastHost());
        rig.media.fail(MediaPort.Link.SUBSCRIBER, "The media server is gone.");
        for (int i = 0; i < 100 && !lastHost().equals("us"); i++) {
            rig.advance(50);
        }
        assertThat(lastHost()).isEqualTo("us");
        int dials = rig.backend.dials.size();
        rig.advance(12_000);
        assertThat(online()).isEqualTo("America");
        assertThat(rig.backend.dials).as("nobody wanders on").hasSize(dials);
    }

    @Test
    void itWaitsForAsLongAsARegionAsksAndDoesNotGoElsewhereMeanwhile() {
        rig.signedIn();
        rig.backend.greeting = false;
        rig.backend.cut();
        rig.advance(300);
        rig.backend.say(new ServerMessage.Refused("quota", "Too many. Wait 20 seconds.", 20_000));
        rig.advance(10);
        int dials = rig.backend.dials.size();
        rig.backend.greeting = true;
        rig.advance(19_900);
        assertThat(rig.backend.dials).hasSize(dials);
        rig.advance(500);
        assertThat(online()).isNotEmpty();
    }

    @Test
    void whenAllAreGoneTheyAreTriedInTurnWithBackOff() {
        rig.signedIn();
        rig.backend.dead.addAll(List.of("eu", "us", "ap"));
        rig.backend.cut();
        rig.advance(30_000);
        assertThat(rig.backend.dials).hasSizeBetween(8, 40);
        assertThat(rig.backend.dials).extracting(FakeBackend.Dial::host).contains("eu", "us", "ap");
        rig.backend.dead.remove("ap");
        rig.advance(20_000);
        assertThat(online()).isEqualTo("Asia");
    }

    @Test
    void aRedirectInPlaceOfAWelcomeIsFollowed() {
        rig.backend.greeting = false;
        rig.signedIn();
        rig.backend.greeting = true;
        rig.backend.say(redirect("us", "resume-eu"));
        rig.advance(700);
        assertThat(online()).isEqualTo("America");
        assertThat(rig.backend.last(ClientMessage.Hello.class).resume())
                .isEqualTo(new ClientMessage.Resume("resume-eu", 0));
        assertThat(rig.api.tokens).as("each socket has a token of its own").isEqualTo(2);
    }

    @Test
    void aUnitGoesWhereItIsSentThoughItLastHeardThatThisRegionIsDown() {
        Rig unit = threeRegions(new Rig(SessionSettings.unit("radio", true)));
        unit.api.residency = new Residency("ap", Residency.MOVE);
        unit.api.region("ap", "Asia", Region.DOWN, 210);
        unit.signedIn();
        assertThat(unit.state().regions().current()).isEqualTo("eu");
        unit.api.region("ap", "Asia", Region.HEALTHY, 210);
        unit.backend.say(redirect("ap", "resume-eu"));
        unit.advance(BackOff.SCATTER_MILLIS + 100);
        assertThat(unit.state().connection())
                .isInstanceOfSatisfying(
                        Connection.Online.class,
                        online -> assertThat(online.region()).isEqualTo("Asia"));
        assertThat(unit.backend.dials).extracting(FakeBackend.Dial::host).containsExactly("eu", "ap");
        assertThat(unit.backend.at("eu", ClientMessage.Bye.class)).hasSize(1);
        assertThat(unit.backend.last(ClientMessage.Hello.class).resume())
                .isEqualTo(new ClientMessage.Resume("resume-eu", 0));
        assertThat(unit.channel(FIRE).path()).isInstanceOf(ChannelState.Path.Up.class);
    }

    @Test
    void redirectsInACircleEnd() {
        rig.backend.greeting = false;
        rig.backend.script = message -> {
            if (message instanceof ClientMessage.Hello) {
                rig.backend.say(redirect(lastHost().equals("eu") ? "us" : "eu", null));
            }
        };
        rig.signedIn();
        rig.advance(30_000);
        assertThat(rig.backend.dials).hasSizeLessThan(60);
    }

    private static ServerMessage.Redirect redirect(String region, @org.jspecify.annotations.Nullable String token) {
        return new ServerMessage.Redirect(
                region, "https://" + region, "wss://" + region + "/v1/signal", token, 5000, "Europe is being emptied.");
    }

    @Test
    void aTenantThatMustStayIsDeafRatherThanElsewhere() {
        rig.api.residency = new Residency("ap", Residency.STAY);
        rig.signedIn();
        assertThat(online()).isEqualTo("Asia");
        assertThat(rig.state().regions().list())
                .filteredOn(region -> region.allowed())
                .extracting(region -> region.id())
                .containsExactly("ap");
        rig.backend.dead.add("ap");
        rig.backend.cut();
        rig.advance(60_000);
        assertThat(rig.backend.dials).extracting(FakeBackend.Dial::host).containsOnly("ap");
        assertThat(rig.state().alarms())
                .filteredOn(alarm -> alarm.kind() == Alarm.Kind.NO_PATH)
                .extracting(Alarm::sentence)
                .singleElement()
                .asString()
                .contains("Asia only", "Call your administrator");
        rig.backend.dead.clear();
        rig.advance(6000);
        assertThat(online()).isEqualTo("Asia");
    }

    @Test
    void aRefusalIsExplainedByTheRegionThatIsDown() {
        rig.api.residency = new Residency("ap", Residency.STAY);
        rig.signedIn();
        rig.api.region("ap", "Asia", Region.DOWN, 210);
        rig.api.tokenProblem = FakeApi.problem(ApiProblem.Kind.REFUSED, "Not here.", Duration.ZERO);
        rig.backend.cut();
        rig.advance(500);
        String whatToDo = "Your organisation may be served in Asia only, and that region is down."
                + " Call your administrator; the console waits for it";
        assertThat(rig.state().connection())
                .isInstanceOfSatisfying(
                        Connection.Lost.class, lost -> assertThat(lost.reason()).isEqualTo(whatToDo));

        rig.session.signOut();
        rig.advance(100);
        rig.signedIn();
        assertThat(rig.state().connection())
                .isInstanceOfSatisfying(
                        Connection.SignedOut.class,
                        out -> assertThat(out.reason()).isEqualTo(whatToDo));

        rig.api.region("ap", "Asia", Region.HEALTHY, 210);
        rig.signedIn();
        assertThat(rig.state().connection())
                .as("one with another reason")
                .isInstanceOfSatisfying(
                        Connection.SignedOut.class,
                        out -> assertThat(out.reason()).isEqualTo("Not here."));
    }

    @Test
    void aRedirectOutOfTheTenantsRegionIsNotFollowed() {
        rig.api.residency = new Residency("eu", Residency.STAY);
        rig.backend.greeting = false;
        rig.signedIn();
        rig.backend.say(redirect("us", null));
        rig.advance(20_000);
        assertThat(rig.backend.dials).extracting(FakeBackend.Dial::host).containsOnly("eu");
    }

    @Test
    void aTenantThatMayMoveDoesAndItIsShownAsLongAsItLasts() {
        rig.api.residency = new Residency("ap", Residency.MOVE);
        rig.signedIn();
        assertThat(online()).isEqualTo("Asia");
        rig.backend.dead.add("ap");
        rig.backend.cut();
        rig.advance(3000);
        assertThat(online()).isEqualTo("Europe");
        assertThat(rig.state().regions().notice()).contains("OUTSIDE Asia");
        rig.advance(20_000);
        assertThat(rig.state().regions().notice()).contains("OUTSIDE Asia");
    }

    @Test
    void regionsAreMeasuredAboutOnceAMinute() {
        rig.signedIn();
        assertThat(rig.api.measured).isEqualTo(3);
        rig.advance(300_000);
        assertThat(rig.api.measured).isBetween(3 * 5, 3 * 8);
        rig.session.signOut();
        rig.advance(100);
        int then = rig.api.measured;
        rig.advance(200_000);
        assertThat(rig.api.measured).isEqualTo(then);
    }

    @Test
    void twoHundredDesksDoNotComeAllAtOnce() {
        List<Long> arrivals = new ArrayList<>();
        for (int desk = 0; desk < 200; desk++) {
            Rig one = threeRegions(new Rig()).signedIn();
            one.backend.dead.add("eu");
            long lost = one.actor.nanoTime();
            one.backend.cut();
            one.advance(2000);
            one.backend.dials.stream()
                    .filter(dial -> dial.host().equals("us"))
                    .forEach(dial -> arrivals.add((dial.nanos() - lost) / 1_000_000));
        }
        assertThat(arrivals).as("each comes once").hasSize(200).allMatch(millis -> millis < 1000);
        int most = IntStream.range(0, 20)
                .map(window -> (int) arrivals.stream()
                        .filter(millis -> millis / 50 == window)
                        .count())
                .max()
                .orElseThrow();
        System.out.printf("200 desks of a lost region: at most %d come within 50 ms%n", most);
        assertThat(most).isLessThan(45);
    }
}
