package com.talkiego.dispatch.core.mix;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DriftControlTest {
    private static final double STEP = 0.005;

    private final DriftControl control = new DriftControl();

    @Test
    void learns_nothing_of_the_clocks_from_what_it_cannot_work_off_faster() {
        observeFor(6, 0.1);

        assertThat(control.ratio()).isEqualTo(1.015);
        assertThat(control.ppm()).isLessThan(5_000);
    }

    @Test
    void a_ring_that_runs_dry_again_and_again_is_not_read_too_fast_for_long() {
        observeFor(1, 0.01);
        int learned = control.ppm();
        assertThat(learned).isPositive();

        for (int i = 0; i < 8; i++) {
            control.starved();
        }

        assertThat(control.ppm()).isLessThan(learned / 100);
        assertThat(control.ratio()).isLessThanOrEqualTo(1.001);
    }

    @Test
    void underruns_without_another_reason_slow_it_down() {
        for (int i = 0; i < 10; i++) {
            control.starved();
        }

        assertThat(control.ppm()).isBetween(-1_100, -900);
    }

    private void observeFor(double seconds, double excess) {
        for (double time = 0; time < seconds; time += STEP) {
            control.observe(excess, STEP);
        }
    }
}
