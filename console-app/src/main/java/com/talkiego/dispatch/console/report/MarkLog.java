package com.talkiego.dispatch.console.report;

import com.talkiego.dispatch.core.api.Trust;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the bundled backend says of itself: the marks its units sent, and what they heard. Waits for the answer; not the JavaFX thread. */
final class MarkLog {
    private final OkHttpClient http;
    private final URI state;

    MarkLog(URI state, Trust trust) {
        this.http = trust.apply(new OkHttpClient.Builder()).build();
        this.state = state;
    }

    /** A mark: on which channel, and when it was handed to WebRTC, by the machine's monotonic clock. */
    record Sent(String channel, long pushedNanos) {}

    /** What units received of positions. */
    record HeardOfPositions(double seconds, double rmsDbfs) {}

    /** The backend's state page as JSON. */
    JsonNode fetch() throws IOException {
        Request request = new Request.Builder().url(state + ".json").build();
        try (Response response = http.newCall(request).execute()) {
            if (!response.isSuccessful()) {
                throw new IOException("The backend's state page answered " + response.code());
            }
            return JsonMapper.shared().readTree(response.body().string());
        } catch (JacksonException e) {
            throw new IOException("The backend's state page is not JSON", e);
        }
    }

    static List<Sent> marks(JsonNode state) {
        List<Sent> sent = new ArrayList<>();
        for (JsonNode mark : state.path("marks")) {
            sent.add(new Sent(
                    mark.path("channel").asString(), mark.path("pushedNanos").asLong()));
        }
        return sent;
    }

    static HeardOfPositions heardOfPositions(JsonNode state) {
        double seconds = 0;
        double energy = 0;
        for (JsonNode unit : state.path("units")) {
            for (JsonNode heard : unit.path("heard")) {
                if (heard.path("kind").asString().equals("POSITION")) {
                    double part = heard.path("seconds").asDouble();
                    seconds += part;
                    energy += part * Math.pow(10, heard.path("rmsDbfs").asDouble() / 10);
                }
            }
        }
        double level = seconds == 0 ? -120 : 10 * Math.log10(energy / seconds);
        return new HeardOfPositions(Percentiles.round(seconds), Percentiles.round(level));
    }

    void close() {
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }
}
