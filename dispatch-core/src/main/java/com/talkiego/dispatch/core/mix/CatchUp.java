package com.talkiego.dispatch.core.mix;

import org.jspecify.annotations.Nullable;

/**
 * Reads a ring of frames at its pace and works a lasting backlog off by time compression, never by a cut: silence is shortened to
 * half, speech loses one pitch period now and then, at most 1.15 times its speed. Told to {@link #stretch}, it lets a backlog grow the
 * same way, at 0.75 times the speed. One thread.
 */
final class CatchUp {
    /** Sees each frame as it leaves the ring, untouched. */
    interface Witness {
        /** A frame left the ring; {@code pcm} holds it from {@code offset} on, during the call only. */
        void took(short[] pcm, int offset, long stamp);
    }

    /** Sound up to that peak (-50 dBFS) counts as silence and may be shortened. */
    static final int QUIET_PEAK = 104;

    private static final float EXTRA_SPEED = 0.15f;
    private static final float EXTRA_LENGTH = 0.25f;
    private static final int MIN_LAG = Frame.SAMPLE_RATE / 200;
    private static final int MAX_LAG = Frame.SAMPLE_RATE / 80;
    private static final int OVERLAP = Frame.SAMPLE_RATE / 200;
    private static final int LOOK_AHEAD = Frame.SAMPLES + MAX_LAG;
    private static final int SMALLEST_SILENCE = Frame.SAMPLE_RATE / 500;
    private static final int WATCHED_READS = 32;
    private static final float[] RISE = SoftEdges.rise(OVERLAP);
    private static final float[] FADE = SoftEdges.rise(Frame.SAMPLES);

    private final FrameRing ring;
    private final @Nullable Witness witness;
    private final short[] held = new short[LOOK_AHEAD + Frame.SAMPLES];
    private final short[] past = new short[MAX_LAG];
    private final short[] fading = new short[Frame.SAMPLES];
    private int count;
    private int shift;
    private boolean fades;
    private boolean stretching;
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
        return Math.max(0, ring.size() * Frame.SAMPLES - shift) + count;
    }

    /** Whether nothing is left that could be read. */
    boolean dry() {
        return count == 0 && whole() == 0;
    }

    /** Number of the ring's first sample that was not taken in yet. */
    long position() {
        return ring.next() * Frame.SAMPLES + shift;
    }

    /** Lets the backlog grow instead of working it off. */
    void stretch(boolean on) {
        stretching = on;
    }

    /**
     * Goes on for another reader of the same sound: what that one took in and did not play yet is played here, and is followed by this
     * ring's sound from a position on, faded over from the other ring's within one frame.
     *
     * @param position number of this ring's sample that comes next, one that waits
     */
    void takeOver(CatchUp other, long position) {
        restart();
        System.arraycopy(other.held, 0, held, 0, other.count);
        System.arraycopy(other.past, 0, past, 0, past.length);
        count = other.count;
        fades = other.whole() > 0;
        if (fades) {
            other.ring.samples(other.position(), fading, 0, Frame.SAMPLES);
        }
        ring.skip((int) (position / Frame.SAMPLES - ring.next()));
        shift = (int) (position % Frame.SAMPLES);
        other.restart();
    }

    /** Samples compressed away so far. */
    long saved() {
        return saved;
    }

    /** Forgets what is held and how long the backlog was; the ring stays as it is. */
    void restart() {
        count = 0;
        shift = 0;
        fades = false;
        stretching = false;
        allowance = MAX_LAG;
        leastBefore = Integer.MAX_VALUE;
        least = Integer.MAX_VALUE;
        reads = 0;
    }

    /** Reads the next frame; returns how many samples of it are real, fewer than a frame only when all is read. */
    int read(short[] into) {
        int lasting = watch(Math.max(0, backlog() - Frame.SAMPLES));
        allowance = Math.min(MAX_LAG, allowance + (stretching ? EXTRA_LENGTH : EXTRA_SPEED) * Frame.SAMPLES);
        fill(Frame.SAMPLES);
        if (stretching) {
            lengthen();
        } else if (lasting >= SMALLEST_SILENCE) {
            shorten(lasting);
        }
        int real = Math.min(count, Frame.SAMPLES);
        System.arraycopy(held, 0, into, 0, real);
        drop(0, real);
        remember(into, real);
        return real;
    }

    private void remember(short[] read, int real) {
        System.arraycopy(past, real, past, 0, past.length - real);
        System.arraycopy(read, 0, past, past.length - real, real);
    }

    /** Whole frames waiting. */
    private int whole() {
        return ring.size() - (shift > 0 ? 1 : 0);
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
        int waiting = whole();
        while (count < samples && waiting > 0) {
            ring.samples(position(), held, count, Frame.SAMPLES);
            fadeOver();
            if (witness != null) {
                witness.took(held, count, ring.stamp());
            }
            ring.skip(1);
            count += Frame.SAMPLES;
            waiting--;
        }
    }

    /** The first frame after a change of rings comes out of the old one into the new one. */
    private void fadeOver() {
        if (fades) {
            fades = false;
            for (int i = 0; i < Frame.SAMPLES; i++) {
                float rise = FADE[i];
                held[count + i] = (short) Math.round(fading[i] * (1 - rise) + held[count + i] * rise);
            }
        }
    }

    /** Plays a piece of what was just played once more: a whole frame of silence, a pitch period of speech. */
    private void lengthen() {
        if (count < Frame.SAMPLES || count + MAX_LAG > held.length || allowance < MIN_LAG) {
            return;
        }
        boolean quiet = !FrameRing.exceeds(QUIET_PEAK, held, 0, Frame.SAMPLES)
                && !FrameRing.exceeds(QUIET_PEAK, past, 0, past.length);
        int lag = quiet ? Frame.SAMPLES : pastPeriod();
        if (lag > allowance) {
            return;
        }
        System.arraycopy(held, 0, held, lag, count);
        for (int i = 0; i < OVERLAP; i++) {
            float again = past[past.length - lag + i];
            held[i] = (short) Math.round(held[lag + i] * (1 - RISE[i]) + again * RISE[i]);
        }
        System.arraycopy(past, past.length - lag + OVERLAP, held, OVERLAP, lag - OVERLAP);
        count += lag;
        allowance -= quiet ? 0 : lag;
    }

    /** How far back the sound was most like the coming one. */
    private int pastPeriod() {
        int best = MIN_LAG;
        double likeness = Double.NEGATIVE_INFINITY;
        for (int lag = MIN_LAG; lag <= MAX_LAG; lag++) {
            double found = pastLikeness(lag);
            if (found > likeness) {
                likeness = found;
                best = lag;
            }
        }
        return best;
    }

    private double pastLikeness(int lag) {
        float product = 0;
        float energy = 1;
        int from = past.length - lag;
        for (int i = 0; i < OVERLAP; i += 2) {
            float earlier = past[from + i];
            product += held[i] * earlier;
            energy += earlier * earlier;
        }
        return product / Math.sqrt(energy);
    }

    private void shorten(int lasting) {
        fill(LOOK_AHEAD);
        int spare = Math.min(count - Frame.SAMPLES, lasting);
        int silence = Math.min(spare, Frame.SAMPLES);
        if (silence >= SMALLEST_SILENCE && !FrameRing.exceeds(QUIET_PEAK, held, 0, 2 * silence)) {
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
