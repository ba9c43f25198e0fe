package com.talkiego.dispatch.core.mix;

/** Tones of the console, made once at start. */
public enum Cue {
    /** The floor is granted: talk. */
    TALK_PERMIT,
    /** The bonk: refused. */
    REFUSED,
    /** Granted on some channels only. */
    PARTIAL,
    /** The over was cut off. */
    CUT_OFF,
    /** 10 s before the time-out. */
    TIME_OUT_WARNING,
    /** An emergency was raised. */
    EMERGENCY,
    /** The operator may be hearing nothing. */
    DEAF,
    /** The path is lost. */
    PATH_LOST,
    /** The path is back. */
    PATH_BACK
}
