package com.talkiego.dispatch.core.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** When a beat of the path is told. */
class PathWatchTest {
    private static final long MILLI = 1_000_000;

    private final PathWatch watch = new PathWatch(Duration.ofMillis(500));

    @Test
    void nothingArrivedIsNoBeat() {
        assertThat(watch.beat(0, 0)).isFalse();
        assertThat(watch.beat(3, 250 * MILLI)).isTrue();
        assertThat(watch.beat(3, 900 * MILLI)).isFalse();
    }

    @Test
    void beatsAreNoCloserThanAskedButNoneIsLost() {
        assertThat(watch.beat(1, 0)).isTrue();
        assertThat(watch.beat(2, 499 * MILLI)).isFalse();
        assertThat(watch.beat(2, 760 * MILLI)).isTrue();
        assertThat(watch.beats()).isEqualTo(2);
    }
}
