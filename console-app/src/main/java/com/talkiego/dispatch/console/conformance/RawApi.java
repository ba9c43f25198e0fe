package com.talkiego.dispatch.console.conformance;

import com.talkiego.dispatch.core.api.FailureSentence;
import com.talkiego.dispatch.core.api.Trust;
import com.talkiego.dispatch.core.wire.Codec;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** The ApiLayer as it is: status, headers and body of each answer, nothing smoothed over. One thread. */
final class RawApi implements AutoCloseable {
    private static final MediaType JSON = Objects.requireNonNull(MediaType.parse("application/json"));
    private static final JsonMapper MAPPER = new JsonMapper();

    private final HttpUrl base;
    private final OkHttpClient http;

    RawApi(URI base, Trust trust) {
        this.base = Objects.requireNonNull(HttpUrl.get(base));
        this.http = trust.apply(new OkHttpClient.Builder())
                .callTimeout(Duration.ofSeconds(12))
                .followRedirects(false)
                .build();
    }

    /** One answer; a body that is no JSON counts as missing. */
    record Answer(int status, @Nullable String retryAfter, JsonNode body) {
        String text(String field) {
            return body.path(field).asString("");
        }

        /** Whether it is a {@code Problem} of that code with a sentence. */
        void problem(int wanted, String code) throws Broken {
            Broken.unless(
                    status == wanted
                            && text("code").equals(code)
                            && !text("text").isBlank(),
                    "Expected HTTP status " + wanted + " with a problem of code " + code + " and a sentence; came "
                            + this);
        }

        /** Without anything that might be secret. */
        @Override
        public String toString() {
            return "status " + status + ", code '" + text("code") + "'";
        }
    }

    Answer get(String path, @Nullable String token) throws Broken {
        return call(request(path, token).get().build());
    }

    /** What stands at any address. */
    Answer get(URI address) throws Broken {
        HttpUrl url = HttpUrl.get(address);
        Broken.unless(url != null && url.isHttps(), "Not an https:// address: " + address);
        return call(new Request.Builder().url(Objects.requireNonNull(url)).build());
    }

    Answer post(String path, String body, @Nullable String token) throws Broken {
        return call(request(path, token).post(RequestBody.create(body, JSON)).build());
    }

    private Request.Builder request(String path, @Nullable String token) {
        Request.Builder request = new Request.Builder()
                .url(base.newBuilder().addPathSegments(path).build());
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    private Answer call(Request request) throws Broken {
        try (Response response = http.newCall(request).execute()) {
            return new Answer(response.code(), response.header("Retry-After"), parsed(response));
        } catch (IOException failure) {
            throw new Broken(FailureSentence.of(failure, base.host()).sentence());
        }
    }

    private static JsonNode parsed(Response response) throws IOException {
        try {
            return MAPPER.readTree(response.peekBody(Codec.MAX_SERVER_FRAME).string());
        } catch (JacksonException notJson) {
            return JsonNodeFactory.instance.missingNode();
        }
    }

    @Override
    public void close() {
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }
}
