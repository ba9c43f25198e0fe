package com.talkiego.dispatch.console.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What a process has used so far, as the operating system accounts it. */
public record ProcessUsage(long wallNanos, Duration cpu, double rssMb) {

    /** Reads it now; memory is known on Linux only, elsewhere 0. */
    public static ProcessUsage of(ProcessHandle process) {
        return new ProcessUsage(
                System.nanoTime(), process.info().totalCpuDuration().orElse(Duration.ZERO), rssMb(process.pid()));
    }

    /** Cores used on average between an earlier reading and this one. */
    public double coresSince(ProcessUsage earlier) {
        long wall = wallNanos - earlier.wallNanos;
        return wall <= 0 ? 0 : Percentiles.round((double) cpu.minus(earlier.cpu).toNanos() / wall);
    }

    private static double rssMb(long pid) {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        if (!Files.isReadable(status)) {
            return 0;
        }
        try {
            for (String line : Files.readAllLines(status)) {
                if (line.startsWith("VmRSS:")) {
                    return Percentiles.round(Long.parseLong(line.replaceAll("\\D+", "")) / 1024.0);
                }
            }
        } catch (IOException gone) {
            // The process ended between the two looks: it uses nothing now.
            return 0;
        }
        return 0;
    }
}
