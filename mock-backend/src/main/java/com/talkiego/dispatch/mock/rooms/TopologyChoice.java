package com.talkiego.dispatch.mock.rooms;

import com.talkiego.dispatch.core.model.ChannelKind;
import com.talkiego.dispatch.core.model.MediaPolicy;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Which road the sound of a channel should take, by its policy, its members and what these can hold. */
public final class TopologyChoice {

    /** How the choice is made. */
    public enum Mode {
        /** By the channel's policy. */
        AUTO,
        /** Straight whenever the members can, whatever the policy says. */
        P2P,
        /** Always through the media server. */
        SFU
    }

    private TopologyChoice() {}

    /** Why the sound cannot go straight for as long as nothing changes, a sentence; null if it can. */
    static @Nullable String obstacle(Room room, Mode mode) {
        MediaPolicy policy = policy(room);
        if (mode == Mode.SFU) {
            return "set to the media server by hand";
        }
        if (mode == Mode.AUTO && policy.topology() == MediaPolicy.Topology.SFU) {
            return "this channel always goes through the media server";
        }
        if (room.channel.kind() == ChannelKind.BROADCAST || room.channel.receiveOnly()) {
            return "channels for listening go through the media server";
        }
        if (!room.far().isEmpty()) {
            return "some members are in another region";
        }
        int members = room.members.size();
        if (members < 2) {
            return "nobody else is on the channel";
        }
        if (mode == Mode.AUTO && members > policy.maxMembers()) {
            return members + " members, direct links are for up to " + policy.maxMembers();
        }
        return obstacleAmong(room, room.members.values(), policy.maxLinks());
    }

    private static @Nullable String obstacleAmong(Room room, Collection<Participant> members, int maxLinks) {
        for (Participant member : members) {
            int elsewhere = member.peers.size() - room.topology.links().heldBy(member);
            int needed = elsewhere + 2 * (members.size() - 1);
            if (member.peerLinks() == 0) {
                return member.alias() + " cannot hold links to other members";
            }
            if (needed > Math.min(member.peerLinks(), maxLinks)) {
                return member.alias() + " holds as many links as it can";
            }
        }
        return null;
    }

    /** Who has no connection to the server now, so that no link can be opened with it; null if all have. */
    static @Nullable Participant absent(Room room) {
        return room.members.values().stream()
                .filter(member -> !member.connected())
                .findFirst()
                .orElse(null);
    }

    /** Whether the links can be of use again without a change of policy. */
    static boolean everStraight(Room room, Mode mode) {
        return mode == Mode.P2P || (mode == Mode.AUTO && policy(room).topology() == MediaPolicy.Topology.AUTO);
    }

    /** Whether links are of any concern to this channel's members. */
    static boolean concerned(Room room, Mode mode) {
        return mode != Mode.AUTO || policy(room).topology() == MediaPolicy.Topology.AUTO;
    }

    private static MediaPolicy policy(Room room) {
        MediaPolicy policy = room.channel.media();
        return policy == null ? MediaPolicy.SERVER : policy;
    }
}
