package com.talkiego.dispatch.core.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.talkiego.dispatch.core.api.TlsServer;
import com.talkiego.dispatch.core.api.Trust;
import com.talkiego.dispatch.core.model.IceServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bytes go through to whom the trust anchor vouches for, and to nobody else. */
class TlsForwarderTest {
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final TlsServer server;
    private final RelayWays ways;

    TlsForwarderTest() throws IOException {
        server = TlsServer.start();
        ways = new RelayWays(server.trust(), told::add);
    }

    @AfterEach
    void close() {
        ways.close();
        server.close();
    }

    private static List<String> reachable(RelayWays ways, String... urls) {
        return ways.reachable(List.of(new IceServer(List.of(urls), "user", "password"))).stream()
                .flatMap(found -> found.urls().stream())
                .toList();
    }

    /** Goes in at the door and gives what comes out until the end; empty if it is shut at once. */
    private static String ask(String url) throws IOException {
        assertThat(url).startsWith("turn:127.0.0.1:").endsWith("?transport=tcp");
        int port = Integer.parseInt(url.substring("turn:127.0.0.1:".length(), url.indexOf('?')));
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write("GET /way HTTP/1.1\r\nHost: relay\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        } catch (SocketException reset) {
            return "";
        }
    }

    @Test
    void carriesBytesBothWaysAndEndsWithEither() throws Exception {
        String body = "x".repeat(300_000);
        server.server()
                .enqueue(new MockResponse.Builder()
                        .body(body)
                        .onResponseEnd(SocketEffect.ShutdownConnection.INSTANCE)
                        .build());
        String url = reachable(ways, "turns:localhost:" + server.port() + "?transport=tcp")
                .getFirst();
        assertThat(ask(url)).startsWith("HTTP/1.1 200").endsWith(body);
        assertThat(server.server().takeRequest().getTarget()).isEqualTo("/way");
        assertThat(ways.secured(url)).isTrue();
        assertThat(ways.secured("turn:127.0.0.1:1?transport=tcp")).isFalse();
        assertThat(told).isEmpty();
        await().until(() -> ways.connections() == 0);
    }

    @Test
    void leavesAllOtherAddressesAsTheyAreAndOpensOneDoorForEachServer() {
        List<String> urls = reachable(
                ways,
                "turn:relay.example:3478?transport=udp",
                "turns:localhost:5349",
                "turns:localhost:5349?transport=tcp",
                "turns:[::1]:5349",
                "stun:relay.example");
        assertThat(urls)
                .hasSize(5)
                .startsWith("turn:relay.example:3478?transport=udp")
                .endsWith("stun:relay.example");
        assertThat(urls.get(1)).isEqualTo(urls.get(2)).isNotEqualTo(urls.get(3));
        assertThat(reachable(ways, "turns:", "turns:a:99999", "turns:a:1?transport=udp"))
                .isEmpty();
    }

    @Test
    void leavesPubliclySignedServersToLibwebrtc() {
        try (RelayWays open = new RelayWays(Trust.platform(), told::add)) {
            assertThat(reachable(open, "turns:relay.example:5349")).containsExactly("turns:relay.example:5349");
        }
    }

    @Test
    void refusesAnUnknownAuthorityAWrongNameAndAnExpiredCertificateWithASentenceEach() throws Exception {
        try (TlsServer stranger = TlsServer.start();
                TlsServer elsewhere = TlsServer.named("elsewhere.example");
                TlsServer old = TlsServer.expired()) {
            refused(stranger.port(), server.trust(), "not issued by the authority this console trusts");
            refused(elsewhere.port(), elsewhere.trust(), "made for another name");
            refused(old.port(), old.trust(), "has expired");
            for (TlsServer wrong : List.of(stranger, elsewhere, old)) {
                assertThat(wrong.server().getRequestCount()).isZero();
            }
        }
    }

    @Test
    void saysWhenNobodyAnswers() throws Exception {
        int nobody;
        try (ServerSocket taken = new ServerSocket(0)) {
            nobody = taken.getLocalPort();
        }
        refused(nobody, server.trust(), "does not answer");
    }

    private void refused(int port, Trust trust, String words) throws Exception {
        try (RelayWays wary = new RelayWays(trust, told::add)) {
            String url = reachable(wary, "turns:localhost:" + port).getFirst();
            assertThat(ask(url)).isEmpty();
            assertThat(told.poll(10, TimeUnit.SECONDS))
                    .startsWith("TURN over TLS: ")
                    .contains(words);
            // Said once, however often it is tried.
            assertThat(ask(url)).isEmpty();
            assertThat(told).isEmpty();
        }
    }

    @Test
    void endsEveryConnectionWhenClosed() throws Exception {
        String url = reachable(ways, "turns:localhost:" + server.port()).getFirst();
        int port = Integer.parseInt(url.substring("turn:127.0.0.1:".length(), url.indexOf('?')));
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(10_000);
            await().until(() -> ways.connections() == 1);
            ways.close();
            assertThat(endOf(socket)).isTrue();
            assertThat(ways.connections()).isZero();
        }
    }

    private static boolean endOf(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException reset) {
            return true;
        }
    }
}
