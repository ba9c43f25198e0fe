package com.talkiego.dispatch.core.session;

import java.time.Instant;

/** Where the path to the backend stands and, in the operator's words, why. On {@code signalling} only. */
final class Standing {
    enum Phase {
        SIGNED_OUT,
        SIGNING_IN,
        /** After a loss: a try is under way. */
        TRYING,
        /** After a loss: the next try has its time. */
        WAITING,
        UP
    }

    private Phase phase = Phase.SIGNED_OUT;
    private String step = "";
    private String reason = "";
    private Instant nextTry = Instant.EPOCH;
    private boolean positionTaken;

    /** Somebody signs in; {@code first} is the first step of it. */
    void signingIn(String first) {
        phase = Phase.SIGNING_IN;
        step = first;
        reason = "";
        positionTaken = false;
    }

    /** That is done now. */
    void step(String newest) {
        step = newest;
    }

    void trying() {
        phase = Phase.TRYING;
    }

    void up() {
        phase = Phase.UP;
    }

    /** What was tried, or was up, failed. */
    void failed(String why) {
        phase = Phase.WAITING;
        reason = why;
    }

    void waiting(Instant until) {
        phase = Phase.WAITING;
        nextTry = until;
    }

    /** @param taken whether it is because somebody else sits at the position */
    void signedOut(String why, boolean taken) {
        phase = Phase.SIGNED_OUT;
        reason = why;
        positionTaken = taken;
    }

    Phase phase() {
        return phase;
    }

    boolean isUp() {
        return phase == Phase.UP;
    }

    boolean isSignedOut() {
        return phase == Phase.SIGNED_OUT;
    }

    boolean isWaiting() {
        return phase == Phase.WAITING;
    }

    /** What is being done at a sign-in. */
    String step() {
        return step;
    }

    /** Why it is lost or signed out. */
    String reason() {
        return reason;
    }

    /** When the next try is made, while waiting. */
    Instant nextTry() {
        return nextTry;
    }

    /** Whether the last sign-in failed because somebody sits at the position. */
    boolean positionTaken() {
        return positionTaken;
    }
}
