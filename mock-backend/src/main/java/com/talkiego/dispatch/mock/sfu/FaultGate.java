package com.talkiego.dispatch.mock.sfu;

import java.util.random.RandomGenerator;

/** Decides which datagrams the faults that are switched on take or delay; on the thread {@code sfu} only. */
final class FaultGate {
    private final RandomGenerator random;
    private final Tally tally;
    private SfuFaults faults = SfuFaults.NONE;

    FaultGate(RandomGenerator random, Tally tally) {
        this.random = random;
        this.tally = tally;
    }

    void set(SfuFaults newFaults) {
        faults = newFaults;
    }

    boolean takesArriving(String peer) {
        SfuFaults.Conditions conditions = faults.of(peer);
        return takes(conditions.cut(), conditions.lossIn());
    }

    boolean takesLeaving(String peer) {
        SfuFaults.Conditions conditions = faults.of(peer);
        return takes(conditions.cut(), conditions.lossOut());
    }

    private boolean takes(boolean cut, double loss) {
        boolean taken = cut || (loss > 0 && random.nextDouble() < loss);
        if (taken) {
            tally.drops.count(DropCause.FAULT);
        }
        return taken;
    }

    long delayNanos(String peer) {
        return faults.of(peer).extraDelay().toNanos();
    }

    boolean wrongFingerprint(String peer) {
        return faults.of(peer).wrongFingerprint();
    }
}
