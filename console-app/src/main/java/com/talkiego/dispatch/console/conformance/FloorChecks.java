package com.talkiego.dispatch.console.conformance;

import com.talkiego.dispatch.core.model.Channel;
import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.DenyCause;
import com.talkiego.dispatch.core.model.RevokeCause;
import com.talkiego.dispatch.core.wire.ClientMessage;
import com.talkiego.dispatch.core.wire.ServerMessage;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Floor control (TS 24.380): grant, deny, queue, release, and the server's timers. */
final class FloorChecks {
    private static final Duration T20 = Duration.ofSeconds(1);
    private static final Duration T1_AT_MOST = Duration.ofSeconds(8);
    private static final Duration MOMENT = Duration.ofMillis(400);
    private static final Duration WORD = Duration.ofMillis(300);

    private FloorChecks() {}

    static List<Check> all() {
        return List.of(
                new Check(
                        "floor.granted",
                        "A free floor is granted, with an over and how long it may last",
                        FloorChecks::granted),
                new Check("floor.taken", "The others are told who talks, and when it is over", FloorChecks::taken),
                new Check(
                        "floor.denied",
                        "A taken floor is denied with cause 1 and the talker's name",
                        FloorChecks::denied),
                new Check("floor.one-talker", "A channel never has two talkers", FloorChecks::oneTalker),
                new Check("floor.not-joined", "Nobody talks where he has not joined", FloorChecks::notJoined),
                new Check(
                        "floor.receive-only",
                        "A receive-only channel is denied with cause 5",
                        FloorChecks::receiveOnly),
                new Check(
                        "floor.no-link",
                        "Without a publisher link the floor is denied with cause 6",
                        FloorChecks::noLink),
                new Check(
                        "floor.same-ticket",
                        "A request said again is answered again, with the same over",
                        FloorChecks::sameTicket),
                new Check(
                        "floor.simulselect", "A ticket on two channels is answered for each", FloorChecks::simulselect),
                new Check(
                        "floor.release-one", "One channel of a ticket can be released alone", FloorChecks::releaseOne),
                new Check(
                        "floor.queue",
                        "Who asks to wait is told his place, and granted in his turn",
                        FloorChecks::queue),
                new Check("floor.queue-priority", "Priority orders the queue", FloorChecks::queuePriority),
                new Check("floor.queue-cancel", "Released while waiting means cancelled", FloorChecks::queueCancel),
                new Check(
                        "floor.priority-does-not-interrupt",
                        "Priority does not interrupt who talks",
                        FloorChecks::priorityWaits),
                new Check("floor.t20", "A grant without an acknowledgement is said again", FloorChecks::t20),
                new Check("floor.t1", "A talker without sound loses the floor, with words", FloorChecks::t1),
                new Check("floor.t2", "A talker that does not stop loses the floor with cause 2", FloorChecks::t2));
    }

    private static void granted(Room room) throws Broken, NotApplicable, InterruptedException {
        Channel channel = room.talkable(0);
        room.listener(channel.id());
        ServerMessage.FloorGranted granted = room.talker(channel.id()).granted("t1", channel.id());
        Broken.unless(granted.over() > 0, "An over's number is greater than 0");
        Broken.unless(
                granted.durationMillis() > 0 && granted.durationMillis() <= channel.maxOverMillis(),
                "durationMillis is " + granted.durationMillis() + "; the channel's longest over is "
                        + channel.maxOverMillis());
    }

    private static void taken(Room room) throws Broken, NotApplicable, InterruptedException {
        ChannelId channel = room.channel(0);
        Peer listener = room.listener(channel);
        Peer talker = room.talker(channel);
        long over = talker.granted("t1", channel).over();
        ServerMessage.FloorTaken taken = listener.await(
                ServerMessage.FloorTaken.class,
                event -> event.channel().equals(channel) && event.over() == over,
                "floor.taken of over " + over);
        Broken.unless(
                taken.talker().id().equals(talker.welcome().self().id()),
                "floor.taken names " + taken.talker().id() + " as the talker");
        talker.media().talk(WORD);
        talker.release("t1");
        idle(listener, channel, over);
        idle(talker, channel, over);
    }

    private static void idle(Peer peer, ChannelId channel, long over) throws Broken, InterruptedException {
        peer.await(
                ServerMessage.FloorIdle.class,
                event -> event.channel().equals(channel) && event.over() == over,
                "floor.idle of over " + over,
                peer.patience().plusSeconds(3));
    }

    private static ServerMessage.FloorDenied deny(Peer peer, String ticket, DenyCause cause)
            throws Broken, InterruptedException {
        ServerMessage.FloorDenied denied = peer.await(
                ServerMessage.FloorDenied.class,
                answer -> answer.ticket().equals(ticket),
                "floor.deny of ticket " + ticket + " with cause " + cause.code());
        Broken.unless(
                denied.cause() == cause.code() && !denied.text().isBlank(),
                "Expected cause " + cause.code() + " with a sentence; came cause " + denied.cause());
        return denied;
    }

