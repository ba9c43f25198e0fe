package com.talkiego.dispatch.mock;

import static org.assertj.core.api.Assertions.assertThat;

import com.talkiego.dispatch.mock.api.TurnServers;
import com.talkiego.dispatch.mock.edge.HomeUnusable;
import com.talkiego.dispatch.mock.edge.Json;
import com.talkiego.dispatch.mock.edge.PortTaken;
import com.talkiego.dispatch.mock.regions.RegionSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A backend on a free port with a fake world behind it, and a client that trusts its authority and nothing else. */
public final class RunningBackend implements AutoCloseable {
    private static final MediaType JSON = MediaType.get("application/json");

    final HandClock clock = new HandClock();
    final FakeWorld world = new FakeWorld();
    final AtomicInteger kills = new AtomicInteger();
    private final Backend backend;
    private final OkHttpClient client;

    /** An answer: its status, its JSON body and the Retry-After header. */
    public record Answer(
            int status, JsonNode body, @Nullable String retryAfter) {
        String text(String field) {
            return body.get(field).stringValue();
        }

        String problem() {
            return body.get("code").stringValue();
        }
    }

    RunningBackend(Path home) throws PortTaken, HomeUnusable, IOException, GeneralSecurityException {
        this(home, TurnServers.NONE);
    }

    RunningBackend(Path home, TurnServers turn) throws PortTaken, HomeUnusable, IOException, GeneralSecurityException {
        FakeWorld fake = world;
        backend = Backend.start(
                settings(home, 0, turn), clock, (settings, tokens, accounts, channels) -> fake, kills::incrementAndGet);
        client = client(Path.of(backend.ready().ca()));
    }

    private RunningBackend(BackendSettings settings, World.Maker maker)
            throws PortTaken, HomeUnusable, IOException, GeneralSecurityException {
        backend = Backend.start(settings, clock, maker, kills::incrementAndGet);
        client = client(Path.of(backend.ready().ca()));
    }

    /** One with the true world behind it. */
    public static RunningBackend live(Path home) throws PortTaken, HomeUnusable, IOException, GeneralSecurityException {
        return new RunningBackend(settings(home, 0, TurnServers.NONE), LiveWorld.maker(UnitsStarter.NONE));
    }

    /** One of several regions, with the true worlds behind it. */
    static RunningBackend regions(Path home, RegionSettings regions)
            throws PortTaken, HomeUnusable, IOException, GeneralSecurityException {
        BackendSettings settings = new BackendSettings(
                0,
                0,
                1,
                BackendSettings.Scenario.NONE,
                12,
                0,
                0,
                home,
                false,
                10,
                TurnServers.NONE,
                regions,
                Deviations.NONE);
        return new RunningBackend(settings, LiveWorld.maker(UnitsStarter.NONE));
    }

    /** One that listens on every interface. */
    static RunningBackend lan(Path home) throws PortTaken, HomeUnusable, IOException, GeneralSecurityException {
        FakeWorld fake = new FakeWorld();
        return new RunningBackend(
                new BackendSettings(0, 0, 1, BackendSettings.Scenario.NONE, 12, 0, 0, home, true, 10, TurnServers.NONE),
                (settings, tokens, accounts, channels) -> fake);
    }

    static BackendSettings settings(Path home, int port, TurnServers turn) {
        return new BackendSettings(port, 0, 1, BackendSettings.Scenario.NONE, 12, 0, 0, home, false, 10, turn);
    }

    Backend backend() {
        return backend;
    }

    public String url(String path) {
        return backend.ready().api() + path;
    }

    Answer get(String path, @Nullable String token) throws IOException {
        return answer(request(path, token).get().build());
    }

    public Answer post(String path, @Nullable String token, Object body) throws IOException {
        return post(path, token, body instanceof String text ? text : Json.text(body));
    }

    Answer post(String path, @Nullable String token, String body) throws IOException {
        return answer(request(path, token).post(RequestBody.create(body, JSON)).build());
    }

    public Request.Builder request(String path, @Nullable String token) {
        Request.Builder builder = new Request.Builder().url(url(path));
        return token == null ? builder : builder.header("Authorization", "Bearer " + token);
    }

    public Response raw(Request request) throws IOException {
        return client.newCall(request).execute();
    }

    Answer answer(Request request) throws IOException {
        try (Response response = raw(request)) {
            assertThat(response.header("Content-Type")).isEqualTo("application/json");
            return new Answer(
                    response.code(),
                    Json.read(response.body().bytes(), JsonNode.class),
                    response.header("Retry-After"));
        }
    }

    WebSocket socket(WebSocketListener listener) {
        return socket(url("/v1/signal").replace("https:", "wss:"), listener);
    }

    WebSocket socket(String signal, WebSocketListener listener) {
        return client.newWebSocket(new Request.Builder().url(signal).build(), listener);
    }

    /** Presses a button of the state page. */
    Answer act(String action, Object body) throws IOException {
        return answer(new Request.Builder()
                .url(backend.ready().state().replaceAll("/state$", "/act/" + action))
                .post(RequestBody.create(Json.text(body), JSON))
                .build());
    }

    Answer signIn(String user, String password) throws IOException {
        return post(
                "/v1/sign-in",
                null,
                "{\"tenant\":\"demo\",\"user\":\"" + user + "\",\"password\":\"" + password + "\"}");
    }

    String accessToken() throws IOException {
        return signIn("dispatcher", "demo").text("accessToken");
    }

    static OkHttpClient client(Path authority) throws IOException, GeneralSecurityException {
        X509Certificate ca;
        try (InputStream in = Files.newInputStream(authority)) {
            ca = (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("ca", ca);
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(store);
        X509TrustManager trust =
                (X509TrustManager) List.of(factory.getTrustManagers()).getFirst();
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new X509TrustManager[] {trust}, null);
        return new OkHttpClient.Builder()
                .sslSocketFactory(context.getSocketFactory(), trust)
                .build();
    }

    @Override
    public void close() {
        backend.close();
        client.dispatcher().executorService().shutdownNow();
        client.connectionPool().evictAll();
    }
}
