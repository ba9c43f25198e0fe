package com.talkiego.dispatch.core.session;

import java.util.Arrays;

/** Counts what happens, and keeps the newest access times; any thread. */
final class Tally {
    private static final int KEPT = 4096;

    private final double[] accessMillis = new double[KEPT];
    private long accesses;
    private long presses;
    private long granted;
    private long denied;
    private long cancelled;
    private long cutOff;
    private long malformed;
    private long unknown;
    private long tooLarge;
    private long duplicates;
    private long gaps;
    private long failed;
    private long reconnects;
    private long mediaReopened;
    private long unknownSlots;
    private long missed;
    private long tailsCut;
    private long descriptionsRefused;
    private long topologyChanges;
    private double signInMillis = -1;

    synchronized void press() {
        presses++;
    }

    synchronized void granted(long nanos) {
        granted++;
        accessMillis[(int) (accesses++ % KEPT)] = nanos / 1e6;
    }

    synchronized void denied() {
        denied++;
    }

    synchronized void cancelled() {
        cancelled++;
    }

    synchronized void cutOff() {
        cutOff++;
    }

    synchronized void topologyChanged() {
        topologyChanges++;
    }

    synchronized void malformed() {
        malformed++;
    }

    synchronized void unknown() {
        unknown++;
    }

    synchronized void tooLarge() {
        tooLarge++;
    }

    synchronized void duplicate() {
        duplicates++;
    }

    synchronized void gap() {
        gaps++;
    }

    synchronized void failed() {
        failed++;
    }

    synchronized void reconnect() {
        reconnects++;
    }

    synchronized void mediaReopened() {
        mediaReopened++;
    }

    synchronized void unknownSlot() {
        unknownSlots++;
    }

    synchronized void missed() {
        missed++;
    }

    synchronized void tailCut() {
        tailsCut++;
    }

    synchronized void descriptionRefused() {
        descriptionsRefused++;
    }

    synchronized void signedIn(long nanos) {
        signInMillis = nanos / 1e6;
    }

    synchronized SessionStatistics statistics(long unauthorisedFrames, long refusedTasks, long defects) {
        int kept = (int) Math.min(accesses, KEPT);
        double[] times = Arrays.copyOf(accessMillis, kept);
        return new SessionStatistics(
                presses,
                granted,
                denied,
                cancelled,
                cutOff,
                Arrays.stream(times).boxed().toList(),
                signInMillis,
                new SessionStatistics.Frames(malformed, unknown, tooLarge, duplicates, gaps, failed),
                reconnects,
                mediaReopened,
                unknownSlots,
                missed,
                tailsCut,
                descriptionsRefused,
                topologyChanges,
                unauthorisedFrames,
                refusedTasks,
                defects);
    }
}
