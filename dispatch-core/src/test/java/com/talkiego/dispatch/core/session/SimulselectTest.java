package com.talkiego.dispatch.core.session;

import static com.talkiego.dispatch.core.session.Rig.EMS;
import static com.talkiego.dispatch.core.session.Rig.ENGINE;
import static com.talkiego.dispatch.core.session.Rig.FIRE;
import static com.talkiego.dispatch.core.session.Rig.WEATHER;
import static org.assertj.core.api.Assertions.assertThat;

import com.talkiego.dispatch.core.mix.Bus;
import com.talkiego.dispatch.core.mix.Cue;
import com.talkiego.dispatch.core.mix.TicketGate;
import com.talkiego.dispatch.core.model.TransmitPhase;
import com.talkiego.dispatch.core.wire.ServerMessage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SimulselectTest {
    private final Rig rig = Rig.online();

    @BeforeEach
    void selectTwo() {
        rig.session.select(FIRE);
        rig.session.toggleInSelection(EMS);
    }

    @Test
    void permitsWhenAllHaveAnswered() {
        Press press = rig.general();
        rig.grant(press, FIRE);
        assertThat(rig.audio.gate(press.ticket()).uplinkGate()).isEqualTo(TicketGate.Uplink.SEND);
        assertThat(rig.audio.count(Cue.TALK_PERMIT, Bus.SELECT)).isZero();
        rig.grant(press, EMS);
        assertThat(rig.audio.count(Cue.TALK_PERMIT, Bus.SELECT)).isOne();
    }

    @Test
    void saysWhoIsLeftOut() {
        Press press = rig.general();
        rig.backend.deny(rig.ticketOf(press), "ems-1", ENGINE);
        rig.grant(press, FIRE);
        assertThat(rig.audio.count(Cue.PARTIAL, Bus.SELECT)).isOne();
        assertThat(rig.audio.count(Cue.TALK_PERMIT, Bus.SELECT)).isZero();
        assertThat(rig.events()).last().isEqualTo("ON AIR Fire 1, NOT EMS 1: Engine 7 is talking");
        rig.passing(press);
        assertThat(rig.phase(FIRE)).isEqualTo(TransmitPhase.ON_AIR);
        assertThat(rig.phase(EMS)).isEqualTo(TransmitPhase.REFUSED);
    }

    @Test
    void waitsThreeTenthsOfASecondForTheOthersAndGivesALaterGrantBack() {
        Press press = rig.general();
        rig.advance(100);
        rig.grant(press, FIRE);
        rig.advance(290);
        assertThat(rig.audio.cues).isEmpty();
        rig.advance(20);
        assertThat(rig.audio.count(Cue.PARTIAL, Bus.SELECT)).isOne();
        assertThat(rig.channel(EMS).transmit().reason()).isEqualTo("no answer in time");
        int given = rig.releases().size();
        rig.grant(press, EMS);
        assertThat(rig.releases()).hasSize(given + 1);
        assertThat(rig.releases().getLast().channels()).containsExactly(EMS);
        assertThat(rig.phase(EMS)).isEqualTo(TransmitPhase.REFUSED);
        assertThat(rig.phase(FIRE)).isEqualTo(TransmitPhase.GRANTED);
    }

    @Test
    void goesOnWhereOnlyOneChannelIsTakenBack() {
        Press press = rig.general();
        rig.grant(press, FIRE);
        rig.grant(press, EMS);
        rig.backend.say(new ServerMessage.FloorRevoked(++rig.backend.seq, rig.ticketOf(press), EMS, 4, ""));
        rig.advance(20);
        assertThat(rig.phase(EMS)).isEqualTo(TransmitPhase.CUT_OFF);
        assertThat(rig.audio.count(Cue.CUT_OFF, Bus.SELECT)).isOne();
        assertThat(rig.audio.of(press.ticket()).intakeOpen).isTrue();
        assertThat(rig.phase(FIRE)).isEqualTo(TransmitPhase.GRANTED);
    }

    @Test
    void isRefusedWhereNobodyAgrees() {
        Press press = rig.general();
        rig.backend.deny(rig.ticketOf(press), "fire-1", ENGINE);
        rig.backend.deny(rig.ticketOf(press), "ems-1", null);
        rig.advance(20);
        assertThat(rig.audio.count(Cue.REFUSED, Bus.SELECT)).isOne();
        assertThat(rig.audio.of(press.ticket()).intakeOpen).isFalse();
    }

    @Test
    void leavesOutAChannelThatOnlyListens() {
        rig.session.toggleInSelection(WEATHER);
        Press press = rig.general();
        assertThat(rig.phase(WEATHER)).isEqualTo(TransmitPhase.REFUSED);
        rig.grant(press, FIRE);
        rig.grant(press, EMS);
        assertThat(rig.audio.count(Cue.PARTIAL, Bus.SELECT)).isOne();
    }

    @Test
    void aChannelAlreadyKeyedIsNotKeyedTwice() {
        Press fire = rig.press(FIRE);
        rig.grant(fire, FIRE);
        Press both = rig.general();
        assertThat(rig.transmission(both).legs().getFirst().reason()).contains("already talking");
        rig.grant(both, EMS);
        assertThat(rig.phase(EMS)).isEqualTo(TransmitPhase.GRANTED);
        assertThat(rig.audio.gate(fire.ticket()).intake()).isTrue();
    }
}
