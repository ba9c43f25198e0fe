package com.talkiego.dispatch.mock.rooms;

import com.talkiego.dispatch.core.model.Member;
import java.util.List;

/** Takes what other regions say to the room that it concerns. On the thread {@code rooms}. */
final class RegionNews {
    private final RoomsContext context;
    private final AlarmDesk alarms;
    private final OpenRooms rooms;

    RegionNews(RoomsContext context, AlarmDesk alarms, OpenRooms rooms) {
        this.context = context;
        this.alarms = alarms;
        this.rooms = rooms;
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
                Room room = rooms.open(ask.tenant(), ask.channel());
                if (room != null) {
                    room.floor.shared().asks(from, ask);
                }
            }
            case RegionMessage.FloorState state ->
                rooms.with(
                        state.tenant(),
                        state.channel(),
                        room -> room.floor.shared().state(from, state.speech()));
            case RegionMessage.Done done ->
                rooms.with(
                        done.tenant(),
                        done.channel(),
                        room -> room.floor.shared().done(from, done.ticket()));
            case RegionMessage.Denied denied ->
                rooms.with(
                        denied.tenant(),
                        denied.channel(),
                        room -> room.floor.shared().answered(from, denied));
            case RegionMessage.Queued queued ->
                rooms.with(
                        queued.tenant(),
                        queued.channel(),
                        room -> room.floor.shared().answered(from, queued));
            case RegionMessage.Revoked revoked ->
                rooms.with(
                        revoked.tenant(),
                        revoked.channel(),
                        room -> room.floor.shared().answered(from, revoked));
        }
    }

    private void membersElsewhere(String from, RegionMessage.Members members) {
        List<Member> before = context.abroad().members(from, members);
        Room room = rooms.find(members.tenant(), members.channel());
        if (room == null) {
            // Nobody is on it here and nobody talks; only its home would be asked.
            context.abroad().send(from, new RegionMessage.FloorState(members.tenant(), members.channel(), null));
        } else {
            room.farChanged(before, members.members());
            room.floor.shared().tell(from);
        }
    }
}
