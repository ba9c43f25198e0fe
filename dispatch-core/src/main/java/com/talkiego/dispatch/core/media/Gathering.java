package com.talkiego.dispatch.core.media;

import java.time.Duration;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When a link's own description knows enough addresses to be told: all there are, else those found a while after the first relay, at
 * the latest after a time. Where UDP is dropped, relays by UDP never come, and libwebrtc tries them for many seconds. On {@code
 * media-ops} only.
 */
final class Gathering {
    /**
     * From the first relay found, for the other ways. UDP needs a round trip less than TCP, and this is one lost packet (sent again
     * after 250 ms) more: what has not come by then is hardly to come at all.
     */
    static final Duration OTHER_WAYS = Duration.ofMillis(400);

    private static final Logger LOG = LoggerFactory.getLogger(Gathering.class);

    private final String link;
    private final Duration longest;
    private final BiConsumer<Duration, Runnable> later;
    private final Runnable enough;
    private boolean set;
    private boolean relay;
    private boolean told;

    /**
     * @param link its name in the log
     * @param later runs something after a time, unless the link is of no more use by then
     * @param enough run once
     */
    Gathering(String link, Duration longest, BiConsumer<Duration, Runnable> later, Runnable enough) {
        this.link = link;
        this.longest = longest;
        this.later = later;
        this.enough = enough;
    }

    /** The description is set; {@code all} if every address is known already. */
    void set(boolean all) {
        set = true;
        if (all) {
            tell();
            return;
        }
        if (relay) {
            awaitOtherWays();
        }
        later.accept(longest, () -> {
            if (!told) {
                LOG.warn("Not all addresses for {} were found in time; it is offered with those there are.", link);
                tell();
            }
        });
    }

    /** A relay's address was found. */
    void relayFound() {
        if (!relay) {
            relay = true;
            if (set) {
                awaitOtherWays();
            }
        }
    }

    /** Every address was found; before the description is set that means nothing yet. */
    void allFound() {
        if (set) {
            tell();
        }
    }

    private void awaitOtherWays() {
        later.accept(OTHER_WAYS, () -> {
            if (!told) {
                LOG.info("Media: {} is offered with a relay; other ways to it did not answer so far.", link);
                tell();
            }
        });
    }

    private void tell() {
        if (!told) {
            told = true;
            enough.run();
        }
    }
}
