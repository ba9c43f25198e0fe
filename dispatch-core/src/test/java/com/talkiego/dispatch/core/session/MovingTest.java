package com.talkiego.dispatch.core.session;

import static com.talkiego.dispatch.core.session.Rig.ENGINE;
import static com.talkiego.dispatch.core.session.Rig.FIRE;
import static org.assertj.core.api.Assertions.assertThat;

import com.talkiego.dispatch.core.mix.SlotPlan;
import com.talkiego.dispatch.core.model.ChannelState;
import com.talkiego.dispatch.core.model.Connection;
import com.talkiego.dispatch.core.model.IceServer;
import com.talkiego.dispatch.core.model.TransmitPhase;
import com.talkiego.dispatch.core.session.MediaPort.Link;
import com.talkiego.dispatch.core.wire.ApiMessage.Region;
import com.talkiego.dispatch.core.wire.ApiMessage.RegionRelays;
import com.talkiego.dispatch.core.wire.ApiMessage.Residency;
import com.talkiego.dispatch.core.wire.ClientMessage;
import com.talkiego.dispatch.core.wire.ServerMessage;
import com.talkiego.dispatch.core.wire.ServerMessage.Phase;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From one region to another without a gap: everything there is opened while all goes on here. */
class MovingTest {
    private static final int NEW_SLOT = MediaPort.SIDE_SLOTS + 2;
    private static final int PEER = FakeAudio.PEERS;

    private final Rig rig = new Rig();

    @BeforeEach
    void signIn() {
        rig.api.region("eu", "Europe", Region.HEALTHY, 12).region("us", "America", Region.HEALTHY, 95);
        rig.signedIn();
        assertThat(region()).isEqualTo("Europe");
    }

    private String region() {
        return rig.state().connection() instanceof Connection.Online online ? online.region() : "";
    }

    private void redirect() {
        rig.backend
                .at("eu")
                .say(new ServerMessage.Redirect(
                        "us", "https://us", "wss://us/v1/signal", "resume-eu", 8000, "Europe is being emptied."));
        rig.actor.run();
    }

    private void hears(String host, String mid, long over) {
        rig.backend.at(host).say(new ServerMessage.SlotAssigned(0, mid, over, FIRE, ENGINE, false));
        rig.actor.run();
    }

    @Test
    void everythingIsOpenThereBeforeAnythingIsClosedHere() {
        redirect();
        boolean both = false;
        for (int i = 0; i < 250; i++) {
            rig.advance(10);
            assertThat(rig.state().connection()).isInstanceOf(Connection.Online.class);
            assertThat(rig.channel(FIRE).path()).isInstanceOf(ChannelState.Path.Up.class);
            both |= rig.backend.hosts().size() == 2;
        }
        assertThat(both).isTrue();
        assertThat(region()).isEqualTo("America");
        rig.advance(2000);
        assertThat(rig.backend.hosts()).containsExactly("us");
        assertThat(rig.backend.at("eu", ClientMessage.Bye.class)).hasSize(1);
        assertThat(rig.media.calls).containsSubsequence("open SECOND_SUBSCRIBER 4", "close SUBSCRIBER");
        assertThat(rig.backend.at("us", ClientMessage.Hello.class))
                .extracting(ClientMessage.Hello::resume)
                .containsExactly(new ClientMessage.Resume("resume-eu", 0));
        assertThat(rig.events()).contains("Moved from Europe to America: Europe is being emptied.");
        assertThat(rig.session.statistics().reconnects()).isZero();
    }

    @Test
    void whoBeginsToTalkInTheRegionThatIsBeingLeftIsNotShownForEver() {
        redirect();
        for (int i = 0; i < 300 && !region().equals("America"); i++) {
            rig.advance(10);
        }
        hears("eu", "m1", 6);
        assertThat(rig.channel(FIRE).talkers()).hasSize(1);
        rig.advance(2000);
        assertThat(rig.backend.hosts()).containsExactly("us");
        assertThat(rig.channel(FIRE).talkers()).isEmpty();
    }

    @Test
    void eachSideUsesTheRelaysOfItsRegion() {
        rig.backend.namesRegion = true;
        rig.api.turnLifeSeconds = 100;
        rig.api.turnRegions = List.of(
                new RegionRelays("eu", List.of(new IceServer(List.of("turn:eu.example:3478"), "u", "secret"))),
                new RegionRelays("us", List.of(new IceServer(List.of("turn:us.example:3478"), "u", "secret"))));
        redirect();
        rig.advance(2500);
        assertThat(relays(Link.SECOND_SUBSCRIBER)).containsExactly("turn:us.example:3478");
        assertThat(relays(Link.SECOND_PUBLISHER)).containsExactly("turn:us.example:3478");
    }

