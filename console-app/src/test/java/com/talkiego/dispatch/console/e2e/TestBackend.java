package com.talkiego.dispatch.console.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.talkiego.dispatch.console.app.BundledBackend;
import com.talkiego.dispatch.console.app.BundledBackend.BackendFailed;
import com.talkiego.dispatch.console.report.UnitsReady;
import com.talkiego.dispatch.core.api.Trust;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The bundled backend as a process of its own, with the buttons of its state page and what its units heard. */
final class TestBackend implements AutoCloseable {
    private static final MediaType JSON = MediaType.get("application/json");

    private final BundledBackend backend;
    private final Trust trust;
    private final OkHttpClient http;

    private TestBackend(BundledBackend backend) throws IOException {
        this.backend = backend;
        this.trust = Trust.authority(backend.ready().authority());
        this.http = trust.apply(new OkHttpClient.Builder()).build();
    }

    /** What the units heard of dispatch positions on one channel: seconds above −50 dBFS, and their level in dBFS. */
    record Heard(double seconds, double rmsDbfs) {}

    /** Starts it with its certificates in that folder, and waits until it listens. */
    static TestBackend start(Path home, String... options) throws BackendFailed, IOException {
        List<String> arguments = new ArrayList<>(List.of("--home", home.toString()));
        arguments.addAll(List.of(options));
        return new TestBackend(BundledBackend.start(arguments));
    }

    URI api() {
        return backend.ready().api();
    }

    /** The certificate authority to trust, a PEM file. */
    Path authority() {
        return backend.ready().authority();
    }

    Trust trust() {
        return trust;
    }

    /** Presses a button of the state page. */
    void act(String action, String body) throws IOException {
        Request request = new Request.Builder()
                .url(backend.ready().state().resolve("/act/" + action).toString())
                .post(RequestBody.create(body, JSON))
                .build();
        try (Response response = http.newCall(request).execute()) {
            assertThat(response.code()).as(response.body().string()).isEqualTo(200);
        }
    }

    /** Address of the state page. */
    URI statePage() {
        return backend.ready().state();
    }

    /** The state page. */
    JsonNode state() throws IOException {
        Request request =
                new Request.Builder().url(backend.ready().state() + ".json").build();
        try (Response response = http.newCall(request).execute()) {
            return JsonMapper.shared().readTree(response.body().string());
        }
    }

    /** Whether all units are on their channels and have lines to hear by. */
    boolean unitsListen() throws IOException {
        return UnitsReady.in(state());
    }

    /** What units heard of positions on that channel, so far. */
    Heard heard(String channel) throws IOException {
        double seconds = 0;
        double energy = 0;
        for (JsonNode unit : state().path("units")) {
            for (JsonNode heard : unit.path("heard")) {
                boolean wanted = heard.path("kind").asString().equals("POSITION")
                        && heard.path("channel").asString().equals(channel);
                if (wanted) {
                    double part = heard.path("seconds").asDouble();
                    seconds += part;
                    energy += part * Math.pow(10, heard.path("rmsDbfs").asDouble() / 10);
                }
            }
        }
        return new Heard(seconds, seconds == 0 ? -120 : 10 * Math.log10(energy / seconds));
    }

    /** The id of the first unit on a channel. */
    String unitOn(String channel) throws IOException {
        return firstUnit(channel).path("id").asString();
    }

    /** The name of the first unit on a channel. */
    String aliasOn(String channel) throws IOException {
        return firstUnit(channel).path("alias").asString();
    }

    /** Whether the first unit on a channel has nothing to say, and says nothing. */
    boolean unitIdle(String channel) throws IOException {
        return firstUnit(channel).path("doing").asString().equals("listening");
    }

    /** Who has the floor of a channel, as the backend knows it; empty for nobody. */
    String talkerOn(String channel) throws IOException {
        return talkerOn("signal", channel);
    }

    /** The same in one of several regions: {@code eu signal}. */
    String talkerOn(String section, String channel) throws IOException {
        return room(section, channel).path("talk").path("talker").path("alias").asString("");
    }

    /** Whether somebody of that name is a member of a channel, as that region knows it. */
    boolean isOn(String section, String channel, String alias) throws IOException {
        for (JsonNode member : room(section, channel).path("members")) {
            if (member.path("alias").asString().equals(alias)) {
                return true;
            }
        }
        return false;
    }

    private JsonNode room(String section, String channel) throws IOException {
        for (JsonNode room : state().path(section).path("rooms").path("rooms")) {
            if (room.path("channel").asString().equals(channel)) {
                return room;
            }
        }
        throw new AssertionError("There is no room " + channel);
    }

    private JsonNode firstUnit(String channel) throws IOException {
        for (JsonNode unit : state().path("units")) {
            if (unit.path("channels").path(0).asString().equals(channel)) {
                return unit;
            }
        }
        throw new AssertionError("There is no unit on " + channel);
    }

    /** Makes the process stand still: its sockets stay open, nothing answers. */
    void pause() throws IOException, InterruptedException {
        tell("-STOP");
    }

    /** Lets it go on. */
    void goOn() throws IOException, InterruptedException {
        tell("-CONT");
    }

    private void tell(String what) throws IOException, InterruptedException {
        String number = Long.toString(backend.handle().pid());
        assertThat(new ProcessBuilder("kill", what, number).inheritIO().start().waitFor())
                .isZero();
    }

    /** Ends the process as a power cut would, and waits until it is gone. */
    void kill() throws Exception {
        act("kill", "{}");
        backend.handle().onExit().get(10, TimeUnit.SECONDS);
    }

    /** Ends the process and waits until it is gone. */
    @Override
    public void close() {
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
        backend.close();
        backend.handle().onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
