package com.talkiego.dispatch.mock.signal;

import static com.talkiego.dispatch.mock.signal.Desk.FIRE;
import static org.assertj.core.api.Assertions.assertThat;

import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.ChannelKind;
import com.talkiego.dispatch.core.wire.HostileFrames;
import com.talkiego.dispatch.core.wire.ServerMessage;
import com.talkiego.dispatch.core.wire.ServerMessage.Failed;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Clients gone mad cannot hurt the backend: no error inside, nothing grows, and the honest ones talk all the while. */
class HostileClientTest {
    private static final long SEED = 20_300_103;
    private static final int STEP = 50;
    private static final int SPEAK = 2_000;

    /** One that no hostile frame names: whoever is on a channel may talk there. */
    private static final ChannelId OWN = new ChannelId("harbor-9");

    private final Desk desk = desk();
    private int newcomers;
    private final Client unit = desk.unit("engine-7", OWN);
    private final Client console = desk.position("Position 1", OWN);

    private static Desk desk() {
        Desk desk = new Desk();
        desk.channel(OWN, ChannelKind.GROUP, false);
        return desk;
    }

    @Test
    void theLayerOutlivesEveryFrame() throws IOException {
        HostileFrames frames = HostileFrames.of("client", SEED);
        Client mad = newcomer();
        for (int number = 0; number < HostileFrames.count(); number++) {
            String frame = frames.next();
            try {
                mad.text(frame);
            } catch (RuntimeException escaped) {
                throw new AssertionError("frame " + number + " of seed " + SEED + ": " + frame, escaped);
            }
            if (number % STEP == 0) {
                desk.pass(1_000, unit, console);
                if (number % SPEAK == 0) {
                    speaks("t" + number);
                }
            }
            if (number % STEP == 0 || mad.closedBecause != null) {
                mad = lookedAfter(mad, number);
            }
        }
        bounded();
    }

    /** Most have signed in; the others begin with whatever comes. */
    private Client newcomer() {
        return ++newcomers % 4 == 0 ? new Client(desk) : desk.unit("mad", FIRE);
    }

    /** An error inside is one too many; a socket that was closed is opened anew. */
    private Client lookedAfter(Client mad, int number) {
        List<Failed> failures = mad.heard(Failed.class);
        assertThat(failures)
                .as("up to frame %s", number)
                .noneMatch(failed -> failed.code().equals("internal"));
        mad.forget();
        if (mad.closedBecause == null) {
            return mad;
        }
        mad.lose();
        return newcomer();
    }

    private void speaks(String ticket) {
        unit.forget();
        console.forget();
        unit.press(ticket, OWN);
        desk.pass(500, unit, console);
        unit.release(ticket);
        assertThat(unit.heard(ServerMessage.FloorGranted.class)).as(ticket).hasSize(1);
        assertThat(console.heard(ServerMessage.FloorTaken.class)).as(ticket).hasSize(1);
    }

    private void bounded() {
        speaks("last");
        SignalSnapshot snapshot = desk.layer.snapshot();
        assertThat(snapshot.sessions()).hasSizeLessThanOrEqualTo(4);
        assertThat(snapshot.counts().sockets()).isLessThanOrEqualTo(4);
        assertThat(snapshot.sessions()).allMatch(session -> session.journal() <= 1_000);
        assertThat(snapshot.rooms().rooms()).hasSizeLessThanOrEqualTo(4);
        assertThat(snapshot.rooms().emergencies()).hasSizeLessThanOrEqualTo(1_000);
        assertThat(desk.actor.timers()).isLessThan(200);
    }
}
