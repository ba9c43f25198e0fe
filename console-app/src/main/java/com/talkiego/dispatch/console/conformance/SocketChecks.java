package com.talkiego.dispatch.console.conformance;

import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.wire.ClientMessage;
import com.talkiego.dispatch.core.wire.ProtocolVersion;
import com.talkiego.dispatch.core.wire.ServerMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Coming in, versions, beats, frames without sense, channels and presence. */
final class SocketChecks {
    private static final Duration CLOCKS_APART = Duration.ofMinutes(5);
    private static final ChannelId NOWHERE = new ChannelId("no-such-channel.conformance");

    private SocketChecks() {}

    static List<Check> all() {
        return List.of(
                new Check("hello.welcome", "A welcome tells the session all it needs", SocketChecks::welcome),
                new Check("hello.older", "A client of version 1 is answered in version 1", SocketChecks::older),
                new Check("hello.newer", "A newer client is answered in this version", SocketChecks::newer),
                new Check("hello.version", "A client without a common version is refused", SocketChecks::version),
                new Check(
                        "hello.bad-token",
                        "A token that is none is refused, and the socket closed",
                        SocketChecks::badToken),
                new Check("hello.used-token", "A token is good once", SocketChecks::usedToken),
                new Check(
                        "hello.other-position", "A token of one position opens no other", SocketChecks::otherPosition),
                new Check("hello.first", "Whoever does not begin with hello is closed", SocketChecks::first),
                new Check(
                        "hello.position-in-use", "A position somebody sits at is refused", SocketChecks::positionInUse),
                new Check(
                        "beat.answered",
                        "A beat is answered with its number and the server's time",
                        SocketChecks::beat),
                new Check(
                        "frame.malformed",
                        "A frame without sense is answered, the connection goes on",
                        SocketChecks::malformed),
                new Check(
                        "frame.missing-field",
                        "A message without a field it needs is malformed",
                        SocketChecks::missingField),
                new Check(
                        "frame.unknown-type",
                        "An unknown type is answered with unknown_type",
                        SocketChecks::unknownType),
                new Check("frame.unknown-field", "Unknown fields are skipped", SocketChecks::unknownField),
                new Check(
                        "frame.too-large",
                        "A frame of more than 64 Ki characters is too_large",
                        SocketChecks::tooLarge),
                new Check("frame.too-deep", "A frame nested deeper than 16 is too_large", SocketChecks::tooDeep),
                new Check("join.joined", "Joining tells who is there, oneself among them", SocketChecks::join),
                new Check(
                        "join.unknown",
                        "An unknown channel is refused by name, the others are joined",
                        SocketChecks::joinUnknown),
                new Check("join.presence", "Members are told who comes and who goes", SocketChecks::presence),
                new Check("leave.left", "Leaving is confirmed", SocketChecks::leave),
                new Check("bye.closes", "After bye the socket is closed and the position free", SocketChecks::bye));
    }

    private static void welcome(Room room) throws Broken, InterruptedException {
        ServerMessage.Welcome welcome = room.welcomed().welcome();
        Broken.unless(welcome.protocol() == ProtocolVersion.CURRENT, "protocol is " + welcome.protocol());
        Broken.unless(!welcome.resumed(), "resumed is true without a session to resume");
        Broken.unless(welcome.resumeToken().length() >= 32, "The resume token is too short to be a secret");
        Broken.unless(
                welcome.beatMillis() >= 500 && welcome.beatMillis() <= 60_000, "beatMillis is " + welcome.beatMillis());
        Broken.unless(welcome.slots() >= 1 && welcome.uplinks() >= 1, "slots and uplinks must be at least 1");
        Broken.unless(
                welcome.ptimeMillis() == 10 || welcome.ptimeMillis() == 20, "ptimeMillis is " + welcome.ptimeMillis());
        Duration apart = Duration.between(welcome.serverTime(), Instant.now()).abs();
        Broken.unless(apart.compareTo(CLOCKS_APART) < 0, "The server's clock is off by " + apart.toSeconds() + " s");
    }

    private static ClientMessage.Hello of(Room room, int newest, int oldest) throws Broken {
        return new ClientMessage.Hello(newest, oldest, room.signalToken(), "conformance", room.position(), null, null);
    }

