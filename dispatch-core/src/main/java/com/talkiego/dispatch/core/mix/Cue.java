package com.talkiego.dispatch.core.mix;

/**
 * Tones of the console, made once at start; none peaks below -12 dBFS or above -9 dBFS at a cue gain of 1. Frequencies are what a
 * spectrum shows, in the order heard.
 */
public enum Cue {
    /** The floor is granted, talk: 784, 988, 1319 Hz rising, 45 ms each. */
    TALK_PERMIT(false),
    /** The bonk, refused: a buzz of 150 Hz with its third and fifth harmonics, 350 ms. */
    REFUSED(false),
    /** Granted on some channels only: 988, 988, 659 Hz, 80 ms each. */
    PARTIAL(false),
    /** The over was cut off: 600, 450, 300 Hz falling, 130 ms each. */
    CUT_OFF(false),
    /** 10 s before the time-out: 1600 Hz twice, 80 ms each. */
    TIME_OUT_WARNING(false),
    /** An emergency was raised: a siren from 700 to 1500 Hz and back every 600 ms, until silenced. */
    EMERGENCY(true),
    /** The operator may be hearing nothing: 520, 390, 520 Hz, 120 ms each, every 1.5 s until silenced. */
    DEAF(true),
    /** The path is lost: 830, 415 Hz, 160 ms each. */
    PATH_LOST(false),
    /** The path is back: 415, 830 Hz, 160 ms each. */
    PATH_BACK(false);

    private final boolean repeats;

    Cue(boolean repeats) {
        this.repeats = repeats;
    }

    /** Whether it sounds until silenced; any other ends by itself. */
    public boolean repeats() {
        return repeats;
    }
}
