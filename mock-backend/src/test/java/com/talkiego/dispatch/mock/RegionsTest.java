package com.talkiego.dispatch.mock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.talkiego.dispatch.core.wire.ClientMessage;
import com.talkiego.dispatch.core.wire.Codec;
import com.talkiego.dispatch.core.wire.ServerMessage;
import com.talkiego.dispatch.mock.RunningBackend.Answer;
import com.talkiego.dispatch.mock.regions.RegionSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backend of several regions, asked over real HTTPS and WSS: who is sent where, and what a fault of a region looks like. */
class RegionsTest {
    @TempDir
    private static Path home;

    private @Nullable RunningBackend running;

    @AfterEach
    void stop() {
        if (running != null) {
            running.close();
        }
        Threads.assertEnded("edge");
        Threads.assertEnded("rooms");
        Threads.assertEnded("sfu");
    }

    private RunningBackend start(@Nullable String residency, String... ids) throws Exception {
        RunningBackend backend =
                RunningBackend.regions(home, new RegionSettings(List.of(ids), RegionSettings.residency(residency)));
        running = backend;
        return backend;
    }

    /** A client's socket: what it is told, and how it ends. */
    private static final class Line extends WebSocketListener {
        final LinkedBlockingQueue<Object> told = new LinkedBlockingQueue<>();

        @Override
        public void onMessage(WebSocket socket, String text) {
            try {
                told.add(Codec.decodeServer(text));
            } catch (com.talkiego.dispatch.core.wire.WireException e) {
                told.add(e);
            }
        }

        @Override
        public void onClosing(WebSocket socket, int code, String reason) {
            told.add(code);
            socket.close(1000, null);
        }

        @Override
        public void onFailure(WebSocket socket, Throwable failure, @Nullable Response response) {
            told.add(failure);
        }

        <T> T next(Class<T> type) throws InterruptedException {
            Object next = told.poll(10, TimeUnit.SECONDS);
            assertThat(next).isInstanceOf(type);
            return type.cast(next);
        }
    }

    private static Line hello(RunningBackend backend, String region, int protocol) throws IOException {
        Line line = new Line();
        String token = backend.post("/v1/signal-token", backend.accessToken(), Map.of())
                .text("token");
        WebSocket socket = backend.socket(signal(backend, region), line);
        socket.send(Codec.encode(new ClientMessage.Hello(protocol, 1, token, "test", "Desk 1", null, null)));
        return line;
    }

    private static String api(RunningBackend backend, String region) {
        return backend.backend().ready().regions().stream()
                .filter(line -> line.id().equals(region))
                .findFirst()
                .orElseThrow()
                .api();
    }

    private static String signal(RunningBackend backend, String region) {
        return api(backend, region).replace("https:", "wss:") + "/v1/signal";
    }

    private static List<String> order(RunningBackend backend, String measured) throws IOException {
        Answer answer = backend.get("/v1/regions?measured=" + measured, backend.accessToken());
        return StreamSupport.stream(answer.body().get("regions").spliterator(), false)
                .map(region -> region.get("id").stringValue() + " "
                        + region.get("state").stringValue())
                .toList();
    }

    private static Answer ask(RunningBackend backend, String url) throws IOException {
        return backend.answer(new Request.Builder().url(url).build());
    }

    private static List<String> relays(RunningBackend backend) throws IOException {
        Answer answer = backend.post("/v1/turn", backend.accessToken(), Map.of());
        return StreamSupport.stream(answer.body().get("regions").spliterator(), false)
                .map(region -> region.get("region").stringValue())
                .toList();
    }

    @Test
    void namesTheRelaysOfEveryRegionThatLivesAndMayServe() throws Exception {
        RunningBackend backend = start(null, "eu", "us", "ap");
        backend.act("region-kill", Map.of("region", "us", "service", "turn"));
        assertThat(relays(backend)).containsExactly("eu", "ap");
        backend.act("region-revive", Map.of("region", "us"));
        assertThat(relays(backend)).containsExactly("eu", "us", "ap");
        backend.close();

        RunningBackend bound = start("eu:stay", "eu", "us");
        assertThat(relays(bound)).containsExactly("eu");
    }

