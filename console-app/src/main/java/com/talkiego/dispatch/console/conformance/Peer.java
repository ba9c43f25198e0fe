package com.talkiego.dispatch.console.conformance;

import com.talkiego.dispatch.core.media.MediaRuntime;
import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.session.MediaPort;
import com.talkiego.dispatch.core.session.SignalPort;
import com.talkiego.dispatch.core.wire.ClientMessage;
import com.talkiego.dispatch.core.wire.Codec;
import com.talkiego.dispatch.core.wire.ProtocolVersion;
import com.talkiego.dispatch.core.wire.ServerMessage;
import com.talkiego.dispatch.core.wire.WireException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One plain client of the SignalLayer: says what it is told to say, keeps what it hears, and waits for what should come. Its checks
 * run on one thread; what arrives comes on others.
 */
final class Peer implements SignalPort.Listener {
    private static final int SHOWN = 6;
    private static final long BEAT_NANOS = 1_000_000_000L;
    /** The number of beats that only keep the connection: their answers are nobody's business. */
    private static final long KEEP_ALIVE = -1;

    private final Duration patience;
    private final PeerMedia media;
    private final Runnable everybodyBeats;
    private final List<ServerMessage> unread = new ArrayList<>();
    private final List<String> recent = new ArrayList<>();
    private SignalPort.@Nullable Link link;
    private ServerMessage.@Nullable Welcome welcome;
    private List<ServerMessage.PeerLink> links = List.of();
    private boolean opened;
    private @Nullable String closed;
    private @Nullable String disorder;
    private long seq;
    private long refs;
    private long beatNanos;

    /** @param everybodyBeats keeps all clients' connections; called while this one waits or talks */
    Peer(Duration patience, MediaRuntime runtime, Runnable everybodyBeats) {
        this.patience = patience;
        this.everybodyBeats = everybodyBeats;
        this.media = new PeerMedia(this, runtime, patience);
    }

    void open(SignalPort signal, URI address) throws Broken, InterruptedException {
        link = signal.open(address, this);
        Broken.unless(
                until(patience, () -> opened || closed != null) && opened,
                "The socket of the SignalLayer could not be opened: " + closed);
    }

    /** How long an answer may take. */
    Duration patience() {
        return patience;
    }

    // What is said.

    long nextRef() {
        return ++refs;
    }

    void say(ClientMessage message) {
        text(Codec.encode(message));
    }

    /** Says any text, whether it is a message or not. */
    void text(String frame) {
        SignalPort.Link socket = link;
        if (socket != null) {
            socket.send(frame);
        }
    }

    /** Cuts the socket without a word. */
    void cut() {
        SignalPort.Link socket = link;
        if (socket != null) {
            socket.abort();
        }
    }

    /** Says hello as a position, and hears the welcome. */
    ServerMessage.Welcome hello(String token, String position) throws Broken, InterruptedException {
        say(greeting(token, position, null));
        return greeted();
    }

    static ClientMessage.Hello greeting(String token, String position, ClientMessage.@Nullable Resume resume) {
        return new ClientMessage.Hello(
                ProtocolVersion.CURRENT, ProtocolVersion.OLDEST, token, "conformance", position, null, resume);
    }

    /** Hears the welcome to a hello already said. */
    ServerMessage.Welcome greeted() throws Broken, InterruptedException {
        ServerMessage.Welcome heard = await(ServerMessage.Welcome.class, any -> true, "welcome");
        welcome = heard;
        return heard;
    }

    ServerMessage.Welcome welcome() throws Broken {
        ServerMessage.Welcome heard = welcome;
        if (heard == null) {
            throw new Broken("There was no welcome");
        }
        return heard;
    }

    /** Goes on with another peer's session. */
    ServerMessage.Welcome resume(String token, String position, Peer earlier) throws Broken, InterruptedException {
        seq = earlier.seq();
        say(greeting(token, position, new ClientMessage.Resume(earlier.welcome().resumeToken(), earlier.seq())));
        return greeted();
    }

