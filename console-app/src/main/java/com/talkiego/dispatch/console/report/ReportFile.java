package com.talkiego.dispatch.console.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes a report for machines, and says it in words. */
public final class ReportFile {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .changeDefaultPropertyInclusion(
                    usual -> usual.withValueInclusion(com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL))
            .build();

    private ReportFile() {}

    /** Writes it as JSON. */
    public static void write(Report report, Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.writeString(file, JSON.writeValueAsString(report) + "\n");
    }

    /** As a table for people. */
    public static String table(Report report) {
        StringBuilder text = new StringBuilder();
        line(
                text,
                "channels joined",
                String.format(
                        Locale.ROOT,
                        "%d, %.0f ms after sign-in",
                        report.channelsJoined(),
                        report.signInToAllJoinedMillis()));
        for (Report.Heard heard : report.heard()) {
            line(
                    text,
                    "heard " + heard.channel(),
                    String.format(
                            Locale.ROOT,
                            "%.1f s at %.1f dBFS from %s",
                            heard.seconds(),
                            heard.rmsDbfs(),
                            String.join(", ", heard.talkers())));
        }
        Report.Ptt ptt = report.ptt();
        line(
                text,
                "push-to-talk",
                String.format(
                        Locale.ROOT,
                        "%d pressed, %d granted, %d refused; permission after %.1f ms (p50), %.1f ms (p95)",
                        ptt.count(),
                        ptt.granted(),
                        ptt.denied(),
                        ptt.accessMillisP50(),
                        ptt.accessMillisP95()));
        Report.HeardByUnits units = report.heardByUnits();
        if (units != null) {
            line(
                    text,
                    "heard by units",
                    String.format(Locale.ROOT, "%.1f s at %.1f dBFS", units.seconds(), units.rmsDbfs()));
        }
        Report.MouthToEar ear = report.mouthToEarMillis();
        line(
                text,
                "mouth to ear",
                String.format(
                        Locale.ROOT, "%.1f ms (p50), %.1f ms (p95), %d marks", ear.p50(), ear.p95(), ear.marks()));
        for (Report.Stage stage : ear.stages()) {
            line(
                    text,
                    "  " + stage.name(),
                    String.format(Locale.ROOT, "%.1f ms (p50), %.1f ms (p95)", stage.p50(), stage.p95()));
        }
        Report.Audio audio = report.audio();
        line(
                text,
                "ticks",
                String.format(
                        Locale.ROOT,
                        "%d, %d late; %.0f µs (p50), %.0f µs (p99.9); %.2f bytes allocated a tick; priority %s",
                        audio.ticks(),
                        audio.lateTicks(),
                        audio.tickMicrosP50(),
                        audio.tickMicrosP999(),
                        audio.allocatedBytesPerTick(),
                        audio.priority()));
        line(
                text,
                "dropped",
                String.format(
                        Locale.ROOT,
                        "%d frames; %d samples of echo reference; %d underruns; %d unattributed; clock correction %.0f ppm",
                        audio.drops(),
                        audio.echoReferenceDropped(),
                        audio.underruns(),
                        audio.unattributed(),
                        audio.rateCorrectionPpm()));
        line(
                text,
                "console",
                String.format(
                        Locale.ROOT,
                        "%.2f core, %.0f MB",
                        report.process().cpuCores(),
                        report.process().rssMb()));
        Report.Usage mock = report.mock();
        if (mock != null) {
            line(text, "backend", String.format(Locale.ROOT, "%.2f core, %.0f MB", mock.cpuCores(), mock.rssMb()));
        }
        report.errors().forEach(error -> line(text, "error", error));
        return text.toString();
    }

    private static void line(StringBuilder text, String what, String words) {
        text.append(String.format(Locale.ROOT, "%-32s", what)).append(words).append('\n');
    }
}
