package com.talkiego.dispatch.core.model;

/** Wanted, granted and actual are three things: what a position's own transmission does on one channel. */
public enum TransmitPhase {
    NONE,
    /** Key down, floor asked for. */
    REQUESTED,
    /** Waiting in the floor's queue. */
    QUEUED,
    /** Floor granted, no audio confirmed yet. */
    GRANTED,
    /** Audio really passes: confirmed by the media server. */
    ON_AIR,
    /** On the air, but the confirmation is overdue. */
    NOT_CONFIRMED,
    /** Key up; what was said is still being sent. */
    STILL_SENDING,
    /** Refused; shown for 4 s with the reason. */
    REFUSED,
    /** Granted and then taken away: time-out, pre-emption, lost path; shown for 4 s with the reason. */
    CUT_OFF
}