    ServerMessage.Joined join(ChannelId... channels) throws Broken, InterruptedException {
        long ref = nextRef();
        say(new ClientMessage.Join(ref, List.of(channels)));
        ServerMessage.Joined joined =
                await(ServerMessage.Joined.class, answer -> answer.ref() == ref, "joined with ref " + ref);
        Broken.unless(
                joined.channels().size() + joined.refused().size() == channels.length,
                "joined names " + joined.channels().size() + " channels and refuses "
                        + joined.refused().size() + "; asked was for " + channels.length);
        return joined;
    }

    /** Opens the publisher link. */
    void publish() throws Broken, InterruptedException {
        media.open(MediaPort.Link.PUBLISHER, welcome().uplinks(), welcome().ptimeMillis());
    }

    /** Opens the subscriber link. */
    void subscribe() throws Broken, InterruptedException {
        media.open(MediaPort.Link.SUBSCRIBER, welcome().slots(), welcome().ptimeMillis());
    }

    PeerMedia media() {
        return media;
    }

    /** Asks for the floor of channels with the first uplink. */
    void request(String ticket, ChannelId... channels) throws Broken {
        request(ticket, 0, false, false, channels);
    }

    void request(String ticket, int priority, boolean queue, boolean emergency, ChannelId... channels) throws Broken {
        say(new ClientMessage.FloorRequest(
                nextRef(), ticket, media.uplink(0), List.of(channels), priority, queue, emergency, null));
    }

    /** Asks for the floor of one channel, is granted it and acknowledges. */
    ServerMessage.FloorGranted granted(String ticket, ChannelId channel) throws Broken, InterruptedException {
        request(ticket, channel);
        return grant(ticket, channel);
    }

    /** Hears the grant of a request already made, and acknowledges it. */
    ServerMessage.FloorGranted grant(String ticket, ChannelId channel) throws Broken, InterruptedException {
        String wanted = "floor.granted for " + ticket + " on " + channel;
        ServerMessage answer = await(
                ServerMessage.class,
                any -> switch (any) {
                    case ServerMessage.FloorGranted grant ->
                        grant.ticket().equals(ticket) && grant.channel().equals(channel);
                    case ServerMessage.FloorDenied denied ->
                        denied.ticket().equals(ticket) && denied.channel().equals(channel);
                    default -> false;
                },
                wanted);
        if (answer instanceof ServerMessage.FloorDenied denied) {
            throw new Broken(
                    "Expected " + wanted + "; it was denied with cause " + denied.cause() + ": " + denied.text());
        }
        ServerMessage.FloorGranted granted = (ServerMessage.FloorGranted) answer;
        say(new ClientMessage.FloorAck(ticket, channel, "floor.granted"));
        return granted;
    }

    void release(String ticket) {
        say(new ClientMessage.FloorRelease(ticket, null));
    }

    // What is heard.

    /** The first message of that type that fits and was not read yet; waits for it. */
    <T extends ServerMessage> T await(Class<T> type, Predicate<T> which, String wanted)
            throws Broken, InterruptedException {
        return await(type, which, wanted, patience);
    }

    <T extends ServerMessage> T await(Class<T> type, Predicate<T> which, String wanted, Duration limit)
            throws Broken, InterruptedException {
        List<T> found = new ArrayList<>(1);
        until(limit, () -> {
            T match = take(type, which);
            if (match != null) {
                found.add(match);
            }
            return match != null || (closed != null && unread.isEmpty());
        });
        if (found.isEmpty()) {
            throw new Broken("Expected " + wanted + " within " + limit.toMillis() + " ms; " + lately());
        }
        return found.getFirst();
    }

    /** Nothing of that kind comes for so long. */
    <T extends ServerMessage> void none(Class<T> type, Predicate<T> which, String unwanted, Duration meanwhile)
            throws Broken, InterruptedException {
        boolean came = until(meanwhile, () -> take(type, which) != null);
        Broken.unless(!came, "Did not expect " + unwanted + "; " + lately());
    }

    /** The server closes the socket. */
    void closes(String why) throws Broken, InterruptedException {
        Broken.unless(
                until(patience, () -> closed != null), "Expected the socket to be closed " + why + "; " + lately());
    }

