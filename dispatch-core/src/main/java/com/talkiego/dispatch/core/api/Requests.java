package com.talkiego.dispatch.core.api;

import com.talkiego.dispatch.core.wire.ApiMessage;
import com.talkiego.dispatch.core.wire.Codec;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import okhttp3.Handshake;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Requests to the ApiLayer, in JSON over HTTPS: each goes to the address that is to be asked first, and to the next as long as nobody
 * is there. Any thread, which is blocked meanwhile: for virtual threads.
 */
final class Requests {
    private static final MediaType JSON = Objects.requireNonNull(MediaType.parse("application/json"));

    private final Addresses addresses;
    private final OkHttpClient patient;
    private final OkHttpClient hasty;
    private volatile Instant certificateExpires = Instant.MAX;

    Requests(OkHttpClient http, Addresses addresses) {
        this.addresses = addresses;
        this.patient = http;
        this.hasty = http.newBuilder()
                .connectTimeout(Duration.ofSeconds(1))
                .callTimeout(Duration.ofMillis(2500))
                .build();
    }

    /** @param token null where none is needed */
    <T extends ApiMessage> ApiResult<T> get(String path, @Nullable String token, Class<T> type) {
        return get(path, null, token, type);
    }

    <T extends ApiMessage> ApiResult<T> get(
            String path, @Nullable String query, @Nullable String token, Class<T> type) {
        return ask(path, query, request -> authorize(request, token).get(), type);
    }

    /** @param body null for an empty one */
    <T extends ApiMessage> ApiResult<T> post(
            String path, @Nullable ApiMessage body, @Nullable String token, Class<T> type) {
        String text = body == null ? "{}" : Codec.encode(body);
        return ask(path, null, request -> authorize(request, token).post(RequestBody.create(text, JSON)), type);
    }

    private static Request.Builder authorize(Request.Builder request, @Nullable String token) {
        request.header("Accept", "application/json");
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    private <T extends ApiMessage> ApiResult<T> ask(
            String path, @Nullable String query, UnaryOperator<Request.Builder> how, Class<T> type) {
        List<HttpUrl> order = addresses.inOrder();
        ApiResult<T> first = null;
        for (int i = 0; i < order.size(); i++) {
            HttpUrl address = order.get(i);
            HttpUrl url =
                    address.newBuilder().addPathSegments(path).query(query).build();
            Request request = how.apply(new Request.Builder().url(url)).build();
            ApiResult<T> result = execute(i == order.size() - 1 ? patient : hasty, request, type);
            if (!silent(result)) {
                addresses.answered(address);
                return result;
            }
            first = first == null ? result : first;
        }
        return Objects.requireNonNull(first);
    }

    private static boolean silent(ApiResult<?> result) {
        return result instanceof ApiResult.Failed<?>(ApiProblem problem)
                && problem.kind() == ApiProblem.Kind.UNREACHABLE
                && problem.code().equals(FailureSentence.UNREACHABLE);
    }

    private <T extends ApiMessage> ApiResult<T> execute(OkHttpClient by, Request request, Class<T> type) {
        try (Response response = by.newCall(request).execute()) {
            seen(response);
            return Answer.of(response, type);
        } catch (IOException failure) {
            return new ApiResult.Failed<>(
                    FailureSentence.of(failure, request.url().host()));
        }
    }

    private void seen(Response response) {
        Handshake handshake = response.handshake();
        if (handshake != null
                && !handshake.peerCertificates().isEmpty()
                && handshake.peerCertificates().getFirst() instanceof X509Certificate shown) {
            certificateExpires = shown.getNotAfter().toInstant();
        }
    }

    /** When the certificate shown last expires; {@link Instant#MAX} before the first. */
    Instant certificateExpires() {
        return certificateExpires;
    }
}
