package com.talkiego.dispatch.core.api;

import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What came of a call to the ApiLayer: a value, or the problem in its place.
 *
 * @param <T> the value
 */
public sealed interface ApiResult<T> {
    /** It went well. */
    record Ok<T>(T value) implements ApiResult<T> {}

    /** It did not. */
    record Failed<T>(ApiProblem problem) implements ApiResult<T> {}

    /** What is made of the value; the same problem where there is none. */
    default <R> ApiResult<R> map(Function<T, R> made) {
        return then(value -> new Ok<>(made.apply(value)));
    }

    /** Itself, once its value, if there is one, was taken. */
    default ApiResult<T> also(Consumer<T> taker) {
        return map(value -> {
            taker.accept(value);
            return value;
        });
    }

    /** What comes of the next call, made with the value; the same problem, and no next call, where there is none. */
    default <R> ApiResult<R> then(Function<T, ApiResult<R>> next) {
        return switch (this) {
            case Ok<T>(T value) -> next.apply(value);
            case Failed<T>(ApiProblem problem) -> new Failed<>(problem);
        };
    }
}
