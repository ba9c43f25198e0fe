package com.talkiego.dispatch.mock.signal;

import static com.talkiego.dispatch.mock.signal.Desk.EMS;
import static com.talkiego.dispatch.mock.signal.Desk.FIRE;
import static org.assertj.core.api.Assertions.assertThat;

import com.talkiego.dispatch.core.model.DenyCause;
import com.talkiego.dispatch.core.model.EmergencyState;
import com.talkiego.dispatch.core.model.RevokeCause;
import com.talkiego.dispatch.core.wire.ClientMessage;
import com.talkiego.dispatch.core.wire.ServerMessage;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One channel in several regions, on hand-moved time: who is there, who talks, and what becomes of both when regions lose each other. */
class SharedFloorTest {
    private final Continents world = new Continents("eu", "us", "ap");

    @Test
    void membersSeeEachOtherAcrossRegions() {
        Client here = world.in("eu").unit("e7", FIRE);
        Client there = world.in("us").unit("m3", FIRE);
        assertThat(here.only(ServerMessage.Presence.class).came())
                .extracting(member -> member.id())
                .containsExactly("m3");

        Client late = world.in("us").unit("m4");
        late.join(FIRE);
        assertThat(late.only(ServerMessage.Joined.class).channels().getFirst().members())
                .extracting(member -> member.id())
                .containsExactlyInAnyOrder("e7", "m3", "m4");
        there.say(new ClientMessage.Bye());
        assertThat(here.heard(ServerMessage.Presence.class).getLast().went())
                .extracting(member -> member.id())
                .containsExactly("m3");
    }

    @Test
    void anOverFromHomeIsHeardElsewhereAndSentThereOnce() {
        Client talker = world.in("eu").unit("e7", FIRE);
        Client one = world.in("us").unit("m3", FIRE);
        Client two = world.in("us").unit("m4", FIRE);
        talker.press("t1", FIRE);
        ServerMessage.FloorGranted granted = talker.only(ServerMessage.FloorGranted.class);
        assertThat(one.only(ServerMessage.FloorTaken.class).over()).isEqualTo(granted.over());
        assertThat(two.only(ServerMessage.SlotAssigned.class).over()).isEqualTo(granted.over());
        assertThat(world.in("eu").media.asked("relay")).hasSize(1).allMatch(line -> line.contains(" us "));
        assertThat(world.in("us").media.asked("forward")).hasSize(2).allMatch(line -> line.contains("#fire-1 fire-1"));

        talker.release("t1");
        assertThat(one.only(ServerMessage.FloorIdle.class).over()).isEqualTo(granted.over());
        assertThat(talker.only(ServerMessage.FloorIdle.class).over()).isEqualTo(granted.over());
        assertThat(two.only(ServerMessage.SlotReleased.class).over()).isEqualTo(granted.over());
    }

    @Test
    void aMemberElsewhereAsksTheHomeAndWaitsItsTurn() {
        world.links.set("eu", "us", false, 40, 0);
        world.links.set("eu", "ap", false, 40, 0);
        Client here = world.in("eu").unit("e7", FIRE);
        Client there = world.in("us").unit("m3", FIRE);
        world.pass(100, here, there);
        there.press("t1", FIRE);
        assertThat(there.heard(ServerMessage.FloorGranted.class)).isEmpty();
        world.pass(100, here, there);
        long over = there.only(ServerMessage.FloorGranted.class).over();
        assertThat(here.only(ServerMessage.FloorTaken.class).over()).isEqualTo(over);
        assertThat(world.in("us").media.asked("relay")).hasSize(1).allMatch(line -> line.contains(" eu "));

        here.press("t2", FIRE);
        assertThat(here.only(ServerMessage.FloorDenied.class).text()).contains("m3");
        here.request("t3", "1", 0, true, FIRE);
        assertThat(here.only(ServerMessage.FloorQueuePosition.class).position()).isEqualTo(1);
        there.request("t4", "1", 0, true, FIRE);
        world.pass(100, here, there);

        there.release("t1");
        world.pass(100, here, there);
        assertThat(here.only(ServerMessage.FloorGranted.class).ticket()).isEqualTo("t3");
        assertThat(there.heard(ServerMessage.FloorQueuePosition.class)).isNotEmpty();
        here.release("t3");
        world.pass(200, here, there);
        assertThat(there.heard(ServerMessage.FloorGranted.class).getLast().ticket())
                .isEqualTo("t4");
    }

