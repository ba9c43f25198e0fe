package com.talkiego.dispatch.mock.signal;

import com.talkiego.dispatch.mock.rooms.Actor;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What other threads want done or answered on the thread {@code rooms}; they wait for it, which that thread itself must not. */
final class Questions {
    private static final long ANSWER_SECONDS = 5;

    private final Actor actor;

    Questions(Actor actor) {
        this.actor = actor;
    }

    /** @throws IllegalStateException if nobody answers any more, or there is too much to do */
    <T> T ask(Supplier<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        boolean taken = actor.postOwn(() -> {
            try {
                answer.complete(question.get());
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        if (!taken) {
            throw new IllegalStateException("The SignalLayer is closed or too busy to answer");
        }
        return answer.orTimeout(ANSWER_SECONDS, TimeUnit.SECONDS).join();
    }

    /** Returns when it is done. */
    void order(Runnable deed) {
        ask(() -> {
            deed.run();
            return true;
        });
    }
}
