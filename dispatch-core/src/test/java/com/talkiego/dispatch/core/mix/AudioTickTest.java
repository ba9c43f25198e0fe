package com.talkiego.dispatch.core.mix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AudioTickTest {
    private static boolean alive() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("audio-tick"));
    }

    @Test
    void it_ticks_without_pulls_and_leaves_no_thread_behind() {
        AudioEngine engine = new AudioEngine(4, System::nanoTime);
        try (AudioTick tick = AudioTick.start(engine)) {
            assertThat(tick).isNotNull();
            await().until(() -> engine.counters().ticks() > 10);
            assertThat(alive()).isTrue();
            assertThat(engine.counters().timerTicks()).isPositive();
        }
        assertThat(alive()).isFalse();
    }

    @Test
    void a_tap_wakes_it_and_the_sound_comes_out() {
        AudioEngine engine = new AudioEngine(4, System::nanoTime);
        engine.publish(new MixPlan(3, List.of(Desk.plan(1)), 1f, 1f, 1f));
        Tone tone = new Tone(500, 8_000);
        try (AudioTick tick = AudioTick.start(engine)) {
            assertThat(tick).isNotNull();
            await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(10)).until(() -> {
                engine.tap(0).write(tone.nextBytes(), Frame.SAMPLES, System.nanoTime());
                return engine.outputPeakDbfs(Bus.SELECT) > -20
                        && engine.counters().ticks() > engine.counters().timerTicks();
            });
            assertThat(engine.passedRevision()).isEqualTo(3);
        }
    }

    @Test
    void close_waits_for_the_last_tick() {
        AudioEngine engine = new AudioEngine(4, System::nanoTime);
        AudioTick tick = AudioTick.start(engine);
        await().until(() -> engine.counters().ticks() > 2);
        tick.close();
        long ticks = engine.counters().ticks();
        tick.close();
        assertThat(engine.counters().ticks()).isEqualTo(ticks);
    }
}
