package com.talkiego.dispatch.mock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;

/** What tests ask about threads. */
public final class Threads {
    private Threads() {}

    /** Waits until no thread's name starts with that. */
    public static void assertEnded(String prefix) {
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                        .extracting(Thread::getName)
                        .noneMatch(name -> name.startsWith(prefix)));
    }
}
