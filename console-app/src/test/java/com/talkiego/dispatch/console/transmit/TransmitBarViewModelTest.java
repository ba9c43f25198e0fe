package com.talkiego.dispatch.console.transmit;

import static org.assertj.core.api.Assertions.assertThat;

import com.talkiego.dispatch.console.sample.Sample;
import com.talkiego.dispatch.console.transmit.TransmitLook.Phase;
import com.talkiego.dispatch.core.model.Connection;
import com.talkiego.dispatch.core.model.TransmitPhase;
import org.junit.jupiter.api.Test;

class TransmitBarViewModelTest {

    private static TransmitLook look(Sample sample) {
        return TransmitBarViewModel.look(sample.state(), Sample.NOW);
    }

    @Test
    void namesTheTargetBeforeKeying() {
        assertThat(look(Sample.channels(12).select("Fire 1")).headline()).isEqualTo("PTT talks to Fire 1");
        assertThat(look(Sample.channels(12).select("Fire 1", "EMS 2", "Rescue")).headline())
                .isEqualTo("3 CHANNELS: Fire 1, EMS 2, Rescue");
        assertThat(look(Sample.channels(12)).phase()).isEqualTo(Phase.NO_SELECTION);
    }

    @Test
    void namesTheTicketsChannelsWhileKeyedWhateverIsSelected() {
        TransmitLook look = look(Sample.channels(12)
                .select("Rescue")
                .transmit("Fire 1", TransmitPhase.ON_AIR, 12_400, "")
                .ticket(0));
        assertThat(look.headline()).isEqualTo("ON AIR to Fire 1");
        assertThat(look.time()).isEqualTo("0:12 of 1:00");
        assertThat(look.used()).isBetween(0.2, 0.21);
        assertThat(look.endsSoon()).isFalse();
    }

    @Test
    void warnsTenSecondsBeforeTheTimeOut() {
        assertThat(look(Sample.channels(1)
                                .transmit("Fire 1", TransmitPhase.ON_AIR, 50_000, "")
                                .ticket(0))
                        .endsSoon())
                .isTrue();
    }

    @Test
    void isNeverOnAirWhileOnlyAskedFor() {
        for (TransmitPhase asked :
                new TransmitPhase[] {TransmitPhase.REQUESTED, TransmitPhase.QUEUED, TransmitPhase.GRANTED}) {
            assertThat(look(Sample.channels(1).transmit("Fire 1", asked, 50, "").ticket(0))
                            .phase())
                    .isEqualTo(Phase.REQUESTED);
        }
    }

    @Test
    void saysWhoIsNotReachedAndWhy() {
        TransmitLook look = look(Sample.channels(12)
                .transmit("Fire 1", TransmitPhase.ON_AIR, 4_000, "")
                .transmit("EMS 2", TransmitPhase.REFUSED, 4_000, "Unit 12 talking")
                .ticket(0));
        assertThat(look.phase()).isEqualTo(Phase.PARTIAL);
        assertThat(look.headline()).isEqualTo("ON AIR to Fire 1");
        assertThat(look.detail()).isEqualTo("NOT EMS 2: Unit 12 talking");
    }

    @Test
    void saysHowMuchIsStillToBeSent() {
        TransmitLook look = look(Sample.channels(1)
                .transmit("Fire 1", TransmitPhase.STILL_SENDING, 100, "")
                .ticket(800));
        assertThat(look.headline()).isEqualTo("Still sending 0.8 s to Fire 1");
    }

    @Test
    void aCutOffAsksForANewPress() {
        TransmitLook look =
                look(Sample.channels(1).transmit("Fire 1", TransmitPhase.CUT_OFF, 100, "Cut off: time-out"));
        assertThat(look.headline()).isEqualTo("NOT ON AIR, press again");
        assertThat(look.detail()).isEqualTo("Fire 1: Cut off: time-out");
    }

    @Test
    void withoutAPathItOffersNothing() {
        TransmitLook look =
                look(Sample.channels(1).select("Fire 1").connection(new Connection.Lost("Gone.", 1, Sample.NOW)));
        assertThat(look.phase()).isEqualTo(Phase.NO_PATH);
    }

    @Test
    void countsAllMuteDown() {
        TransmitLook look = look(Sample.channels(1).allMuted(42));
        assertThat(look.allMute()).isEqualTo("Muted 0:42");
        assertThat(look.allMuted()).isTrue();
    }
}
