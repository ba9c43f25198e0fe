package com.talkiego.dispatch.console.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A console broken on purpose is found out. */
class PlantedSoakTest {
    @TempDir
    private Path folder;

    @Test
    void aKeyThatStaysDownIsFound() throws IOException {
        JsonNode told =
                SoakRun.told(folder, ExitCode.FAILED, "--plant", "stuck_key", "--regions", "eu", "--channels", "3");

        assertThat(told.path("breach").asString()).contains("key");
        assertThat(told.path("trace").size()).isPositive();
        assertThat(told.path("seed").asInt()).isEqualTo(7);
    }

    @Test
    void threadsThatAreLeftBehindAreFound() throws IOException {
        JsonNode told =
                SoakRun.told(folder, ExitCode.FAILED, "--plant", "lost_threads", "--regions", "eu", "--channels", "3");

        assertThat(told.path("breach").asString()).contains("Threads leak");
    }
}
