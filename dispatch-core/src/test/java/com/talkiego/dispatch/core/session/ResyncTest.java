package com.talkiego.dispatch.core.session;

import static com.talkiego.dispatch.core.session.Rig.EMS;
import static com.talkiego.dispatch.core.session.Rig.ENGINE;
import static com.talkiego.dispatch.core.session.Rig.FIRE;
import static org.assertj.core.api.Assertions.assertThat;

import com.talkiego.dispatch.core.mix.Bus;
import com.talkiego.dispatch.core.mix.Cue;
import com.talkiego.dispatch.core.model.Connection;
import com.talkiego.dispatch.core.model.ConsoleEvent;
import com.talkiego.dispatch.core.model.Emergency;
import com.talkiego.dispatch.core.model.EmergencyState;
import com.talkiego.dispatch.core.model.Member;
import com.talkiego.dispatch.core.model.MemberKind;
import com.talkiego.dispatch.core.wire.ClientMessage;
import com.talkiego.dispatch.core.wire.ServerMessage;
import com.talkiego.dispatch.core.wire.ServerMessage.MissedOver;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A session that cannot go on is built anew so that the operator hardly notices, and learns what was missed. */
class ResyncTest {
    private final Rig rig = Rig.online();

    /** Cuts the path for that long; the backend has forgotten the session by then. */
    private Instant gone(long millis) {
        Instant told = rig.actor.now();
        rig.backend.resuming = false;
        rig.backend.reachable = false;
        rig.backend.cut();
        rig.advance(millis);
        rig.backend.reachable = true;
        return told;
    }

    private void back() {
        rig.advance(5_200);
        assertThat(rig.state().connection()).isInstanceOf(Connection.Online.class);
    }

    private static MissedOver over(long number, Instant from, long millis) {
        return new MissedOver(number, ENGINE, false, from, from.plusMillis(millis));
    }

    private void emergency(String id, EmergencyState state, Instant raisedAt) {
        @Nullable String by = state == EmergencyState.RAISED ? null : "Kim";
        @Nullable Instant at = state == EmergencyState.RAISED ? null : rig.actor.now();
        rig.backend.say(new ServerMessage.EmergencyChanged(
                ++rig.backend.seq, new Emergency(id, FIRE, ENGINE, raisedAt, state, by, at)));
        rig.advance(10);
    }

    @Test
    void aShortSilenceIsResumedWithoutAsking() {
        rig.backend.reachable = false;
        rig.backend.cut();
        rig.advance(1_000);
        rig.backend.reachable = true;
        back();
        assertThat(rig.backend.all(ClientMessage.Join.class)).hasSize(1);
    }

    @Test
    void aLongSilenceIsCaughtUpWith() {
        for (long silence : new long[] {31_000, 300_000}) {
            rig.session.attend(FIRE);
            Instant told = gone(silence);
            Instant from = told.plusSeconds(5);
            rig.backend.missed.put(FIRE, List.of(over(70, from, 3_000), over(71, from.plusSeconds(6), 1_500)));
            rig.backend.missed.put(EMS, List.of());
            back();
            ClientMessage.Join join = rig.backend.last(ClientMessage.Join.class);
            assertThat(join.since()).isBetween(told.minusMillis(2_100), told);
            assertThat(rig.channel(FIRE).missed()).isEqualTo(2);
            assertThat(rig.channel(EMS).missed()).isZero();
            assertThat(rig.state().events())
                    .filteredOn(line -> line.at().equals(from))
                    .singleElement()
                    .satisfies(line -> {
                        assertThat(line.kind()).isEqualTo(ConsoleEvent.Kind.FAULT);
                        assertThat(line.sentence())
                                .isEqualTo("Engine 7 on Fire 1, 3.0 s: MISSED while the connection was away,"
                                        + " ask to repeat");
                    });
        }
    }

    @Test
    void theDeskIsAsItWas() {
        rig.session.select(FIRE);
        rig.session.volume(FIRE, -7);
        rig.session.mute(EMS, true);
        rig.session.solo(FIRE);
        rig.session.masterVolume(Bus.SELECT, -3);
        gone(300_000);
        back();
        assertThat(rig.channel(FIRE).selected()).isTrue();
        assertThat(rig.channel(FIRE).volumeDb()).isEqualTo(-7);
        assertThat(rig.channel(EMS).muted()).isTrue();
        assertThat(rig.state().listening().solo()).isEqualTo(FIRE);
        assertThat(rig.state().listening().selectVolumeDb()).isEqualTo(-3);
        assertThat(rig.audio.count(Cue.PATH_LOST, Bus.SELECT)).isOne();
        assertThat(rig.audio.count(Cue.PATH_BACK, Bus.SELECT)).isOne();
    }