    @Test
    void turnsComeInTheOrderOfArrivalWhereverOneAsks() {
        Client talker = world.in("eu").unit("e7", FIRE);
        Client here = world.in("eu").unit("e8", FIRE);
        Client there = world.in("us").unit("m3", FIRE);
        for (int i = 0; i < 5; i++) {
            talker.press("again" + i, FIRE);
            talker.release("again" + i);
        }
        talker.press("t1", FIRE);
        here.request("t2", "1", 0, true, FIRE);
        there.request("t3", "1", 0, true, FIRE);
        talker.release("t1");
        assertThat(here.only(ServerMessage.FloorGranted.class).ticket()).isEqualTo("t2");
        assertThat(there.heard(ServerMessage.FloorGranted.class)).isEmpty();
        here.release("t2");
        assertThat(there.only(ServerMessage.FloorGranted.class).ticket()).isEqualTo("t3");
    }

    @Test
    void whoWasCutOffElsewhereThanAtHomeWaitsToo() {
        Client talker = world.in("us").unit("m3", FIRE);
        Client here = world.in("eu").unit("e7", FIRE);
        talker.press("t1", FIRE);
        talker.ack("t1", FIRE);
        // The home is done with it before the media server here is.
        world.in("us").media.holdDiscards = true;
        String key = talker.welcome().session() + "/t1";
        for (int second = 0; second <= Desk.MAX_OVER_MILLIS / 1_000; second++) {
            world.in("us").media.listener().uplinkProgress(key, second);
            world.pass(1_000, talker, here);
        }
        assertThat(talker.heard(ServerMessage.FloorRevoked.class).getFirst().cause())
                .isEqualTo(RevokeCause.MEDIA_BURST_TOO_LONG.code());

        talker.request("t2", "1", 0, false, FIRE);
        assertThat(talker.only(ServerMessage.FloorDenied.class).cause())
                .isEqualTo(DenyCause.RETRY_AFTER_NOT_EXPIRED.code());
    }

    @Test
    void simulselectReachesChannelsWithDifferentHomes() {
        Client talker = world.in("ap").unit("x1", FIRE, EMS);
        Client fire = world.in("eu").unit("e7", FIRE);
        Client ems = world.in("us").unit("m3", EMS);
        talker.press("t1", FIRE, EMS);
        assertThat(talker.heard(ServerMessage.FloorGranted.class)).hasSize(2);
        assertThat(fire.only(ServerMessage.FloorTaken.class).talker().id()).isEqualTo("x1");
        assertThat(ems.only(ServerMessage.FloorTaken.class).talker().id()).isEqualTo("x1");
        talker.release("t1");
        assertThat(fire.heard(ServerMessage.FloorIdle.class)).hasSize(1);
        assertThat(ems.heard(ServerMessage.FloorIdle.class)).hasSize(1);
    }

    @Test
    void emergenciesCrossAndInterrupt() {
        Client here = world.in("eu").unit("e7", FIRE);
        Client there = world.in("us").unit("m3", FIRE);
        Client desk = world.in("ap").position("Desk 1");
        here.press("t1", FIRE);
        there.say(new ClientMessage.EmergencyRaise(5, FIRE));
        assertThat(desk.only(ServerMessage.EmergencyChanged.class).emergency().id())
                .startsWith("us-e");
        there.press("t2", FIRE);
        assertThat(here.only(ServerMessage.FloorRevoked.class).cause()).isEqualTo(4);
        assertThat(there.only(ServerMessage.FloorGranted.class).ticket()).isEqualTo("t2");
        assertThat(here.only(ServerMessage.FloorTaken.class).emergency()).isTrue();

        desk.say(new ClientMessage.EmergencyClear(
                6, desk.only(ServerMessage.EmergencyChanged.class).emergency().id(), true));
        assertThat(there.heard(ServerMessage.EmergencyChanged.class)
                        .getLast()
                        .emergency()
                        .state())
                .isEqualTo(EmergencyState.CLEARED_VALID);
    }

