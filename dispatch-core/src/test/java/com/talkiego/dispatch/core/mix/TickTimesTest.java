package com.talkiego.dispatch.core.mix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How long ticks took, and how long those after a moment took. */
class TickTimesTest {
    @Test
    void leaves_out_what_was_before() {
        EngineCounters counters = new AudioEngine(1, new AtomicLong()::get).counters();
        counters.ticked(3_000_000);
        TickTimes cold = counters.tickTimes();
        for (int i = 0; i < 99; i++) {
            counters.ticked(40_000);
        }
        counters.ticked(90_000);

        assertThat(counters.tickTimes().micros(1)).isEqualTo(3_001);
        TickTimes warm = counters.tickTimes().since(cold);
        assertThat(warm.micros(0.5)).isEqualTo(41);
        assertThat(warm.micros(0.99)).isEqualTo(41);
        assertThat(warm.micros(0.999)).isEqualTo(91);
        assertThat(counters.tickTimes().since(counters.tickTimes()).micros(0.5)).isZero();
        assertThat(TickTimes.NONE.micros(0.5)).isZero();
    }
}
