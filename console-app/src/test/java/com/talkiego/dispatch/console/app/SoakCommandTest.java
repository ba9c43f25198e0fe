package com.talkiego.dispatch.console.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A minute of random work and random faults breaks no promise; a console broken on purpose is found out. The broken ones are processes
 * of their own that run side by side, since they mostly wait; the minute has the machine for itself.
 */
class SoakCommandTest {
    private static final long LONGEST_SECONDS = 200;

    @TempDir
    private static Path folder;

    private static final List<String> PLANTS = List.of("lost_threads", "stuck_key");
    private static final Map<String, Integer> EXITS = new HashMap<>();

    @BeforeAll
    static void plant() throws Exception {
        Map<String, Process> planted = new LinkedHashMap<>();
        try {
            for (String plant : PLANTS) {
                planted.put(plant, started(plant));
            }
            for (Map.Entry<String, Process> one : planted.entrySet()) {
                assertThat(one.getValue().waitFor(LONGEST_SECONDS, TimeUnit.SECONDS))
                        .as(one.getKey())
                        .isTrue();
                EXITS.put(one.getKey(), one.getValue().exitValue());
            }
        } finally {
            planted.values().forEach(Process::destroyForcibly);
        }
    }

    private static Process started(String plant) throws java.io.IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "com.talkiego.dispatch.console.app.Main"));
        command.addAll(List.of("soak", "--minutes", "1", "--seed", "7", "--plant", plant));
        command.addAll(List.of("--report", folder.resolve(plant + ".json").toString()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(plant + ".log").toFile())
                .start();
    }

    private static JsonNode found(String plant) {
        assertThat(EXITS.get(plant))
                .as(() -> text(folder.resolve(plant + ".log")))
                .isEqualTo(ExitCode.FAILED);
        return JsonMapper.shared().readTree(text(folder.resolve(plant + ".json")));
    }

    private static String text(Path report) {
        try {
            return Files.readString(report, StandardCharsets.UTF_8);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void a_minute_breaks_no_promise() throws Exception {
        Path file = folder.resolve("soak.json");
        assertThat(Main.run("soak", "--minutes", "1", "--seed", "7", "--report", file.toString()))
                .as(() -> Files.exists(file) ? text(file) : "no report")
                .isEqualTo(ExitCode.GOOD);

        JsonNode report = JsonMapper.shared().readTree(text(file));
        assertThat(report.path("breach").isNull()).isTrue();
        assertThat(report.path("session").path("presses").asInt()).isPositive();
        assertThat(report.path("session").path("granted").asInt()).isPositive();
        assertThat(report.path("counts").size()).isGreaterThan(10);
    }

    @Test
    void a_key_that_stays_down_is_found() {
        JsonNode report = found("stuck_key");

        assertThat(report.path("breach").asString()).contains("key");
        assertThat(report.path("trace").size()).isPositive();
        assertThat(report.path("seed").asInt()).isEqualTo(7);
    }

    @Test
    void threads_that_are_left_behind_are_found() {
        JsonNode report = found("lost_threads");

        assertThat(report.path("breach").asString()).contains("Threads leak");
    }
}
