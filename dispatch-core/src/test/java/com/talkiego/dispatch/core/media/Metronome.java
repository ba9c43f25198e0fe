package com.talkiego.dispatch.core.media;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/** Calls somebody 100 times a second, in real time, as a microphone would; its thread has ended when {@link #close()} returns. */
final class Metronome implements AutoCloseable {
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private long frame;

    Metronome(LongConsumer beat) {
        var _ = clock.scheduleAtFixedRate(
                () -> {
                    beat.accept(frame++);
                },
                0,
                10,
                TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        clock.close();
    }
}
