package com.talkiego.dispatch.console.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.talkiego.dispatch.core.model.ChannelState;
import com.talkiego.dispatch.core.model.Connection;
import com.talkiego.dispatch.core.model.TransmitPhase;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backend that dies in mid-over and is started again is found again, without a hand on the console. */
class RestartTest {
    /** Where the only unit is: more of them would only have to start, twice. */
    private static final String CHANNEL = "fire-1";

    private static final String UNITS = "1";

    @TempDir
    private Path home;

    private TestBackend backend;
    private ListeningDesk desk;

    @BeforeEach
    void start() throws Exception {
        backend = TestBackend.start(home, "--scenario", "none", "--units", UNITS);
        desk = new ListeningDesk(backend, "Position 1", Sound.tone(700, -18).microphone());
        desk.signIn().awaitJoined();
    }

    @AfterEach
    void end() throws Exception {
        desk.close();
        backend.close();
    }

    @Test
    void comesBackByItself() throws Exception {
        HeldKey key = desk.press(CHANNEL);
        try {
            desk.awaitPhase(CHANNEL, TransmitPhase.ON_AIR);
            backend.kill();
            desk.awaitPhase(CHANNEL, TransmitPhase.CUT_OFF);
        } finally {
            key.release();
        }
        await("path lost").until(() -> desk.state().connection() instanceof Connection.Lost);
        assertThat(desk.state().channels()).noneMatch(line -> line.path() instanceof ChannelState.Path.Up);

        String port = Integer.toString(backend.api().getPort());
        backend.close();
        backend = TestBackend.start(home, "--port", port, "--scenario", "none", "--units", UNITS);
        await("all channels joined again").atMost(ListeningDesk.SOON).until(desk::joined);
        await("all units listen").atMost(ListeningDesk.SOON).until(backend::unitsListen);
        backend.act("speak", "{\"unit\":\"%s\",\"tone\":900,\"seconds\":1}".formatted(backend.unitOn(CHANNEL)));
        await("heard again").atMost(ListeningDesk.SOON).until(() -> desk.ears().seconds(CHANNEL) > 0.8);
    }
}