    private static void older(Room room) throws Broken, InterruptedException, NotApplicable {
        Peer peer = room.connected();
        peer.say(of(room, ProtocolVersion.OLDEST, ProtocolVersion.OLDEST));
        Broken.unless(peer.greeted().protocol() == ProtocolVersion.OLDEST, "answered in another version");
        peer.join(room.channel(0));
        peer.publish();
        peer.say(new ClientMessage.FloorRequest(
                peer.nextRef(), "old", peer.media().uplink(0), null, 0, false, false, room.channel(0)));
        peer.await(
                ServerMessage.class,
                any -> any instanceof ServerMessage.FloorGranted || any instanceof ServerMessage.FloorDenied,
                "an answer to a request of one channel, as version 1 makes it");
    }

    private static void newer(Room room) throws Broken, InterruptedException {
        Peer peer = room.connected();
        peer.say(of(room, ProtocolVersion.CURRENT + 1, ProtocolVersion.CURRENT));
        Broken.unless(peer.greeted().protocol() == ProtocolVersion.CURRENT, "answered in another version");
    }

    private static void version(Room room) throws Broken, InterruptedException {
        Peer peer = room.connected();
        peer.say(of(room, ProtocolVersion.CURRENT + 2, ProtocolVersion.CURRENT + 1));
        refused(peer, "version");
    }

    private static void refused(Peer peer, String code) throws Broken, InterruptedException {
        ServerMessage.Refused refused =
                peer.await(ServerMessage.Refused.class, any -> true, "refused with code " + code);
        Broken.unless(
                refused.code().equals(code) && !refused.text().isBlank(),
                "Expected code " + code + " with a sentence; came code " + refused.code());
        peer.closes("after refused");
    }

    private static void badToken(Room room) throws Broken, InterruptedException {
        for (String token : List.of("nonsense", "", "e30.e30.e30")) {
            Peer peer = room.connected();
            peer.say(Peer.greeting(token, room.position(), null));
            refused(peer, "unauthorized");
        }
    }

    private static void usedToken(Room room) throws Broken, InterruptedException {
        String token = room.signalToken();
        room.connected().hello(token, room.position());
        Peer thief = room.connected();
        thief.say(Peer.greeting(token, room.position(), null));
        ServerMessage.Refused refused =
                thief.await(ServerMessage.Refused.class, any -> true, "refused for a token used before");
        Broken.unless(
                List.of("unauthorized", "token_expired").contains(refused.code()),
                "Expected code unauthorized or token_expired; came code " + refused.code());
    }

    private static void otherPosition(Room room) throws Broken, InterruptedException {
        String token = room.signalToken(room.position(), null);
        Peer peer = room.connected();
        peer.say(Peer.greeting(token, room.position(), null));
        refused(peer, "unauthorized");
    }

    private static void first(Room room) throws Broken, InterruptedException, NotApplicable {
        Peer peer = room.connected();
        peer.say(new ClientMessage.Join(1, List.of(room.channel(0))));
        peer.closes("since its first message was not hello");
    }

    private static void positionInUse(Room room) throws Broken, InterruptedException {
        String position = room.position();
        Peer sitting = room.connected();
        sitting.hello(room.signalToken(), position);
        Peer late = room.connected();
        late.say(Peer.greeting(room.signalToken(), position, null));
        refused(late, "position_in_use");
        sitting.alive();
    }

    private static void beat(Room room) throws Broken, InterruptedException {
        Peer peer = room.welcomed();
        for (long number : new long[] {1, 7, Long.MAX_VALUE}) {
            peer.say(new ClientMessage.Beat(number));
            peer.await(ServerMessage.Beat.class, beat -> beat.number() == number, "a beat with number " + number);
        }
    }

    private static void failed(Peer peer, String code) throws Broken, InterruptedException {
        ServerMessage.Failed failed = peer.await(ServerMessage.Failed.class, any -> true, "failed with code " + code);
        Broken.unless(
                failed.code().equals(code) && !failed.text().isBlank(),
                "Expected code " + code + " with a sentence; came code " + failed.code());
        peer.alive();
    }

