package com.talkiego.dispatch.mock.rooms;

import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.DenyCause;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Things made to go wrong in the rooms, for tests and demonstrations; on the thread {@code rooms} only. */
public final class Faults {
    private static final int MOST_REFUSALS = 1_000_000;

    private final Map<ChannelId, Refusals> refusals = new HashMap<>();
    private final Map<ChannelId, TopologyChoice.Mode> topologies = new HashMap<>();
    private long assignmentDelayMillis;

    /** Refuses the next so many requests for that channel's floor; 0 takes it back. */
    public void refuseFloor(ChannelId channel, DenyCause cause, int count) {
        if (count <= 0) {
            refusals.remove(channel);
        } else {
            refusals.put(channel, new Refusals(cause, Math.min(count, MOST_REFUSALS)));
        }
    }

    /** Tells slot assignments and releases that much later than they happen, in ms; 0 takes it back. */
    public void delayAssignments(long millis) {
        assignmentDelayMillis = Math.clamp(millis, 0, 60_000);
    }

    /** How the way of that channel's sound is chosen, also before anybody is on it. */
    void topology(ChannelId channel, TopologyChoice.Mode mode) {
        topologies.put(channel, mode);
    }

    TopologyChoice.Mode topology(ChannelId channel) {
        return topologies.getOrDefault(channel, TopologyChoice.Mode.AUTO);
    }

    long assignmentDelayMillis() {
        return assignmentDelayMillis;
    }

    @Nullable
    DenyCause takeRefusal(ChannelId channel) {
        Refusals left = refusals.get(channel);
        if (left == null) {
            return null;
        }
        refuseFloor(channel, left.cause, left.count - 1);
        return left.cause;
    }

    private record Refusals(DenyCause cause, int count) {}
}
