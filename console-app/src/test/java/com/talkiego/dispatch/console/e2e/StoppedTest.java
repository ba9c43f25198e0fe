package com.talkiego.dispatch.console.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
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

    private final List<String> told = new CopyOnWriteArrayList<>();
    private TestBackend backend;
    private Process console;
    private Writer orders;

    @BeforeEach
    void start() throws Exception {
        backend = TestBackend.start(home, "--scenario", "none", "--units", "2");
        console = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PipedConsole.class.getName(),
                        backend.api().toString(),
                        backend.authority().toString(),
                        CHANNEL)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        orders = console.outputWriter(StandardCharsets.UTF_8);
        Thread.ofVirtual().start(this::listen);
    }

    @AfterEach
    void end() {
        console.destroyForcibly().onExit().join();
        backend.close();
    }

    @Test
    void anOverEndsWhileTheConsoleStandsStillAndDoesNotComeBack() throws Exception {
        await("joined").atMost(Duration.ofSeconds(60)).until(() -> last("shown").startsWith("shown up"));
        await("all units listen").atMost(ListeningDesk.SOON).until(backend::unitsListen);
        order("press");
        awaitHeardMoreThan(0.5);
        assertThat(last("shown")).contains("ON_AIR");
        String before = count();
        int line = told.size();

        kill("-STOP");
        await("ended by the backend")
                .atMost(ListeningDesk.SOON)
                .until(() -> !backend.talkerOn(CHANNEL).equals("Position 1"));
        double heard = backend.heard(CHANNEL).seconds();
        kill("-CONT");

        await("told at once that it is not on the air")
                .atMost(ListeningDesk.SOON)
                .until(() -> told.stream().skip(line).anyMatch(shown -> shown.contains("CUT_OFF")));
        await("over, and the path well, with the key still down")
                .atMost(ListeningDesk.SOON)
                .until(() -> last("shown").equals("shown up 0 overs NONE"));
        List<String> since = told.subList(line, told.size());
        assertThat(since.stream().filter(shown -> shown.contains("CUT_OFF")))
                .as("one of the three")
                .allMatch(shown -> WHY.stream().anyMatch(shown::endsWith));
        assertThat(since.subList(firstWith(since, "CUT_OFF"), since.size()))
                .noneMatch(shown -> shown.contains("ON_AIR"));
        assertThat(count()).isEqualTo(before);
        assertThat(backend.heard(CHANNEL).seconds()).isEqualTo(heard);

        order("release");
        order("press");
        awaitHeardMoreThan(heard + 0.5);
        assertThat(last("shown")).contains("ON_AIR");
        order("release");
        await("ended").atMost(ListeningDesk.SOON).until(() -> last("shown").equals("shown up 0 overs NONE"));
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

    private String count() throws IOException {
        int line = told.size();
        order("count");
        await("counted").until(() -> told.stream().skip(line).anyMatch(answer -> answer.startsWith("counted")));
        return last("counted");
    }

    private String last(String word) {
        return told.stream().filter(line -> line.startsWith(word)).reduce("", (_, later) -> later);
    }

    private void order(String what) throws IOException {
        orders.write(what + "\n");
        orders.flush();
    }

    private void listen() {
        try (BufferedReader reader = console.inputReader(StandardCharsets.UTF_8)) {
            reader.lines().forEach(told::add);
        } catch (UncheckedIOException | IOException ended) {
            told.add("ended");
        }
    }

    private void kill(String signal) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", signal, Long.toString(console.pid()))
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
    }
}
