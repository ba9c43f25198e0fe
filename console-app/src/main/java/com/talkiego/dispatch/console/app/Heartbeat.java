package com.talkiego.dispatch.console.app;

import java.util.function.DoubleConsumer;
import javafx.animation.AnimationTimer;

/** The window's one timer, on the JavaFX thread: meters 30 times a second, words and leases 10 times, the slow pulse of emergencies. */
final class Heartbeat extends AnimationTimer {
    private static final long METER_NANOS = 32_000_000L;
    private static final long WORDS_NANOS = 98_000_000L;
    /** One cycle of an emergency's pulse: under 1 Hz. */
    private static final double PULSE_NANOS = 1.25e9;

    private final DoubleConsumer meters;
    private final DoubleConsumer pulse;
    private final Runnable words;
    private long metersAt;
    private long wordsAt;

    /**
     * @param meters takes the seconds since the last time
     * @param pulse takes the brightness, 0 to 1
     * @param words looks again at whatever shows time, and renews leases
     */
    Heartbeat(DoubleConsumer meters, DoubleConsumer pulse, Runnable words) {
        this.meters = meters;
        this.pulse = pulse;
        this.words = words;
    }

    @Override
    public void handle(long now) {
        if (now - wordsAt >= WORDS_NANOS) {
            wordsAt = now;
            pulse.accept(now % (long) PULSE_NANOS < PULSE_NANOS / 2 ? 1 : 0.5);
            words.run();
        }
        if (now - metersAt >= METER_NANOS) {
            double seconds = metersAt == 0 ? 0 : (now - metersAt) / 1e9;
            metersAt = now;
            meters.accept(seconds);
        }
    }
}
