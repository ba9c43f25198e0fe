package com.talkiego.dispatch.console.sample;

import com.talkiego.dispatch.core.model.Channel;
import com.talkiego.dispatch.core.model.ChannelState;
import com.talkiego.dispatch.core.model.ChannelState.Path;
import com.talkiego.dispatch.core.model.ChannelState.PathKind;
import com.talkiego.dispatch.core.model.ChannelState.Talker;
import com.talkiego.dispatch.core.model.ChannelState.Transmit;
import com.talkiego.dispatch.core.model.Member;
import com.talkiego.dispatch.core.model.MemberKind;
import com.talkiego.dispatch.core.model.Transmission;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One channel of a {@link Sample} while it is made up: quiet at first, then as its fields are set. */
final class SampleChannel {
    private static final int MEMBERS = 14;
    private static final int SLOTS = 16;

    final Channel channel;
    private final List<Talker> talkers = new ArrayList<>();
    Path path = new Path.Up(PathKind.SFU);
    boolean selected;
    boolean muted;
    int missed;

    @Nullable
    Member lastTalker;

    @Nullable
    Instant lastHeard;

    Transmit transmit = Transmit.NONE;

    SampleChannel(Channel channel) {
        this.channel = channel;
    }

    /** Joins those who talk already, if anybody does. */
    void talk(Member member, Instant since) {
        boolean position = member.kind() == MemberKind.POSITION;
        int slot = (channel.number() + talkers.size()) % SLOTS;
        talkers.add(new Talker(100 + channel.number(), member, false, since, slot, position));
    }

    /** Nobody is heard while the path is down. */
    void down(String reason) {
        path = new Path.Down(reason);
        talkers.clear();
    }

    /** What the position's transmission does here. */
    Transmission.Leg leg() {
        return new Transmission.Leg(channel.id(), transmit.phase(), transmit.reason());
    }

    ChannelState state() {
        return new ChannelState(
                channel,
                path,
                selected,
                muted,
                0,
                0,
                List.copyOf(talkers),
                lastTalker,
                lastHeard,
                missed,
                MEMBERS,
                transmit);
    }
}
