package com.talkiego.dispatch.console.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run of the console really did, for machines. All levels in dBFS, times in ms or µs as named, CPU in cores.
 *
 * @param channels only in a bench: how many were to be joined
 * @param ways of each channel that is heard at the end
 * @param topologyChanges how often a channel that was heard came in another way from then on
 * @param heardByUnits only with the bundled backend, as {@code mock}
 * @param talking only in a bench: how many of them carried continuous speech
 */
public record Report(
        @Nullable Integer channels,
        @Nullable Integer talking,
        int channelsJoined,
        double signInToAllJoinedMillis,
        List<Heard> heard,
        List<Way> ways,
        int topologyChanges,
        Ptt ptt,
        @Nullable HeardByUnits heardByUnits,
        MouthToEar mouthToEarMillis,
        Audio audio,
        Usage process,
        @Nullable Usage mock,
        List<String> errors) {

    /**
     * What came out of one channel: seconds above −50 dBFS and their level, before fader and mute.
     *
     * @param overs the same seconds over by over, in the order of their numbers
     */
    public record Heard(String channel, double seconds, double rmsDbfs, List<String> talkers, List<Over> overs) {}

    /** How much was heard of one over, in seconds above −50 dBFS. */
    public record Over(String talker, double seconds) {}

    /**
     * How a channel comes in at the end.
     *
     * @param path {@code direct}, {@code relayed} or {@code sfu}
     * @param why the backend's reason; empty where there was no choice
     */
    public record Way(String channel, String path, String why, int roundTripMillis, double lossFraction) {}

    /** Presses of this position: key-down to permission. */
    public record Ptt(long count, long granted, long denied, double accessMillisP50, double accessMillisP95) {}

    /** What the simulated units received of this position. */
    public record HeardByUnits(double seconds, double rmsDbfs) {}

    /**
     * From the push of a marked sound at a unit to its sample leaving the play ring.
     *
     * @param marks how many marks were found
     * @param stages the same, split: push to tap, tap to mix, mix to leaving the play ring
     */
    public record MouthToEar(int marks, double p50, double p95, List<Stage> stages) {}

    /** One stage of the way. */
    public record Stage(String name, double p50, double p95) {}

    /**
     * The audio engine's own account.
     *
     * @param echoReferenceDropped samples that an output played and the echo canceller never got
     * @param priority the least that any thread of sound was granted by the system: realtime, raised or ordinary
     */
    public record Audio(
            long ticks,
            long lateTicks,
            long drops,
            long echoReferenceDropped,
            long underruns,
            long unattributed,
            String priority,
            double tickMicrosP50,
            double tickMicrosP999,
            double allocatedBytesPerTick,
            double rateCorrectionPpm) {}

    /** A process: average cores while measured, resident memory at the end. */
    public record Usage(double cpuCores, double rssMb) {}
}
