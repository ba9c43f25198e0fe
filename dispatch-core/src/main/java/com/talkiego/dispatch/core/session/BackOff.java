package com.talkiego.dispatch.core.session;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before the next try: longer each time, at most 5 s, scattered so that not all desks come back at once. */
final class BackOff {
    static final Duration LONGEST = Duration.ofSeconds(5);
    private static final long FIRST_MILLIS = 250;
    private static final int DOUBLINGS = 5;

    /** Over how long all desks of a region that failed come to the next one, in ms. */
    static final int SCATTER_MILLIS = 600;

    private final RandomGenerator random;
    private int attempt;

    BackOff(RandomGenerator random) {
        this.random = random;
    }

    /** Tries since the last success. */
    int attempt() {
        return attempt;
    }

    void succeeded() {
        attempt = 0;
    }

    /** The wait before the next try; not less than what the backend asked for. */
    Duration next(Duration asked) {
        long most = Math.min(LONGEST.toMillis(), FIRST_MILLIS << Math.min(attempt, DOUBLINGS));
        attempt++;
        long millis = most / 2 + random.nextLong(most / 2 + 1);
        Duration own = Duration.ofMillis(millis);
        return asked.compareTo(own) > 0 ? asked : own;
    }

    /** The wait before going to another region: so short that little is missed, so scattered that not all desks come at once. */
    Duration scattered() {
        return Duration.ofMillis(random.nextInt(SCATTER_MILLIS + 1));
    }
}