    @Test
    void ordersRegionsByHealthThenByWhatTheClientMeasured() throws Exception {
        RunningBackend backend = start(null, "eu", "us", "ap");
        assertThat(order(backend, "")).containsExactly("eu healthy", "us healthy", "ap healthy");
        assertThat(order(backend, "ap:9,us:80,eu:30")).containsExactly("ap healthy", "eu healthy", "us healthy");

        assertThat(backend.act("region-drain", Map.of("region", "ap")).status()).isEqualTo(200);
        assertThat(backend.act("region-kill", Map.of("region", "eu", "service", "media"))
                        .status())
                .isEqualTo(200);
        assertThat(order(backend, "ap:9,us:80,eu:30")).containsExactly("us healthy", "ap draining", "eu down");
        assertThat(ask(backend, api(backend, "ap") + "/v1/ping").text("state")).isEqualTo("draining");
        Answer health = ask(backend, api(backend, "us") + "/v1/health");
        assertThat(health.body().get("regions").get(0).get("media").stringValue())
                .isEqualTo("down");
    }

    @Test
    void welcomesWithTheRegionsNameAndSendsAwayFromAGlobalOrDrainingPlace() throws Exception {
        RunningBackend backend = start(null, "eu", "us");
        Line inEurope = hello(backend, "eu", 3);
        ServerMessage.Welcome welcome = inEurope.next(ServerMessage.Welcome.class);
        assertThat(welcome.region()).isEqualTo("eu");
        assertThat(welcome.session()).startsWith("eu-");

        Line nowhere = new Line();
        backend.socket(nowhere).send(Codec.encode(new ClientMessage.Hello(3, 1, "any", "test", null, null, null)));
        assertThat(nowhere.next(ServerMessage.Redirect.class).signal()).isEqualTo(signal(backend, "eu"));

        backend.act("region-drain", Map.of("region", "eu", "withinMillis", 200));
        ServerMessage.Redirect moved = inEurope.next(ServerMessage.Redirect.class);
        assertThat(moved.region()).isEqualTo("us");
        assertThat(moved.withinMillis()).isEqualTo(200);
        assertThat(moved.text()).contains("Europe", "United States");
        assertThat(inEurope.next(Integer.class)).isEqualTo(4009);

        assertThat(hello(backend, "eu", 3).next(ServerMessage.Redirect.class).api())
                .isEqualTo(api(backend, "us"));
        assertThat(hello(backend, "eu", 2).next(ServerMessage.Refused.class).text())
                .contains("United States");
        assertThat(hello(backend, "us", 3).next(ServerMessage.Welcome.class).region())
                .isEqualTo("us");
    }

    @Test
    void killsARegionAbruptlyAndRevivesItOnItsPorts() throws Exception {
        RunningBackend backend = start(null, "eu", "us");
        Line line = hello(backend, "eu", 3);
        line.next(ServerMessage.Welcome.class);
        String api = api(backend, "eu");

        backend.act("region-kill", Map.of("region", "eu"));
        assertThat(line.next(Throwable.class)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> ask(backend, api + "/v1/ping")).isInstanceOf(IOException.class);
        assertThat(order(backend, "")).containsExactly("us healthy", "eu down");

        backend.act("region-revive", Map.of("region", "eu"));
        assertThat(ask(backend, api + "/v1/ping").text("region")).isEqualTo("eu");
        assertThat(hello(backend, "eu", 3).next(ServerMessage.Welcome.class).resumed())
                .isFalse();

        backend.act("global-kill", Map.of());
        assertThatThrownBy(() -> backend.get("/v1/ping", null)).isInstanceOf(IOException.class);
        assertThat(ask(backend, api + "/v1/ping").status()).isEqualTo(200);
        backend.act("global-revive", Map.of());
        assertThat(backend.get("/v1/ping", null).text("region")).isEqualTo("global");
    }

