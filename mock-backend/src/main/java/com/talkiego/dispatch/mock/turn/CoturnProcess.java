package com.talkiego.dispatch.mock.turn;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** One run of coturn. It ends with this process, whatever becomes of it: a shell beside it waits for the end of a pipe from here. */
final class CoturnProcess {
    /** The watcher keeps the pipe as its input; {@code exec} makes the shell itself coturn, so that its end is seen at once. */
    private static final String WITH_PARENT =
            "exec 3<&0; (cat <&3 >/dev/null; kill -KILL $$ 2>/dev/null) & exec \"$0\" -c \"$1\" </dev/null 3<&-";

    private final Process process;

    private CoturnProcess(Process process) {
        this.process = process;
    }

    /** Where coturn's program is; empty if it is not installed. */
    static Optional<Path> program() {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.concat(Stream.of(path.split(File.pathSeparator, -1)), Stream.of("/usr/bin", "/usr/local/bin"))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, "turnserver"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** @param output takes its lines, on a thread of its own */
    static CoturnProcess start(Path program, Path configuration, Consumer<String> output) throws IOException {
        Process process = new ProcessBuilder(
                        List.of("/bin/sh", "-c", WITH_PARENT, program.toString(), configuration.toString()))
                .redirectErrorStream(true)
                .start();
        Thread.ofVirtual().name("turn-output").start(() -> read(process, output));
        return new CoturnProcess(process);
    }

    private static void read(Process process, Consumer<String> output) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            lines.lines().forEach(output);
        } catch (IOException | java.io.UncheckedIOException e) {
            output.accept("its output broke: " + e.getMessage());
        }
    }

    /** Waits until it takes connections; false if it ended instead, or does not within the time. */
    boolean awaitOpen(InetSocketAddress where, long nanos) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        while (process.isAlive() && System.nanoTime() - end < 0) {
            try (Socket socket = new Socket()) {
                socket.connect(where, 200);
                return true;
            } catch (IOException notYet) {
                if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
                    return false;
                }
            }
        }
        return false;
    }

    void awaitEnd() throws InterruptedException {
        process.waitFor();
    }

    /** Ends it at once and waits until it is gone. Nothing is lost by force: relays live in memory only. */
    void kill() {
        process.destroyForcibly();
        process.onExit()
                .orTimeout(5, TimeUnit.SECONDS)
                .exceptionally(late -> process)
                .join();
    }

    /** Has it read its certificate and key again (SIGUSR2); relays that are there go on. */
    void rereadCertificate() throws IOException {
        new ProcessBuilder("kill", "-USR2", Long.toString(process.pid())).start();
    }

    long pid() {
        return process.pid();
    }
}
