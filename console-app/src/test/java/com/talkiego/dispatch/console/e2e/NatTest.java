package com.talkiego.dispatch.console.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.talkiego.dispatch.console.report.UnitsReady;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Three members of one small channel: two positions, each a process on a host of its own behind a NAT of its own, and a unit beside the
 * backend. Straight where they can reach each other, by a relay where they cannot, through the media server where nothing else is let
 * through, and all hear all.
 */
class NatTest {
    private static final String CHANNEL = "fire-1";
    private static final String NEAR = "Position 1";
    private static final String FAR = "Position 2";
    private static final Duration SOON = Duration.ofSeconds(90);

    private final Path folder;
    private final Map<String, TalkingProcess> desks = new LinkedHashMap<>();
    private Network network;
    private Network.Host street;
    private Nat near;
    private Nat far;
    private Centre centre;

    NatTest(@TempDir Path folder) {
        this.folder = folder;
    }

    /** What stands between a host and the street. */
    private record Nat(Network.Host door, Network.Host inside, String addresses) {
        /** Hides the host behind the door's address, as most homes are: who was written to may answer. */
        void hide() throws Exception {
            door.filter("-t", "nat", "-A", "POSTROUTING", "-s", addresses, "-j", "MASQUERADE");
            // As any such door does: what nobody asked for ends here.
            door.filter("-A", "INPUT", "-p", "udp", "-j", "DROP");
        }

        /** From now on each of its flows leaves by a port of its own, so that nobody can tell the others where to send to. */
        void hideEachFlow() throws Exception {
            door.filter("-t", "nat", "-R", "POSTROUTING", "1", "-s", addresses, "-j", "MASQUERADE", "--random-fully");
        }

        /** From now on it lets UDP through to the media server only, and nothing to a relay. */
        void close(Centre centre) throws Exception {
            String media = Integer.toString(centre.port("sfuPort"));
            String relays = centre.port("turnPort") + "," + centre.port("turnTlsPort");
            door.filter("-A", "FORWARD", "-p", "udp", "-m", "multiport", "--ports", media, "-j", "ACCEPT");
            door.filter("-A", "FORWARD", "-p", "udp", "-j", "DROP");
            door.filter("-A", "FORWARD", "-p", "tcp", "-m", "multiport", "--ports", relays, "-j", "DROP");
        }
    }

    @BeforeEach
    void connect() throws Exception {
        Capability.NAMESPACES.needed();
        Capability.COTURN.needed();
        network = new Network();
        street = network.host("street");
        street.forwards();
        Network.Host host = onStreet("centre", 0);
        near = behindNat("near", 1);
        far = behindNat("far", 2);
        centre = Centre.start(host, folder, "--scenario", "none", "--units", "1", "--channels", "1");
        desk(near.inside(), NEAR);
        desk(far.inside(), FAR);
    }

    private Network.Host onStreet(String name, int number) throws Exception {
        Network.Host host = network.host(name);
        String net = "10.214." + number;
        network.connect(street, net + ".1", host, net + ".2");
        host.gateway(net + ".1");
        return host;
    }

    private Nat behindNat(String name, int number) throws Exception {
        Network.Host door = onStreet(name + "-door", number);
        door.forwards();
        Network.Host inside = network.host(name);
        String net = "192.168." + number;
        network.connect(door, net + ".1", inside, net + ".2");
        inside.gateway(net + ".1");
        Nat nat = new Nat(door, inside, net + ".0/24");
        nat.hide();
        return nat;
    }

    private void desk(Network.Host host, String position) throws IOException {
        Path log = folder.resolve(position + ".log");
        desks.put(
                position,
                TalkingProcess.start(
                        command -> host.start(log, command), centre.address(), centre.authority(), CHANNEL, position));
    }

    @AfterEach
    void takeAway() throws Exception {
        if (network != null) {
            network.end();
        }
    }