    @Test
    void regionsThatLoseEachOtherBothGoOnAndTheHomesTalkerStaysWhenTheyMeet() {
        Client here = world.in("eu").unit("e7", FIRE);
        Client ear = world.in("eu").unit("e8", FIRE);
        Client there = world.in("us").unit("m3", FIRE);
        Client other = world.in("us").unit("m4", FIRE);
        world.cut("eu", "us", true);
        world.cut("eu", "ap", true);
        world.pass(1_500, here, ear, there, other);
        assertThat(here.heard(ServerMessage.Presence.class).getLast().went()).isNotEmpty();

        here.press("t1", FIRE);
        there.press("t2", FIRE);
        long mine = here.only(ServerMessage.FloorGranted.class).over();
        assertThat(there.only(ServerMessage.FloorGranted.class).over()).isNotEqualTo(mine);

        world.cut("eu", "us", false);
        world.pass(500, here, ear, there, other);
        assertThat(there.only(ServerMessage.FloorRevoked.class).text()).contains("e7", "another region");
        assertThat(here.heard(ServerMessage.FloorRevoked.class)).isEmpty();
        assertThat(Continents.taken(other)).isEqualTo(mine);
        assertThat(Continents.taken(there)).isEqualTo(mine);
    }

    @Test
    void anEmergencyWinsOverTheHomesTalkerWhenRegionsMeet() {
        Client here = world.in("eu").unit("e7", FIRE);
        world.in("eu").unit("e8", FIRE);
        Client there = world.in("us").unit("m3", FIRE);
        Client other = world.in("us").unit("m4", FIRE);
        world.cut("eu", "us", true);
        world.cut("eu", "ap", true);
        world.pass(1_500, here, there, other);
        here.press("t1", FIRE);
        there.say(new ClientMessage.EmergencyRaise(5, FIRE));
        there.press("t2", FIRE);
        long theirs = there.only(ServerMessage.FloorGranted.class).over();

        world.cut("eu", "us", false);
        world.pass(500, here, there, other);
        assertThat(here.only(ServerMessage.FloorRevoked.class).text()).contains("m3", "emergency", "Region us");
        assertThat(there.heard(ServerMessage.FloorRevoked.class)).isEmpty();
        assertThat(Continents.taken(here)).isEqualTo(theirs);
        there.release("t2");
        world.pass(500, here, there, other);
        assertThat(Continents.taken(here)).isNull();
        assertThat(Continents.taken(other)).isNull();
    }

    @Test
    void aTalkerGrantedByALostHomeGoesOnAndItsRegionFreesTheFloor() {
        Client here = world.in("eu").unit("e7", FIRE);
        Client there = world.in("us").unit("m3", FIRE);
        Client other = world.in("us").unit("m4", FIRE);
        there.press("t1", FIRE);
        world.cut("eu", "us", true);
        world.cut("eu", "ap", true);
        world.pass(1_500, here, there, other);
        world.in("us").media.listener().uplinkProgress("us-s1/t1", 50);
        assertThat(there.heard(ServerMessage.FloorRevoked.class)).isEmpty();
        assertThat(Continents.taken(here)).isNull();
        assertThat(Continents.taken(other)).isNotNull();
        there.release("t1");
        assertThat(Continents.taken(other)).isNull();
        other.press("t2", FIRE);
        assertThat(other.only(ServerMessage.FloorGranted.class).ticket()).isEqualTo("t2");
    }

    @Test
    void aCutThatNobodyNoticedLosesNoRequest() {
        Client here = world.in("eu").unit("e7", FIRE);
        Client there = world.in("us").unit("m3", FIRE);
        world.cut("eu", "us", true);
        world.cut("us", "ap", true);
        there.press("t1", FIRE);
        assertThat(there.heard(ServerMessage.FloorGranted.class)).isEmpty();
        world.cut("eu", "us", false);
        world.pass(200, here, there);
        assertThat(there.only(ServerMessage.FloorGranted.class).ticket()).isEqualTo("t1");
    }

