package com.talkiego.dispatch.console.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.talkiego.dispatch.devices.sound.SoundRig;
import java.io.File;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the console says it heard is what really left it: the sound device is recorded from outside, and each channel's tone must
 * last as long in that recording as the console's own report says. Mixed speech could not be told apart; twelve tones can.
 */
@Tag("undisturbed")
class ReportTest {
    private static final Map<String, Integer> HERTZ = Map.ofEntries(
            Map.entry("fire-1", 440),
            Map.entry("fire-2", 530),
            Map.entry("ems-1", 620),
            Map.entry("ems-2", 710),
            Map.entry("police-1", 890),
            Map.entry("police-2", 1045),
            Map.entry("traffic", 1130),
            Map.entry("rescue", 1255),
            Map.entry("public-works", 1490),
            Map.entry("harbor", 1690),
            Map.entry("airport", 1910),
            Map.entry("command", 2150));

    private static SoundRig rig;

    @BeforeAll
    static void startRig() throws Exception {
        if (!SoundRig.possible()) {
            System.err.println(
                    "NOT PROVED HERE: the report against a recording of the sound device; it needs PipeWire");
            assertThat(System.getenv("CI")).as("PipeWire must be there in CI").isNotEqualTo("true");
            Assumptions.abort("no PipeWire");
        }
        rig = SoundRig.start();
        rig.addSink("headset");
        rig.setDefault("sink", "headset");
    }

    @AfterAll
    static void stopRig() {
        if (rig != null) {
            rig.close();
        }
    }

    @Test
    void saysWhatWasReallyPlayed(@TempDir Path folder) throws Exception {
        Path report = folder.resolve("report.json");
        Process recorder = started(
                folder,
                List.of(
                        "parec",
                        "-d",
                        "headset.monitor",
                        "--format=s16le",
                        "--rate=48000",
                        "--channels=1",
                        "--latency-msec=20"));
        CompletableFuture<byte[]> recording = CompletableFuture.supplyAsync(() -> allOf(recorder));
        Process console = started(folder, console(folder, report));
        assertThat(console.waitFor(120, TimeUnit.SECONDS)).isTrue();
        recorder.destroy();
        Sound played = Sound.of(recording.join());
        assertThat(console.exitValue())
                .as(Files.readString(folder.resolve("java.log")))
                .isZero();

        JsonNode heard = JsonMapper.shared().readTree(report).path("heard");
        assertThat(heard).hasSize(HERTZ.size());
        for (JsonNode channel : heard) {
            String name = channel.path("channel").asString();
            double told = channel.path("seconds").asDouble();
            assertThat(played.seconds(HERTZ.getOrDefault(name, 0)))
                    .as("seconds of the tone of %s, told as %s", name, channel.path("overs"))
                    .isBetween(0.9 * (told - cutShort(channel)), 1.1 * told);
        }
    }

    /** Seconds of overs of which only a moment was heard, at the start or the end of the run: those need not be told from cues. */
    private static double cutShort(JsonNode channel) {
        return channel.path("overs")
                .valueStream()
                .mapToDouble(over -> over.path("seconds").asDouble())
                .filter(seconds -> seconds < Sound.SHORTEST_TOLD)
                .sum();
    }

    private static List<String> console(Path folder, Path report) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "com.talkiego.dispatch.console.app.Main"));
        command.addAll(List.of("--headless", "--seconds", "13", "--scenario", "proof"));
        command.addAll(List.of("--report", report.toString(), "--home", folder.toString()));
        return command;
    }

    private static Process started(Path folder, List<String> command) throws Exception {
        String name = Path.of(command.getFirst()).getFileName().toString();
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(rig.environment());
        builder.environment().put("ALSOFT_DRIVERS", "pulse");
        builder.environment().put("XDG_DATA_HOME", folder.toString());
        File log = folder.resolve(name + ".log").toFile();
        builder.redirectError(log);
        if (name.equals("java")) {
            builder.redirectErrorStream(true).redirectOutput(log);
        }
        return builder.start();
    }

    private static byte[] allOf(Process process) {
        try (InputStream in = process.getInputStream()) {
            return in.readAllBytes();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