    private List<String> relays(Link link) {
        return Objects.requireNonNull(rig.media.servers.get(link)).getFirst().urls();
    }

    @Test
    void whatIsHeardGoesOnThroughASlotOfTheNewRegion() {
        hears("eu", "m1", 5);
        redirect();
        rig.backend.script = message -> {
            if (message instanceof ClientMessage.Join && rig.backend.hosts().contains("us")) {
                rig.backend.say(new ServerMessage.SlotAssigned(0, "m2", 77, FIRE, ENGINE, false));
            }
        };
        rig.advance(2000);
        assertThat(region()).isEqualTo("America");
        SlotPlan goesOn = Objects.requireNonNull(rig.audio.mix.slot(NEW_SLOT));
        assertThat(goesOn.continues()).isEqualTo(1);
        assertThat(goesOn.over()).as("one over to the ear and to the record").isEqualTo(5);
        assertThat(rig.channel(FIRE).talkers())
                .singleElement()
                .satisfies(talker -> assertThat(talker.slot()).isEqualTo(NEW_SLOT));
        rig.advance(2000);
        assertThat(rig.audio.mix.slot(1)).as("the old slot is let go").isNull();
        assertThat(rig.audio.mix.slot(NEW_SLOT)).isNotNull();
        rig.backend.at("us").say(new ServerMessage.FloorIdle(0, FIRE, 77, rig.actor.now()));
        rig.backend.say(new ServerMessage.SlotReleased(0, "m2", 77));
        rig.advance(500);
        assertThat(rig.backend.at("us", ClientMessage.SlotFreed.class))
                .containsExactly(new ClientMessage.SlotFreed("m2", 77));
        assertThat(rig.channel(FIRE).missed()).isZero();
        assertThat(rig.channel(FIRE).talkers()).isEmpty();
    }

    @Test
    void theLinksOfTheRegionThatIsLeftAreClosedAndTheNewOneMayUseTheirNames() {
        topology("eu", 1);
        rig.backend.at("eu").say(new ServerMessage.PeerOffer("p1", FIRE, ENGINE, "offer", null));
        rig.advance(50);
        assertThat(rig.media.calls).contains("hear p1 256");
        redirect();
        while (region().equals("Europe")) {
            assertThat(rig.media.calls).as("until the sides change").doesNotContain("close p1");
            rig.advance(10);
        }
        topology("eu", 2);
        assertThat(rig.media.calls).as("what it brings is still heard").doesNotContain("close p1");
        topology("us", 1);
        rig.backend.at("us").say(new ServerMessage.PeerOffer("p1", FIRE, ENGINE, "offer", null));
        rig.advance(50);
        assertThat(rig.media.calls).containsSubsequence("hear p1 256", "close p1", "hear p1 256");
    }

    @Test
    void theLinksOfTheRegionThatIsLeftAreClosedWithItsOtherLinks() {
        topology("eu", 1);
        rig.backend.at("eu").say(new ServerMessage.PeerOffer("p1", FIRE, ENGINE, "offer", null));
        rig.advance(50);
        redirect();
        while (region().equals("Europe")) {
            rig.advance(10);
        }
        rig.advance(Moving.LEAVING.toMillis() - 100);
        assertThat(rig.media.calls).doesNotContain("close p1");
        rig.advance(200);
        assertThat(rig.media.calls).contains("close p1");
    }

    /** Hears an over of that number by a link in Europe. */
    private void hearsStraight(long over) {
        topology("eu", 1);
        rig.backend.at("eu").say(new ServerMessage.PeerOffer("p1", FIRE, ENGINE, "offer", null));
        rig.actor.run();
        rig.media.peer("p1").connected();
        rig.media.peer("p1").fares(new PeerPort.Fare(false, 12, 0));
        rig.actor.run();
        topology("eu", Phase.SETTLED, 1);
        rig.backend.at("eu").say(new ServerMessage.FloorTaken(0, FIRE, over, ENGINE, false, rig.actor.now()));
        rig.actor.run();
        rig.audio.playing[PEER] = over;
        assertThat(plan(PEER).over()).isEqualTo(over);
    }