    @Test
    void whatARegionIsAskedBeforeItKnowsThatItDecidesIsNotLost() {
        Client there = world.in("us").unit("m3", FIRE);
        Client far = world.in("ap").unit("x1", FIRE);
        world.slowToNotice.put("us", 300L);
        world.cut("eu", "us", true);
        world.cut("eu", "ap", true);
        far.press("t1", FIRE);
        world.pass(1_100, there, far);
        assertThat(far.heard(ServerMessage.FloorGranted.class))
                .as("the one that decides from now on does not know it yet")
                .isEmpty();
        world.pass(500, there, far);
        assertThat(far.only(ServerMessage.FloorGranted.class).ticket()).isEqualTo("t1");
        assertThat(Continents.taken(there)).isNotNull();
    }

    @Test
    void anOverThatGoesOnIsKnownToARegionThatDecidesFromNowOn() {
        Client there = world.in("us").unit("m3", FIRE);
        Client far = world.in("ap").unit("x1", FIRE);
        far.press("t1", FIRE);
        far.ack("t1", FIRE);
        long over = far.only(ServerMessage.FloorGranted.class).over();
        world.slowToNotice.put("us", 300L);
        world.cut("eu", "us", true);
        world.cut("eu", "ap", true);
        world.pass(1_600, there, far);
        assertThat(there.heard(ServerMessage.FloorIdle.class))
                .as("it goes on for those who hear it")
                .isEmpty();
        assertThat(far.heard(ServerMessage.FloorRevoked.class)).isEmpty();
        assertThat(Continents.taken(there)).isEqualTo(over);
        there.press("t2", FIRE);
        assertThat(there.only(ServerMessage.FloorDenied.class).text()).contains("x1");
        far.release("t1");
        world.pass(200, there, far);
        assertThat(Continents.taken(there)).isNull();
        assertThat(Continents.taken(far)).isNull();
    }

    @Test
    void anOverThatEndedWhileItsHomeWasLostDoesNotKeepTheFloor() {
        Client there = world.in("us").unit("m3", FIRE);
        Client far = world.in("ap").unit("x1", FIRE);
        far.press("t1", FIRE);
        far.ack("t1", FIRE);
        world.cut("eu", "us", true);
        world.cut("eu", "ap", true);
        far.release("t1");
        world.pass(1_500, there, far);
        assertThat(Continents.taken(there)).isNull();
        assertThat(Continents.taken(far)).isNull();
        there.press("t2", FIRE);
        assertThat(there.only(ServerMessage.FloorGranted.class).ticket()).isEqualTo("t2");
    }

    @Test
    void aVisitorThatWasCutOffHereDoesNotKeepTheFloorWhenItsHomeIsLost() {
        Client here = world.in("eu").unit("e7", FIRE);
        Client there = world.in("us").unit("m3", FIRE);
        Client other = world.in("us").unit("m4", FIRE);
        here.press("t1", FIRE);
        assertThat(Continents.taken(there)).isNotNull();
        world.cut("eu", "us", true);
        world.cut("eu", "ap", true);
        world.in("us").layer.faults().revoke(FIRE, RevokeCause.OTHER);
        world.pass(1_500, there, other);
        assertThat(Continents.taken(there)).isNull();
        there.press("t2", FIRE);
        assertThat(there.only(ServerMessage.FloorGranted.class).ticket()).isEqualTo("t2");
    }

    @Test
    void whoWasAwayLearnsOfOversFromOtherRegions() {
        Client here = world.in("eu").unit("e7", FIRE);
        world.in("us").unit("m3", FIRE);
        Instant since = world.actor.now();
        world.pass(1_000, here);
        here.press("t1", FIRE);
        world.pass(1_000, here);
        here.release("t1");
        Client late = new Client(world.in("us"));
        late.helloWithLinks("UNIT:m4", null, 0);
        late.say(new ClientMessage.Join(9, List.of(FIRE), since));
        assertThat(late.only(ServerMessage.Joined.class).channels().getFirst().missed())
                .extracting(missed -> missed.talker().id())
                .containsExactly("e7");
    }
}
