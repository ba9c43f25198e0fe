package com.talkiego.dispatch.console.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A minute of random work and random faults breaks no promise; a console broken on purpose is found out. */
class SoakCommandTest {
    @TempDir
    private Path folder;

    private JsonNode soak(int expected, String... more) throws Exception {
        Path report = folder.resolve("soak.json");
        String[] arguments = new String[more.length + 3];
        arguments[0] = "soak";
        arguments[1] = "--report";
        arguments[2] = report.toString();
        System.arraycopy(more, 0, arguments, 3, more.length);
        assertThat(Main.run(arguments))
                .as(() -> Files.exists(report) ? text(report) : "no report")
                .isEqualTo(expected);
        return JsonMapper.shared().readTree(text(report));
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
        JsonNode report = soak(ExitCode.GOOD, "--minutes", "1", "--seed", "7");

        assertThat(report.path("breach").isNull()).isTrue();
        assertThat(report.path("session").path("presses").asInt()).isPositive();
        assertThat(report.path("session").path("granted").asInt()).isPositive();
        assertThat(report.path("counts").size()).isGreaterThan(10);
    }

    @Test
    void a_key_that_stays_down_is_found() throws Exception {
        JsonNode report = soak(ExitCode.FAILED, "--minutes", "0.5", "--seed", "7", "--plant", "stuck_key");

        assertThat(report.path("breach").asString()).contains("key");
        assertThat(report.path("trace").size()).isPositive();
        assertThat(report.path("seed").asInt()).isEqualTo(7);
    }

    @Test
    void threads_that_are_left_behind_are_found() throws Exception {
        JsonNode report = soak(ExitCode.FAILED, "--minutes", "0.5", "--seed", "7", "--plant", "lost_threads");

        assertThat(report.path("breach").asString()).contains("Threads leak");
    }
}
