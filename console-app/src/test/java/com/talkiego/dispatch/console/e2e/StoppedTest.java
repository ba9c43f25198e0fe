package com.talkiego.dispatch.console.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A console that the system stops as a whole in mid-over, its key held down: neither it nor the backend leaves the over open. */
class StoppedTest {
    private static final String CHANNEL = "fire-2";

    /**
     * While it stood still the key's lease (800 ms), the answers to its beats (2 s) and the media path's (2 s) all ran out. Which of their
     * watches runs first when it goes on is the scheduler's affair; each ends the over for good, and says so in its own words.
     */
    private static final List<String> WHY = List.of(
            "NOT ON AIR, press again: the key was not seen for too long",
            "Cut off: the path to the backend was lost. Press again once it is back",
            "Cut off: the audio path was lost. Press again once it is back");

    @TempDir
    private Path home;

    private TestBackend backend;
    private TalkingProcess console;

    @BeforeEach
    void start() throws Exception {
        backend = TestBackend.start(home, "--scenario", "none", "--units", "2");
        console = TalkingProcess.start(
                command -> new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start(),
                backend.api().toString(),
                backend.authority().toString(),
                CHANNEL);
    }

    @AfterEach
    void end() {
        console.end();
        backend.close();
    }

    @Test
    void anOverEndsWhileTheConsoleStandsStillAndDoesNotComeBack() throws Exception {
        await("joined")
                .atMost(Duration.ofSeconds(60))
                .until(() -> console.last("shown").startsWith("shown up"));
        await("all units listen").atMost(ListeningDesk.SOON).until(backend::unitsListen);
        console.order("press");
        awaitHeardMoreThan(0.5);
        assertThat(console.last("shown")).contains("ON_AIR");
        String before = console.answer("count", "counted");
        int line = console.told().size();

        console.signal("-STOP");
        await("ended by the backend")
                .atMost(ListeningDesk.SOON)
                .until(() -> !backend.talkerOn(CHANNEL).equals("Position 1"));
        double heard = backend.heard(CHANNEL).seconds();
        console.signal("-CONT");

        await("told at once that it is not on the air")
                .atMost(ListeningDesk.SOON)
                .until(() -> console.told().stream().skip(line).anyMatch(shown -> shown.contains("CUT_OFF")));
        await("over, and the path well, with the key still down")
                .atMost(ListeningDesk.SOON)
                .until(() -> console.last("shown").equals("shown up 0 overs NONE"));
        List<String> since = console.told().subList(line, console.told().size());
        assertThat(since.stream().filter(shown -> shown.contains("CUT_OFF")))
                .as("one of the three")
                .allMatch(shown -> WHY.stream().anyMatch(shown::endsWith));
        assertThat(since.subList(firstWith(since, "CUT_OFF"), since.size()))
                .noneMatch(shown -> shown.contains("ON_AIR"));
        assertThat(console.answer("count", "counted")).isEqualTo(before);
        assertThat(backend.heard(CHANNEL).seconds()).isEqualTo(heard);

        console.order("release");
        console.order("press");
        awaitHeardMoreThan(heard + 0.5);
        assertThat(console.last("shown")).contains("ON_AIR");
        console.order("release");
        await("ended")
                .atMost(ListeningDesk.SOON)
                .until(() -> console.last("shown").equals("shown up 0 overs NONE"));
    }

    private static int firstWith(List<String> lines, String word) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(word)) {
                return i;
            }
        }
        return lines.size();
    }

    private void awaitHeardMoreThan(double seconds) {
        await("heard by units")
                .atMost(ListeningDesk.SOON)
                .until(() -> backend.heard(CHANNEL).seconds() > seconds);
    }
}
