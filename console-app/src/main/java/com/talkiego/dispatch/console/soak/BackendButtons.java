package com.talkiego.dispatch.console.soak;

import com.talkiego.dispatch.core.api.Trust;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The buttons of the bundled backend's state page, and what that page says of who talks. One thread. */
public final class BackendButtons implements AutoCloseable {
    private static final MediaType JSON = Objects.requireNonNull(MediaType.parse("application/json"));
    private static final JsonMapper MAPPER = new JsonMapper();

    private final URI state;
    private final OkHttpClient http;

    /** @param state address of the state page */
    public BackendButtons(URI state, Trust trust) {
        this.state = state;
        this.http = trust.apply(new OkHttpClient.Builder())
                .callTimeout(Duration.ofSeconds(5))
                .followRedirects(false)
                .build();
    }

    /** An over that has the floor somewhere. */
    record Talk(String channel, String talker, boolean ending) {}

    /** Presses a button; false if the backend had no occasion for it, or no time. */
    public boolean press(String action, Map<String, Object> fields) {
        Request request = new Request.Builder()
                .url(state.resolve("/act/" + action).toString())
                .post(RequestBody.create(MAPPER.writeValueAsString(fields), JSON))
                .build();
        try (Response response = http.newCall(request).execute()) {
            return response.isSuccessful();
        } catch (IOException busy) {
            return false;
        }
    }

    /** Sends a region's clients to others, or lets it take clients again; false if that could not be done. */
    public boolean drain(String region, boolean now, long withinMillis) {
        return now
                ? press("region-drain", Map.of("region", region, "withinMillis", withinMillis))
                : press("region-revive", Map.of("region", region));
    }

    /** Who talks, in every region; null if the page did not answer. */
    @Nullable
    List<Talk> talks() {
        Request request = new Request.Builder().url(state + ".json").build();
        try (Response response = http.newCall(request).execute()) {
            List<Talk> talks = new ArrayList<>();
            collect(MAPPER.readTree(response.body().string()), talks);
            return talks;
        } catch (IOException | JacksonException unanswered) {
            return null;
        }
    }

    /** Rooms stand at different depths with one region and with several: each object that is a room is taken. */
    private static void collect(JsonNode node, List<Talk> talks) {
        JsonNode talk = node.path("talk");
        if (talk.isObject() && node.path("channel").isString()) {
            talks.add(new Talk(
                    node.path("channel").asString(),
                    talk.path("talker").path("alias").asString(""),
                    talk.path("ending").asBoolean(false)));
        }
        node.forEach(child -> {
            if (child.isContainer()) {
                collect(child, talks);
            }
        });
    }

    @Override
    public void close() {
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }
}