    @Test
    void aSlowRegionIsSlowToMeasure() throws Exception {
        RunningBackend backend = start(null, "eu", "us");
        backend.act("region-slow", Map.of("region", "eu", "millis", 300));
        long began = System.nanoTime();
        ask(backend, api(backend, "eu") + "/v1/ping");
        assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(300));
    }

    @Test
    void keepsATenantThatMustStayInItsRegion() throws Exception {
        RunningBackend backend = start("eu:stay", "us", "eu");
        assertThat(order(backend, "us:1,eu:90")).containsExactly("eu healthy");
        assertThat(backend.get("/v1/tenant", backend.accessToken())
                        .body()
                        .get("residency")
                        .get("whenDown")
                        .stringValue())
                .isEqualTo("stay");
        assertThat(hello(backend, "us", 3).next(ServerMessage.Redirect.class).region())
                .isEqualTo("eu");
        Answer elsewhere = token(backend, "us");
        assertThat(elsewhere.status()).isEqualTo(403);
        assertThat(elsewhere.text("text")).isEqualTo("This tenant must stay in Europe.");

        String access = backend.accessToken();
        backend.act("region-kill", Map.of("region", "eu"));
        assertThat(order(backend, "")).containsExactly("eu down");
        assertThat(backend.post("/v1/signal-token", access, Map.of()).text("text"))
                .contains("Europe, which is down", "Nobody is served");
    }

    @Test
    void movesATenantWhoseRegionIsDownAndBringsItBack() throws Exception {
        RunningBackend backend = start("eu:move", "us", "eu");
        backend.act("region-kill", Map.of("region", "eu"));
        assertThat(order(backend, "")).containsExactly("us healthy", "eu down");
        Line line = hello(backend, "us", 3);
        line.next(ServerMessage.Welcome.class);

        backend.act("region-revive", Map.of("region", "eu"));
        ServerMessage.Redirect home = line.next(ServerMessage.Redirect.class);
        assertThat(home.region()).isEqualTo("eu");
        assertThat(home.withinMillis()).isEqualTo(10_000);
    }

    @Test
    void tellsWhomARegionCannotReach() throws Exception {
        RunningBackend backend = start(null, "eu", "us");
        Line line = hello(backend, "eu", 3);
        line.next(ServerMessage.Welcome.class);
        backend.act("region-link", Map.of("from", "eu", "to", "us", "cut", true));
        assertThat(line.next(ServerMessage.RegionLinks.class).unreachable()).containsExactly("United States");
        backend.act("region-link", Map.of("from", "us", "to", "eu"));
        assertThat(line.next(ServerMessage.RegionLinks.class).unreachable()).isEmpty();
    }

    private static Answer token(RunningBackend backend, String region) throws IOException {
        return backend.answer(new Request.Builder()
                .url(api(backend, region) + "/v1/signal-token")
                .header("Authorization", "Bearer " + backend.accessToken())
                .post(okhttp3.RequestBody.create("{}", okhttp3.MediaType.get("application/json")))
                .build());
    }

    @Test
    void refusesRegionsThatMakeNoSense() {
        assertThatThrownBy(() -> new RegionSettings(List.of("eu", "eu"), null)).hasMessageContaining("each once");
        assertThatThrownBy(() -> new RegionSettings(List.of("EU!"), null)).hasMessageContaining("a-z");
        assertThatThrownBy(() -> new RegionSettings(List.of("us"), RegionSettings.residency("eu")))
                .hasMessageContaining("--residency");
        assertThatThrownBy(() -> RegionSettings.residency("eu:flee")).hasMessageContaining("stay");
    }
}
