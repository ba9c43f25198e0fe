package com.talkiego.dispatch.core.mix;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TickScheduleTest {
    private static final long MILLI = 1_000_000L;
    private static final long START = 5_000 * MILLI;

    private final PullClock pulls = new PullClock(4, START);
    private final TickSchedule schedule = new TickSchedule(pulls, START);
    private long now = START;

    /** Ticks made while time moves on in steps of 0.1 ms. */
    private int run(long millis) {
        int ticks = 0;
        for (long end = now + millis * MILLI; now < end; now += MILLI / 10) {
            while (schedule.due(now)) {
                ticks++;
            }
        }
        return ticks;
    }

    private void pull(int slots) {
        for (int slot = 0; slot < slots; slot++) {
            pulls.wrote(slot, now);
        }
    }

    private int pulled(int count, int slots) {
        int ticks = 0;
        for (int i = 0; i < count; i++) {
            pull(slots);
            ticks += run(10);
        }
        return ticks;
    }

    @Test
    void without_pulls_it_ticks_a_hundred_times_a_second() {
        assertThat(run(1_000)).isBetween(99, 101);
        assertThat(schedule.timed()).isTrue();
    }

    @Test
    void with_pulls_it_ticks_once_each() {
        assertThat(pulled(200, 4)).isBetween(199, 201);
        assertThat(schedule.timed()).isFalse();
    }

    @Test
    void it_ticks_at_once_when_the_last_live_slot_has_written() {
        pulled(3, 3);
        now += MILLI;
        pulls.wrote(0, now);
        pulls.wrote(1, now);
        assertThat(schedule.due(now)).isFalse();
        pulls.wrote(2, now);
        assertThat(schedule.due(now)).isTrue();
        assertThat(schedule.dueNanos()).isEqualTo(now);
    }

    @Test
    void a_slot_that_went_away_delays_one_tick_by_3_ms() {
        pulled(3, 3);
        pull(2);
        assertThat(run(2)).isZero();
        assertThat(run(2)).isEqualTo(1);
        now += 6 * MILLI;
        pull(2);
        assertThat(schedule.due(now)).isTrue();
    }

    @Test
    void the_rest_of_a_pull_that_was_ticked_early_makes_no_second_tick() {
        pulled(3, 4);
        pulls.wrote(0, now);
        assertThat(run(4)).isEqualTo(1);
        pulls.wrote(1, now);
        pulls.wrote(2, now);
        pulls.wrote(3, now);
        assertThat(run(5)).isZero();
    }

    @Test
    void after_a_stall_the_pulls_it_ticked_for_are_not_ticked_again() {
        pulled(20, 4);
        int byTimer = run(100);
        assertThat(byTimer).isBetween(9, 10);
        assertThat(schedule.timed()).isTrue();
        int burst = 0;
        for (int i = 0; i < 10; i++) {
            pull(4);
            now += MILLI / 10;
            burst += schedule.due(now) ? 1 : 0;
        }
        assertThat(byTimer + burst).isBetween(10, 11);
        now += 8 * MILLI;
        assertThat(pulled(100, 4)).isBetween(99, 101);
    }

    @Test
    void after_an_outage_without_a_burst_every_pull_ticks() {
        pulled(20, 4);
        run(5_003);
        pulled(2, 4);
        assertThat(pulled(100, 4)).isEqualTo(100);
    }

    @Test
    void two_pulls_that_piled_up_make_two_ticks() {
        pulled(20, 4);
        pull(4);
        now += MILLI;
        pull(4);
        assertThat(run(8)).isEqualTo(2);
    }

    @Test
    void after_a_long_pause_of_the_process_it_does_not_race_to_catch_up() {
        run(100);
        now += 3_000 * MILLI;
        assertThat(run(100)).isBetween(9, 12);
    }

    @Test
    void it_waits_no_longer_than_the_next_thing_it_looks_at() {
        pulled(5, 4);
        pull(4);
        assertThat(schedule.due(now)).isTrue();
        assertThat(schedule.patience(now)).isEqualTo(13 * MILLI);
        assertThat(schedule.patience(now + 13 * MILLI)).isEqualTo(2 * MILLI);
        pulls.wrote(0, now + 13 * MILLI);
        assertThat(schedule.patience(now + 14 * MILLI)).isEqualTo(2 * MILLI);
    }
}
