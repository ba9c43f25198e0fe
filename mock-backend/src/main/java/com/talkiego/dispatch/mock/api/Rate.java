package com.talkiego.dispatch.mock.api;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** At most so many events in any window of time, counted apart for each key; the least recently seen keys are forgotten. Any thread. */
public final class Rate {
    private static final int MOST_KEYS = 10_000;

    private final InstantSource clock;
    private final Map<String, Window> windows = new LinkedHashMap<>(16, 0.75f, true);
    private int most;
    private Duration length;

    private record Window(Instant began, int count) {}

    public Rate(InstantSource clock, int most, Duration length) {
        this.clock = clock;
        this.most = most;
        this.length = length;
    }

    /** Sets other limits and begins anew. */
    synchronized void limit(int newMost, Duration newLength) {
        most = newMost;
        length = newLength;
        windows.clear();
    }

    /** Counts an event: zero if it was within the limit, else how long to wait. */
    public synchronized Duration count(String key) {
        Window window = current(key);
        if (window.count >= most) {
            return left(window);
        }
        windows.put(key, new Window(window.began, window.count + 1));
        if (windows.size() > MOST_KEYS) {
            windows.remove(windows.keySet().iterator().next());
        }
        return Duration.ZERO;
    }

    /** How long to wait before another event is within the limit; counts none. */
    synchronized Duration wait(String key) {
        Window window = current(key);
        return window.count >= most ? left(window) : Duration.ZERO;
    }

    /** Forgets what was counted for that key. */
    synchronized void forget(String key) {
        windows.remove(key);
    }

    private Window current(String key) {
        Instant now = clock.instant();
        Window window = windows.get(key);
        return window == null || !now.isBefore(window.began.plus(length)) ? new Window(now, 0) : window;
    }

    private Duration left(Window window) {
        Duration left = Duration.between(clock.instant(), window.began.plus(length));
        return left.isPositive() ? left : Duration.ofMillis(1);
    }
}
