package com.talkiego.dispatch.mock;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands where it was made until it is moved; it begins at the true time, since TLS clients look at theirs. */
public final class HandClock implements InstantSource {
    private volatile Instant now = Instant.now();

    @Override
    public Instant instant() {
        return now;
    }

    /** Moves it on. */
    public void pass(Duration time) {
        now = now.plus(time);
    }
}
