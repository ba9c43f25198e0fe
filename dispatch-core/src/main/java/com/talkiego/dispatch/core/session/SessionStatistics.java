package com.talkiego.dispatch.core.session;

import java.util.List;

/**
 * What a session has done so far, counted.
 *
 * @param presses key-downs; each ends granted, denied or cancelled
 * @param granted presses that got at least one channel
 * @param denied presses refused, by the backend or by the console itself
 * @param cancelled presses let go before permission
 * @param cutOff granted overs that did not end with the key
 * @param accessMillis key-down to permission of the newest 4,096 grants, in ms, in no order
 * @param signInToAllJoinedMillis from sign-in pressed to all channels answered and both media links up, in ms; -1 before
 * @param frames of the SignalLayer that were not taken as they came
 * @param reconnects sockets opened again after a loss
 * @param mediaReopened media links opened again after a loss
 * @param unknownSlots assignments to lines that do not exist
 * @param missed overs not played to the operator
 * @param tailsCut receive slots given back though something still sounded in them
 * @param descriptionsRefused session descriptions that the backend did not make, or not for this console
 * @param topologyChanges how often a channel's sound went over from the server to links between members, or back
 * @param unauthorisedFrames frames of 10 ms of sound that came over links from members without the floor, and were not played
 * @param refusedTasks tasks the actor's queue had no room for
 * @param defects tasks of the actor that failed
 */
public record SessionStatistics(
        long presses,
        long granted,
        long denied,
        long cancelled,
        long cutOff,
        List<Double> accessMillis,
        double signInToAllJoinedMillis,
        Frames frames,
        long reconnects,
        long mediaReopened,
        long unknownSlots,
        long missed,
        long tailsCut,
        long descriptionsRefused,
        long topologyChanges,
        long unauthorisedFrames,
        long refusedTasks,
        long defects) {

    /**
     * Frames not taken as they came.
     *
     * @param malformed not of the protocol
     * @param unknown of a type this version skips
     * @param tooLarge longer than allowed
     * @param duplicates events seen before, skipped
     * @param gaps events that never came
     * @param failed requests the backend answered with a failure
     */
    public record Frames(long malformed, long unknown, long tooLarge, long duplicates, long gaps, long failed) {}

    /** The given part (0 to 1) of accesses was at most that long, in ms; 0 if there was none. */
    public double accessMillis(double part) {
        List<Double> sorted = accessMillis.stream().sorted().toList();
        if (sorted.isEmpty()) {
            return 0;
        }
        int index = (int) Math.ceil(part * sorted.size()) - 1;
        return sorted.get(Math.clamp(index, 0, sorted.size() - 1));
    }
}
