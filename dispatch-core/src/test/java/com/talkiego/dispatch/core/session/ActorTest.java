package com.talkiego.dispatch.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ActorTest {
    private final Actor actor = Actor.start(System::nanoTime, InstantSource.system());

    @AfterEach
    void leavesNoThread() {
        actor.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("signalling"));
    }

    @Test
    void runsTasksInOrderOnItsThread() throws InterruptedException {
        List<Integer> order = new ArrayList<>();
        AtomicReference<String> name = new AtomicReference<>("");
        CountDownLatch done = new CountDownLatch(1);
        for (int i = 0; i < 100; i++) {
            int number = i;
            actor.post(() -> order.add(number));
        }
        actor.post(() -> {
            name.set(Thread.currentThread().getName());
            done.countDown();
        });
        done.await();
        assertThat(order).isSorted().hasSize(100);
        assertThat(name.get()).isEqualTo("signalling");
    }

    @Test
    void runsTimersInTheirOrderAndNotTheCancelled() throws InterruptedException {
        List<String> order = new ArrayList<>();
        CountDownLatch done = new CountDownLatch(1);
        actor.post(() -> {
            actor.after(Duration.ofMillis(30), () -> {
                order.add("third");
                done.countDown();
            });
            actor.after(Duration.ofMillis(10), () -> order.add("first"));
            actor.after(Duration.ofMillis(20), () -> order.add("never")).cancel();
            actor.after(Duration.ofMillis(10), () -> order.add("second"));
        });
        done.await();
        assertThat(order).containsExactly("first", "second", "third");
    }

    @Test
    void refusesAndCountsWhatItHasNoRoomFor() {
        CountDownLatch gate = new CountDownLatch(1);
        CountDownLatch busy = new CountDownLatch(1);
        actor.post(() -> {
            busy.countDown();
            try {
                gate.await();
            } catch (InterruptedException never) {
                throw new AssertionError(never);
            }
        });
        await().until(() -> busy.getCount() == 0);
        for (int i = 0; i < Actor.CAPACITY; i++) {
            assertThat(actor.post(() -> {})).isTrue();
        }
        assertThat(actor.post(() -> {})).isFalse();
        assertThat(actor.refused()).isOne();
        gate.countDown();
    }

    @Test
    void survivesATaskThatFails() {
        actor.post(() -> {
            throw new IllegalStateException("thrown by a test, on purpose");
        });
        CountDownLatch done = new CountDownLatch(1);
        actor.post(done::countDown);
        await().until(() -> done.getCount() == 0);
        assertThat(actor.defects()).isOne();
    }

    @Test
    void setsTimersOnItsThreadOnly() {
        assertThatThrownBy(() -> actor.after(Duration.ZERO, () -> {})).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void runsWhatIsQueuedBeforeItEndsAndTakesNothingAfter() {
        List<String> done = new ArrayList<>();
        actor.post(() -> done.add("queued"));
        actor.close();
        assertThat(done).containsExactly("queued");
        assertThat(actor.post(() -> done.add("late"))).isFalse();
    }
}