    private static void denied(Room room) throws Broken, NotApplicable, InterruptedException {
        ChannelId channel = room.channel(0);
        Peer talker = room.talker(channel);
        Peer late = room.talker(channel);
        talker.granted("t1", channel);
        late.request("t2", channel);
        ServerMessage.FloorDenied denied = deny(late, "t2", DenyCause.ANOTHER_HAS_PERMISSION);
        Broken.unless(
                denied.talker() != null
                        && denied.talker().id().equals(talker.welcome().self().id()),
                "floor.deny with cause 1 has to name who talks");
    }

    private static void oneTalker(Room room) throws Broken, NotApplicable, InterruptedException {
        ChannelId channel = room.channel(0);
        Peer one = room.talker(channel);
        Peer other = room.talker(channel);
        one.granted("t1", channel);
        for (int n = 0; n < 5; n++) {
            other.request("o" + n, channel);
        }
        other.none(ServerMessage.FloorGranted.class, any -> true, "a grant while somebody else has the floor", MOMENT);
    }

    private static void notJoined(Room room) throws Broken, NotApplicable, InterruptedException {
        Peer peer = room.talker(room.channel(0));
        ChannelId elsewhere = room.channel(1);
        peer.request("t1", elsewhere);
        peer.await(
                ServerMessage.class,
                answer -> (answer instanceof ServerMessage.Failed failed
                                && failed.code().equals("not_joined"))
                        || answer instanceof ServerMessage.FloorDenied,
                "not_joined or floor.deny for " + elsewhere);
    }

    private static void receiveOnly(Room room) throws Broken, NotApplicable, InterruptedException {
        ChannelId channel = room.channels().stream()
                .filter(Channel::receiveOnly)
                .map(Channel::id)
                .findFirst()
                .orElseThrow(() -> new NotApplicable("The tenant has no receive-only channel"));
        Peer peer = room.talker(channel);
        peer.request("t1", channel);
        deny(peer, "t1", DenyCause.RECEIVE_ONLY);
    }

    private static void noLink(Room room) throws Broken, NotApplicable, InterruptedException {
        ChannelId channel = room.channel(0);
        room.listener(channel);
        Peer peer = room.joined(channel);
        peer.request("t1", channel);
        deny(peer, "t1", DenyCause.NO_RESOURCES);
    }

    private static void sameTicket(Room room) throws Broken, NotApplicable, InterruptedException {
        ChannelId channel = room.channel(0);
        room.listener(channel);
        Peer peer = room.talker(channel);
        long over = peer.granted("t1", channel).over();
        peer.request("t1", channel);
        ServerMessage.FloorGranted again = peer.await(
                ServerMessage.FloorGranted.class, grant -> grant.ticket().equals("t1"), "the same grant again");
        Broken.unless(again.over() == over, "The same ticket was granted as over " + over + " and " + again.over());
    }

    private static void simulselect(Room room) throws Broken, NotApplicable, InterruptedException {
        ChannelId first = room.channel(0);
        ChannelId second = room.channel(1);
        Peer busy = room.talker(first);
        Peer listener = room.listener(first, second);
        busy.granted("b", first);
        Peer peer = room.talker(first, second);
        peer.request("t1", first, second);
        peer.grant("t1", second);
        deny(peer, "t1", DenyCause.ANOTHER_HAS_PERMISSION);
        listener.await(
                ServerMessage.FloorTaken.class, event -> event.channel().equals(second), "floor.taken on " + second);
    }

    private static void releaseOne(Room room) throws Broken, NotApplicable, InterruptedException {
        ChannelId first = room.channel(0);
        ChannelId second = room.channel(1);
        room.listener(first, second);
        Peer peer = room.talker(first, second);
        peer.request("t1", first, second);
        long one = peer.grant("t1", first).over();
        long other = peer.grant("t1", second).over();
        peer.media().talk(WORD);
        peer.say(new ClientMessage.FloorRelease("t1", List.of(first)));
        idle(peer, first, one);
        peer.none(
                ServerMessage.FloorIdle.class,
                event -> event.over() == other,
                "the end of the other channel's over",
                MOMENT);
    }

    private static ServerMessage.FloorQueuePosition place(Peer peer, String ticket)
            throws Broken, InterruptedException {
        return peer.await(
                ServerMessage.FloorQueuePosition.class,
                info -> info.ticket().equals(ticket),
                "floor.queuePositionInfo of ticket " + ticket);
    }

    private static void queue(Room room) throws Broken, NotApplicable, InterruptedException {
        ChannelId channel = room.channel(0);
        Peer talker = room.talker(channel);
        Peer waiting = room.talker(channel);
        talker.granted("t1", channel);
        waiting.request("w", 0, true, false, channel);
        Broken.unless(place(waiting, "w").position() == 1, "The only one who waits is first");
        waiting.say(new ClientMessage.FloorQueuePositionRequest("w", channel));
        Broken.unless(place(waiting, "w").position() == 1, "The only one who waits is first, also when he asks");
        talker.release("t1");
        waiting.grant("w", channel);
    }