    @Test
    void whatWasHeardOrSaidByThisDeskIsNotMissed() {
        Instant from = rig.actor.now();
        rig.backend.say(new ServerMessage.FloorTaken(++rig.backend.seq, FIRE, 5, ENGINE, false, from));
        rig.backend.say(new ServerMessage.SlotAssigned(++rig.backend.seq, "m1", 5, FIRE, ENGINE, false));
        rig.advance(1_500);
        Instant to = rig.actor.now();
        rig.backend.say(new ServerMessage.FloorIdle(++rig.backend.seq, FIRE, 5, to));
        rig.advance(10);
        Instant told = gone(60_000);
        rig.backend.missed.put(
                FIRE,
                List.of(
                        new MissedOver(5, ENGINE, false, from, to),
                        new MissedOver(6, FakeBackend.SELF, false, told.plusSeconds(1), told.plusSeconds(2)),
                        new MissedOver(7, ENGINE, false, from, told.plusSeconds(3))));
        back();
        assertThat(rig.channel(FIRE).missed()).isOne();
        assertThat(rig.events()).filteredOn(line -> line.contains("MISSED")).hasSize(1);
        assertThat(rig.events()).anyMatch(line -> line.contains("PARTLY MISSED"));
    }

    @Test
    void manyAreListedByTheirNewestAndCountedInFull() {
        Instant told = gone(60_000);
        List<MissedOver> overs = new ArrayList<>();
        for (int number = 0; number < 57; number++) {
            overs.add(over(number, told.plusSeconds(1 + number), 500));
        }
        rig.backend.missed.put(FIRE, overs);
        rig.backend.missedMore = true;
        back();
        assertThat(rig.channel(FIRE).missed()).isEqualTo(57);
        assertThat(rig.events())
                .filteredOn(line -> line.contains("ask to repeat"))
                .hasSize(20);
        assertThat(rig.events()).anyMatch(line -> line.startsWith("37 more overs on Fire 1 MISSED"));
        assertThat(rig.events())
                .filteredOn(line -> line.contains("does not know all that was said"))
                .hasSize(1);
    }

    @Test
    void aGapInTheMiddleOfCatchingUpIsCaughtUpFromTheFirst() {
        Instant told = gone(60_000);
        rig.backend.joining = false;
        rig.advance(5_200);
        rig.backend.cut();
        rig.backend.joining = true;
        rig.backend.missed.put(FIRE, List.of(over(70, told.plusSeconds(5), 1_000)));
        back();
        assertThat(rig.backend.last(ClientMessage.Join.class).since()).isBeforeOrEqualTo(told);
        assertThat(rig.channel(FIRE).missed()).isOne();
        rig.backend.missed.clear();
        rig.backend.cut();
        back();
        assertThat(rig.backend.last(ClientMessage.Join.class).since()).isAfter(told.plusSeconds(60));
        assertThat(rig.channel(FIRE).missed()).isOne();
    }

    @Test
    void aBackendThatNumbersItsOversAnewIsHeardAllTheSame() {
        rig.backend.say(new ServerMessage.FloorTaken(++rig.backend.seq, FIRE, 1, ENGINE, false, rig.actor.now()));
        rig.backend.say(new ServerMessage.FloorIdle(++rig.backend.seq, FIRE, 1, rig.actor.now()));
        rig.advance(10);
        gone(1_000);
        back();
        rig.backend.say(new ServerMessage.FloorTaken(++rig.backend.seq, FIRE, 1, ENGINE, false, rig.actor.now()));
        rig.advance(10);
        assertThat(rig.channel(FIRE).talkers()).hasSize(1);
    }

    @Test
    void anEmergencyOpenedAndClosedMeanwhileIsListedAndSilent() {
        Instant told = gone(300_000);
        back();
        Instant raised = told.plusSeconds(20);
        emergency("e9", EmergencyState.CLEARED_VALID, raised);
        rig.advance(10_000);
        assertThat(rig.audio.count(Cue.EMERGENCY, Bus.SELECT)).isZero();
        assertThat(rig.state().events())
                .filteredOn(line -> line.kind() == ConsoleEvent.Kind.EMERGENCY)
                .extracting(ConsoleEvent::sentence)
                .containsExactly(
                        "EMERGENCY: Engine 7 on Fire 1", "Emergency of Engine 7 on Fire 1 cleared by Kim: valid");
        assertThat(rig.state().events()).anyMatch(line -> line.at().equals(raised));
    }

