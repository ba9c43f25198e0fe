package com.talkiego.dispatch.core.mix;

/**
 * Finds how much later one ring brings the same sound as another: the lag at which their newest 400 to 640 ms are most alike, of all
 * that leave 150 ms in common, at 4 kHz. The work is spread over ticks. Owned by {@code audio-tick}; made once, allocates nothing.
 */
final class LagSearch {
    /** Frames of both that are compared at least: 400 ms, for lags up to 250 ms. */
    static final int LEAST_FRAMES = 40;

    /** Frames of both that are compared at the most: 640 ms, for lags up to 490 ms, as many as a ring keeps. */
    static final int MOST_FRAMES = 64;

    /** Frames that are left in common by the farthest lag. */
    private static final int COMMON = 15;

    /** Samples of the rings to one that is compared. */
    static final int COARSE = 12;

    private static final int TO_FRAME = Frame.SAMPLES / COARSE;
    private static final int LENGTH = MOST_FRAMES * TO_FRAME;

    /** The product of two sounds as long as that still is an int. */
    private static final int LARGEST = 900;

    /** Likeness, of at most 1, from which on a lag counts as found if all lags there may be were tried. */
    private static final double ALIKE = 0.6;

    /** The same while a farther lag could not be tried yet: speech is like itself a little later, too. */
    private static final double VERY_ALIKE = 0.9;

    /** Of lags nearly as good as the best, as in a steady tone, the smallest is taken. */
    private static final double NEARLY = 0.985;

    private final int[] first = new int[LENGTH];
    private final int[] second = new int[LENGTH];
    private final long[] firstEnergy = new long[LENGTH + 1];
    private final long[] secondEnergy = new long[LENGTH + 1];
    private final double[] likeness = new double[2 * (MOST_FRAMES - COMMON) * TO_FRAME + 1];
    private final short[] frame = new short[Frame.SAMPLES];
    private int frames;
    private int length;
    private int farthest;
    private int lags;
    private int tried;

    /**
     * Takes the newest frames of two rings up to those frames' numbers; false if either has nothing to be compared.
     *
     * @param count of frames, from {@link #LEAST_FRAMES} to {@link #MOST_FRAMES}
     */
    boolean begin(FrameRing one, long oneEnd, FrameRing other, long otherEnd, int count) {
        frames = count;
        length = count * TO_FRAME;
        farthest = (count - COMMON) * TO_FRAME;
        lags = 2 * farthest + 1;
        tried = 0;
        return take(one, oneEnd, first, firstEnergy) && take(other, otherEnd, second, secondEnergy);
    }

    private boolean take(FrameRing ring, long end, int[] into, long[] energy) {
        int largest = 1;
        boolean sound = false;
        int at = 0;
        for (int i = frames; i > 0; i--) {
            ring.samples((end - i) * Frame.SAMPLES, frame, 0, Frame.SAMPLES);
            sound |= ring.peakOf(end - i) > SlotReader.SOUND_PEAK;
            for (int from = 0; from < Frame.SAMPLES; from += COARSE) {
                int sum = 0;
                for (int k = 0; k < COARSE; k++) {
                    sum += frame[from + k];
                }
                into[at++] = sum;
                largest = Math.max(largest, Math.abs(sum));
            }
        }
        for (int i = 0; i < length; i++) {
            into[i] = (int) ((long) into[i] * LARGEST / largest);
            energy[i + 1] = energy[i] + (long) into[i] * into[i];
        }
        return sound;
    }

    /** Tries more lags, at least one, as long as the budget lasts. */
    void advance(SearchBudget budget) {
        do {
            int lag = tried - farthest;
            likeness[tried] = likeness(lag);
            budget.spend(length - Math.abs(lag));
            tried++;
        } while (tried < lags && budget.left());
    }

    boolean finished() {
        return tried == lags;
    }

    private double likeness(int lag) {
        int start = Math.max(0, -lag);
        int end = Math.min(length, length - lag);
        int product = 0;
        for (int i = start; i < end; i++) {
            product += first[i] * second[i + lag];
        }
        double energy = (double) (firstEnergy[end] - firstEnergy[start])
                * (secondEnergy[end + lag] - secondEnergy[start + lag]);
        // What little is common at far lags must not look alike by chance: weighed by its share of all the sound.
        double all = (double) firstEnergy[length] * secondEnergy[length];
        return product / Math.sqrt(Math.max(1, Math.max(energy, all / 16)));
    }

    /** By how many samples of the rings the second is later than the first; null-like {@link Integer#MIN_VALUE} if they are not alike. */
    int lag() {
        double best = 0;
        for (int i = 0; i < lags; i++) {
            best = Math.max(best, likeness[i]);
        }
        if (best < (frames == MOST_FRAMES ? ALIKE : VERY_ALIKE)) {
            return Integer.MIN_VALUE;
        }
        for (int away = 0; away <= farthest; away++) {
            if (likeness[farthest + away] >= NEARLY * best) {
                return peak(farthest + away);
            }
            if (likeness[farthest - away] >= NEARLY * best) {
                return peak(farthest - away);
            }
        }
        return Integer.MIN_VALUE;
    }

    /** Uphill from there. */
    private int peak(int place) {
        int at = place;
        while (at + 1 < lags && likeness[at + 1] > likeness[at]) {
            at++;
        }
        while (at > 0 && likeness[at - 1] > likeness[at]) {
            at--;
        }
        return (at - farthest) * COARSE;
    }
}
