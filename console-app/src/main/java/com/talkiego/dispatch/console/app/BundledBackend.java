package com.talkiego.dispatch.console.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The backend that ships with the console, as a second process: started for the demo and for benches, so that both take the true
 * path over HTTPS, WSS and WebRTC. It ends with this process, whatever becomes of it, since it watches its standard input.
 */
public final class BundledBackend implements AutoCloseable {
    private static final String MAIN = "com.talkiego.dispatch.mock.Main";
    private static final long START_SECONDS = 30;
    private static final long END_SECONDS = 3;

    /** What the JVM learned about the backend's start, made once after a build: it then answers in about 0.6 of the time. */
    private static final Path LEARNED = Path.of(System.getProperty("talkiego.cache", ""), "backend.aot");

    /** Whether there is a folder for that; never the one the console happens to be started in. */
    private static final boolean KEEPS =
            !System.getProperty("talkiego.cache", "").isEmpty();

    /** Whether this start is the one to learn from. */
    private static final boolean LEARNS = KEEPS && Boolean.getBoolean("talkiego.learn");

    /** Writing it down takes the process some seconds at its end. */
    private static final long LEARNING_SECONDS = 60;

    private final Process process;
    private final Ready ready;

    private BundledBackend(Process process, Ready ready) {
        this.process = process;
        this.ready = ready;
    }

    /**
     * What the backend says of itself once it listens.
     *
     * @param api address of the ApiLayer
     * @param authority the certificate authority to trust, a PEM file
     * @param radio address of the radio page
     * @param state address of the state page
     */
    public record Ready(URI api, Path authority, URI radio, URI state) {}

    /**
     * Starts it and waits until it listens.
     *
     * @param arguments options of its {@code serve} command
     * @throws BackendFailed with a sentence for the operator
     */
    public static BundledBackend start(List<String> arguments) throws BackendFailed {
        return launch(arguments).await();
    }

    /** A backend on its way: started, and not yet asked whether it listens. */
    record Launched(Process process, CompletableFuture<String> firstLine) {

        /** Waits until it listens. */
        BundledBackend await() throws BackendFailed {
            try {
                return new BundledBackend(process, parse(firstLine.get(START_SECONDS, TimeUnit.SECONDS)));
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
                throw new BackendFailed("The start of the bundled backend was interrupted.", e);
            } catch (ExecutionException | TimeoutException e) {
                process.destroyForcibly();
                throw new BackendFailed(
                        "The bundled backend did not start. What it wrote above says why; close another console or backend that"
                                + " may hold its port, then start again.",
                        e);
            }
        }
    }

    /** Starts it and returns at once. */
    static Launched launch(List<String> arguments) throws BackendFailed {
        List<String> command = command();
        command.addAll(arguments);
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new BackendFailed("The bundled backend could not be started: " + e.getMessage(), e);
        }
        CompletableFuture<String> firstLine = new CompletableFuture<>();
        Thread.ofVirtual().name("backend-output").start(() -> readOutput(process, firstLine));
        return new Launched(process, firstLine);
    }

    private static List<String> command() {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseG1GC",
                "-XX:MaxGCPauseMillis=5",
                "-Xms64m",
                "-Xmx384m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        if (LEARNS) {
            command.add("-XX:AOTCacheOutput=" + LEARNED);
        } else if (KEEPS && Files.isReadable(LEARNED)) {
            command.add("-XX:AOTCache=" + LEARNED);
            // What the JVM may remark on that would stand before the line this process waits for.
            command.add("-Xlog:disable");
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN, "serve", "--with-parent"));
        return command;
    }

    private static void readOutput(Process process, CompletableFuture<String> firstLine) {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            String line = reader.readLine();
            if (line == null) {
                firstLine.completeExceptionally(new IOException("it ended without a word"));
                return;
            }
            firstLine.complete(line);
            // Nothing more is expected; reading on keeps its pipe from filling.
            reader.transferTo(java.io.Writer.nullWriter());
        } catch (IOException e) {
            firstLine.completeExceptionally(e);
        }
    }

    private static Ready parse(String line) throws BackendFailed {
        try {
            JsonNode node = JsonMapper.shared().readTree(line);
            return new Ready(
                    URI.create(node.path("api").asString()),
                    Path.of(node.path("ca").asString()),
                    URI.create(node.path("radio").asString()),
                    URI.create(node.path("state").asString()));
        } catch (JacksonException | IllegalArgumentException e) {
            throw new BackendFailed("The bundled backend answered with something else than its address: " + line, e);
        }
    }

    public Ready ready() {
        return ready;
    }

    /** The process, to account for what it uses. */
    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** Ends it: first by closing its input, then by force after {@value #END_SECONDS} s. */
    @Override
    public void close() {
        try {
            process.outputWriter(StandardCharsets.UTF_8).close();
        } catch (IOException gone) {
            process.destroy();
        }
        try {
            if (!process.waitFor(LEARNS ? LEARNING_SECONDS : END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** The backend did not start; the message is a sentence for the operator. */
    public static final class BackendFailed extends Exception {
        private static final long serialVersionUID = 1;

        BackendFailed(String sentence, @org.jspecify.annotations.Nullable Throwable cause) {
            super(sentence, cause);
        }

        BackendFailed(String sentence) {
            this(sentence, null);
        }

        /** The sentence. */
        public String sentence() {
            return java.util.Objects.requireNonNullElse(getMessage(), "The bundled backend did not start.");
        }
    }
}
