package com.talkiego.dispatch.mock.sfu;

import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;

/** A task that has an answer, now or later; fails if the server is closed before it was asked. */
final class Question<T> implements SfuTask {
    private final LongFunction<CompletableFuture<T>> ask;
    final CompletableFuture<T> answer = new CompletableFuture<>();

    Question(LongFunction<CompletableFuture<T>> ask) {
        this.ask = ask;
    }

    @Override
    public void run(long nowNanos) {
        try {
            ask.apply(nowNanos).whenComplete((value, failure) -> {
                if (failure == null) {
                    answer.complete(value);
                } else {
                    answer.completeExceptionally(failure);
                }
            });
        } catch (RuntimeException defect) {
            answer.completeExceptionally(defect);
            throw defect;
        }
    }

    @Override
    public void abandon() {
        answer.completeExceptionally(new IllegalStateException("The media server is closed."));
    }
}
