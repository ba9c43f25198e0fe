package com.talkiego.dispatch.console.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A {@link PipedConsole} as it is told and as it tells. */
final class TalkingProcess {
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final Process process;
    private final Writer orders;

    private TalkingProcess(Process process) {
        this.process = process;
        orders = process.outputWriter(StandardCharsets.UTF_8);
        Thread.ofVirtual().start(this::listen);
    }

    /** Something that starts a program. */
    interface Start {
        Process of(List<String> command) throws IOException;
    }

    /**
     * Starts one.
     *
     * @param arguments those of {@link PipedConsole}
     */
    static TalkingProcess start(Start start, String... arguments) throws IOException {
        return new TalkingProcess(start.of(command(PipedConsole.class.getName(), arguments)));
    }

    /** The command that starts a program of ours as a process of its own, which is not worth much compiling: it lives for seconds. */
    static List<String> command(String main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                main));
        command.addAll(List.of(arguments));
        return command;
    }

    private void listen() {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            reader.lines().forEach(told::add);
        } catch (UncheckedIOException | IOException ended) {
            told.add("ended");
        }
    }

    /** All it told so far. */
    List<String> told() {
        return told;
    }

    /** What it told last that begins with that word; empty for nothing. */
    String last(String word) {
        return told.stream().filter(line -> line.startsWith(word)).reduce("", (_, later) -> later);
    }

    void order(String what) throws IOException {
        orders.write(what + "\n");
        orders.flush();
    }

    /** Its answer to an order, which begins with that word. */
    String answer(String order, String word) throws IOException {
        int line = told.size();
        order(order);
        await(word).until(() -> told.stream().skip(line).anyMatch(answer -> answer.startsWith(word)));
        return last(word);
    }

    /** Seconds it heard of that member so far. */
    double heard(String alias) throws IOException {
        for (String one : answer("heard", "heard").substring("heard".length()).split(";", -1)) {
            if (one.strip().startsWith(alias + " ")) {
                return Double.parseDouble(one.strip().substring(alias.length() + 1));
            }
        }
        return 0;
    }

    void signal(String signal) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
    }

    void end() {
        process.destroyForcibly().onExit().join();
    }
}
