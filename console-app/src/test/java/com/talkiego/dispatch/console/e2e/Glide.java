package com.talkiego.dispatch.console.e2e;

import com.talkiego.dispatch.core.mix.Frame;

/** A tone that rises evenly, so that its pitch tells which moment of it is heard. */
record Glide(int fromHertz, int toHertz, double seconds) {
    /** Of this much sound the pitch is taken, each 10 ms anew. */
    private static final int WINDOW = Frame.SAMPLE_RATE / 25;

    /** No period of any of these tones is as long as that, in samples: 5 ms. */
    private static final int GAP = Frame.SAMPLE_RATE / 200;

    /** Windows that far apart have no sound in common, nor with what is faded over between them. */
    private static final int APART = 7;

    /**
     * How much of it was left out or said twice at one place, in ms: the most of each. What is only drawn out, as a jitter buffer does
     * where packets are late, is neither.
     */
    record Seam(double lostMillis, double repeatedMillis) {}

    /** The worst places of some part of it, which has to be all sound; it may begin anew in between. */
    Seam worst(short[] heard) {
        int windows = Math.max(0, (heard.length - WINDOW) / Frame.SAMPLES);
        double[] place = new double[windows];
        for (int i = 0; i < place.length; i++) {
            place[i] = moment(heard, i * Frame.SAMPLES);
        }
        double lost = 0;
        double repeated = 0;
        double farthest = 0;
        int i = 0;
        while (i + APART < place.length) {
            int beyond = Math.min(i + APART + WINDOW / Frame.SAMPLES, place.length - 1);
            if (place[beyond] - place[i] < -500 * seconds) {
                // It begins anew within these windows: they tell nothing.
                farthest = 0;
                i += 2 * APART;
                continue;
            }
            if (!Double.isNaN(place[i]) && !Double.isNaN(place[i + APART])) {
                lost = Math.max(lost, place[i + APART] - place[i] - 10 * APART);
                farthest = Math.max(farthest, place[i]);
                repeated = Math.max(repeated, farthest - place[i + APART]);
            }
            i++;
        }
        return new Seam(lost, repeated);
    }

    /** Which moment of it is heard first, in ms. */
    double firstMillis(short[] heard) {
        return moment(heard, 0);
    }

    private double moment(short[] heard, int from) {
        return 1_000 * seconds * (pitch(heard, from) - fromHertz) / (toHertz - fromHertz);
    }

    /** In Hz, by the time from the first rise through zero to the last; 0 where there is no sound, NaN where there is a gap in it. */
    private static double pitch(short[] heard, int from) {
        double first = -1;
        double last = -1;
        int rises = 0;
        for (int i = from + 1; i < from + WINDOW; i++) {
            if (heard[i - 1] < 0 && heard[i] >= 0) {
                double rise = i - (double) heard[i] / (heard[i] - heard[i - 1]);
                if (rises > 0 && rise - last > GAP) {
                    return Double.NaN;
                }
                last = rise;
                first = rises == 0 ? last : first;
                rises++;
            }
        }
        return rises < 2 ? 0 : (rises - 1) * Frame.SAMPLE_RATE / (last - first);
    }
}
