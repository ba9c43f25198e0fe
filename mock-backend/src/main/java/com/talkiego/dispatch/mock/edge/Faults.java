package com.talkiego.dispatch.mock.edge;

import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.DenyCause;
import com.talkiego.dispatch.core.model.RevokeCause;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What can be made to go wrong in the SignalLayer and the MediaLayer, so that clients can be tried. Any thread; returns at once. */
public interface Faults {
    /** Cuts a session's socket without a close frame; null cuts all. How many were cut. */
    int cutSignal(@Nullable String session);

    /** Cuts a session's media links; null cuts all. How many sessions were cut. */
    int cutMedia(@Nullable String session);

    /** Every slot assignment is told that much too late from now on; zero ends it. */
    void delayAssignments(Duration delay);

    /** Denies the next {@code count} requests for a channel's floor with that cause (TS 24.380, 8.2.6.2). */
    void refuseFloor(ChannelId channel, DenyCause cause, int count);

    /** Takes the floor from whoever has it with that cause (TS 24.380, 8.2.10.2); false if nobody has it. */
    boolean revoke(ChannelId channel, RevokeCause cause);

    /**
     * Sets how the way of a channel's sound is chosen.
     *
     * @param road {@code p2p}, {@code sfu}, or {@code auto} for by its policy
     */
    void topology(ChannelId channel, String road);

    /** Makes the links between a channel's members fail; false if it uses none. */
    boolean failPeer(ChannelId channel);

    /** Limits the channels of a client, the overs at once of a tenant, and the requests for the floor of a client in a second. */
    void quotas(int channels, int overs, int requests);

    /** That fraction of media packets is lost in each direction from now on, 0 to 1. */
    void loss(double fraction);

    /** Whether media answers carry a fingerprint that is not the SFU's. */
    void wrongFingerprint(boolean on);

    /** The SignalLayer takes and sends nothing for that long. */
    void stallSignal(Duration time);
}
