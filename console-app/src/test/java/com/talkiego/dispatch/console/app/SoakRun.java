package com.talkiego.dispatch.console.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command {@code soak}, run for a minute at the most, and what it reports. */
final class SoakRun {
    private SoakRun() {}

    static JsonNode told(Path folder, int exitCode, String... more) throws IOException {
        Path report = folder.resolve("soak.json");
        List<String> command =
                new ArrayList<>(List.of("soak", "--minutes", "1", "--seed", "7", "--report", report.toString()));
        command.addAll(List.of(more));
        int ended = Main.run(command.toArray(String[]::new));
        String told = Files.exists(report) ? Files.readString(report, StandardCharsets.UTF_8) : "no report";
        assertThat(ended).as(told).isEqualTo(exitCode);
        return JsonMapper.shared().readTree(told);
    }
}
