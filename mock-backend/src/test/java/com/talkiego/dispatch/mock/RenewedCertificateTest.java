package com.talkiego.dispatch.mock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server's certificate is exchanged while sockets are open. */
class RenewedCertificateTest {
    @TempDir
    private Path home;

    private RunningBackend backend;

    @BeforeEach
    void start() throws Exception {
        backend = new RunningBackend(home);
    }

    @AfterEach
    void stop() {
        backend.close();
    }

    @Test
    void newConnectionsSeeTheNewOneAndOpenOnesGoOn() throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        WebSocket socket = backend.socket(new WebSocketListener() {
            @Override
            public void onMessage(WebSocket of, String text) {
                heard.add(text);
            }

            @Override
            public void onClosed(WebSocket of, int code, String reason) {
                heard.add("closed " + code);
            }
        });
        await().until(() -> !backend.world.lines.isEmpty());
        X509Certificate before = shown();

        backend.act("renew-certificate", Map.of("days", 9));

        X509Certificate after = shown();
        assertThat(after.getSerialNumber()).isNotEqualTo(before.getSerialNumber());
        assertThat(after.getNotAfter().toInstant())
                .isBetween(
                        backend.clock.instant().plus(Duration.ofDays(8)),
                        backend.clock.instant().plus(Duration.ofDays(9)));
        socket.send("still here");
        assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("echo still here");
        socket.cancel();
    }

    @Test
    void healthTellsWhenItEnds() throws Exception {
        backend.act("renew-certificate", Map.of("days", 9));
        assertThat(Instant.parse(backend.get("/v1/health", null).text("certificateExpires")))
                .isEqualTo(shown().getNotAfter().toInstant());
    }

    /** What a client sees that connects now. */
    private X509Certificate shown() throws Exception {
        OkHttpClient client =
                RunningBackend.client(Path.of(backend.backend().ready().ca()));
        try (Response response = client.newCall(
                        new Request.Builder().url(backend.url("/v1/health")).build())
                .execute()) {
            return (X509Certificate) Objects.requireNonNull(response.handshake())
                    .peerCertificates()
                    .getFirst();
        } finally {
            client.dispatcher().executorService().shutdown();
            client.connectionPool().evictAll();
        }
    }
}