    private SlotPlan plan(int slot) {
        return Objects.requireNonNull(rig.audio.mix.slot(slot));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatComesStraightGoesOnThroughASlotOfTheNewRegion(boolean throughTheServerHereToo) {
        hearsStraight(5);
        redirect();
        rig.backend.script = message -> {
            if (message instanceof ClientMessage.Join && rig.backend.hosts().contains("us")) {
                rig.backend.say(new ServerMessage.SlotAssigned(0, "m2", 77, FIRE, ENGINE, false));
                if (throughTheServerHereToo) {
                    rig.backend.at("eu").say(new ServerMessage.SlotAssigned(0, "m1", 5, FIRE, ENGINE, false, true));
                }
            }
        };
        while (region().equals("Europe")) {
            rig.advance(10);
        }
        assertThat(plan(NEW_SLOT).continues()).isEqualTo(PEER);
        assertThat(plan(NEW_SLOT).over())
                .as("one over to the ear and to the record")
                .isEqualTo(5);
        assertThat(plan(PEER).continues()).as("played on until it is there too").isEqualTo(SlotPlan.NOTHING);
        if (throughTheServerHereToo) {
            assertThat(plan(1).continues()).as("not heard a second time").isEqualTo(1);
        }
        rig.audio.playing[PEER] = -1;
        rig.audio.playing[NEW_SLOT] = 5;
        rig.advance(Moving.LEAVING.toMillis() + 500);
        assertThat(rig.media.calls).contains("close p1");
        assertThat(rig.audio.mix.slot(PEER)).isNull();
        assertThat(plan(NEW_SLOT).over()).isEqualTo(5);
        assertThat(plan(NEW_SLOT).continues()).isEqualTo(SlotPlan.NOTHING);
        assertThat(rig.backend.at("us", ClientMessage.PeerState.class))
                .as("no link of theirs")
                .isEmpty();
        assertThat(rig.backend.at("us", ClientMessage.OverHeard.class)).isEmpty();
    }

    private void topology(String host, long revision) {
        topology(host, Phase.PREPARE, revision);
    }

    private void topology(String host, Phase phase, long revision) {
        rig.backend
                .at(host)
                .say(new ServerMessage.Topology(
                        0,
                        FIRE,
                        ServerMessage.Road.P2P,
                        phase,
                        revision,
                        "2 members",
                        List.of(new ServerMessage.PeerLink("p1", ENGINE.id(), FakeBackend.SELF.id()))));
        rig.actor.run();
    }

    @Test
    void neverInTheMiddleOfAnOwnOver() {
        Press press = rig.press(FIRE);
        rig.backend.at("eu").grant(rig.ticketOf(press), FIRE.value(), 900);
        redirect();
        for (int i = 0; i < 30; i++) {
            rig.advance(100);
            rig.backend.at("eu").passing(rig.ticketOf(press));
        }
        assertThat(region()).isEqualTo("Europe");
        assertThat(rig.phase(FIRE)).isEqualTo(TransmitPhase.ON_AIR);
        assertThat(rig.backend.hosts()).as("the rest is ready").hasSize(2);
        rig.release(press);
        rig.advance(200);
        rig.backend.at("eu").say(new ServerMessage.FloorIdle(0, FIRE, 900, rig.actor.now()));
        rig.advance(1500);
        assertThat(region()).isEqualTo("America");
        assertThat(rig.backend.at("eu", ClientMessage.FloorRelease.class)).isNotEmpty();

        Press next = rig.press(FIRE);
        assertThat(rig.backend.at("us", ClientMessage.FloorRequest.class)).isNotEmpty();
        assertThat(rig.audio.gate(next.ticket()).uplink()).isGreaterThanOrEqualTo(MediaPort.SIDE_UPLINKS);
    }

    @Test
    void aRegionThatDiesDuringTheMoveIsFollowedByTheOneThatIsReady() {
        Press press = rig.press(FIRE);
        rig.backend.at("eu").grant(rig.ticketOf(press), FIRE.value(), 900);
        rig.advance(100);
        rig.release(press);
        redirect();
        rig.advance(2500);
        assertThat(region()).as("the release is not confirmed yet").isEqualTo("Europe");
        assertThat(rig.backend.hosts()).hasSize(2);
        rig.backend.dead.add("eu");
        rig.backend.at("eu").cut();
        rig.advance(50);
        assertThat(region()).as("it has sound already, and so at once").isEqualTo("America");
        assertThat(rig.channel(FIRE).path()).isInstanceOf(ChannelState.Path.Up.class);
        rig.advance(2000);
        assertThat(rig.backend.hosts()).containsExactly("us");
    }

    private static ServerMessage.MissedOver over(long number, Instant to) {
        return new ServerMessage.MissedOver(number, ENGINE, false, to.minusMillis(400), to);
    }

    @Test
    void whatWasSaidWhileTheRegionDiedIsListedOnce() {
        Press press = rig.press(FIRE);
        rig.backend.at("eu").grant(rig.ticketOf(press), FIRE.value(), 900);
        rig.advance(100);
        rig.release(press);
        redirect();
        rig.advance(2500);
        assertThat(region()).isEqualTo("Europe");
        Instant last = rig.actor.now();
        rig.backend.dead.add("eu");
        rig.backend.missed.put(FIRE, List.of(over(70, last.minusSeconds(20)), over(71, last.plusMillis(20))));
        rig.advance(40);
        rig.backend.at("eu").cut();
        rig.advance(2000);
        assertThat(region()).isEqualTo("America");
        assertThat(rig.backend.at("us", ClientMessage.Join.class).getLast().since())
                .isBetween(last.minusMillis(2_100), last);
        assertThat(rig.channel(FIRE).missed()).isEqualTo(1);
    }

    @Test
    void aCutSoonAfterAMoveListsWhatWasSaidSinceAndNotWhatWasHeardBefore() {
        redirect();
        Instant changed = rig.actor.now();
        while (!region().equals("America")) {
            rig.advance(10);
            changed = rig.actor.now();
        }
        rig.advance(20);
        // Heard in Europe, and ended a little later by America's clock than by Europe's.
        ServerMessage.MissedOver heard = over(70, changed.minusMillis(60));
        ServerMessage.MissedOver unheard = over(71, changed.plusMillis(500));
        rig.backend.missed.put(FIRE, List.of(heard, unheard));
        rig.backend.resuming = false;
        rig.backend.reachable = false;
        rig.backend.at("us").cut();
        rig.advance(1000);
        rig.backend.reachable = true;
        rig.advance(6000);
        assertThat(rig.state().connection()).isInstanceOf(Connection.Online.class);
        assertThat(rig.channel(FIRE).missed()).isEqualTo(1);
        assertThat(rig.events()).filteredOn(line -> line.contains("MISSED")).hasSize(1);
    }

    @Test
    void aMoveThatFailsLeavesAllAsItWas() {
        rig.backend.dead.add("us");
        hears("eu", "m1", 5);
        redirect();
        rig.advance(3000);
        assertThat(region()).isEqualTo("Europe");
        assertThat(rig.audio.mix.slot(1)).isNotNull();
        assertThat(rig.events()).anyMatch(line -> line.startsWith("Not moved to America: "));
        assertThat(rig.media.listeners).containsOnlyKeys(Link.PUBLISHER, Link.SUBSCRIBER);
    }

    @Test
    void noRedirectLeadsOutOfTheTenantsRegion() {
        rig.session.signOut();
        rig.advance(100);
        rig.api.residency = new Residency("eu", Residency.STAY);
        rig.signedIn();
        redirect();
        rig.advance(3000);
        assertThat(rig.backend.dials).extracting(FakeBackend.Dial::host).containsOnly("eu");
        assertThat(region()).isEqualTo("Europe");
    }

    @Test
    void aRegionThatIsNearerForAWhileIsMovedToAndBackAgain() {
        rig.api.region("us", "America", Region.HEALTHY, 3).region("eu", "Europe", Region.HEALTHY, 80);
        rig.advance(80_000);
        assertThat(region()).as("once may be chance").isEqualTo("Europe");
        rig.advance(90_000);
        assertThat(region()).isEqualTo("America");
        rig.api.region("us", "America", Region.HEALTHY, 300);
        rig.advance(200_000);
        assertThat(region()).isEqualTo("Europe");
        assertThat(rig.backend.hosts()).containsExactly("eu");
        assertThat(rig.session.statistics().reconnects()).isZero();
    }

    @Test
    void signingOutDuringAMoveLeavesNothingOpen() {
        redirect();
        rig.backend.joining = false;
        rig.advance(2500);
        assertThat(rig.backend.hosts()).hasSize(2);
        rig.session.signOut();
        rig.advance(2000);
        assertThat(rig.backend.hosts()).isEmpty();
        assertThat(rig.media.listeners).isEmpty();
    }
}
