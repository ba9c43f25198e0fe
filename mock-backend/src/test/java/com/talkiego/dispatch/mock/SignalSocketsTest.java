package com.talkiego.dispatch.mock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.talkiego.dispatch.mock.signal.CloseReason;
import com.talkiego.dispatch.mock.signal.Outbox;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The SignalLayer's sockets, over real WSS. */
class SignalSocketsTest {
    @TempDir
    private static Path home;

    private RunningBackend backend;

    @BeforeEach
    void start() throws Exception {
        backend = new RunningBackend(home);
    }

    @AfterEach
    void stop() {
        backend.close();
        Threads.assertEnded("edge");
    }

    /** Writes down what it hears; can stop reading. */
    private static final class Hearing extends WebSocketListener {
        final List<String> heard = new CopyOnWriteArrayList<>();
        final CountDownLatch mayRead;

        Hearing(CountDownLatch mayRead) {
            this.mayRead = mayRead;
        }

        @Override
        public void onMessage(WebSocket socket, String text) {
            try {
                mayRead.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            heard.add(text.length() > 100 ? "long " + text.length() : text);
        }

        @Override
        public void onClosing(WebSocket socket, int code, String reason) {
            heard.add("closing " + code + " " + reason);
            socket.close(1000, null);
        }

        @Override
        public void onFailure(WebSocket socket, Throwable failure, @Nullable Response response) {
            heard.add("failed");
        }
    }

    private Outbox line() {
        await().until(() -> !backend.world.lines.isEmpty());
        return backend.world.lines.getFirst();
    }

    @Test
    void carriesFramesInOrder() {
        Hearing hearing = new Hearing(new CountDownLatch(0));
        WebSocket socket = backend.socket(hearing);
        for (int i = 0; i < 200; i++) {
            socket.send("frame " + i);
        }
        await().until(() -> hearing.heard.size() == 200);
        for (int i = 0; i < 200; i++) {
            assertThat(hearing.heard.get(i)).isEqualTo("echo frame " + i);
        }
        socket.close(1000, null);
        await().until(() -> backend.world.told.contains("closed"));
    }

    @Test
    void carriesALargeOffer() {
        Hearing hearing = new Hearing(new CountDownLatch(0));
        backend.socket(hearing).send("x".repeat(200_000));
        await().until(() -> hearing.heard.contains("long 200005"));
    }

    @Test
    void closesASocketThatSendsTooMuchAtOnce() {
        Hearing hearing = new Hearing(new CountDownLatch(0));
        backend.socket(hearing).send("x".repeat(1_100_000));
        await().until(() -> backend.world.told.contains("closed"));
        assertThat(hearing.heard).anyMatch(text -> text.startsWith("closing 1009") || "failed".equals(text));
    }

    @Test
    void closesASocketThatSendsBinary() {
        Hearing hearing = new Hearing(new CountDownLatch(0));
        backend.socket(hearing).send(ByteString.of((byte) 1));
        await().until(() -> hearing.heard.contains("closing 1003 The SignalLayer takes text frames only."));
    }

    /** A frame that the sockets' compression makes no smaller. */
    private static String noise() {
        byte[] noise = new byte[75_000];
        new Random(1).nextBytes(noise);
        return Base64.getEncoder().encodeToString(noise);
    }

    @Test
    void knowsAClientThatLagsLongBeforeItIsClosed() {
        CountDownLatch mayRead = new CountDownLatch(1);
        Hearing hearing = new Hearing(mayRead);
        backend.socket(hearing);
        Outbox line = line();
        String frame = noise();
        int said = 0;
        try {
            assertThat(line.lagging()).isFalse();
            while (!line.lagging() && said < 500) {
                assertThat(line.send(frame)).isTrue();
                said++;
            }
            assertThat(line.lagging()).isTrue();
            assertThat(line.send("after")).isTrue();
        } finally {
            mayRead.countDown();
        }
        await().until(() -> hearing.heard.contains("after"));
        assertThat(hearing.heard).hasSize(said + 1);
        await().until(() -> !line.lagging());
    }

    @Test
    void closesAClientThatDoesNotRead() {
        CountDownLatch mayRead = new CountDownLatch(1);
        Hearing hearing = new Hearing(mayRead);
        backend.socket(hearing);
        Outbox line = line();
        String frame = noise();
        try {
            boolean taken = true;
            // Far more than the two sockets' buffers and the outbox hold together.
            for (int i = 0; i < 500 && taken; i++) {
                taken = line.send(frame);
            }
            assertThat(taken).isFalse();
            assertThat(line.send("more")).isFalse();
            await().until(() -> backend.world.told.contains("closed"));
        } finally {
            mayRead.countDown();
        }
    }

    @Test
    void canVanishWithoutACloseFrame() {
        Hearing hearing = new Hearing(new CountDownLatch(0));
        backend.socket(hearing);
        line().close(CloseReason.CUT.code(), "");
        await().until(() -> hearing.heard.equals(List.of("failed")));
        await().until(() -> backend.world.told.contains("closed"));
    }

    @Test
    void saysGoodByeWhenTheBackendEnds() {
        Hearing hearing = new Hearing(new CountDownLatch(0));
        backend.socket(hearing);
        line();
        backend.backend().close();
        await().until(() -> hearing.heard.contains("closing 1001 The backend is shutting down."));
    }
}
