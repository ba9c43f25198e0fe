package com.talkiego.dispatch.mock;

import com.talkiego.dispatch.mock.api.DemoTenant;
import com.talkiego.dispatch.mock.wrong.SeededFault;
import org.jspecify.annotations.Nullable;

/**
 * How a backend differs from the usual one, for examinations.
 *
 * @param timeOutMillis longest over on every channel, in ms
 * @param fault what it does wrong on purpose; null for nothing
 */
record Deviations(long timeOutMillis, @Nullable SeededFault fault) {
    static final Deviations NONE = new Deviations(DemoTenant.MAX_OVER_MILLIS, null);

    /** @throws IllegalArgumentException with a sentence, if a value is out of bounds */
    Deviations {
        if (timeOutMillis < 1_000 || timeOutMillis > 3_600_000) {
            throw new IllegalArgumentException("--time-out must be from 1000 to 3600000.");
        }
    }
}
