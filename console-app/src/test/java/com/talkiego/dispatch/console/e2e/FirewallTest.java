package com.talkiego.dispatch.console.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Console and backend on hosts of their own, each a process as it is shipped, with a firewall on the way between them. */
class FirewallTest {
    private static final String DESK = "10.213.1.2";
    private static final String INSIDE = "10.213.1.1";
    private static final String OUTSIDE = "10.213.2.1";
    private static final String CENTRE = "10.213.2.2";
    private static final String MAINS = "com.talkiego.dispatch.";
    private static final int CHANNELS = 3;

    private final Path folder;
    private Network network;
    private Network.Host desk;
    private Network.Host firewall;
    private Network.Host centre;

    FirewallTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void connect() throws Exception {
        Capability.NAMESPACES.needed();
        Capability.COTURN.needed();
        network = new Network();
        desk = network.host("desk");
        firewall = network.host("firewall");
        centre = network.host("centre");
        network.connect(desk, DESK, firewall, INSIDE);
        network.connect(firewall, OUTSIDE, centre, CENTRE);
        desk.gateway(INSIDE);
        centre.gateway(OUTSIDE);
        firewall.forwards();
    }

    @AfterEach
    void takeAway() throws Exception {
        if (network != null) {
            network.end();
        }
    }

    @Test
    void getsThroughTlsByItselfWhereOnlyWebTrafficPasses() throws Exception {
        JsonNode backend = backend();
        String web = URI.create(backend.path("lan").path(0).asString()).getPort() + ","
                + backend.path("turnTlsPort").asInt();
        firewall.filter("-A", "FORWARD", "-p", "tcp", "-m", "multiport", "--dports", web, "-j", "ACCEPT");
        firewall.filter("-A", "FORWARD", "-p", "tcp", "-m", "multiport", "--sports", web, "-j", "ACCEPT");
        firewall.filter("-A", "FORWARD", "-j", "DROP");

        JsonNode report = report(backend);

        assertThat(firewall.caught("FORWARD", "DROP"))
                .as("other ways were tried")
                .isPositive();
        assertThat(report.path("channelsJoined").asInt()).isEqualTo(CHANNELS);
        assertThat(report.path("heard")).hasSize(CHANNELS);
        for (JsonNode heard : report.path("heard")) {
            assertThat(heard.path("seconds").asDouble()).as(heard.toString()).isGreaterThan(0.5);
        }
        for (JsonNode way : report.path("ways")) {
            assertThat(way.path("path").asString()).as(way.toString()).isEqualTo("relayed");
        }
        assertThat(report.path("ptt").path("granted").asInt()).isPositive();
        assertThat(Files.readString(folder.resolve("console.log")))
                .as("no link waited for addresses that cannot come")
                .doesNotContain("were found in time");
        System.out.println("With nothing but HTTPS and TURN over TLS let through all channels were joined after "
                + report.path("signInToAllJoinedMillis").asDouble() + " ms.");
    }

    /** Starts the backend at the centre; what it says once it listens. */
    private JsonNode backend() throws Exception {
        Process process = centre.start(
                folder.resolve("backend.log"),
                java(
                        "mock.Main",
                        "serve",
                        "--with-parent",
                        "--lan",
                        "--scenario",
                        "proof",
                        "--channels",
                        Integer.toString(CHANNELS),
                        "--home",
                        folder.toString()));
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        String line = output.readLine();
        assertThat(line).as(Files.readString(folder.resolve("backend.log"))).isNotNull();
        return JsonMapper.shared().readTree(line);
    }

    /** Runs the console at the desk until its end, and reads its report. */
    private JsonNode report(JsonNode backend) throws Exception {
        Path log = folder.resolve("console.log");
        Path report = folder.resolve("report.json");
        Process console = desk.start(
                log,
                java(
                        "console.app.Main",
                        "--headless",
                        "--seconds",
                        "15",
                        "--server",
                        backend.path("lan").path(0).asString(),
                        "--ca",
                        backend.path("ca").asString(),
                        "--output",
                        "none",
                        "--report",
                        report.toString()));
        String table = new String(console.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(console.waitFor(90, TimeUnit.SECONDS)).isTrue();
        assertThat(console.exitValue()).as(table + Files.readString(log)).isZero();
        return JsonMapper.shared().readTree(report);
    }

    private static List<String> java(String main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                MAINS + main));
        command.addAll(List.of(arguments));
        return command;
    }
}
