package com.talkiego.dispatch.console.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What this process holds: resident memory, threads, descriptors; zero where the system does not tell. */
public record ProcessLeaks(double rssMb, int threads, int descriptors) {
    private static final Path SELF = Path.of("/proc/self");

    static ProcessLeaks now() {
        return new ProcessLeaks(number("VmRSS:") / 1024.0, (int) number("Threads:"), countDescriptors());
    }

    private static long number(String field) {
        Path status = SELF.resolve("status");
        if (!Files.isReadable(status)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith(field))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException untold) {
            return 0;
        }
    }

    private static int countDescriptors() {
        Path folder = SELF.resolve("fd");
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> open = Files.list(folder)) {
            return (int) open.count();
        } catch (IOException untold) {
            return 0;
        }
    }
}
