package com.talkiego.dispatch.mock.edge;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this process costs.
 *
 * @param cpuSeconds of all its threads since it started
 * @param rssMb resident memory, in MiB; the heap's and class data's committed size where the system does not tell
 */
public record ProcessFigures(long pid, double cpuSeconds, double rssMb, double heapMb, int threads, double upSeconds) {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessFigures.class);
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final double MIB = 1024.0 * 1024.0;

    /** As they are now. */
    public static ProcessFigures now() {
        ProcessHandle self = ProcessHandle.current();
        double cpu = self.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
        return new ProcessFigures(
                self.pid(),
                cpu,
                residentMb(),
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MIB,
                ManagementFactory.getThreadMXBean().getThreadCount(),
                ManagementFactory.getRuntimeMXBean().getUptime() / 1e3);
    }

    private static double residentMb() {
        if (Files.isReadable(STATUS)) {
            try (Stream<String> lines = Files.lines(STATUS)) {
                Optional<String> line =
                        lines.filter(text -> text.startsWith("VmRSS:")).findFirst();
                if (line.isPresent()) {
                    return Long.parseLong(line.get().replaceAll("[^0-9]", "")) / 1024.0;
                }
            } catch (IOException | NumberFormatException e) {
                LOG.debug("{} does not tell the resident memory", STATUS, e);
            }
        }
        var memory = ManagementFactory.getMemoryMXBean();
        return (memory.getHeapMemoryUsage().getCommitted()
                        + memory.getNonHeapMemoryUsage().getCommitted())
                / MIB;
    }
}
