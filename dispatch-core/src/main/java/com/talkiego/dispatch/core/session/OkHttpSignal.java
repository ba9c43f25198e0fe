package com.talkiego.dispatch.core.session;

import com.talkiego.dispatch.core.api.FailureSentence;
import com.talkiego.dispatch.core.api.Trust;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.jspecify.annotations.Nullable;

/** WebSockets over TLS by OkHttp. */
public final class OkHttpSignal implements SignalPort, AutoCloseable {
    /** What may wait to be sent, in bytes; a path that takes less is no path. */
    static final long MOST_WAITING = 1024 * 1024;

    private static final int NORMAL = 1000;

    private final ExecutorService readers;
    private final OkHttpClient http;

    /**
     * Sockets that are read on virtual threads: for hundreds of them.
     *
     * @param trust who vouches for the SignalLayer
     */
    public OkHttpSignal(Trust trust) {
        this(trust, Executors.newVirtualThreadPerTaskExecutor());
    }

    /**
     * Sockets that are each read on a thread {@code signal-reader}, which OkHttp gives a name of its own meanwhile: for the few of a
     * console, where a virtual thread would wait for its carrier, and whoever pressed a key for both.
     *
     * @param trust who vouches for the SignalLayer
     * @param first done by each of these threads before it reads
     */
    public OkHttpSignal(Trust trust, Runnable first) {
        this(
                trust,
                Executors.newThreadPerTaskExecutor(reading -> Thread.ofPlatform()
                        .name("signal-reader")
                        .daemon()
                        .unstarted(() -> {
                            first.run();
                            reading.run();
                        })));
    }

    private OkHttpSignal(Trust trust, ExecutorService readers) {
        this.readers = readers;
        Dispatcher dispatcher = new Dispatcher(readers);
        dispatcher.setMaxRequests(Integer.MAX_VALUE);
        dispatcher.setMaxRequestsPerHost(Integer.MAX_VALUE);
        http = trust.apply(new OkHttpClient.Builder())
                .dispatcher(dispatcher)
                .connectTimeout(Duration.ofSeconds(4))
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ofSeconds(4))
                .followRedirects(false)
                .build();
    }

    /** @throws IllegalArgumentException if the address is not a {@code wss} one */
    @Override
    public Link open(URI address, Listener listener) {
        if (!"wss".equals(address.getScheme())) {
            throw new IllegalArgumentException("A SignalLayer's address begins with wss://.");
        }
        Request request = new Request.Builder().url(address.toString()).build();
        return new OkHttpLink(http.newWebSocket(request, new Ear(address.getHost(), listener)));
    }

    /** Drops every socket. */
    @Override
    public void close() {
        http.dispatcher().cancelAll();
        readers.shutdown();
        http.connectionPool().evictAll();
    }

    private record OkHttpLink(WebSocket socket) implements Link {
        @Override
        public boolean send(String frame) {
            if (socket.queueSize() > MOST_WAITING) {
                socket.cancel();
                return false;
            }
            return socket.send(frame);
        }

        @Override
        public void close() {
            socket.close(NORMAL, null);
        }

        @Override
        public void abort() {
            socket.cancel();
        }
    }

    private static final class Ear extends WebSocketListener {
        private final String host;
        private final Listener listener;
        private final AtomicBoolean ended = new AtomicBoolean();

        Ear(String host, Listener listener) {
            this.host = host;
            this.listener = listener;
        }

        @Override
        public void onOpen(WebSocket socket, Response response) {
            listener.opened();
        }

        @Override
        public void onMessage(WebSocket socket, String text) {
            listener.frame(text);
        }

        @Override
        public void onClosing(WebSocket socket, int code, String reason) {
            socket.close(NORMAL, null);
            end(reason.isBlank() ? "The backend closed the connection (code " + code + ")" : reason);
        }

        @Override
        public void onClosed(WebSocket socket, int code, String reason) {
            end("The connection to the backend is closed");
        }

        @Override
        public void onFailure(WebSocket socket, Throwable failure, @Nullable Response response) {
            if (response != null) {
                end("The backend refused the connection with HTTP status " + response.code());
            } else {
                end(FailureSentence.of(failure, host).sentence());
            }
        }

        private void end(String sentence) {
            if (ended.compareAndSet(false, true)) {
                listener.closed(sentence);
            }
        }
    }
}
