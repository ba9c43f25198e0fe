package com.talkiego.dispatch.core.mix;

/**
 * How much each talker was evened last, so that the next over begins as loud as the one before ended. A fixed number of places: of two
 * talkers that fall on the same one the later is remembered. Owned by {@code audio-tick}; allocates nothing.
 */
final class TalkerLevels {
    private static final int PLACES = 1_024;

    private final long[] talkers = new long[PLACES];
    private final float[] decibels = new float[PLACES];

    /** What that talker was given, in dB; 0 of one that is not known. */
    float of(long talker) {
        int place = place(talker);
        return talkers[place] == talker ? decibels[place] : 0f;
    }

    void remember(long talker, float dB) {
        if (talker != SlotPlan.NOBODY) {
            int place = place(talker);
            talkers[place] = talker;
            decibels[place] = dB;
        }
    }

    private static int place(long talker) {
        long mixed = talker * 0x9E37_79B9_7F4A_7C15L;
        return (int) (mixed >>> 54);
    }
}
