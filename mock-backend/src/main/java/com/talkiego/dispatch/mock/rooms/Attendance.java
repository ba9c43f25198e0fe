package com.talkiego.dispatch.mock.rooms;

import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.wire.ClientMessage;
import com.talkiego.dispatch.core.wire.ServerMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Takes clients onto channels and off them, and tells them what they find there. On the thread {@code rooms}. */
final class Attendance {
    /** Overs told as missed in one answer: it has to fit a frame. */
    private static final int MOST_MISSED = 1_000;

    private final RoomsContext context;
    private final OpenRooms rooms;
    private final AlarmDesk alarms;

    Attendance(RoomsContext context, OpenRooms rooms, AlarmDesk alarms) {
        this.context = context;
        this.rooms = rooms;
        this.alarms = alarms;
    }

    void join(Participant newcomer, ClientMessage.Join join) {
        List<Room> joined = new ArrayList<>();
        List<ServerMessage.NotJoined> refused = new ArrayList<>();
        List<Room> fresh = new ArrayList<>();
        for (ChannelId id : new LinkedHashSet<>(join.channels())) {
            Room already = newcomer.joined.get(id);
            ServerMessage.NotJoined refusal = refusal(newcomer, id);
            if (already != null) {
                joined.add(already);
            } else if (refusal != null) {
                refused.add(refusal);
            } else {
                Room room = Objects.requireNonNull(rooms.open(newcomer.tenant(), id));
                newcomer.joined.put(id, room);
                room.enter(newcomer);
                joined.add(room);
                fresh.add(room);
            }
        }
        newcomer.say(new ServerMessage.Joined(join.ref(), found(newcomer, joined, join.since()), refused));
        fresh.forEach(room -> {
            room.listenIn(newcomer, context.actor().nanoTime());
            alarms.tellOpen(newcomer, room);
        });
        alarms.tellClosed(newcomer, joined, join.since());
    }

    private ServerMessage.@Nullable NotJoined refusal(Participant newcomer, ChannelId id) {
        if (!rooms.known(newcomer.tenant(), id)) {
            return new ServerMessage.NotJoined(id, "not_found", "There is no channel " + id);
        }
        String full = context.quotas().oneMoreChannel(newcomer.joined.size(), newcomer.maxChannels());
        return full == null ? null : new ServerMessage.NotJoined(id, "quota", full);
    }

    /** The channels as they are, and what was said there since that time, if one is named: so many overs in one answer at most. */
    private List<ServerMessage.JoinedChannel> found(Participant by, List<Room> joined, @Nullable Instant since) {
        List<ServerMessage.JoinedChannel> channels = new ArrayList<>();
        int left = MOST_MISSED;
        for (Room room : joined) {
            OverHistory.@Nullable Found missed = since == null
                    ? null
                    : context.history().since(room, since, left, context.actor().nanoTime());
            left -= missed == null ? 0 : missed.overs().size();
            channels.add(room.asFound(by, missed));
        }
        return channels;
    }

    void leave(Participant leaver, ClientMessage.Leave leave) {
        List<ChannelId> left = new ArrayList<>();
        for (ChannelId id : leave.channels()) {
            Room room = leaver.joined.remove(id);
            if (room != null) {
                room.leave(leaver);
                rooms.giveUpIfEmpty(room);
                left.add(id);
            }
        }
        leaver.say(new ServerMessage.Left(leave.ref(), left));
    }

    /** Takes a client that is gone for good off all its channels. */
    void vanish(Participant gone) {
        for (Room room : List.copyOf(gone.joined.values())) {
            room.vanish(gone);
            rooms.giveUpIfEmpty(room);
        }
        gone.joined.clear();
    }
}
