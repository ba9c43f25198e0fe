package com.talkiego.dispatch.core.api;

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
}
