package com.talkiego.dispatch.console.conformance;

import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.wire.ClientMessage;
import com.talkiego.dispatch.core.wire.ServerMessage;
import java.util.List;

/** Coming back after a lost socket: nothing missed, nothing twice. */
final class ResumeChecks {
    private ResumeChecks() {}

    static List<Check> all() {
        return List.of(
                new Check("resume.events", "Who comes back is told every event missed, in order", ResumeChecks::events),
                new Check("resume.channels", "A resumed session still is on its channels", ResumeChecks::channels),
                new Check("resume.unknown", "A resume token that is none begins a new session", ResumeChecks::unknown),
                new Check(
                        "resume.impossible", "Events that never were cannot be resumed from", ResumeChecks::impossible),
                new Check(
                        "resume.superseded",
                        "The older socket of a resumed session is closed",
                        ResumeChecks::superseded));
    }

    private record Seat(Peer peer, String position) {}

    private static Seat seat(Room room, ChannelId channel) throws Broken, InterruptedException {
        String position = room.position();
        Peer peer = room.connected();
        peer.hello(room.signalToken(), position);
        peer.join(channel);
        return new Seat(peer, position);
    }

    private static void resumed(ServerMessage.Welcome welcome, boolean expected) throws Broken {
        Broken.unless(welcome.resumed() == expected, "welcome says resumed " + welcome.resumed());
    }

    private static void events(Room room) throws Broken, NotApplicable, InterruptedException {
        ChannelId channel = room.channel(0);
        Seat seat = seat(room, channel);
        Peer other = room.talker(channel);
        seat.peer().alive();
        seat.peer().cut();
        long first = other.granted("t1", channel).over();
        other.media().talk(java.time.Duration.ofMillis(200));
        other.release("t1");
        other.await(ServerMessage.FloorIdle.class, event -> event.over() == first, "floor.idle of over " + first);
        Peer back = room.connected();
        resumed(back.resume(room.signalToken(), seat.position(), seat.peer()), true);
        back.await(
                ServerMessage.FloorTaken.class, event -> event.over() == first, "the missed floor.taken of " + first);
        back.await(ServerMessage.FloorIdle.class, event -> event.over() == first, "the missed floor.idle of " + first);
    }

    private static void channels(Room room) throws Broken, NotApplicable, InterruptedException {
        ChannelId channel = room.channel(0);
        Seat seat = seat(room, channel);
        seat.peer().alive();
        seat.peer().cut();
        Peer back = room.connected();
        resumed(back.resume(room.signalToken(), seat.position(), seat.peer()), true);
        String id = room.joined(channel).welcome().self().id();
        back.await(
                ServerMessage.Presence.class,
                event -> event.came().stream().anyMatch(member -> member.id().equals(id)),
                "presence on the channel joined before the loss");
    }

    private static void unknown(Room room) throws Broken, InterruptedException {
        Peer peer = room.connected();
        peer.say(Peer.greeting(room.signalToken(), room.position(), new ClientMessage.Resume("no-such-token", 7)));
        resumed(peer.greeted(), false);
    }

    private static void impossible(Room room) throws Broken, NotApplicable, InterruptedException {
        Seat seat = seat(room, room.channel(0));
        seat.peer().alive();
        String token = seat.peer().welcome().resumeToken();
        seat.peer().cut();
        Peer back = room.connected();
        back.say(Peer.greeting(room.signalToken(), seat.position(), new ClientMessage.Resume(token, Long.MAX_VALUE)));
        resumed(back.greeted(), false);
    }

    private static void superseded(Room room) throws Broken, NotApplicable, InterruptedException {
        Seat seat = seat(room, room.channel(0));
        seat.peer().alive();
        Peer back = room.connected();
        resumed(back.resume(room.signalToken(), seat.position(), seat.peer()), true);
        seat.peer().closes("since its session went on elsewhere");
    }
}