    @Test
    void anOpenEmergencyGoesOnWithoutBeingListedAgain() {
        Instant raised = rig.actor.now();
        emergency("e1", EmergencyState.RAISED, raised);
        gone(60_000);
        rig.backend.script = message -> {
            if (message instanceof ClientMessage.Hello) {
                rig.backend.say(new ServerMessage.EmergencyChanged(
                        ++rig.backend.seq,
                        new Emergency("e1", FIRE, ENGINE, raised, EmergencyState.RAISED, null, null)));
            }
        };
        back();
        rig.advance(10_000);
        assertThat(rig.events())
                .filteredOn(line -> line.startsWith("EMERGENCY"))
                .hasSize(1);
        int sounded = rig.audio.count(Cue.EMERGENCY, Bus.SELECT);
        rig.advance(8_100);
        assertThat(rig.audio.count(Cue.EMERGENCY, Bus.SELECT)).isGreaterThan(sounded);
        assertThat(rig.state().emergencies()).hasSize(1);
    }

    @Test
    void anEmergencyTheBackendNoLongerKnowsFallsSilentWithWords() {
        emergency("e1", EmergencyState.RAISED, rig.actor.now());
        gone(1_000);
        back();
        rig.advance(5_100);
        int sounded = rig.audio.count(Cue.EMERGENCY, Bus.SELECT);
        rig.advance(10_000);
        assertThat(rig.audio.count(Cue.EMERGENCY, Bus.SELECT)).isEqualTo(sounded);
        assertThat(rig.state().emergencies()).isEmpty();
        assertThat(rig.events()).anyMatch(line -> line.contains("not known to the backend any more"));
    }

    @Test
    void halfOpenWhileKeyedIsFoundWithinTwoSecondsElseWithinFive() {
        Press press = rig.press(FIRE);
        rig.grant(press, FIRE);
        rig.passing(press);
        rig.advance(1_230);
        rig.passing(press);
        rig.advance(10);
        rig.backend.beating = false;
        long keyed = millisUntilLost();
        assertThat(keyed).isLessThanOrEqualTo(2_000);
        rig.backend.beating = true;
        Rig idle = Rig.online();
        idle.advance(7_000);
        idle.backend.beating = false;
        long quiet = 0;
        while (idle.state().connection() instanceof Connection.Online && quiet < 10_000) {
            idle.advance(10);
            quiet += 10;
        }
        assertThat(quiet).isLessThanOrEqualTo(5_000);
    }

    private long millisUntilLost() {
        long millis = 0;
        while (rig.state().connection() instanceof Connection.Online && millis < 10_000) {
            rig.advance(10);
            millis += 10;
        }
        return millis;
    }

    @Test
    void timesAreTheBackendsWhateverThisComputersClockSays() {
        rig.backend.clockAheadMillis = 90_000;
        rig.advance(4_000);
        assertThat(rig.state().serverClockOffsetMillis()).isEqualTo(90_000);
        rig.backend.say(new ServerMessage.Presence(
                ++rig.backend.seq, FIRE, List.of(new Member("u9", "Kim", MemberKind.UNIT, null)), List.of()));
        rig.advance(10);
        assertThat(rig.state().events().getLast().at())
                .isBetween(rig.actor.now().plusMillis(89_900), rig.actor.now().plusMillis(90_100));
    }

    @Test
    void aJumpOfThisComputersClockMovesNothing() {
        Press press = rig.press(FIRE);
        rig.grant(press, FIRE);
        rig.passing(press);
        rig.session.allMute(true);
        rig.advance(100);
        Instant before = rig.state().events().getLast().at();
        rig.actor.clockJumps(Duration.ofHours(-3));
        rig.advance(50);
        assertThat(rig.audio.of(press.ticket()).intakeOpen).isTrue();
        assertThat(rig.state().connection()).isInstanceOf(Connection.Online.class);
        rig.release(press);
        rig.advance(1_000);
        assertThat(rig.state().events().getLast().at()).isBetween(before, before.plusSeconds(5));
        rig.actor.clockJumps(Duration.ofHours(30));
        rig.advance(500);
        assertThat(rig.state().listening().allMutedUntil()).isNotNull();
        assertThat(rig.state().connection()).isInstanceOf(Connection.Online.class);
        rig.advance(60_000);
        assertThat(rig.state().listening().allMutedUntil()).isNull();
    }

    @Test
    void aFirstSignInHasNothingToCatchUpWith() {
        Rig late = new Rig();
        late.signedIn();
        assertThat(late.backend.last(ClientMessage.Join.class).since()).isNull();
    }
}
