package com.talkiego.dispatch.core.mix;

import org.jspecify.annotations.Nullable;

/**
 * Reads a ring of frames at its pace and works a lasting backlog off by time compression, never by a cut: silence is shortened to
 * half, speech loses one pitch period now and then, at most 1.15 times its speed. One thread.
 */
final class CatchUp {
    /** Sees each frame as it leaves the ring, untouched. */
    interface Witness {
        /** A frame left the ring; {@code pcm} holds it from {@code offset} on, during the call only. */
        void took(short[] pcm, int offset, long stamp);
    }

    /** Sound below that peak (-50 dBFS) counts as silence and may be shortened. */
    static final int QUIET_PEAK = 104;

    private static final float EXTRA_SPEED = 0.15f;
    private static final int MIN_LAG = Frame.SAMPLE_RATE / 200;
    private static final int MAX_LAG = Frame.SAMPLE_RATE / 80;
    private static final int OVERLAP = Frame.SAMPLE_RATE / 200;
    private static final int LOOK_AHEAD = Frame.SAMPLES + MAX_LAG;
    private static final int SMALLEST_SILENCE = Frame.SAMPLE_RATE / 500;
    private static final int WATCHED_READS = 32;
    private static final float[] RISE = SoftEdges.rise(OVERLAP);

    private final FrameRing ring;
    private final @Nullable Witness witness;
    private final short[] held = new short[LOOK_AHEAD + Frame.SAMPLES];
    private int count;
    private float allowance = MAX_LAG;
    private int leastBefore = Integer.MAX_VALUE;
    private int least = Integer.MAX_VALUE;
    private int reads;
    private long saved;

    CatchUp(FrameRing ring, @Nullable Witness witness) {
        this.ring = ring;
        this.witness = witness;
    }

    /** Samples taken in and not yet read: those in the ring and those held here. */
    int backlog() {
        return ring.size() * Frame.SAMPLES + count;
    }

    /** Samples compressed away so far. */
    long saved() {
        return saved;
    }

    /** Forgets what is held and how long the backlog was; the ring stays as it is. */
    void restart() {
        count = 0;
        allowance = MAX_LAG;
        leastBefore = Integer.MAX_VALUE;
        least = Integer.MAX_VALUE;
        reads = 0;
    }

    /** Reads the next frame; returns how many samples of it are real, fewer than a frame only when all is read. */
    int read(short[] into) {
        int lasting = watch(Math.max(0, backlog() - Frame.SAMPLES));
        allowance = Math.min(MAX_LAG, allowance + EXTRA_SPEED * Frame.SAMPLES);
        fill(Frame.SAMPLES);
        if (lasting >= SMALLEST_SILENCE) {
            shorten(lasting);
        }
        int real = Math.min(count, Frame.SAMPLES);
        System.arraycopy(held, 0, into, 0, real);
        drop(0, real);
        return real;
    }

    /** Least backlog of the last reads: what is left of it once jitter is taken away. */
    private int watch(int backlog) {
        if (++reads == WATCHED_READS) {
            reads = 0;
            leastBefore = least;
            least = Integer.MAX_VALUE;
        }
        least = Math.min(least, backlog);
        return Math.min(least, leastBefore);
    }

    private void fill(int samples) {
        int waiting = ring.size();
        while (count < samples && waiting > 0) {
            ring.copy(held, count);
            if (witness != null) {
                witness.took(held, count, ring.stamp());
            }
            ring.skip(1);
            count += Frame.SAMPLES;
            waiting--;
        }
    }

    private void shorten(int lasting) {
        fill(LOOK_AHEAD);
        int spare = Math.min(count - Frame.SAMPLES, lasting);
        int silence = Math.min(spare, Frame.SAMPLES);
        if (silence >= SMALLEST_SILENCE && FrameRing.peak(held, 0, 2 * silence) < QUIET_PEAK) {
            splice(silence, silence);
        } else if (lasting >= Frame.SAMPLES && spare >= MIN_LAG) {
            int lag = period(Math.min(spare, MAX_LAG));
            if (lag <= allowance) {
                splice(lag, OVERLAP);
                allowance -= lag;
            }
        }
    }

    /** Takes {@code lag} samples out, fading over from before them to after them. */
    private void splice(int lag, int overlap) {
        for (int i = 0; i < overlap; i++) {
            float rise = RISE[i * OVERLAP / overlap];
            held[i] = (short) Math.round(held[i] * (1 - rise) + held[i + lag] * rise);
        }
        drop(overlap, lag);
        saved += lag;
    }

    private void drop(int from, int samples) {
        System.arraycopy(held, from + samples, held, from, count - from - samples);
        count -= samples;
    }

    /** The lag at which the coming sound is most like itself: whole periods of a voice. */
    private int period(int longest) {
        int best = MIN_LAG;
        double likeness = Double.NEGATIVE_INFINITY;
        int step = 4;
        for (int lag = MIN_LAG; lag <= longest; lag += step) {
            double found = likeness(lag, step);
            if (found > likeness) {
                likeness = found;
                best = lag;
            }
        }
        int from = Math.max(MIN_LAG, best - step + 1);
        int to = Math.min(longest, best + step - 1);
        likeness = Double.NEGATIVE_INFINITY;
        for (int lag = from; lag <= to; lag++) {
            double found = likeness(lag, 1);
            if (found > likeness) {
                likeness = found;
                best = lag;
            }
        }
        return best;
    }

    private double likeness(int lag, int step) {
        float product = 0;
        float energy = 1;
        for (int i = 0; i < OVERLAP; i += step) {
            float later = held[i + lag];
            product += held[i] * later;
            energy += later * later;
        }
        return product / Math.sqrt(energy);
    }
}
