package com.talkiego.dispatch.console.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A minute of random work and random faults breaks no promise. */
class SoakCommandTest {
    @TempDir
    private Path folder;

    @Test
    void aMinuteBreaksNoPromise() throws IOException {
        JsonNode told = SoakRun.told(folder, ExitCode.GOOD);

        assertThat(told.path("breach").isNull()).isTrue();
        assertThat(told.path("session").path("presses").asInt()).isPositive();
        assertThat(told.path("session").path("granted").asInt()).isPositive();
        assertThat(told.path("counts").size()).isGreaterThan(10);
    }
}