    private static void malformed(Room room) throws Broken, InterruptedException {
        Peer peer = room.welcomed();
        for (String frame : List.of("", "{", "[]", "null", "{\"type\":\"join\",\"ref\":\"x\",\"channels\":[]}", "{}")) {
            peer.text(frame);
            failed(peer, "malformed");
        }
    }

    private static void missingField(Room room) throws Broken, InterruptedException {
        Peer peer = room.welcomed();
        peer.text("{\"type\":\"join\",\"ref\":1}");
        failed(peer, "malformed");
        peer.text("{\"type\":\"join\",\"ref\":1,\"channels\":[\"NOT AN ID\"]}");
        failed(peer, "malformed");
    }

    private static void unknownType(Room room) throws Broken, InterruptedException {
        Peer peer = room.welcomed();
        peer.text("{\"type\":\"weather.report\",\"ref\":1}");
        failed(peer, "unknown_type");
    }

    private static void unknownField(Room room) throws Broken, InterruptedException {
        Peer peer = room.welcomed();
        peer.text("{\"type\":\"beat\",\"number\":5,\"mood\":{\"hopeful\":[1,2,3]}}");
        peer.await(ServerMessage.Beat.class, beat -> beat.number() == 5, "a beat with number 5");
    }

    private static void tooLarge(Room room) throws Broken, InterruptedException {
        Peer peer = room.welcomed();
        peer.text("{\"type\":\"beat\",\"number\":5,\"filler\":\"" + "x".repeat(70_000) + "\"}");
        failed(peer, "too_large");
    }

    private static void tooDeep(Room room) throws Broken, InterruptedException {
        Peer peer = room.welcomed();
        peer.text("{\"type\":\"beat\",\"number\":5,\"filler\":" + "[".repeat(40) + "]".repeat(40) + "}");
        failed(peer, "too_large");
    }

    private static void join(Room room) throws Broken, InterruptedException, NotApplicable {
        Peer peer = room.welcomed();
        ServerMessage.Joined joined = peer.join(room.channel(0), room.channel(1));
        String self = peer.welcome().self().id();
        for (ServerMessage.JoinedChannel channel : joined.channels()) {
            Broken.unless(
                    channel.members().stream().anyMatch(member -> member.id().equals(self)),
                    "The members of " + channel.id() + " do not contain the one who joined");
        }
    }

    private static void joinUnknown(Room room) throws Broken, InterruptedException, NotApplicable {
        ServerMessage.Joined joined = room.welcomed().join(room.channel(0), NOWHERE);
        Broken.unless(
                joined.channels().size() == 1
                        && joined.refused().size() == 1
                        && joined.refused().getFirst().id().equals(NOWHERE)
                        && joined.refused().getFirst().code().equals("not_found"),
                "Expected one channel joined and " + NOWHERE + " refused with not_found");
    }

    private static void presence(Room room) throws Broken, InterruptedException, NotApplicable {
        ChannelId channel = room.channel(0);
        Peer there = room.joined(channel);
        Peer other = room.joined(channel);
        String id = other.welcome().self().id();
        there.await(
                ServerMessage.Presence.class,
                event -> event.channel().equals(channel)
                        && event.came().stream().anyMatch(member -> member.id().equals(id)),
                "presence: the other came to " + channel);
        other.say(new ClientMessage.Leave(other.nextRef(), List.of(channel)));
        there.await(
                ServerMessage.Presence.class,
                event -> event.channel().equals(channel)
                        && event.went().stream().anyMatch(member -> member.id().equals(id)),
                "presence: the other went from " + channel);
    }

    private static void leave(Room room) throws Broken, InterruptedException, NotApplicable {
        Peer peer = room.joined(room.channel(0));
        ChannelId channel = room.channel(0);
        long ref = peer.nextRef();
        peer.say(new ClientMessage.Leave(ref, List.of(channel)));
        peer.await(
                ServerMessage.Left.class,
                left -> left.ref() == ref && left.channels().contains(channel),
                "left for " + channel);
    }

    private static void bye(Room room) throws Broken, InterruptedException {
        String position = room.position();
        Peer peer = room.connected();
        peer.hello(room.signalToken(), position);
        peer.say(new ClientMessage.Bye());
        peer.closes("after bye");
        room.connected().hello(room.signalToken(), position);
    }
}