    @Test
    void goesStraightByRelayOrThroughTheServerAsTheMembersCanReachEachOther() throws Exception {
        for (TalkingProcess desk : desks.values()) {
            await("joined")
                    .atMost(Duration.ofSeconds(40))
                    .untilAsserted(() ->
                            assertThat(desk.last("shown")).as("%s", desk.told()).startsWith("shown up"));
        }
        await("the unit").atMost(SOON).until(() -> UnitsReady.in(centre.state()));
        straight();
        awaitPaths(link -> "direct");

        near.hideEachFlow();
        far.hideEachFlow();
        centre.act("fail-peer", "{\"channel\":\"%s\"}".formatted(CHANNEL));
        await("through the server").atMost(SOON).until(() -> settled("sfu"));
        straight();
        awaitPaths(link -> link.contains(NEAR) && link.contains(FAR) ? "relayed" : "direct");
        awaitWays("way RELAYED 3 members");
        everybodyHearsEverybody();

        far.close(centre);
        await("through the server by itself").atMost(SOON).until(() -> settled("sfu"));
        for (TalkingProcess desk : desks.values()) {
            desk.answer("events", "event Fire 1 through the server: the link from ");
        }
        awaitWays("way SFU the link from ");
        everybodyHearsEverybody();
    }

    private void straight() throws Exception {
        centre.act("topology", "{\"channel\":\"%s\",\"road\":\"p2p\"}".formatted(CHANNEL));
        await("straight").atMost(SOON).until(() -> settled("p2p"));
    }

    private boolean settled(String road) throws Exception {
        JsonNode topology = centre.room(CHANNEL).path("topology");
        return topology.path("road").asString().equalsIgnoreCase(road)
                && topology.path("phase").asString().equalsIgnoreCase("settled");
    }

    /** Waits until both consoles show that of the way the channel comes in, and why. */
    private void awaitWays(String way) {
        desks.forEach((position, desk) -> await(position + " " + way)
                .atMost(SOON)
                .untilAsserted(() -> assertThat(desk.last("way")).startsWith(way)));
    }

    /** Waits until the packets of all six links go that way: the first that is found is not always the one that is kept. */
    private void awaitPaths(UnaryOperator<String> expected) {
        await("the ways of the links")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(paths())
                        .hasSize(6)
                        .allSatisfy((link, path) -> assertThat(path).as(link).isEqualTo(expected.apply(link))));
    }

    /** How the packets of each link go, by its two ends. */
    private Map<String, String> paths() throws Exception {
        Map<String, String> paths = new TreeMap<>();
        for (JsonNode link : centre.room(CHANNEL).path("topology").path("links")) {
            paths.put(
                    link.path("from").asString() + " to " + link.path("to").asString(),
                    link.path("path").asString());
        }
        return paths;
    }

    /** Each talks in turn, and the two others hear it. */
    private void everybodyHearsEverybody() throws Exception {
        for (Map.Entry<String, TalkingProcess> talker : desks.entrySet()) {
            String name = talker.getKey();
            TalkingProcess other = Objects.requireNonNull(desks.get(name.equals(NEAR) ? FAR : NEAR));
            double byOther = other.heard(name);
            double byUnit = heardByUnit();
            talker.getValue().order("press");
            await("the other position hears " + name).atMost(SOON).until(() -> other.heard(name) > byOther + 0.4);
            await("the unit hears " + name).atMost(SOON).until(() -> heardByUnit() > byUnit + 0.4);
            talker.getValue().order("release");
            await("released")
                    .atMost(SOON)
                    .until(() -> talker.getValue().last("shown").endsWith("NONE"));
        }
        JsonNode unit = centre.state().path("units").path(0);
        String name = unit.path("alias").asString();
        Map<TalkingProcess, Double> before = new LinkedHashMap<>();
        for (TalkingProcess desk : desks.values()) {
            before.put(desk, desk.heard(name));
        }
        centre.act(
                "speak",
                "{\"unit\":\"%s\",\"tone\":900,\"seconds\":1}"
                        .formatted(unit.path("id").asString()));
        before.forEach(
                (desk, seconds) -> await("hears the unit").atMost(SOON).until(() -> desk.heard(name) > seconds + 0.4));
        await("the unit ended")
                .atMost(SOON)
                .until(() -> centre.room(CHANNEL).path("talk").isNull());
    }

    /** Seconds that the unit heard of the positions. */
    private double heardByUnit() throws Exception {
        double seconds = 0;
        for (JsonNode heard : centre.state().path("units").path(0).path("heard")) {
            seconds += heard.path("seconds").asDouble();
        }
        return seconds;
    }
}
