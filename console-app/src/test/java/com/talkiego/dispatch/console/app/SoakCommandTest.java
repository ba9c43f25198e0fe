package com.talkiego.dispatch.console.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A minute of random work and random faults breaks no promise; a console broken on purpose is found out. */
class SoakCommandTest {
    private final Path report;

    SoakCommandTest(@TempDir Path folder) {
        report = folder.resolve("soak.json");
    }

    @Test
    void a_minute_breaks_no_promise() throws IOException {
        JsonNode told = soak(ExitCode.GOOD);

        assertThat(told.path("breach").isNull()).isTrue();
        assertThat(told.path("session").path("presses").asInt()).isPositive();
        assertThat(told.path("session").path("granted").asInt()).isPositive();
        assertThat(told.path("counts").size()).isGreaterThan(10);
    }

    @Test
    void a_key_that_stays_down_is_found() throws IOException {
        JsonNode told = soak(ExitCode.FAILED, "--plant", "stuck_key", "--regions", "eu");

        assertThat(told.path("breach").asString()).contains("key");
        assertThat(told.path("trace").size()).isPositive();
        assertThat(told.path("seed").asInt()).isEqualTo(7);
    }

    @Test
    void threads_that_are_left_behind_are_found() throws IOException {
        JsonNode told = soak(ExitCode.FAILED, "--plant", "lost_threads", "--regions", "eu");

        assertThat(told.path("breach").asString()).contains("Threads leak");
    }

    /** Runs it for a minute at the most; what it reports. */
    private JsonNode soak(int exitCode, String... more) throws IOException {
        List<String> command =
                new ArrayList<>(List.of("soak", "--minutes", "1", "--seed", "7", "--report", report.toString()));
        command.addAll(List.of(more));
        int ended = Main.run(command.toArray(String[]::new));
        String told = Files.exists(report) ? Files.readString(report, StandardCharsets.UTF_8) : "no report";
        assertThat(ended).as(told).isEqualTo(exitCode);
        return JsonMapper.shared().readTree(told);
    }
}
