package com.talkiego.dispatch.core.session;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The same actor with the backend's time of day, as far as it was told: all that the session records is stamped so, whatever this
 * computer's clock says. Between two words of the backend time goes on by the clock that only goes forward, so that a jump of this
 * computer's clock moves nothing. {@link #told} on {@code signalling} only.
 */
final class OnServerTime extends Actor {
    /** Clocks that were never set are some decades off. */
    private static final Duration BELIEVED = Duration.ofDays(365 * 100);

    private final Actor actor;

    private record Anchor(Instant at, long nanos) {}

    private volatile @Nullable Anchor anchor;

    OnServerTime(Actor actor) {
        this.actor = actor;
    }

    /** The backend's time now; what cannot be a time of day at all is not believed. */
    void told(Instant serverNow) {
        if (Duration.between(actor.now(), serverNow).abs().compareTo(BELIEVED) > 0) {
            return;
        }
        anchor = new Anchor(serverNow, actor.nanoTime());
    }

    /** The backend's time less this computer's, in ms; 0 before anything was told. */
    long offsetMillis() {
        return Duration.between(actor.now(), now()).toMillis();
    }

    @Override
    public Instant now() {
        Anchor last = anchor;
        return last == null ? actor.now() : last.at.plusNanos(actor.nanoTime() - last.nanos);
    }

    @Override
    public boolean post(Runnable task) {
        return actor.post(task);
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        return actor.after(delay, task);
    }

    @Override
    public long nanoTime() {
        return actor.nanoTime();
    }

    @Override
    public long refused() {
        return actor.refused();
    }

    @Override
    public long defects() {
        return actor.defects();
    }

    @Override
    public void close() {
        actor.close();
    }
}