    private static void queuePriority(Room room) throws Broken, NotApplicable, InterruptedException {
        ChannelId channel = room.channel(0);
        Peer talker = room.talker(channel);
        Peer low = room.talker(channel);
        Peer high = room.talker(channel);
        talker.granted("t1", channel);
        low.request("low", 1, true, false, channel);
        place(low, "low");
        high.request("high", 6, true, false, channel);
        Broken.unless(place(high, "high").position() == 1, "A higher priority waits in front of a lower one");
        talker.release("t1");
        high.grant("high", channel);
        low.none(ServerMessage.FloorGranted.class, any -> true, "a grant for the lower priority", MOMENT);
    }

    private static void queueCancel(Room room) throws Broken, NotApplicable, InterruptedException {
        ChannelId channel = room.channel(0);
        Peer talker = room.talker(channel);
        Peer waiting = room.talker(channel);
        talker.granted("t1", channel);
        waiting.request("w", 0, true, false, channel);
        place(waiting, "w");
        waiting.release("w");
        waiting.alive();
        talker.release("t1");
        waiting.none(ServerMessage.FloorGranted.class, any -> true, "a grant of what was cancelled", MOMENT);
    }

    private static void priorityWaits(Room room) throws Broken, NotApplicable, InterruptedException {
        ChannelId channel = room.channel(0);
        Peer talker = room.talker(channel);
        Peer high = room.talker(channel);
        talker.granted("t1", channel);
        high.request("h", 7, false, false, channel);
        deny(high, "h", DenyCause.ANOTHER_HAS_PERMISSION);
        talker.none(ServerMessage.FloorRevoked.class, any -> true, "a revoke because of a priority", MOMENT);
    }

    private static void t20(Room room) throws Broken, NotApplicable, InterruptedException {
        ChannelId channel = room.channel(0);
        room.listener(channel);
        Peer peer = room.talker(channel);
        peer.request("t1", channel);
        for (int n = 0; n < 2; n++) {
            peer.await(
                    ServerMessage.FloorGranted.class,
                    grant -> grant.ticket().equals("t1"),
                    n == 0 ? "floor.granted" : "floor.granted again, since it was not acknowledged",
                    room.patience().plus(T20));
        }
        peer.say(new ClientMessage.FloorAck("t1", channel, "floor.granted"));
        peer.alive();
        peer.none(
                ServerMessage.FloorGranted.class,
                any -> true,
                "another floor.granted after the acknowledgement",
                T20.plus(MOMENT));
    }

    private static void t1(Room room) throws Broken, NotApplicable, InterruptedException {
        ChannelId channel = room.channel(0);
        room.listener(channel);
        Peer peer = room.talker(channel);
        long over = peer.granted("t1", channel).over();
        ServerMessage.FloorRevoked revoked = peer.await(
                ServerMessage.FloorRevoked.class,
                event -> event.ticket().equals("t1"),
                "floor.revoke of a talker without sound",
                T1_AT_MOST);
        Broken.unless(!revoked.text().isBlank(), "floor.revoke needs a sentence");
        peer.say(new ClientMessage.FloorAck("t1", channel, "floor.revoke"));
        peer.release("t1");
        idle(peer, channel, over);
    }

    private static void t2(Room room) throws Broken, NotApplicable, InterruptedException {
        long longest = room.examinee().longest().toMillis();
        // One of its own, if that will do: somebody else may be on the others.
        Channel channel = Stream.concat(Stream.of(room.talkable(0)), room.channels().stream())
                .filter(any -> !any.receiveOnly() && any.maxOverMillis() < longest)
                .findFirst()
                .orElseThrow(() -> new NotApplicable("Every channel allows longer overs than are waited for ("
                        + room.examinee().longest().toSeconds() + " s, --longest)"));
        Peer listener = room.listener(channel.id());
        Peer peer = room.talker(channel.id());
        long over = peer.granted("t1", channel.id()).over();
        peer.media().talk(Duration.ofMillis(channel.maxOverMillis()).plus(MOMENT));
        ServerMessage.FloorRevoked revoked = peer.await(
                ServerMessage.FloorRevoked.class, event -> event.ticket().equals("t1"), "floor.revoke with cause 2");
        Broken.unless(
                revoked.cause() == RevokeCause.MEDIA_BURST_TOO_LONG.code(),
                "Expected cause 2; came cause " + revoked.cause());
        peer.request("t2", channel.id());
        deny(peer, "t2", DenyCause.RETRY_AFTER_NOT_EXPIRED);
        peer.say(new ClientMessage.FloorAck("t1", channel.id(), "floor.revoke"));
        peer.release("t1");
        idle(listener, channel.id(), over);
    }
}
