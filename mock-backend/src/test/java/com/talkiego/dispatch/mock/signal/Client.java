package com.talkiego.dispatch.mock.signal;

import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.wire.ClientMessage;
import com.talkiego.dispatch.core.wire.Codec;
import com.talkiego.dispatch.core.wire.ServerMessage;
import com.talkiego.dispatch.core.wire.WireException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A client that speaks the protocol as text and keeps what it is told. */
final class Client implements Outbox {
    private final Desk desk;
    final String certificate;
    private final List<ServerMessage> told = new ArrayList<>();
    private final Inbox inbox;
    private ServerMessage.@Nullable Welcome welcome;
    private long ref;
    private boolean deaf;
    private boolean lagging;

    @Nullable
    String closedBecause;

    int closeCode;

    Client(Desk desk) {
        this.desk = desk;
        this.certificate = Integer.toHexString(System.identityHashCode(this));
        this.inbox = desk.layer.connect(this);
    }

    @Override
    public boolean send(String frame) {
        if (deaf || closedBecause != null) {
            return false;
        }
        try {
            ServerMessage message = Codec.decodeServer(frame);
            if (message instanceof ServerMessage.Welcome now) {
                welcome = now;
            }
            told.add(message);
        } catch (WireException e) {
            throw new AssertionError("The server said what no client understands: " + frame, e);
        }
        return true;
    }

    @Override
    public boolean lagging() {
        return lagging;
    }

    /** Reads more slowly than it is told from now on, or no longer. */
    void lagging(boolean now) {
        lagging = now;
    }

    @Override
    public void close(int code, String reason) {
        closeCode = code;
        closedBecause = reason;
    }

    void deaf() {
        deaf = true;
    }

    void text(String frame) {
        inbox.frame(frame);
    }

    void say(ClientMessage message) {
        inbox.frame(Codec.encode(message));
    }

    /** The socket is lost. */
    void lose() {
        closedBecause = "lost";
        inbox.closed();
    }

    ServerMessage.Welcome welcome() {
        ServerMessage.Welcome now = welcome;
        if (now == null) {
            throw new AssertionError("Not welcomed, but told " + told);
        }
        return now;
    }

    void hello(String token, @Nullable String position) {
        say(new ClientMessage.Hello(2, 1, token, "test", position, position == null ? null : "room-1", null));
    }

    /** Says hello in version 3, with so many links to other members. */
    void helloWithLinks(String token, @Nullable String position, int peerLinks) {
        say(new ClientMessage.Hello(3, 1, token, "test", position, null, null, peerLinks));
    }

    /** A new socket of the same client that goes on after event {@code lastSeq}. */
    Client resume(String token, long lastSeq) {
        return resume(token, lastSeq, null);
    }

    /** The same for a desk, which always names its position. */
    Client resume(String token, long lastSeq, @Nullable String position) {
        Client next = new Client(desk);
        next.say(new ClientMessage.Hello(
                2,
                1,
                token,
                "test",
                position,
                null,
                new ClientMessage.Resume(welcome().resumeToken(), lastSeq)));
        return next;
    }

    /** Signs in as a client of version 3. */
    void hello3(String token, @Nullable String position, boolean takeOver) {
        say(new ClientMessage.Hello(3, 1, token, "test", position, null, null, takeOver, 0));
    }

    /** Joins and wants to be told what was said since. */
    void joinSince(Instant since, ChannelId... channels) {
        say(new ClientMessage.Join(++ref, List.of(channels), since));
    }

    void offer(String link, int lines) {
        offer(link, lines, certificate);
    }

    void offer(String link, int lines, String fingerprint) {
        offer(link, lines, fingerprint, 1);
    }

    /** The same of the nth connection that the client has made. */
    void offer(String link, int lines, String fingerprint, int connection) {
        String mids = IntStream.range(0, lines)
                .mapToObj(index -> "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:" + index + "\r\n")
                .collect(Collectors.joining());
        say(new ClientMessage.MediaOffer(
                ++ref,
                link,
                "v=0\r\no=- " + connection + " 2 IN IP4 127.0.0.1\r\na=fingerprint:sha-256 " + fingerprint + "\r\n"
                        + mids));
    }

    void join(ChannelId... channels) {
        say(new ClientMessage.Join(++ref, List.of(channels)));
    }

    void press(String ticket, ChannelId... channels) {
        request(ticket, "0", 0, false, channels);
    }

    void request(String ticket, String uplink, int priority, boolean queue, ChannelId... channels) {
        say(new ClientMessage.FloorRequest(++ref, ticket, uplink, List.of(channels), priority, queue, false, null));
    }

    void release(String ticket) {
        say(new ClientMessage.FloorRelease(ticket, null));
    }

    void ack(String ticket, ChannelId channel) {
        say(new ClientMessage.FloorAck(ticket, channel, "floor.granted"));
    }

    void beat() {
        say(new ClientMessage.Beat(1));
    }

    /** The number of an event, 0 for what is none. */
    static long seqOf(ServerMessage message) {
        return switch (message) {
            case ServerMessage.Presence event -> event.seq();
            case ServerMessage.FloorGranted event -> event.seq();
            case ServerMessage.FloorDenied event -> event.seq();
            case ServerMessage.FloorQueuePosition event -> event.seq();
            case ServerMessage.FloorRevoked event -> event.seq();
            case ServerMessage.FloorTaken event -> event.seq();
            case ServerMessage.FloorIdle event -> event.seq();
            case ServerMessage.SlotAssigned event -> event.seq();
            case ServerMessage.SlotReleased event -> event.seq();
            case ServerMessage.EmergencyChanged event -> event.seq();
            case ServerMessage.Topology event -> event.seq();
            case ServerMessage.PositionChanged event -> event.seq();
            case ServerMessage.RegionLinks event -> event.seq();
            default -> 0;
        };
    }

    /** What it was told of one kind, since it was last asked to forget. */
    <T extends ServerMessage> List<T> heard(Class<T> kind) {
        return told.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The one message of that kind it was told. */
    <T extends ServerMessage> T only(Class<T> kind) {
        List<T> all = heard(kind);
        if (all.size() != 1) {
            throw new AssertionError("Expected one " + kind.getSimpleName() + " among " + told);
        }
        return all.getFirst();
    }

    List<ServerMessage> told() {
        return List.copyOf(told);
    }

    void forget() {
        told.clear();
    }
}
