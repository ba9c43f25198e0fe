package com.talkiego.dispatch.core.media;

import static com.talkiego.dispatch.core.media.Waiting.waiting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** The media thread by itself. */
class MediaOpsTest {
    private final List<String> done = new CopyOnWriteArrayList<>();

    @Test
    void workIsDoneInOrderAndTimersWhenDueAndAFailureEndsNothing() {
        try (MediaOps ops = MediaOps.start(System::nanoTime)) {
            ops.post(() -> {
                ops.after(Duration.ofMillis(20), () -> done.add("late"));
                ops.after(Duration.ofMillis(10), () -> done.add("early"));
                done.add("first");
                throw new IllegalStateException("meant to fail");
            });
            ops.post(() -> done.add("second"));
            waiting().until(() -> done.size() == 4);
            assertThat(ops.failed()).isEqualTo(1);
            // How soon the second comes after the first is the scheduler's affair.
            assertThat(done).containsSubsequence("first", "second").containsSubsequence("first", "early", "late");
        }
    }

    @Test
    void aFullQueueRefusesAndCounts() {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        MediaOps ops = MediaOps.start(System::nanoTime);
        try {
            ops.post(() -> {
                busy.countDown();
                Waiting.forGate(gate);
            });
            // Else it might still be in the queue, and leave room there while that is looked at.
            Waiting.forGate(busy);
            for (int i = 0; i <= MediaOps.CAPACITY; i++) {
                ops.offer(() -> {});
            }
            assertThat(ops.refused()).isEqualTo(1);
            assertThatThrownBy(() -> ops.post(() -> {}))
                    .isInstanceOf(RejectedExecutionException.class)
                    .hasMessageContaining("takes no more");
        } finally {
            gate.countDown();
            ops.close();
        }
    }

    @Test
    void whatWasQueuedBeforeTheEndIsDoneAndLaterWorkIsRefused() {
        MediaOps ops = MediaOps.start(System::nanoTime);
        ops.post(() -> done.add("queued"));
        ops.close();
        assertThat(done).containsExactly("queued");
        assertThat(ops.offer(() -> {})).isFalse();
    }
}
