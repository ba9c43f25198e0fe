package com.talkiego.dispatch.core.api;

import com.talkiego.dispatch.core.wire.ApiMessage;
import com.talkiego.dispatch.core.wire.Codec;
import com.talkiego.dispatch.core.wire.WireException;
import java.io.IOException;
import java.time.Duration;
import okhttp3.Response;

/** What an HTTP response of the backend says: the value asked for, or its refusal, in the backend's words where it gave any. */
final class Answer {
    private static final int UNAUTHORIZED = 401;
    private static final int TOO_MANY = 429;
    private static final int SERVER_ERROR = 500;

    private Answer() {}

    /**
     * Reads no more of it than the largest frame there may be.
     *
     * @throws IOException if the connection broke meanwhile
     */
    static <T extends ApiMessage> ApiResult<T> of(Response response, Class<T> type) throws IOException {
        String text = response.peekBody(Codec.MAX_SERVER_FRAME + 1L).string();
        return response.isSuccessful() ? value(response, text, type) : new ApiResult.Failed<>(refusal(response, text));
    }

    private static <T extends ApiMessage> ApiResult<T> value(Response response, String text, Class<T> type) {
        try {
            return new ApiResult.Ok<>(Codec.decode(text, type));
        } catch (WireException strange) {
            return new ApiResult.Failed<>(new ApiProblem(
                    ApiProblem.Kind.UNREACHABLE,
                    strange.code().wireName(),
                    "What " + host(response)
                            + " answered is not what a TalkieGo backend answers. Check the backend's address.",
                    Duration.ZERO));
        }
    }

    private static ApiProblem refusal(Response response, String text) {
        Duration retryAfter = retryAfter(response);
        ApiProblem.Kind kind = switch (response.code()) {
            case UNAUTHORIZED -> ApiProblem.Kind.NOT_SIGNED_IN;
            case TOO_MANY -> ApiProblem.Kind.QUOTA;
            default -> response.code() >= SERVER_ERROR ? ApiProblem.Kind.UNREACHABLE : ApiProblem.Kind.REFUSED;
        };
        try {
            ApiMessage.Problem told = Codec.decode(text, ApiMessage.Problem.class);
            Duration wait = Duration.ofMillis(Math.max(0, told.retryAfterMillis()));
            return new ApiProblem(kind, told.code(), told.text(), wait.compareTo(retryAfter) > 0 ? wait : retryAfter);
        } catch (WireException untold) {
            String sentence = "The backend at " + host(response) + " refused with HTTP status " + response.code()
                    + " and did not say why. Check its address, or try again.";
            return new ApiProblem(kind, untold.code().wireName(), sentence, retryAfter);
        }
    }

    private static String host(Response response) {
        return response.request().url().host();
    }

    private static Duration retryAfter(Response response) {
        String header = response.header("Retry-After");
        return header != null && header.matches("[0-9]{1,6}")
                ? Duration.ofSeconds(Long.parseLong(header))
                : Duration.ZERO;
    }
}
