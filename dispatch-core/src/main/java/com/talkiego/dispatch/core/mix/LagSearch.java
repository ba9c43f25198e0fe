package com.talkiego.dispatch.core.mix;

/**
 * Finds how much later one ring brings the same sound as another: the lag at which 300 ms of both are most alike, up to 150 ms either
 * way, at 4 kHz. The work is spread over ticks. Owned by {@code audio-tick}; made once, allocates nothing.
 */
final class LagSearch {
    /** Frames of both that are compared: 300 ms. */
    static final int FRAMES = 30;

    /** Samples of the rings to one that is compared. */
    static final int COARSE = 12;

    /** Lags tried in all. */
    static final int LAGS = 1_201;

    private static final int LENGTH = FRAMES * Frame.SAMPLES / COARSE;
    private static final int FARTHEST = LAGS / 2;
    private static final int LARGEST = 1_023;

    /** Likeness, of at most 1, from which on a lag counts as found. */
    private static final double ALIKE = 0.6;

    /** Of lags nearly as good as the best, as in a steady tone, the smallest is taken. */
    private static final double NEARLY = 0.985;

    private final int[] first = new int[LENGTH];
    private final int[] second = new int[LENGTH];
    private final long[] firstEnergy = new long[LENGTH + 1];
    private final long[] secondEnergy = new long[LENGTH + 1];
    private final double[] likeness = new double[LAGS];
    private final short[] frame = new short[Frame.SAMPLES];
    private int tried;

    /** Takes the newest 300 ms of two rings up to those frames' numbers; false if either has nothing to be compared. */
    boolean begin(FrameRing one, long oneEnd, FrameRing other, long otherEnd) {
        tried = 0;
        return take(one, oneEnd, first, firstEnergy) && take(other, otherEnd, second, secondEnergy);
    }

    private boolean take(FrameRing ring, long end, int[] into, long[] energy) {
        int largest = 1;
        boolean sound = false;
        int at = 0;
        for (int i = FRAMES; i > 0; i--) {
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
        for (int i = 0; i < LENGTH; i++) {
            into[i] = (int) ((long) into[i] * LARGEST / largest);
            energy[i + 1] = energy[i] + (long) into[i] * into[i];
        }
        return sound;
    }

    /** Tries at most that many lags more; returns how many. */
    int advance(int most) {
        int from = tried;
        int to = Math.min(LAGS, tried + most);
        while (tried < to) {
            likeness[tried] = likeness(tried - FARTHEST);
            tried++;
        }
        return to - from;
    }

    boolean finished() {
        return tried == LAGS;
    }

    private double likeness(int lag) {
        int start = Math.max(0, -lag);
        int end = Math.min(LENGTH, LENGTH - lag);
        int product = 0;
        for (int i = start; i < end; i++) {
            product += first[i] * second[i + lag];
        }
        double energy = (double) (firstEnergy[end] - firstEnergy[start])
                * (secondEnergy[end + lag] - secondEnergy[start + lag]);
        // What little is common at far lags must not look alike by chance: weighed by its share of all the sound.
        double all = (double) firstEnergy[LENGTH] * secondEnergy[LENGTH];
        return product / Math.sqrt(Math.max(1, Math.max(energy, all / 16)));
    }

    /** By how many samples of the rings the second is later than the first; null-like {@link Integer#MIN_VALUE} if they are not alike. */
    int lag() {
        double best = 0;
        for (double found : likeness) {
            best = Math.max(best, found);
        }
        if (best < ALIKE) {
            return Integer.MIN_VALUE;
        }
        for (int away = 0; away <= FARTHEST; away++) {
            if (likeness[FARTHEST + away] >= NEARLY * best) {
                return peak(FARTHEST + away);
            }
            if (likeness[FARTHEST - away] >= NEARLY * best) {
                return peak(FARTHEST - away);
            }
        }
        return Integer.MIN_VALUE;
    }

    /** Uphill from there. */
    private int peak(int place) {
        int at = place;
        while (at + 1 < LAGS && likeness[at + 1] > likeness[at]) {
            at++;
        }
        while (at > 0 && likeness[at - 1] > likeness[at]) {
            at--;
        }
        return (at - FARTHEST) * COARSE;
    }
}
