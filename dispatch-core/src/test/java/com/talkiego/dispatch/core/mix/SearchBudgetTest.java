package com.talkiego.dispatch.core.mix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A tick looks for lags no longer than it may, however slow the machine is. */
class SearchBudgetTest {
    private final AtomicLong clock = new AtomicLong();
    private final FrameRing ring = new FrameRing(128);

    private LagSearch begun() {
        for (int i = 0; i < LagSearch.LEAST_FRAMES; i++) {
            ring.offer(new Tone(700, 8_000).next(Frame.SAMPLES), 0);
        }
        LagSearch search = new LagSearch();
        assertThat(search.begin(ring, ring.written(), ring, ring.written(), LagSearch.LEAST_FRAMES))
                .isTrue();
        return search;
    }

    private static int ticks(LagSearch search, SearchBudget budget) {
        int ticks = 0;
        while (!search.finished()) {
            budget.renew();
            search.advance(budget);
            ticks++;
        }
        return ticks;
    }

    @Test
    void on_a_quick_machine_the_work_bounds_a_tick() {
        assertThat(ticks(begun(), new SearchBudget(clock::get))).isBetween(6, 12);
    }

    @Test
    void on_a_slow_machine_the_time_bounds_a_tick() {
        SearchBudget budget = new SearchBudget(() -> clock.getAndAdd(SearchBudget.NANOS / 3));
        // The time is read once as the tick begins, and once after each lag.
        assertThat(ticks(begun(), budget)).isGreaterThan(600);
    }
}
