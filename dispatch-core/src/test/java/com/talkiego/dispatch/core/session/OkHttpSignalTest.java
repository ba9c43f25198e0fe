package com.talkiego.dispatch.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.talkiego.dispatch.core.api.TlsServer;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import mockwebserver3.MockResponse;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OkHttpSignalTest {
    private final TlsServer server;
    private final OkHttpSignal signal;
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final SignalPort.Listener listener = new SignalPort.Listener() {
        @Override
        public void opened() {
            told.add("opened");
        }

        @Override
        public void frame(String text) {
            told.add("frame " + text);
        }

        @Override
        public void closed(String sentence) {
            told.add("closed " + sentence);
        }
    };

    OkHttpSignalTest() throws IOException {
        server = TlsServer.start();
        signal = new OkHttpSignal(server.trust());
    }

    @AfterEach
    void close() {
        signal.close();
        server.close();
    }

    private SignalPort.Link open(WebSocketListener far) {
        server.server().enqueue(new MockResponse.Builder().webSocketUpgrade(far).build());
        return signal.open(URI.create("wss://localhost:" + server.port() + "/v1/signal"), listener);
    }

    private static final class Echo extends WebSocketListener {
        @Override
        public void onMessage(WebSocket socket, String text) {
            if (text.equals("go")) {
                socket.close(4001, "Desk 1 was taken over");
            } else {
                socket.send("echo " + text);
            }
        }
    }

    @Test
    void aThreadThatIsMadeReadyReadsTheSocketOfAConsole() {
        List<Thread> ready = new CopyOnWriteArrayList<>();
        List<Thread> reading = new CopyOnWriteArrayList<>();
        server.server()
                .enqueue(new MockResponse.Builder().webSocketUpgrade(new Echo()).build());
        try (OkHttpSignal own = new OkHttpSignal(server.trust(), () -> ready.add(Thread.currentThread()))) {
            own.open(URI.create("wss://localhost:" + server.port() + "/v1/signal"), new SignalPort.Listener() {
                @Override
                public void opened() {
                    reading.add(Thread.currentThread());
                }

                @Override
                public void frame(String text) {}

                @Override
                public void closed(String sentence) {}
            });
            await().untilAsserted(() -> assertThat(reading).hasSize(1));
        }
        assertThat(reading).isEqualTo(ready).noneMatch(Thread::isVirtual);
    }

    @Test
    void carriesFramesBothWaysAndSaysWhyItWasClosed() {
        SignalPort.Link link = open(new Echo());
        await().until(() -> told.contains("opened"));
        assertThat(link.send("a")).isTrue();
        await().until(() -> told.contains("frame echo a"));
        link.send("go");
        await().until(() -> told.size() == 3);
        assertThat(told).last().isEqualTo("closed Desk 1 was taken over");
        assertThat(link.send("b")).isFalse();
    }

    @Test
    void anAbortEndsItOnce() {
        SignalPort.Link link = open(new Echo());
        await().until(() -> told.contains("opened"));
        link.abort();
        await().until(() -> told.size() == 2);
        link.close();
        link.abort();
        assertThat(told.get(1)).startsWith("closed ");
        assertThat(told).hasSize(2);
    }

    @Test
    void aRefusedUpgradeIsASentence() {
        server.server().enqueue(new MockResponse.Builder().code(503).build());
        signal.open(URI.create("wss://localhost:" + server.port() + "/v1/signal"), listener);
        await().until(() -> told.size() == 1);
        assertThat(told).containsExactly("closed The backend refused the connection with HTTP status 503");
    }

    @Test
    void trustsOneAuthorityOnly() throws IOException {
        try (TlsServer other = TlsServer.start();
                OkHttpSignal wary = new OkHttpSignal(other.trust())) {
            wary.open(URI.create("wss://localhost:" + server.port() + "/v1/signal"), listener);
            await().until(() -> told.size() == 1);
            assertThat(told.getFirst()).contains("not issued by the authority this console trusts");
        }
    }
}
