package com.talkiego.dispatch.mock.rooms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The thread of the rooms. */
class RoomsActorTest {
    private final RoomsActor actor = new RoomsActor(InstantSource.system(), System::nanoTime);
    private final List<String> done = new CopyOnWriteArrayList<>();

    @AfterEach
    void ends_its_thread() {
        actor.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("rooms");
        assertThat(actor.postOwn(() -> {})).isFalse();
    }

    @Test
    void runs_tasks_in_order_and_timers_in_theirs() {
        actor.postOwn(() -> {
            actor.after(40, () -> done.add("late"));
            actor.after(10, () -> done.add("early"));
            Actor.Timer never = actor.after(20, () -> done.add("never"));
            never.cancel();
            done.add("first");
        });
        actor.post(() -> done.add("second"));

        await().untilAsserted(() -> assertThat(done).containsExactly("first", "second", "early", "late"));
    }

    @Test
    void survives_a_task_that_fails() {
        actor.post(() -> {
            throw new IllegalStateException("on purpose");
        });
        actor.post(() -> done.add("after"));

        await().untilAsserted(() -> assertThat(done).containsExactly("after"));
        assertThat(actor.failures()).isEqualTo(1);
    }

    @Test
    void survives_an_error_of_a_task_and_ends_with_the_machine() throws Exception {
        actor.post(() -> {
            throw new AssertionError("on purpose");
        });
        actor.post(() -> done.add("after"));
        await().untilAsserted(() -> assertThat(done).containsExactly("after"));
        assertThat(actor.failures()).isEqualTo(1);

        CompletableFuture<Throwable> uncaught = new CompletableFuture<>();
        actor.post(() -> {
            Thread.currentThread().setUncaughtExceptionHandler((thread, error) -> uncaught.complete(error));
            throw new OutOfMemoryError("on purpose");
        });
        assertThat(uncaught.get(10, TimeUnit.SECONDS)).isInstanceOf(OutOfMemoryError.class);
        assertThat(actor.postOwn(() -> {})).isFalse();
    }

    @Test
    void clients_cannot_fill_the_places_kept_for_the_server() {
        CountDownLatch gate = new CountDownLatch(1);
        actor.postOwn(() -> {
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        int taken = 0;
        while (actor.post(() -> {})) {
            taken++;
        }
        assertThat(taken).isGreaterThan(10_000);
        assertThat(actor.postOwn(() -> done.add("own"))).isTrue();
        assertThat(actor.refused()).isEqualTo(1);
        gate.countDown();
        await().untilAsserted(() -> assertThat(done).containsExactly("own"));
    }

    @Test
    void timers_belong_to_its_own_thread() {
        assertThatThrownBy(() -> actor.after(1, () -> {})).isInstanceOf(IllegalStateException.class);
    }
}
