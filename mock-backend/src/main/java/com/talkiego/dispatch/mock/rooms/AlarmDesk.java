package com.talkiego.dispatch.mock.rooms;

import com.talkiego.dispatch.core.model.Emergency;
import com.talkiego.dispatch.core.model.EmergencyState;
import com.talkiego.dispatch.core.wire.ClientMessage;
import com.talkiego.dispatch.core.wire.ServerMessage;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes emergencies in, and tells whom they concern: what clients ask of {@link Emergencies}, and hear of them. On the thread {@code rooms}. */
final class AlarmDesk {
    private final RoomsContext context;
    private final Collection<Participant> participants;

    /** @param participants everybody who was welcomed, as they come and go */
    AlarmDesk(RoomsContext context, Collection<Participant> participants) {
        this.context = context;
        this.participants = participants;
    }

    /** All that are open, to a position that was welcomed. */
    void welcomed(Participant position) {
        for (Emergency emergency : context.emergencies().of(position.tenant())) {
            position.event(seq -> new ServerMessage.EmergencyChanged(seq, emergency));
        }
    }

    /** Another region told of one. */
    void learned(RegionMessage.Alarm alarm) {
        if (context.emergencies()
                .learn(alarm.tenant(), alarm.emergency(), context.actor().nanoTime())) {
            tell(alarm.tenant(), alarm.emergency());
        }
    }

    /** Those on these channels that were closed since that time, if one is named. */
    void tellClosed(Participant newcomer, List<Room> joined, @Nullable Instant since) {
        if (since == null) {
            return;
        }
        for (Room room : joined) {
            context.emergencies()
                    .closedSince(room, since, context.actor().nanoTime())
                    .forEach(emergency -> newcomer.event(seq -> new ServerMessage.EmergencyChanged(seq, emergency)));
        }
    }

    /** Those open on a channel, to whoever comes to it; a position knows all already. */
    void tellOpen(Participant newcomer, Room room) {
        if (!newcomer.position()) {
            context.emergencies().of(room.tenant).stream()
                    .filter(emergency -> emergency.channel().equals(room.id()))
                    .forEach(emergency -> newcomer.event(seq -> new ServerMessage.EmergencyChanged(seq, emergency)));
        }
    }

    /** A client is in need. */
    void raise(Participant from, ClientMessage.EmergencyRaise raise) {
        Room room = from.joined.get(raise.channel());
        if (room == null) {
            from.say(new ServerMessage.Failed(raise.ref(), "not_joined", "You are not on channel " + raise.channel()));
            return;
        }
        Emergency raised = context.emergencies()
                .raise(from.tenant(), room.id(), from.member(), context.actor().now(), context.abroad());
        if (raised == null) {
            from.say(new ServerMessage.Failed(raise.ref(), "quota", "Too many emergencies are open; clear some"));
        } else {
            tell(from.tenant(), raised);
            context.abroad().tellAll(new RegionMessage.Alarm(from.tenant(), raised));
        }
    }

    /** A position answers to one. */
    void change(Participant from, long ref, String id, EmergencyState state) {
        if (!from.position()) {
            from.say(new ServerMessage.Failed(ref, "not_allowed", "Only a dispatch position can do that"));
            return;
        }
        Emergency changed = context.emergencies()
                .change(
                        from.tenant(),
                        id,
                        state,
                        from.member(),
                        context.actor().now(),
                        context.actor().nanoTime());
        if (changed == null) {
            from.say(new ServerMessage.Failed(ref, "not_found", "That emergency is not open any more"));
        } else {
            tell(from.tenant(), changed);
            context.abroad().tellAll(new RegionMessage.Alarm(from.tenant(), changed));
        }
    }

    /** An emergency concerns everybody on its channel, and every position. */
    private void tell(String tenant, Emergency emergency) {
        for (Participant one : participants) {
            if (one.tenant().equals(tenant) && (one.position() || one.joined.containsKey(emergency.channel()))) {
                one.event(seq -> new ServerMessage.EmergencyChanged(seq, emergency));
            }
        }
    }
}
