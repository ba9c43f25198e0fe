package com.talkiego.dispatch.core.mix;

/**
 * Evens how loud a talker speaks: learns the level of speech, and from it what it takes to bring it near {@link #TARGET_DB}. Speech is told
 * by its falls: what stays loud for a second without one is a noise or a tone, and is left as it is, like the gain in pauses. Frame by
 * frame, owned by {@code audio-tick}; allocates nothing.
 *
 * <p>Levels are RMS in dBFS, where a full-scale square wave is 0. The level learned is that of the louder parts.
 */
final class Leveller {
    /** Where the louder parts of speech come out, dBFS. */
    static final float TARGET_DB = -18f;

    /** Most that a whisper is raised, dB. */
    static final float MOST_UP_DB = 18f;

    /** Most that a shout is taken back, dB: with the unselected channels' own 9 dB that is 20. */
    static final float MOST_DOWN_DB = 11f;

    /** Between two words, or within one, speech falls by that much, dB. */
    private static final float FALL_DB = 9f;

    /** What is below that is no speech, dBFS. */
    private static final float QUIETEST_DB = -60f;

    /** How fast the loudest that was heard is forgotten, dB a frame: 12 dB a second. */
    private static final float FORGOTTEN_DB = 0.12f;

    /** Frames between two falls: shorter is a click, longer is no speech. */
    private static final int SHORTEST = 3;

    private static final int LONGEST = 100;

    /** What a frame counts for, where it is louder than what was learned and where it is not: 0.15 s and 1.5 s. */
    private static final double RISE = 1 / 15.0;

    private static final double SINK = 1 / 150.0;

    private static final float DOWN_STEP_DB = 0.8f;
    private static final float UP_STEP_DB = 0.2f;

    private float peakDb = PeakMeter.SILENCE;
    private double loudSum;
    private int loud;
    private double power;
    private long speech;
    private float gainDb;

    /** Another over begins, of a talker who was evened by that much before. */
    void begin(float beforeDb) {
        peakDb = PeakMeter.SILENCE;
        loudSum = 0;
        loud = 0;
        power = 0;
        speech = 0;
        gainDb = beforeDb;
    }

    /** Knows what another one knows. */
    void follow(Leveller other) {
        peakDb = other.peakDb;
        loudSum = other.loudSum;
        loud = other.loud;
        power = other.power;
        speech = other.speech;
        gainDb = other.gainDb;
    }

    /**
     * Takes one frame.
     *
     * @param meanSquare its mean power, 1 is that of a full-scale square wave
     * @param on whether it evens at all; if not, what it gave is taken back
     */
    void frame(double meanSquare, boolean on) {
        float dB = meanSquare < 1e-12 ? PeakMeter.SILENCE : (float) (10 * Math.log10(meanSquare));
        peakDb = Math.max(dB, peakDb - FORGOTTEN_DB);
        if (dB < peakDb - FALL_DB) {
            if (loud >= SHORTEST && loud <= LONGEST) {
                learn(loudSum / loud, loud);
            }
            loudSum = 0;
            loud = 0;
        } else if (dB > QUIETEST_DB) {
            loudSum += meanSquare;
            loud++;
        }
        float wanted = gainDb;
        if (!on) {
            wanted = 0f;
        } else if (sure()) {
            wanted = Math.clamp((float) (TARGET_DB - 10 * Math.log10(power)), -MOST_DOWN_DB, MOST_UP_DB);
        }
        gainDb += Math.clamp(wanted - gainDb, -DOWN_STEP_DB, UP_STEP_DB);
    }

    /** So many frames of speech were that loud: the plain mean at first, so that the first word counts for what it is. */
    private void learn(double mean, int frames) {
        speech += frames;
        double share = Math.max(frames * (mean > power ? RISE : SINK), (double) frames / speech);
        power += (mean - power) * Math.min(1, share);
    }

    /** What it gives now, dB. */
    float gainDb() {
        return gainDb;
    }

    /** Whether the talker's level is known from this over. */
    boolean sure() {
        return speech > 0;
    }
}
