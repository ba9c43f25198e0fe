package com.talkiego.dispatch.console.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.talkiego.dispatch.console.report.UnitsReady;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Two consoles and the backend on hosts of their own, each a process as it is shipped, with a firewall before each console. Both run at
 * the same time, so that all is started once.
 */
class FirewallTest {
    private static final int CHANNELS = 3;
    private static final Duration SOON = Duration.ofSeconds(90);

    private final Path folder;
    private Network network;
    private Network.Host street;
    private Centre centre;
    private int turn;

    FirewallTest(@TempDir Path folder) {
        this.folder = folder;
    }

    /** A console behind its firewall. */
    private record Walled(String position, Network.Host desk, Network.Host firewall, Path log, Path report) {
        /** Lets TCP to those ports through and drops all else. */
        void close(String ports) throws Exception {
            firewall.filter("-A", "FORWARD", "-p", "tcp", "-m", "multiport", "--dports", ports, "-j", "ACCEPT");
            firewall.filter("-A", "FORWARD", "-p", "tcp", "-m", "multiport", "--sports", ports, "-j", "ACCEPT");
            firewall.filter("-A", "FORWARD", "-j", "DROP");
        }

        Process start(Centre centre, int seconds) throws IOException {
            return desk.start(
                    log,
                    TalkingProcess.command(
                            "com.talkiego.dispatch.console.app.Main",
                            "--headless",
                            "--seconds",
                            Integer.toString(seconds),
                            "--position",
                            position,
                            "--server",
                            centre.address(),
                            "--ca",
                            centre.authority(),
                            "--output",
                            "none",
                            "--report",
                            report.toString()));
        }
    }

    @BeforeEach
    void connect() throws Exception {
        Capability.NAMESPACES.needed();
        Capability.COTURN.needed();
        network = new Network();
        street = network.host("street");
        street.forwards();
        Network.Host host = network.host("centre");
        network.connect(street, "10.213.0.1", host, "10.213.0.2");
        host.gateway("10.213.0.1");
        centre = Centre.start(
                host,
                folder,
                "--scenario",
                "none",
                "--units",
                Integer.toString(CHANNELS),
                "--channels",
                Integer.toString(CHANNELS));
    }

    @AfterEach
    void takeAway() throws Exception {
        if (network != null) {
            network.end();
        }
    }

    private Walled walled(String position, int number) throws Exception {
        Network.Host desk = network.host("desk" + number);
        Network.Host firewall = network.host("firewall" + number);
        String outside = "10.213." + number;
        String inside = "10.213.1" + number;
        network.connect(street, outside + ".1", firewall, outside + ".2");
        network.connect(firewall, inside + ".1", desk, inside + ".2");
        firewall.gateway(outside + ".1");
        firewall.forwards();
        desk.gateway(inside + ".1");
        street.route(inside + ".0/24", outside + ".2");
        return new Walled(
                position, desk, firewall, folder.resolve(position + ".log"), folder.resolve(position + ".json"));
    }

    @Test
    void getThroughTcpOrTlsByThemselvesWhereNothingElsePasses() throws Exception {
        Walled tcp = walled("Position 1", 1);
        Walled tls = walled("Position 2", 2);
        tcp.close(centre.webPort() + "," + centre.port("turnPort"));
        tls.close(centre.webPort() + "," + centre.port("turnTlsPort"));
        await("all units listen").atMost(SOON).until(() -> UnitsReady.in(centre.state()));

        List<Process> consoles = List.of(tcp.start(centre, 8), tls.start(centre, 8));
        await("both have ended")
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(1_200))
                .until(() -> nextUnitSpeaks() && consoles.stream().noneMatch(Process::isAlive));

        passed(tcp, consoles.getFirst(), "TCP");
        passed(tls, consoles.getLast(), "TLS");
    }

    /** Has one unit after the other say something, for a second, so that the dispatchers find quiet channels too. */
    private boolean nextUnitSpeaks() throws Exception {
        JsonNode unit = centre.state().path("units").path(turn++ % CHANNELS);
        centre.act(
                "speak",
                "{\"unit\":\"%s\",\"tone\":900,\"seconds\":1}"
                        .formatted(unit.path("id").asString()));
        return true;
    }

    private static void passed(Walled walled, Process console, String way) throws Exception {
        String log = Files.readString(walled.log());
        String table = new String(console.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(console.exitValue()).as(table + log).isZero();
        assertThat(walled.firewall().caught("FORWARD", "DROP"))
                .as("other ways were tried")
                .isPositive();
        JsonNode report = JsonMapper.shared().readTree(walled.report());
        assertThat(report.path("channelsJoined").asInt()).isEqualTo(CHANNELS);
        assertThat(report.path("heard")).hasSize(CHANNELS);
        for (JsonNode heard : report.path("heard")) {
            assertThat(heard.path("seconds").asDouble()).as(heard.toString()).isGreaterThan(0.5);
        }
        List<String> paths = new ArrayList<>();
        report.path("ways").forEach(each -> paths.add(each.path("path").asString()));
        assertThat(paths).hasSize(CHANNELS).containsOnly("relayed");
        assertThat(report.path("ptt").path("granted").asInt()).isPositive();
        assertThat(log)
                .as("both links by that way, and none waited for addresses that cannot come")
                .contains("Media: SUBSCRIBER goes RELAY_" + way, "Media: PUBLISHER goes RELAY_" + way)
                .doesNotContain("were found in time");
        System.out.println(
                "With nothing but HTTPS and TURN over " + way + " let through all channels were joined after "
                        + report.path("signInToAllJoinedMillis").asDouble() + " ms.");
    }
}
