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
    static final LinkTimes DEFAULT = new LinkTimes(
            Duration.ofSeconds(2),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofMillis(260),
            Duration.ofMillis(500));
}
