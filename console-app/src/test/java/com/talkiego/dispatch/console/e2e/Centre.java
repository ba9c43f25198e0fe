package com.talkiego.dispatch.console.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The backend as a process on a host of its own, with the buttons of its state page, which answer nobody outside of that host. */
record Centre(Network.Host host, JsonNode ready) {

    /** Starts it with its certificates and its log in that folder, for other hosts too; returns once it listens. */
    static Centre start(Network.Host host, Path folder, String... options) throws IOException {
        List<String> arguments =
                new ArrayList<>(List.of("serve", "--with-parent", "--lan", "--home", folder.toString()));
        arguments.addAll(List.of(options));
        Path log = folder.resolve("backend.log");
        Process process = host.start(
                log, TalkingProcess.command("com.talkiego.dispatch.mock.Main", arguments.toArray(String[]::new)));
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        String line = output.readLine();
        assertThat(line).as(Files.readString(log)).isNotNull();
        return new Centre(host, JsonMapper.shared().readTree(line));
    }

    /** Its address for other hosts. */
    String address() {
        return ready.path("lan").path(0).asString();
    }

    /** The certificate authority to trust, a PEM file. */
    String authority() {
        return ready.path("ca").asString();
    }

    /** The TCP port of HTTPS and WSS. */
    int webPort() {
        return URI.create(address()).getPort();
    }

    /** The port of that name in its ready line. */
    int port(String name) {
        return ready.path(name).asInt();
    }

    /** Presses a button of the state page. */
    void act(String action, String body) throws IOException, InterruptedException {
        page("/act/" + action, "-H", "Content-Type: application/json", "-d", body);
    }

    /** The state page. */
    JsonNode state() throws IOException, InterruptedException {
        return JsonMapper.shared().readTree(page("/state.json"));
    }

    private String page(String path, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("curl", "-sSf", "--cacert", authority()));
        command.addAll(List.of(options));
        command.add("https://localhost:" + webPort() + path);
        return host.told(command.toArray(String[]::new));
    }

    /** A channel as it is there. */
    JsonNode room(String channel) throws IOException, InterruptedException {
        for (JsonNode room : state().path("signal").path("rooms").path("rooms")) {
            if (room.path("channel").asString().equals(channel)) {
                return room;
            }
        }
        return JsonMapper.shared().createObjectNode();
    }
}