    /** The connection still answers. */
    void alive() throws Broken, InterruptedException {
        long number = 1_000_000 + nextRef();
        say(new ClientMessage.Beat(number));
        await(ServerMessage.Beat.class, beat -> beat.number() == number, "a beat with number " + number);
    }

    /** The links to other members that were named when they last were to be prepared. */
    synchronized List<ServerMessage.PeerLink> links() {
        return links;
    }

    /** Whether the socket is gone; ask while waiting for it. */
    boolean isClosed() {
        return closed != null;
    }

    /** The number of the newest event heard. */
    synchronized long seq() {
        return seq;
    }

    /** What was wrong with the numbers of events all along; null if nothing. */
    synchronized @Nullable String disorder() {
        return disorder;
    }

    private <T extends ServerMessage> @Nullable T take(Class<T> type, Predicate<T> which) {
        for (int i = 0; i < unread.size(); i++) {
            if (type.isInstance(unread.get(i)) && which.test(type.cast(unread.get(i)))) {
                return type.cast(unread.remove(i));
            }
        }
        return null;
    }

    private synchronized String lately() {
        return (recent.isEmpty() ? "nothing came" : "last came: " + String.join(", ", recent))
                + (closed == null ? "" : "; the socket was closed: " + closed);
    }

    /** Whether it came true in time; asked while nothing else changes. */
    interface Condition {
        boolean holds();
    }

    boolean until(Duration limit, Condition condition) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            everybodyBeats();
            synchronized (this) {
                long left = end - System.nanoTime();
                if (condition.holds()) {
                    return true;
                }
                if (left <= 0) {
                    return false;
                }
                TimeUnit.NANOSECONDS.timedWait(this, Math.min(left, BEAT_NANOS));
            }
        }
    }

    void everybodyBeats() {
        everybodyBeats.run();
    }

    /** Keeps the connection. */
    synchronized void beatIfDue() {
        long now = System.nanoTime();
        if (welcome != null && closed == null && now - beatNanos > BEAT_NANOS) {
            beatNanos = now;
            say(new ClientMessage.Beat(KEEP_ALIVE));
        }
    }

    @Override
    public synchronized void opened() {
        opened = true;
        notifyAll();
    }

    @Override
    public void frame(String text) {
        try {
            ServerMessage message = Codec.decodeServer(text);
            boolean kept = message instanceof ServerMessage.Beat beat && beat.number() == KEEP_ALIVE;
            if (!kept && !(message instanceof ServerMessage.MediaAnswer answer && media.answered(answer))) {
                heard(message);
            }
        } catch (WireException strange) {
            if (strange.code() != WireException.Code.UNKNOWN_TYPE) {
                disordered("A frame was not of the protocol: " + strange.text());
            }
        }
    }

    private synchronized void heard(ServerMessage message) {
        if (message instanceof ServerMessage.Failed failure) {
            media.refused(failure);
        }
        if (message instanceof ServerMessage.Welcome greeting && !greeting.resumed()) {
            seq = 0;
        }
        if (message instanceof ServerMessage.Topology topology && topology.state() == ServerMessage.Phase.PREPARE) {
            links = topology.links();
        }
        numbered(message);
        unread.add(message);
        recent.add(message.getClass().getSimpleName());
        if (recent.size() > SHOWN) {
            recent.removeFirst();
        }
        notifyAll();
    }

    private void numbered(ServerMessage message) {
        long number = EventNumber.of(message);
        if (number > 0) {
            if (number != seq + 1) {
                disordered("Event " + number + " (" + message.getClass().getSimpleName() + ") follows event " + seq
                        + "; events are numbered without gaps");
            }
            seq = number;
        }
    }

    private synchronized void disordered(String sentence) {
        if (disorder == null) {
            disorder = sentence;
        }
    }

    @Override
    public synchronized void closed(String sentence) {
        closed = sentence;
        notifyAll();
    }

    /** Leaves in good order, and waits until it is gone, so that its position is free. */
    void close() throws InterruptedException {
        media.close();
        say(new ClientMessage.Bye());
        until(Duration.ofSeconds(1), () -> closed != null);
        drop();
    }

    void drop() {
        media.close();
        cut();
    }
}
