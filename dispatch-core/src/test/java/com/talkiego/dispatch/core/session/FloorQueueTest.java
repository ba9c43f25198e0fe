package com.talkiego.dispatch.core.session;

import static com.talkiego.dispatch.core.session.Rig.FIRE;
import static org.assertj.core.api.Assertions.assertThat;

import com.talkiego.dispatch.core.mix.TicketGate;
import com.talkiego.dispatch.core.model.TransmitPhase;
import com.talkiego.dispatch.core.wire.ClientMessage;
import com.talkiego.dispatch.core.wire.ServerMessage;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FloorQueueTest {
    private final Rig rig = new Rig(new SessionSettings(
                    "test", "Desk 1", null, null, 3, true, true, Duration.ofSeconds(60), DeskMemory.EMPTY))
            .signedIn();

    private Press queued() {
        Press press = rig.press(FIRE);
        rig.backend.say(new ServerMessage.FloorQueuePosition(++rig.backend.seq, rig.ticketOf(press), FIRE, 2, 2));
        rig.advance(200);
        return press;
    }

    @Test
    void theMicrophoneIsClosedInTheQueue() {
        Press press = queued();
        assertThat(rig.backend.last(ClientMessage.FloorRequest.class).queue()).isTrue();
        assertThat(rig.phase(FIRE)).isEqualTo(TransmitPhase.QUEUED);
        assertThat(rig.channel(FIRE).transmit().queuePosition()).isEqualTo(2);
        assertThat(rig.audio.of(press.ticket()).intakeOpen).isFalse();
    }

    @Test
    void aTurnIsTakenByANewPressOnly() {
        Press press = queued();
        rig.grant(press, FIRE);
        rig.advance(200);
        assertThat(rig.audio.of(press.ticket()).sent).isZero();
        rig.release(press);
        rig.advance(500);
        assertThat(rig.releases()).isEmpty();

        Press again = rig.press(FIRE);
        assertThat(again.ticket()).isNotEqualTo(press.ticket());
        assertThat(rig.audio.gate(again.ticket()).uplinkGate()).isEqualTo(TicketGate.Uplink.SEND);
        assertThat(rig.backend.all(ClientMessage.FloorRequest.class)).hasSize(1);
        rig.backend.passing(rig.ticketOf(press));
        rig.advance(300);
        assertThat(rig.phase(FIRE)).isEqualTo(TransmitPhase.ON_AIR);
        rig.release(again);
        rig.advance(300);
        assertThat(rig.releases()).hasSize(1);
        assertThat(rig.backend.last(ClientMessage.FloorRelease.class).ticket()).isEqualTo(rig.ticketOf(press));
    }

    @Test
    void aTurnPassesAfterTwoSeconds() {
        Press press = queued();
        rig.grant(press, FIRE);
        rig.advance(2100);
        assertThat(rig.releases()).hasSize(1);
        assertThat(rig.channel(FIRE).transmit().reason()).contains("Your turn has passed");
        assertThat(rig.audio.of(press.ticket()).sent).isZero();
    }

    @Test
    void releasedMeansCancelled() {
        Press press = queued();
        rig.release(press);
        assertThat(rig.releases()).hasSize(1);
        rig.grant(press, FIRE);
        rig.advance(100);
        assertThat(rig.releases()).hasSize(2);
        assertThat(rig.audio.of(press.ticket()).sent).isZero();
    }
}
