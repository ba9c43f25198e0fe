package com.talkiego.dispatch.core.mix;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** What the engine counts about itself; written by {@code audio-tick} without waiting, read by any thread. */
public final class EngineCounters {
    private static final int BUCKET_NANOS = 1_000;
    private static final int BUCKETS = 4_096;

    private final AudioEngine engine;
    private final AtomicLong malformed = new AtomicLong();
    private final AtomicLongArray tickTimes = new AtomicLongArray(BUCKETS);
    private final Count ticks = new Count();
    private final Count lateTicks = new Count();
    private final Count timerTicks = new Count();
    private final Count gaps = new Count();
    private final Count unattributed = new Count();
    private final Count rests = new Count();
    private final Count caughtUp = new Count();

    EngineCounters(AudioEngine engine) {
        this.engine = engine;
    }

    /** A number with one writer. */
    private static final class Count {
        private final AtomicLong value = new AtomicLong();

        void add(long more) {
            value.setOpaque(value.getPlain() + more);
        }

        long get() {
            return value.getOpaque();
        }
    }

    AtomicLong malformed() {
        return malformed;
    }

    void ticked(long nanos) {
        ticks.add(1);
        int bucket = Math.clamp(nanos / BUCKET_NANOS, 0, BUCKETS - 1);
        tickTimes.setOpaque(bucket, tickTimes.getPlain(bucket) + 1);
    }

    void late() {
        lateTicks.add(1);
    }

    void byTimer() {
        timerTicks.add(1);
    }

    void underrun() {
        gaps.add(1);
    }

    void unannounced() {
        unattributed.add(1);
    }

    void drop() {
        rests.add(1);
    }

    void caughtUp(long samples) {
        if (samples > 0) {
            caughtUp.add(samples);
        }
    }

    /** Ticks so far. */
    public long ticks() {
        return ticks.get();
    }

    /** Ticks that began more than 5 ms after they were due. */
    public long lateTicks() {
        return lateTicks.get();
    }

    /** Ticks made by the timer because WebRTC did not pull. */
    public long timerTicks() {
        return timerTicks.get();
    }

    /** Frames dropped: slot rings and play rings that were full, sound of an over cut off by the next one in its slot, frames of a wrong size. */
    public long drops() {
        return rests.get() + malformed.get() + engine.ringDrops();
    }

    /** Gaps: an over's next frame was not there in time, or an output wanted more than there was. */
    public long underruns() {
        return gaps.get() + engine.outputUnderruns();
    }

    /** Frames of sound in slots that nobody announced. */
    public long unattributed() {
        return unattributed.get();
    }

    /** Sound worked off by time compression, ms. */
    public long caughtUpMillis() {
        return caughtUp.get() * 1_000 / Frame.SAMPLE_RATE;
    }

    /** How long all ticks so far took. */
    public TickTimes tickTimes() {
        long[] counts = new long[BUCKETS];
        for (int i = 0; i < BUCKETS; i++) {
            counts[i] = tickTimes.getOpaque(i);
        }
        return new TickTimes(counts);
    }
}
