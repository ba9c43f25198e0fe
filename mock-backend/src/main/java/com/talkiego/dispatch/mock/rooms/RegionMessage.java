package com.talkiego.dispatch.mock.rooms;

import com.talkiego.dispatch.core.model.Channel;
import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.Emergency;
import com.talkiego.dispatch.core.model.Member;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the rooms of one region say to those of another. Each message of a kind replaces the one before it. */
public sealed interface RegionMessage {
    /** The tenant it concerns. */
    String tenant();

    /** Everybody who is on a channel in the region that says it; answered by {@link FloorState} if the other one is the channel's home. */
    record Members(String tenant, ChannelId channel, List<Member> members) implements RegionMessage {}

    /** Who has the floor of a channel, as its home says; null for nobody. */
    record FloorState(
            String tenant, ChannelId channel, @Nullable Speech speech) implements RegionMessage {}

    /**
     * An over as every region knows it.
     *
     * @param ticket its name, the same in all regions
     * @param region where its talker is
     */
    record Speech(long number, Member talker, boolean emergency, Instant since, String ticket, String region) {
        /** The over as this region has it, by that name at its media server. */
        Over over(Channel channel, String key) {
            return new Over(number, channel, talker, emergency, since, key);
        }
    }

    /**
     * A member asks the home of a channel for its floor.
     *
     * @param going the over that goes on already, granted while the home could not be reached; null for a new one
     */
    record Ask(
            String tenant,
            ChannelId channel,
            String ticket,
            Member member,
            int priority,
            boolean queue,
            boolean emergency,
            @Nullable Speech going)
            implements RegionMessage {}

    /** That request is over: released and passed on to its end, or no longer wanted. */
    record Done(String tenant, ChannelId channel, String ticket) implements RegionMessage {}

    /** The home denies that request. */
    record Denied(
            String tenant,
            ChannelId channel,
            String ticket,
            int cause,
            String text,
            @Nullable Member talker) implements RegionMessage {}

    /** The request waits at the home. */
    record Queued(String tenant, ChannelId channel, String ticket, int position, int waiting)
            implements RegionMessage {}

    /** The home takes the floor back. */
    record Revoked(String tenant, ChannelId channel, String ticket, int cause, String text) implements RegionMessage {}

    /** An emergency as it is now. */
    record Alarm(String tenant, Emergency emergency) implements RegionMessage {}
}
