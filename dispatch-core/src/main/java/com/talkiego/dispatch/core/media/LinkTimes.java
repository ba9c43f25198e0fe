package com.talkiego.dispatch.core.media;

import java.time.Duration;

/**
 * How long a media link waits for what.
 *
 * @param gathering for all candidates, before the offer is told with those there are
 * @param answer for the backend's answer to an offer
 * @param connect from the answer to the first encrypted path
 * @param poll between two looks at what arrived
 * @param beat least time between two beats told
 */
record LinkTimes(Duration gathering, Duration answer, Duration connect, Duration poll, Duration beat) {
    /**
     * From the first relay found to the offer, for the other ways. UDP needs a round trip less than TCP, and this is one lost packet
     * (sent again after 250 ms) more: what has not come by then is hardly to come at all.
     */
    static final Duration OTHER_WAYS = Duration.ofMillis(400);

    static final LinkTimes DEFAULT = new LinkTimes(
            Duration.ofSeconds(2),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofMillis(260),
            Duration.ofMillis(500));
}
