package com.talkiego.dispatch.core.session;

import static com.talkiego.dispatch.core.session.Rig.EMS;
import static com.talkiego.dispatch.core.session.Rig.ENGINE;
import static com.talkiego.dispatch.core.session.Rig.FIRE;
import static com.talkiego.dispatch.core.session.Rig.WEATHER;
import static org.assertj.core.api.Assertions.assertThat;

import com.talkiego.dispatch.core.mix.Bus;
import com.talkiego.dispatch.core.mix.Cue;
import com.talkiego.dispatch.core.mix.TicketGate;
import com.talkiego.dispatch.core.model.PttTarget;
import com.talkiego.dispatch.core.model.TransmitPhase;
import com.talkiego.dispatch.core.wire.ClientMessage;
import com.talkiego.dispatch.core.wire.ServerMessage;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransmissionsTest {
    private final Rig rig = Rig.online();

    @Test
    void keepsTheMicrophoneFromKeyDownAndSendsItFromTheGrant() {
        Press press = rig.press(FIRE);
        assertThat(rig.phase(FIRE)).isEqualTo(TransmitPhase.REQUESTED);
        assertThat(rig.audio.gate(press.ticket()).uplinkGate()).isEqualTo(TicketGate.Uplink.HOLD);

        rig.advance(120);
        assertThat(rig.audio.of(press.ticket()).sent).isZero();
        rig.grant(press, FIRE);
        assertThat(rig.phase(FIRE)).isEqualTo(TransmitPhase.GRANTED);
        assertThat(rig.audio.count(Cue.TALK_PERMIT, Bus.SELECT)).isOne();
        rig.passing(press);
        assertThat(rig.phase(FIRE)).isEqualTo(TransmitPhase.ON_AIR);

        rig.advance(500);
        rig.release(press);
        assertThat(rig.phase(FIRE)).isEqualTo(TransmitPhase.STILL_SENDING);
        assertThat(rig.releases()).isEmpty();
        rig.advance(300);

        FakeAudio.Over over = rig.audio.of(press.ticket());
        assertThat(over.sent).isEqualTo(over.taken).isGreaterThanOrEqualTo(600);
        assertThat(rig.releases()).containsExactly(new ClientMessage.FloorRelease(rig.ticketOf(press), null));
        assertThat(rig.phase(FIRE)).isEqualTo(TransmitPhase.NONE);
        assertThat(rig.audio.keying.gates()).isEmpty();
        assertThat(rig.session.statistics().granted()).isOne();
        assertThat(rig.session.statistics().accessMillis()).containsExactly(120.0);
    }

    @Test
    void namesTheUplinkAndTheChannelsInTheRequest() {
        rig.session.select(FIRE);
        rig.session.toggleInSelection(EMS);
        rig.general();
        ClientMessage.FloorRequest request = rig.backend.last(ClientMessage.FloorRequest.class);
        assertThat(request.channels()).containsExactly(FIRE, EMS);
        assertThat(request.uplink()).isEqualTo("m0");
    }

    @Test
    void asksAServerOfVersionOneForEachChannelApart() {
        Rig old = new Rig();
        old.backend.protocol = 1;
        old.signedIn();
        old.press(FIRE);
        ClientMessage.FloorRequest request = old.backend.last(ClientMessage.FloorRequest.class);
        assertThat(request.channel()).isEqualTo(FIRE);
        assertThat(request.channels()).isNull();
    }

    @Test
    void aTicketNamesItsChannelsForGood() {
        rig.session.select(FIRE);
        Press press = rig.general();
        rig.grant(press, FIRE);
        rig.session.select(EMS);
        rig.release(press);
        rig.advance(300);
        assertThat(rig.backend.last(ClientMessage.FloorRelease.class).ticket()).isEqualTo(rig.ticketOf(press));
        assertThat(rig.backend.all(ClientMessage.FloorRequest.class)).hasSize(1);
    }

    @Test
    void aRefusalIsHeardReadAndFinal() {
        Press press = rig.press(FIRE);
        rig.backend.deny(rig.ticketOf(press), "fire-1", ENGINE);
        rig.advance(50);
        assertThat(rig.audio.count(Cue.REFUSED, Bus.SELECT)).isOne();
        assertThat(rig.channel(FIRE).transmit().phase()).isEqualTo(TransmitPhase.REFUSED);
        assertThat(rig.channel(FIRE).transmit().reason()).isEqualTo("Engine 7 is talking");
        assertThat(rig.audio.of(press.ticket()).intakeOpen).isFalse();

        rig.grant(press, FIRE);
        assertThat(rig.audio.of(press.ticket()).sent).isZero();
        assertThat(rig.backend.last(ClientMessage.FloorRelease.class).channels())
                .containsExactly(FIRE);

        rig.advance(4100);
        assertThat(rig.phase(FIRE)).isEqualTo(TransmitPhase.NONE);
    }

    @Test
    void refusesWhatCannotBe() {
        rig.general();
        assertThat(rig.events()).last().asString().contains("no channel selected");
        rig.press(WEATHER);
        assertThat(rig.channel(WEATHER).transmit().reason()).contains("receive only");
        rig.audio.microphone = false;
        rig.press(EMS);
        assertThat(rig.channel(EMS).transmit().reason()).contains("no microphone");
        assertThat(rig.audio.count(Cue.REFUSED, Bus.SELECT)).isEqualTo(3);
        assertThat(rig.backend.all(ClientMessage.FloorRequest.class)).isEmpty();
        assertThat(rig.session.statistics().denied()).isEqualTo(3);
    }

    @Test
    void refusesWhenEveryUplinkIsBusy() {
        Rig one = new Rig();
        one.backend.uplinks = 1;
        one.signedIn();
        one.press(FIRE);
        one.press(EMS);
        assertThat(one.channel(EMS).transmit().reason()).contains("all 1 transmit paths are in use");
    }

    @Test
    void aTapBeforePermissionIsCancelledAndALateGrantGivenBack() {
        Press press = rig.press(FIRE);
        rig.release(press);
        assertThat(rig.channel(FIRE).transmit().reason()).startsWith("Released before permission");
        assertThat(rig.releases()).hasSize(1);
        rig.grant(press, FIRE);
        rig.advance(200);
        assertThat(rig.audio.of(press.ticket()).sent).isZero();
        assertThat(rig.releases()).hasSize(2);
        assertThat(rig.backend.last(ClientMessage.FloorRelease.class).channels())
                .containsExactly(FIRE);
        assertThat(rig.session.statistics().cancelled()).isOne();
    }

    @Test
    void aLeaseThatLapsesCutsOffAndNeverReopens() {
        Press press = rig.press(FIRE);
        rig.grant(press, FIRE);
        rig.advance(200);
        rig.freeze(press);
        rig.advance(370);
        assertThat(rig.audio.of(press.ticket()).intakeOpen).isFalse();
        assertThat(rig.audio.count(Cue.CUT_OFF, Bus.SELECT)).isOne();
        rig.advance(300);
        assertThat(rig.channel(FIRE).transmit().phase()).isEqualTo(TransmitPhase.CUT_OFF);
        assertThat(rig.channel(FIRE).transmit().reason()).startsWith("NOT ON AIR, press again");
        assertThat(rig.releases()).isNotEmpty();

        long taken = rig.audio.of(press.ticket()).taken;
        rig.held.add(press);
        rig.advance(500);
        assertThat(rig.audio.of(press.ticket()).taken).isEqualTo(taken);
        assertThat(rig.session.statistics().cutOff()).isOne();
    }

    @Test
    void aRevokeClosesBothGatesAtOnceAndIsAcknowledged() {
        Press press = rig.press(FIRE);
        rig.advance(300);
        rig.grant(press, FIRE);
        rig.advance(20);
        rig.backend.say(new ServerMessage.FloorRevoked(++rig.backend.seq, rig.ticketOf(press), FIRE, 4, ""));
        rig.advance(10);
        TicketGate gate = rig.audio.gate(press.ticket());
        assertThat(gate.intake()).isFalse();
        assertThat(gate.uplinkGate()).isEqualTo(TicketGate.Uplink.DISCARD);
        assertThat(rig.phase(FIRE)).isEqualTo(TransmitPhase.CUT_OFF);
        assertThat(rig.audio.count(Cue.CUT_OFF, Bus.SELECT)).isOne();
        assertThat(rig.backend.all(ClientMessage.FloorAck.class))
                .contains(new ClientMessage.FloorAck(rig.ticketOf(press), FIRE, "floor.revoke"));
        rig.advance(1000);
        assertThat(rig.audio.keying.gates()).isEmpty();
    }

    @Test
    void theTimeOutWarnsThenCuts() {
        Press press = rig.press(FIRE);
        rig.backend.say(new ServerMessage.FloorGranted(++rig.backend.seq, rig.ticketOf(press), FIRE, 5, 20_000));
        rig.backend.script = message -> {
            if (message instanceof ClientMessage.Beat) {
                rig.backend.passing(rig.ticketOf(press));
            }
        };
        rig.advance(9_900);
        assertThat(rig.audio.count(Cue.TIME_OUT_WARNING, Bus.SELECT)).isZero();
        rig.advance(200);
        assertThat(rig.audio.count(Cue.TIME_OUT_WARNING, Bus.SELECT)).isOne();
        rig.advance(9_800);
        assertThat(rig.phase(FIRE)).isEqualTo(TransmitPhase.ON_AIR);
        rig.advance(200);
        assertThat(rig.channel(FIRE).transmit().reason()).contains("time-out after 20 s");
        assertThat(rig.audio.of(press.ticket()).intakeOpen).isFalse();
        rig.advance(200);
        assertThat(rig.releases()).hasSize(1);
    }

    @Test
    void drainsAtMostOneAndAHalfSeconds() {
        rig.audio.draining = false;
        Press press = rig.press(FIRE);
        rig.grant(press, FIRE);
        rig.advance(300);
        rig.release(press);
        rig.advance(1400);
        assertThat(rig.phase(FIRE)).isEqualTo(TransmitPhase.STILL_SENDING);
        assertThat(rig.transmission(press).backlogMillis()).isGreaterThan(0);
        rig.advance(200);
        assertThat(rig.audio.of(press.ticket()).backlog).isZero();
        assertThat(rig.releases()).hasSize(1);
    }

    @Test
    void aPressWhileTheLastOneDrainsLosesNoWord() {
        Press first = rig.press("pedal", new PttTarget.OneChannel(FIRE));
        rig.advance(200);
        rig.grant(first, FIRE);
        rig.advance(100);
        rig.release(first);
        Press second = rig.press("pedal", new PttTarget.OneChannel(FIRE));
        assertThat(second.ticket()).isNotEqualTo(first.ticket());
        rig.advance(20);
        assertThat(rig.audio.of(second.ticket()).intakeOpen).isTrue();
        assertThat(rig.audio.of(second.ticket()).uplink).isNotEqualTo(rig.audio.of(first.ticket()).uplink);
        assertThat(rig.backend.all(ClientMessage.FloorRequest.class)).hasSize(1);

        rig.advance(400);
        List<ClientMessage> floor = rig.backend.received.stream()
                .filter(message ->
                        message instanceof ClientMessage.FloorRelease || message instanceof ClientMessage.FloorRequest)
                .toList();
        assertThat(floor.get(1)).isEqualTo(new ClientMessage.FloorRelease(rig.ticketOf(first), null));
        assertThat(floor.get(2)).isInstanceOf(ClientMessage.FloorRequest.class);
        rig.grant(second, FIRE);
        rig.advance(500);
        assertThat(rig.audio.of(second.ticket()).taken).isGreaterThanOrEqualTo(900);
    }

    @Test
    void severalSourcesHoldOneTicketUntilTheLastIsLetGo() {
        Press pedal = rig.press("pedal", new PttTarget.OneChannel(FIRE));
        rig.grant(pedal, FIRE);
        Press mouse = rig.press("mouse", new PttTarget.OneChannel(FIRE));
        assertThat(mouse.ticket()).isEqualTo(pedal.ticket());
        assertThat(rig.transmission(pedal).source()).isEqualTo("pedal and mouse");
        rig.release(pedal);
        rig.advance(500);
        assertThat(rig.audio.of(mouse.ticket()).intakeOpen).isTrue();
        rig.passing(mouse);
        assertThat(rig.phase(FIRE)).isEqualTo(TransmitPhase.ON_AIR);
        rig.release(mouse);
        rig.advance(300);
        assertThat(rig.releases()).hasSize(1);
    }

    @Test
    void keyUpClosesTheMicrophoneHoweverBusyTheSessionIs() {
        Press press = rig.press(FIRE);
        rig.grant(press, FIRE);
        rig.advance(100);
        press.release();
        rig.audio.frame(rig.actor.nanoTime());
        assertThat(rig.audio.of(press.ticket()).intakeOpen).isFalse();
    }

    @Test
    void aKeyUpThatNobodyHeardIsFoundByTheWatch() {
        Press press = rig.press(FIRE);
        rig.grant(press, FIRE);
        rig.advance(100);
        rig.held.clear();
        rig.actor.full(true);
        press.release();
        rig.actor.full(false);
        rig.advance(400);
        assertThat(rig.releases()).hasSize(1);
        assertThat(rig.session.statistics().cutOff()).isZero();
    }

    @Test
    void aPressTheQueueHadNoRoomForIsRefusedAloud() {
        rig.actor.full(true);
        Press press = rig.session.press(new SourceId("a"), "a", new PttTarget.OneChannel(FIRE), Rig.LEASE);
        rig.actor.full(false);
        rig.advance(100);
        assertThat(rig.audio.hasGate(press.ticket())).isFalse();
        assertThat(rig.audio.count(Cue.REFUSED, Bus.SELECT)).isOne();
        assertThat(rig.events()).last().asString().contains("overloaded");
    }

    @Test
    void unconfirmedSoundIsShownThenTheLinkIsReplaced() {
        Press press = rig.press(FIRE);
        rig.grant(press, FIRE);
        rig.passing(press);
        rig.advance(1100);
        assertThat(rig.phase(FIRE)).isEqualTo(TransmitPhase.NOT_CONFIRMED);
        rig.passing(press);
        assertThat(rig.phase(FIRE)).isEqualTo(TransmitPhase.ON_AIR);
        rig.advance(2100);
        assertThat(rig.phase(FIRE)).isEqualTo(TransmitPhase.CUT_OFF);
        assertThat(rig.media.calls).contains("close PUBLISHER");
        rig.advance(1000);
        assertThat(rig.media.calls).filteredOn("open PUBLISHER 2"::equals).hasSize(2);
        Press again = rig.press(EMS);
        rig.grant(again, EMS);
        assertThat(rig.phase(EMS)).isEqualTo(TransmitPhase.GRANTED);
    }

    @Test
    void twoChannelsAtOnceAreTwoTicketsOnTwoUplinks() {
        Press fire = rig.press(FIRE);
        Press ems = rig.press(EMS);
        rig.grant(fire, FIRE);
        rig.grant(ems, EMS);
        rig.advance(50);
        assertThat(rig.audio.gate(fire.ticket()).uplink())
                .isNotEqualTo(rig.audio.gate(ems.ticket()).uplink());
        rig.release(fire);
        rig.advance(300);
        assertThat(rig.phase(FIRE)).isEqualTo(TransmitPhase.NONE);
        assertThat(rig.audio.of(ems.ticket()).intakeOpen).isTrue();
    }

    @Test
    void keyingAMutedChannelUnmutesIt() {
        rig.session.mute(FIRE, true);
        assertThat(rig.channel(FIRE).muted()).isTrue();
        rig.press(FIRE);
        assertThat(rig.channel(FIRE).muted()).isFalse();
    }

    @Test
    void aRequestNobodyAnswersIsSaidAgainThreeTimesThenRefused() {
        rig.press(FIRE);
        rig.advance(3500);
        assertThat(rig.backend.all(ClientMessage.FloorRequest.class)).hasSize(4);
        rig.advance(700);
        assertThat(rig.channel(FIRE).transmit().reason()).contains("does not answer");
    }

    @Test
    void aReleaseIsSaidAgainUntilTheChannelFallsIdle() {
        Press press = rig.press(FIRE);
        rig.grant(press, FIRE);
        rig.release(press);
        rig.advance(2500);
        assertThat(rig.releases()).hasSizeBetween(2, 3);
        int said = rig.releases().size();
        rig.backend.say(new ServerMessage.FloorIdle(++rig.backend.seq, FIRE, 1000 + press.ticket(), rig.actor.now()));
        rig.advance(3000);
        assertThat(rig.releases()).hasSize(said);
    }

    @Test
    void waitsForTheWindingUpOfItsOwnLastOver() {
        Press press = rig.press(FIRE);
        rig.backend.deny(rig.ticketOf(press), "fire-1", FakeBackend.SELF);
        rig.advance(150);
        ClientMessage.FloorRequest again = rig.backend.last(ClientMessage.FloorRequest.class);
        assertThat(again.ticket()).isNotEqualTo(rig.ticketOf(press));
        rig.backend.grant(again.ticket(), "fire-1", 9);
        rig.advance(10);
        assertThat(rig.phase(FIRE)).isEqualTo(TransmitPhase.GRANTED);
    }

    @Test
    void aRequestTheBackendCannotTakeIsRefusedAtOnce() {
        Press press = rig.press(FIRE);
        long ref = rig.backend.last(ClientMessage.FloorRequest.class).ref();
        rig.backend.say(new ServerMessage.Failed(ref, "not_joined", "You are not on channel fire-1"));
        rig.advance(10);
        assertThat(rig.channel(FIRE).transmit().reason()).isEqualTo("You are not on channel fire-1");
        assertThat(rig.audio.of(press.ticket()).intakeOpen).isFalse();
    }

    @Test
    void everyUplinkComesBackToThePool() {
        for (int over = 0; over < 10; over++) {
            Press press = rig.press(FIRE);
            rig.grant(press, FIRE);
            rig.advance(50);
            rig.release(press);
            rig.advance(300);
        }
        assertThat(rig.session.statistics().granted()).isEqualTo(10);
    }
}
