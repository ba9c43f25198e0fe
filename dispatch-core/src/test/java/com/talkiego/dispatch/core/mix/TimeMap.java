package com.talkiego.dispatch.core.mix;

import java.util.ArrayList;
import java.util.List;

/** Which place of the sent sound each 10 ms of the heard sound is, found by likeness; the proof that nothing is lost or said twice. */
final class TimeMap {
    private static final int WINDOW = 480;
    private static final int HOP = 240;

    /** By how much a farther place must be more alike. */
    private static final double NEARER = 0.02;

    /** One window: when it was heard and which place of the sent sound it is, samples; -1 where it is like none. */
    record Place(int heard, int sent) {}

    private final List<Place> places = new ArrayList<>();
    private final short[] sent;

    /** Looks for each window within that many samples around the place it should have if nothing had happened since the last one. */
    TimeMap(short[] heard, int from, int to, short[] sent, int firstPlace, int around) {
        this.sent = sent;
        int expected = firstPlace;
        for (int at = from; at + WINDOW <= to; at += HOP) {
            int found = find(heard, at, sent, expected, around);
            places.add(new Place(at, found));
            expected = (found < 0 ? expected : found) + HOP;
        }
    }

    /** The nearest of the places that are like it: a voice is much like itself a few periods on. */
    private static int find(short[] heard, int at, short[] sent, int expected, int around) {
        int best = -1;
        double most = 0.75;
        for (int away = 0; away <= around; away++) {
            for (int place : new int[] {expected + away, expected - away}) {
                double found = place < 0 || place + WINDOW > sent.length ? 0 : likeness(heard, at, sent, place);
                if (found > most) {
                    most = found + NEARER;
                    best = place;
                }
            }
            if (most > 0.97) {
                return best;
            }
        }
        return best;
    }

    private static double likeness(short[] heard, int at, short[] sent, int place) {
        double product = 0;
        double one = 1;
        double other = 1;
        for (int i = 0; i < WINDOW; i += 2) {
            product += (double) heard[at + i] * sent[place + i];
            one += (double) heard[at + i] * heard[at + i];
            other += (double) sent[place + i] * sent[place + i];
        }
        return product / Math.sqrt(one * other);
    }

    /** How much of a piece of the sent sound is no pause, samples: pauses may be shortened or lengthened. */
    private int said(int from, int to) {
        int said = 0;
        for (int at = from; at < to; at += HOP) {
            int count = Math.min(HOP, to - at);
            said += FrameRing.exceeds(CatchUp.QUIET_PEAK, sent, at, count) ? count : 0;
        }
        return said;
    }

    /** The largest step back to what was heard before, samples. */
    int mostRepeated() {
        int farthest = -1;
        int repeated = 0;
        for (Place place : places) {
            if (place.sent() >= 0) {
                repeated = Math.max(repeated, said(place.sent(), farthest));
                farthest = Math.max(farthest, place.sent());
            }
        }
        return repeated;
    }

    /** The largest piece of the sent sound that was left out between two windows, samples. */
    int mostLost() {
        int lost = 0;
        Place before = null;
        for (Place place : places) {
            if (place.sent() >= 0) {
                if (before != null) {
                    int left = place.sent() - before.sent() - (place.heard() - before.heard());
                    lost = Math.max(lost, Math.min(left, said(before.sent() + WINDOW, place.sent())));
                }
                before = place;
            }
        }
        return lost;
    }

    /** The longest stretch that is like nothing sent, samples. */
    int longestUnknown() {
        int longest = 0;
        int run = 0;
        for (Place place : places) {
            run = place.sent() < 0 ? run + HOP : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }
}
