package com.talkiego.dispatch.core.session;

import static com.talkiego.dispatch.core.session.Rig.FIRE;
import static org.assertj.core.api.Assertions.assertThat;

import com.talkiego.dispatch.core.model.Connection;
import com.talkiego.dispatch.core.model.ConsoleState;
import com.talkiego.dispatch.core.model.TransmitPhase;
import com.talkiego.dispatch.core.wire.HostileFrames;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A backend gone mad cannot hurt the console: no exception escapes, nothing grows, no microphone opens, and it works afterwards. */
class HostileServerTest {
    private static final long SEED = 20_300_102;
    private static final int STEP = 50;

    @Test
    void theSessionOutlivesEveryFrame() throws IOException {
        HostileFrames frames = HostileFrames.of("server", SEED);
        Rig rig = Rig.online();
        for (int number = 0; number < HostileFrames.count(); number++) {
            if (number % HostileFrames.EVENTS == 0) {
                // Another session, in which events are numbered from 1.
                rig.backend.resuming = false;
                rig.backend.cut();
                awake(rig);
            }
            play(rig, frames.next(), number);
            if (number % STEP == 0) {
                rig.advance(10);
                assertThat(rig.audio.keying.gates()).as("frame %s", number).isEmpty();
            }
        }
        ConsoleState state = rig.state();
        assertThat(state.events()).hasSizeLessThanOrEqualTo(ConsoleState.MAX_EVENTS);
        assertThat(state.emergencies()).hasSizeLessThan(2_000);
        assertThat(state.channels()).hasSize(3);
        assertThat(rig.session.statistics().frames().malformed()).isGreaterThan(HostileFrames.count() / 10);
        worksAfterwards(rig);
    }

    private static void play(Rig rig, String frame, int number) {
        try {
            rig.backend.raw(frame);
            rig.actor.run();
        } catch (RuntimeException escaped) {
            throw new AssertionError("frame " + number + " of seed " + SEED + ": " + frame, escaped);
        }
        awake(rig);
    }

    private static void awake(Rig rig) {
        rig.actor.run();
        if (!rig.backend.connected()) {
            rig.session.retryNow();
            rig.advance(20);
        }
        if (rig.state().connection() instanceof Connection.SignedOut) {
            // A backend may sign its clients out.
            rig.session.signIn(new SignIn("demo", "dispatcher", "demo"));
            rig.advance(200);
        }
    }

    private static void worksAfterwards(Rig rig) {
        rig.session.signOut();
        rig.actor.run();
        rig.actor.advance(Duration.ofSeconds(1));
        rig.signedIn();
        assertThat(rig.state().connection()).isInstanceOf(Connection.Online.class);
        Press press = rig.press(FIRE);
        rig.grant(press, FIRE);
        rig.passing(press);
        assertThat(rig.phase(FIRE)).isEqualTo(TransmitPhase.ON_AIR);
        rig.release(press);
    }
}
