package com.talkiego.dispatch.mock.rooms;

import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.Member;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Takes what other regions say to the room that it concerns. On the thread {@code rooms}. */
final class RegionNews {
    private final RoomsContext context;
    private final AlarmDesk alarms;
    private final Finder finder;

    /** Where the rooms are. */
    interface Finder {
        /** The room of a channel; null if nobody is there. */
        @Nullable
        Room find(String tenant, ChannelId id);

        /** The room of a channel, made if need be; null if there is no such channel. */
        @Nullable
        Room open(String tenant, ChannelId id);

        /** Does something with the room of a channel if there is one; it may be of no use afterwards. */
        void with(String tenant, ChannelId id, Consumer<Room> deed);
    }

    RegionNews(RoomsContext context, AlarmDesk alarms, Finder finder) {
        this.context = context;
        this.alarms = alarms;
        this.finder = finder;
    }

    /** Another region says something. */
    void told(String from, RegionMessage message) {
        if (!context.abroad().reaches(from)) {
            return;
        }
        switch (message) {
            case RegionMessage.Members members -> membersElsewhere(from, members);
            case RegionMessage.Alarm alarm -> alarms.learned(alarm);
            case RegionMessage.Ask ask -> {
                Room room = finder.open(ask.tenant(), ask.channel());
                if (room != null) {
                    room.floor.shared().asks(from, ask);
                }
            }
            case RegionMessage.FloorState state ->
                finder.with(
                        state.tenant(),
                        state.channel(),
                        room -> room.floor.shared().state(from, state.speech()));
            case RegionMessage.Done done ->
                finder.with(
                        done.tenant(),
                        done.channel(),
                        room -> room.floor.shared().done(from, done.ticket()));
            case RegionMessage.Denied denied ->
                finder.with(
                        denied.tenant(),
                        denied.channel(),
                        room -> room.floor.shared().answered(from, denied));
            case RegionMessage.Queued queued ->
                finder.with(
                        queued.tenant(),
                        queued.channel(),
                        room -> room.floor.shared().answered(from, queued));
            case RegionMessage.Revoked revoked ->
                finder.with(
                        revoked.tenant(),
                        revoked.channel(),
                        room -> room.floor.shared().answered(from, revoked));
        }
    }

    private void membersElsewhere(String from, RegionMessage.Members members) {
        List<Member> before = context.abroad().members(from, members);
        Room room = finder.find(members.tenant(), members.channel());
        if (room == null) {
            // Nobody is on it here and nobody talks; only its home would be asked.
            context.abroad().send(from, new RegionMessage.FloorState(members.tenant(), members.channel(), null));
        } else {
            room.farChanged(before, members.members());
            room.floor.shared().tell(from);
        }
    }
}
