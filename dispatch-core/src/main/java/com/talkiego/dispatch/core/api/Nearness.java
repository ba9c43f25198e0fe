package com.talkiego.dispatch.core.api;

import java.time.Duration;
import java.util.List;

/**
 * How near a region is, by a few small requests one after the other.
 *
 * @param median round trip; of no meaning without an answer
 * @param jitter mean distance of the round trips from their median
 * @param answered requests that were answered
 * @param lost requests that were not
 */
public record Nearness(Duration median, Duration jitter, int answered, int lost) {
    /** Not measured, or nothing answered. */
    public static final Nearness UNKNOWN = new Nearness(Duration.ZERO, Duration.ZERO, 0, 0);

    /** What those round trips amount to. */
    public static Nearness of(List<Duration> roundTrips, int lost) {
        if (roundTrips.isEmpty()) {
            return new Nearness(Duration.ZERO, Duration.ZERO, 0, lost);
        }
        List<Duration> sorted = roundTrips.stream().sorted().toList();
        Duration median = sorted.get(sorted.size() / 2);
        Duration apart = sorted.stream().map(each -> each.minus(median).abs()).reduce(Duration.ZERO, Duration::plus);
        return new Nearness(median, apart.dividedBy(sorted.size()), sorted.size(), lost);
    }

    /** Whether anything answered. */
    public boolean known() {
        return answered > 0;
    }
}
