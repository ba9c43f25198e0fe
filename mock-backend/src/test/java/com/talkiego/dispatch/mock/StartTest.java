package com.talkiego.dispatch.mock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.talkiego.dispatch.mock.api.TurnServers;
import com.talkiego.dispatch.mock.edge.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/** How the process starts and ends: options, exit codes, sentences. */
class StartTest {
    @TempDir
    private Path home;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final StringWriter usage = new StringWriter();
    private final FakeWorld world = new FakeWorld();

    @AfterEach
    void noThreadIsLeft() {
        Threads.assertEnded("edge");
    }

    private int run(InputStream in, String... arguments) {
        ServeCommand serve = new ServeCommand(
                (settings, tokens, accounts, channels) -> world,
                in,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return Main.commandLine(serve).setErr(new PrintWriter(usage, true)).execute(arguments);
    }

    @Test
    void printsOneLineWhenReadyAndEndsWithItsParent() {
        int code = run(
                new ByteArrayInputStream(new byte[0]),
                "serve",
                "--home",
                home.toString(),
                "--with-parent",
                "--scenario",
                "none");

        assertThat(code).isEqualTo(ExitCode.GOOD);
        assertThat(out.toString(StandardCharsets.UTF_8).lines()).hasSize(1);
        JsonNode line = Json.read(out.toByteArray(), JsonNode.class);
        assertThat(line.get("ready").booleanValue()).isTrue();
        assertThat(line.get("api").stringValue()).matches("https://localhost:\\d+");
        assertThat(line.get("radio").stringValue()).isEqualTo(line.get("api").stringValue() + "/radio");
        assertThat(line.get("state").stringValue()).isEqualTo(line.get("api").stringValue() + "/state");
        assertThat(line.get("sfuPort").intValue()).isEqualTo(4321);
        assertThat(Path.of(line.get("ca").stringValue())).isRegularFile().isAbsolute();
        assertThat(world.told).containsExactly("opened", "world closed");
    }

    @Test
    void saysInOneSentenceThatAPortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            int code = run(
                    InputStream.nullInputStream(),
                    "serve",
                    "--home",
                    home.toString(),
                    "--port",
                    Integer.toString(taken.getLocalPort()));

            assertThat(code).isEqualTo(ExitCode.PORT_TAKEN);
            assertThat(err.toString(StandardCharsets.UTF_8).lines()).hasSize(1);
            assertThat(err.toString(StandardCharsets.UTF_8))
                    .startsWith("Port " + taken.getLocalPort() + " cannot be listened on")
                    .contains("--port");
            assertThat(out.size()).isZero();
            assertThat(world.told).containsExactly("world closed");
        }
    }

    @Test
    void saysInOneSentenceThatItsHomeCannotBeUsed() throws Exception {
        Path file = Files.createFile(home.resolve("file"));
        int code = run(InputStream.nullInputStream(), "serve", "--home", file.toString());

        assertThat(code).isEqualTo(ExitCode.HOME_UNUSABLE);
        assertThat(err.toString(StandardCharsets.UTF_8).lines()).hasSize(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains(file.toString(), "--home");
    }

    @Test
    void refusesOptionsThatMakeNoSense() {
        assertThat(run(InputStream.nullInputStream(), "serve", "--channels", "0"))
                .isEqualTo(2);
        assertThat(usage.toString()).contains("--channels must be from 1 to 1000.");
        assertThat(run(InputStream.nullInputStream(), "serve", "--ptime", "15")).isEqualTo(2);
        assertThat(run(InputStream.nullInputStream(), "serve", "--turn", "turn:a:1"))
                .isEqualTo(2);
        assertThat(usage.toString()).contains("A TURN server needs the secret");
        assertThat(run(InputStream.nullInputStream(), "serve", "--scenario", "BUSY", "--port", "70000"))
                .isEqualTo(2);
    }

    @Test
    void anEarlierBackendsPortIsTakenOnBothLoopbackAddresses() throws Exception {
        try (RunningBackend first = new RunningBackend(home)) {
            int port = Integer.parseInt(first.url("").replaceAll(".*:", ""));
            assertThatThrownBy(() -> Backend.start(
                            RunningBackend.settings(home, port, TurnServers.NONE),
                            new HandClock(),
                            (settings, tokens, accounts, channels) -> world,
                            () -> {}))
                    .hasMessageContaining("Port " + port);
        }
    }

    @Test
    void choosesItsHomeWhereTheSystemKeepsData() {
        assertThat(Homes.usual(Map.of(), "/home/a")).isEqualTo(Path.of("/home/a/.local/share/talkiego-dispatch-mock"));
        assertThat(Homes.usual(Map.of("XDG_DATA_HOME", "/data"), "/home/a"))
                .isEqualTo(Path.of("/data/talkiego-dispatch-mock"));
    }

    @Test
    void offersHelp() {
        assertThat(new CommandLine(new ServeCommand(
                                (settings, tokens, accounts, channels) -> world,
                                InputStream.nullInputStream(),
                                new PrintStream(out, true, StandardCharsets.UTF_8),
                                new PrintStream(err, true, StandardCharsets.UTF_8)))
                        .getUsageMessage())
                .contains("--scenario", "quiet, busy, proof, none", "3", "a port is in use");
    }
}
