package com.talkiego.dispatch.mock.radio;

import com.talkiego.dispatch.mock.edge.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The line to a browser's DevTools: calls and their answers, each within 20 s. Any thread. */
final class DevTools extends WebSocketListener implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 20;

    private final OkHttpClient client = new OkHttpClient();
    private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final WebSocket socket;

    DevTools(String address) {
        socket = client.newWebSocket(new Request.Builder().url(address).build(), this);
    }

    /**
     * Calls a method and waits for its result.
     *
     * @param session of a tab; null for the browser itself
     */
    JsonNode call(@Nullable String session, String method, Map<String, ?> parameters) throws IOException {
        int id = calls.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        waiting.put(id, answer);
        Map<String, Object> message = new HashMap<>(Map.of("id", id, "method", method, "params", parameters));
        if (session != null) {
            message.put("sessionId", session);
        }
        socket.send(Json.text(message));
        try {
            JsonNode found = answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (found.has("error")) {
                throw new IOException(method + ": " + found.get("error"));
            }
            return found.get("result");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted during " + method, e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("The browser did not answer " + method, e);
        } finally {
            waiting.remove(id);
        }
    }

    @Override
    public void onMessage(WebSocket from, String text) {
        JsonNode message = Json.read(text.getBytes(StandardCharsets.UTF_8), JsonNode.class);
        if (message.has("id")) {
            CompletableFuture<JsonNode> answer = waiting.get(message.get("id").intValue());
            if (answer != null) {
                answer.complete(message);
            }
        }
    }

    @Override
    public void onFailure(WebSocket from, Throwable failure, @Nullable Response response) {
        waiting.values().forEach(answer -> answer.completeExceptionally(failure));
    }

    @Override
    public void close() {
        socket.cancel();
        client.dispatcher().executorService().shutdownNow();
        client.connectionPool().evictAll();
    }
}
