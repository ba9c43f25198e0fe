package com.talkiego.dispatch.core.session;

import static com.talkiego.dispatch.core.session.Rig.EMS;
import static com.talkiego.dispatch.core.session.Rig.ENGINE;
import static com.talkiego.dispatch.core.session.Rig.FIRE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.talkiego.dispatch.core.mix.Bus;
import com.talkiego.dispatch.core.mix.Cue;
import com.talkiego.dispatch.core.mix.SlotPlan;
import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.Emergency;
import com.talkiego.dispatch.core.model.EmergencyState;
import com.talkiego.dispatch.core.wire.ClientMessage;
import com.talkiego.dispatch.core.wire.ServerMessage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ListeningTest {
    private static final Offset<Double> DB = within(0.05);

    private final Rig rig = Rig.online();

    private void talks(ChannelId channel, long over, String mid) {
        rig.backend.say(new ServerMessage.FloorTaken(++rig.backend.seq, channel, over, ENGINE, false, rig.actor.now()));
        assigned(channel, over, mid, false);
    }

    private void assigned(ChannelId channel, long over, String mid, boolean emergency) {
        rig.backend.say(new ServerMessage.SlotAssigned(++rig.backend.seq, mid, over, channel, ENGINE, emergency));
        rig.advance(10);
    }

    private void released(long over, String mid) {
        rig.backend.say(new ServerMessage.SlotReleased(++rig.backend.seq, mid, over));
    }

    private void idle(ChannelId channel, long over) {
        rig.backend.say(new ServerMessage.FloorIdle(++rig.backend.seq, channel, over, rig.actor.now()));
    }

    private SlotPlan slot(int index) {
        SlotPlan plan = rig.audio.mix.slot(index);
        if (plan == null) {
            throw new AssertionError("nothing in slot " + index + " of " + rig.audio.mix);
        }
        return plan;
    }

    private double dB(int index) {
        return 20 * Math.log10(slot(index).gain());
    }

    @Test
    void anOverIsHeardInItsSlotAndShownOnItsCard() {
        talks(FIRE, 5, "m2");
        assertThat(slot(2)).isEqualTo(new SlotPlan(5, Bus.UNSELECT, 1f, 0f, false, SlotPlan.NOTHING, slot(2).talker()));
        assertThat(rig.channel(FIRE).talkers()).singleElement().satisfies(talker -> {
            assertThat(talker.member()).isEqualTo(ENGINE);
            assertThat(talker.slot()).isEqualTo(2);
        });
    }

    @Test
    void aSlotIsGivenBackAfterItsTailAndOnceTheEngineLetGoOfIt() {
        talks(FIRE, 5, "m2");
        released(5, "m2");
        rig.advance(190);
        assertThat(rig.audio.mix.slot(2)).isNotNull();
        rig.audio.mixing = false;
        rig.advance(20);
        assertThat(rig.audio.mix.slot(2)).isNull();
        assertThat(rig.backend.all(ClientMessage.SlotFreed.class)).isEmpty();
        rig.audio.mixing = true;
        rig.advance(30);
        assertThat(rig.backend.all(ClientMessage.SlotFreed.class))
                .containsExactly(new ClientMessage.SlotFreed("m2", 5));
    }

    @Test
    void aSlotThatStillSoundsIsKeptUntilItIsSilent() {
        rig.audio.quietMillis = 0;
        talks(FIRE, 5, "m2");
        released(5, "m2");
        rig.advance(1000);
        assertThat(rig.audio.mix.slot(2)).isNotNull();
        rig.audio.quietMillis = 190;
        rig.advance(30);
        assertThat(rig.audio.mix.slot(2)).isNotNull();
        rig.audio.quietMillis = 200;
        rig.advance(50);
        assertThat(rig.audio.mix.slot(2)).isNull();
        assertThat(rig.backend.all(ClientMessage.SlotFreed.class))
                .containsExactly(new ClientMessage.SlotFreed("m2", 5));
    }

    @Test
    void aSlotThatIsNeverSilentIsGivenBackAfterTwoSeconds() {
        rig.audio.quietMillis = 0;
        talks(FIRE, 5, "m2");
        released(5, "m2");
        rig.advance(1980);
        assertThat(rig.audio.mix.slot(2)).isNotNull();
        rig.advance(60);
        assertThat(rig.audio.mix.slot(2)).isNull();
        assertThat(rig.backend.all(ClientMessage.SlotFreed.class))
                .containsExactly(new ClientMessage.SlotFreed("m2", 5));
        assertThat(rig.session.statistics().tailsCut()).isOne();
    }

    @Test
    void whatWasHeardIsListedAndRemembered() {
        talks(FIRE, 5, "m0");
        rig.advance(2500);
        idle(FIRE, 5);
        rig.advance(10);
        assertThat(rig.events()).last().asString().startsWith("Engine 7 on Fire 1, 2.5");
        assertThat(rig.channel(FIRE).talkers()).isEmpty();
        assertThat(rig.channel(FIRE).lastTalker()).isEqualTo(ENGINE);
        assertThat(rig.channel(FIRE).missed()).isZero();
    }

    @Test
    void aSlotAnnouncedAfterTheOverEndedIsStillHeard() {
        rig.backend.say(new ServerMessage.FloorTaken(++rig.backend.seq, FIRE, 5, ENGINE, false, rig.actor.now()));
        rig.advance(500);
        idle(FIRE, 5);
        rig.advance(300);
        assigned(FIRE, 5, "m1", false);
        assertThat(slot(1).over()).isEqualTo(5);
        assertThat(rig.channel(FIRE).talkers()).isEmpty();
        released(5, "m1");
        rig.advance(3000);
        assertThat(rig.channel(FIRE).missed()).isZero();
        assertThat(rig.events()).last().asString().startsWith("Engine 7 on Fire 1, 0.5");
    }

    @Test
    void anOverThatNeverCameIsMissedAloud() {
        rig.backend.say(new ServerMessage.FloorTaken(++rig.backend.seq, FIRE, 5, ENGINE, false, rig.actor.now()));
        rig.advance(1000);
        idle(FIRE, 5);
        rig.advance(2100);
        assertThat(rig.channel(FIRE).missed()).isOne();
        assertThat(rig.events()).last().asString().contains("NOT RECEIVED");
        rig.session.attend(FIRE);
        assertThat(rig.channel(FIRE).missed()).isZero();
    }

    @Test
    void selectedChannelsStandOutOnceThereAreAny() {
        talks(FIRE, 5, "m0");
        talks(EMS, 6, "m1");
        assertThat(dB(1)).isCloseTo(0, DB);
        rig.session.volume(EMS, 4);
        rig.session.pan(EMS, -0.5);
        rig.session.select(FIRE);
        rig.advance(10);
        assertThat(slot(0).bus()).isEqualTo(Bus.SELECT);
        assertThat(dB(0)).isCloseTo(0, DB);
        assertThat(slot(1).bus()).isEqualTo(Bus.UNSELECT);
        assertThat(dB(1)).isCloseTo(-5, DB);
        assertThat(slot(1).pan()).isEqualTo(-0.5f);
        rig.session.clearSelection();
        rig.advance(10);
        assertThat(dB(1)).isCloseTo(4, DB);
    }

    @Test
    void volumesAreBounded() {
        rig.session.volume(FIRE, -90);
        assertThat(rig.channel(FIRE).volumeDb()).isEqualTo(-20);
        rig.session.volume(FIRE, 90);
        assertThat(rig.channel(FIRE).volumeDb()).isEqualTo(6);
        rig.session.volume(FIRE, Double.NaN);
        assertThat(rig.channel(FIRE).volumeDb()).isEqualTo(0);
    }

    @Test
    void muteSoloAndAllMuteSilenceAndCountWhatWasNotPlayed() {
        rig.session.mute(FIRE, true);
        talks(FIRE, 5, "m0");
        assertThat(slot(0).gain()).isZero();
        released(5, "m0");
        rig.advance(400);
        assertThat(rig.channel(FIRE).missed()).isOne();

        rig.session.select(FIRE);
        assertThat(rig.channel(FIRE).muted()).as("selecting unmutes").isFalse();
        assertThat(rig.channel(FIRE).missed()).as("and attends").isZero();

        talks(FIRE, 7, "m1");
        talks(EMS, 8, "m2");
        rig.session.allMute(true);
        rig.advance(10);
        assertThat(slot(1).gain()).isPositive();
        assertThat(slot(2).gain()).isZero();
        rig.advance(60_000);
        assertThat(slot(2).gain()).as("ends by itself").isPositive();
        rig.session.allMute(true);
        rig.session.allMute(false);
        rig.advance(10);
        assertThat(slot(2).gain()).as("cancelled").isPositive();

        rig.session.solo(EMS);
        rig.advance(10);
        assertThat(slot(1).gain()).isZero();
        assertThat(slot(2).gain()).isPositive();
        rig.session.solo(null);
        rig.advance(10);
        assertThat(slot(1).gain()).isPositive();
    }

    @Test
    void emergencySoundBreaksThroughEverything() {
        rig.session.mute(FIRE, true);
        rig.session.solo(EMS);
        rig.session.volume(FIRE, -20);
        assigned(FIRE, 5, "m0", true);
        assertThat(slot(0).guarded()).isTrue();
        assertThat(dB(0)).isGreaterThanOrEqualTo(-3.05);
        released(5, "m0");
        rig.advance(400);
        assertThat(rig.channel(FIRE).missed()).isZero();
    }

    @Test
    void anEmergencySoundsUntilAcknowledgedAndStaysUntilCleared() {
        Emergency raised = new Emergency("e1", FIRE, ENGINE, rig.actor.now(), EmergencyState.RAISED, null, null);
        rig.session.mute(FIRE, true);
        talks(FIRE, 5, "m0");
        rig.backend.say(new ServerMessage.EmergencyChanged(++rig.backend.seq, raised));
        rig.advance(4100);
        assertThat(rig.audio.count(Cue.EMERGENCY, Bus.SELECT)).isEqualTo(2);
        assertThat(rig.audio.count(Cue.EMERGENCY, Bus.UNSELECT)).isEqualTo(2);
        assertThat(slot(0).guarded()).as("an over going on").isTrue();

        rig.session.acknowledgeEmergency("e1");
        rig.advance(10);
        assertThat(rig.backend.last(ClientMessage.EmergencyAcknowledge.class).id())
                .isEqualTo("e1");
        rig.backend.say(new ServerMessage.EmergencyChanged(
                ++rig.backend.seq,
                new Emergency(
                        "e1",
                        FIRE,
                        ENGINE,
                        raised.raisedAt(),
                        EmergencyState.ACKNOWLEDGED,
                        "Position 1",
                        rig.actor.now())));
        rig.advance(10_000);
        assertThat(rig.audio.count(Cue.EMERGENCY, Bus.SELECT)).isEqualTo(2);
        assertThat(rig.audio.cues).contains("silence EMERGENCY");
        assertThat(rig.state().emergencies()).extracting(Emergency::state).containsExactly(EmergencyState.ACKNOWLEDGED);

        rig.session.clearEmergency("e1", false);
        rig.advance(10);
        assertThat(rig.backend.last(ClientMessage.EmergencyClear.class).valid()).isFalse();
        rig.backend.say(new ServerMessage.EmergencyChanged(
                ++rig.backend.seq,
                new Emergency(
                        "e1",
                        FIRE,
                        ENGINE,
                        raised.raisedAt(),
                        EmergencyState.CLEARED_FALSE,
                        "Position 1",
                        rig.actor.now())));
        rig.advance(10);
        assertThat(slot(0).guarded()).isFalse();
        assertThat(rig.events()).last().asString().contains("false alarm");
    }

    @Test
    void growsWhenMoreTalkThanThereAreSlots() {
        rig.backend.say(new ServerMessage.SlotsWanted(8));
        rig.advance(10);
        talks(FIRE, 5, "m7");
        assertThat(rig.media.calls).contains("grow 8");
        assertThat(slot(7).over()).isEqualTo(5);
    }

    @Test
    void anAssignmentToALineThatDoesNotExistIsCounted() {
        assigned(FIRE, 5, "m99", false);
        assertThat(rig.session.statistics().unknownSlots()).isOne();
    }

    @Test
    void talkersAreEvenedUnlessTheOperatorWantsThemAsTheySpeak() {
        talks(FIRE, 7, "m1");
        talks(EMS, 8, "m2");
        assertThat(rig.audio.mix.even()).isTrue();
        assertThat(slot(1).talker()).as("known again").isNotEqualTo(SlotPlan.NOBODY);
        assertThat(slot(2).talker()).as("the same one").isEqualTo(slot(1).talker());
        rig.session.even(false);
        rig.advance(10);
        assertThat(rig.audio.mix.even()).isFalse();
        assertThat(rig.state().listening().evened()).isFalse();
        assertThat(rig.session.memory().asSpoken()).isTrue();
    }

    @Test
    void theDeskIsAsItWasLeft() {
        DeskMemory memory =
                new DeskMemory(List.of(EMS), Map.of(FIRE, new DeskMemory.Strip(-12, 0.7, true)), -3, -6, true);
        Rig desk = new Rig(new SessionSettings(
                        "test", "Desk 1", null, null, 0, false, true, Duration.ofSeconds(60), memory))
                .signedIn();
        assertThat(desk.channel(EMS).selected()).isTrue();
        assertThat(desk.channel(FIRE).volumeDb()).isEqualTo(-12);
        assertThat(desk.channel(FIRE).pan()).isEqualTo(0.7);
        assertThat(desk.channel(FIRE).muted()).isTrue();
        assertThat(desk.state().listening().unselectVolumeDb()).isEqualTo(-6);
        assertThat(desk.state().listening().evened()).isFalse();
        desk.session.mute(FIRE, false);
        desk.advance(10);
        assertThat(desk.session.memory().strips()).containsEntry(FIRE, new DeskMemory.Strip(-12, 0.7, false));
        desk.session.signOut();
        desk.advance(10);
        assertThat(desk.session.memory().selected()).as("after signing out").containsExactly(EMS);
    }
}
