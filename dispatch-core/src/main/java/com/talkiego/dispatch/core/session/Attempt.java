package com.talkiego.dispatch.core.session;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The attempt under way, one at a time, with the one timer it has: an answer or a time that belongs to an earlier attempt, or to one
 * that has ended, changes nothing any more. On {@code signalling} only.
 */
final class Attempt {
    private final Actor actor;
    private Actor.@Nullable Timer timer;
    private long number;

    Attempt(Actor actor) {
        this.actor = actor;
    }

    /** Begins another; the one before has ended. */
    void begin() {
        end();
    }

    void end() {
        number++;
        stopTimer();
    }

    /** Does that in a while, unless it has ended by then; in place of what the timer was for until now. */
    void after(Duration delay, Runnable then) {
        stopTimer();
        timer = actor.after(delay, ifCurrent(then));
    }

    /** What the timer was for has come in time; the attempt goes on. */
    void stopTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    /** Whether, when asked, the attempt of now is still the one under way. */
    BooleanSupplier current() {
        long now = number;
        return () -> now == number;
    }

    /** To be done in the name of the attempt of now. */
    Runnable ifCurrent(Runnable then) {
        BooleanSupplier current = current();
        return () -> {
            if (current.getAsBoolean()) {
                then.run();
            }
        };
    }

    /** An answer to the attempt of now. */
    <T> Consumer<T> ifCurrent(Consumer<T> then) {
        BooleanSupplier current = current();
        return answer -> {
            if (current.getAsBoolean()) {
                then.accept(answer);
            }
        };
    }
}
