package com.talkiego.dispatch.core.session;

import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.Member;
import com.talkiego.dispatch.core.model.MemberKind;
import com.talkiego.dispatch.core.wire.ClientMessage;
import com.talkiego.dispatch.core.wire.Codec;
import com.talkiego.dispatch.core.wire.ServerMessage;
import com.talkiego.dispatch.core.wire.WireException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A scripted SignalLayer: answers the ordinary by itself as long as it is told to, and says the rest when the test does. */
final class FakeBackend implements SignalPort {
    static final Member SELF = new Member("s1", "Position 1", MemberKind.POSITION, null);

    final List<ClientMessage> received = new ArrayList<>();
    final List<Dial> dials = new ArrayList<>();

    private final Map<String, Socket> alive = new HashMap<>();
    private final Map<String, List<ClientMessage>> receivedAt = new HashMap<>();

    /** Hosts that refuse connections. */
    final Set<String> dead = new HashSet<>();

    /** Hosts that neither take nor refuse one. */
    final Set<String> silent = new HashSet<>();

    private final Actor actor;
    boolean reachable = true;
    boolean greeting = true;
    boolean resuming = true;
    boolean beating = true;
    boolean joining = true;
    boolean answering = true;

    /** Regions whose media server answers no offers. */
    final Set<String> deaf = new HashSet<>();

    int slots = 4;
    int uplinks = 2;
    int protocol = 3;
    long clockAheadMillis;
    boolean missedMore;

    /** Whether it says in which region it is: the host dialled. */
    boolean namesRegion;

    final Map<ChannelId, List<ServerMessage.MissedOver>> missed = new HashMap<>();
    int opened;
    long seq;
    /** What it says to an offer while {@link #answering}. */
    Function<ClientMessage.MediaOffer, ServerMessage.MediaAnswer> answers =
            offer -> new ServerMessage.MediaAnswer(offer.ref(), offer.link(), "answer", null);

    Consumer<ClientMessage> script = message -> {};
    private @Nullable Socket socket;

    /** A socket asked for, and when. */
    record Dial(long nanos, String host) {}

    FakeBackend(Actor actor) {
        this.actor = actor;
    }

    @Override
    public Link open(URI address, Listener listener) {
        opened++;
        dials.add(new Dial(actor.nanoTime(), address.getHost()));
        Socket fresh = new Socket(address.getHost(), listener);
        if (silent.contains(address.getHost())) {
            return fresh;
        }
        if (reachable && !dead.contains(address.getHost())) {
            socket = fresh;
            alive.put(fresh.host, fresh);
            listener.opened();
        } else {
            listener.closed("The backend does not answer");
        }
        return fresh;
    }

    boolean connected() {
        return socket != null;
    }

    /** Cuts the socket. */
    void cut() {
        Socket current = socket;
        socket = null;
        if (current != null) {
            alive.remove(current.host, current);
            current.listener.closed("The connection broke");
        }
    }

    /** The socket to that host is the one that is spoken over and cut. */
    FakeBackend at(String host) {
        socket = alive.get(host);
        return this;
    }

    /** Hosts with a socket. */
    Set<String> hosts() {
        return alive.keySet();
    }

    /** What came over sockets to that host. */
    <T extends ClientMessage> List<T> at(String host, Class<T> type) {
        return receivedAt.getOrDefault(host, List.of()).stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    void say(ServerMessage message) {
        Socket current = socket;
        if (current != null) {
            current.listener.frame(Codec.encode(message));
        }
    }

    void raw(String frame) {
        Socket current = socket;
        if (current != null) {
            current.listener.frame(frame);
        }
    }

    <T extends ClientMessage> List<T> all(Class<T> type) {
        return received.stream().filter(type::isInstance).map(type::cast).toList();
    }

    <T extends ClientMessage> T last(Class<T> type) {
        List<T> found = all(type);
        if (found.isEmpty()) {
            throw new AssertionError("no " + type.getSimpleName() + " in " + received);
        }
        return found.getLast();
    }

    void grant(String ticket, String channel, long over) {
        say(new ServerMessage.FloorGranted(++seq, ticket, new ChannelId(channel), over, 60_000));
    }

    void deny(String ticket, String channel, @Nullable Member talker) {
        say(new ServerMessage.FloorDenied(++seq, ticket, new ChannelId(channel), 1, "", talker));
    }

    void passing(String ticket) {
        say(new ServerMessage.OverPassing(ticket, 10));
    }

    private ServerMessage.JoinedChannel found(ChannelId id) {
        return new ServerMessage.JoinedChannel(id, List.of(SELF), null, null, missed.get(id), missedMore);
    }

    private void answer(ClientMessage message) {
        Instant now = actor.now().plusMillis(clockAheadMillis);
        switch (message) {
            case ClientMessage.Hello hello -> {
                boolean resumed = resuming && hello.resume() != null;
                if (!resumed) {
                    seq = 0;
                }
                if (greeting) {
                    String region = namesRegion ? dials.getLast().host() : null;
                    say(new ServerMessage.Welcome(
                            protocol, "s1", "resume-1", resumed, SELF, now, 2000, slots, uplinks, 20, region));
                }
            }
            case ClientMessage.Join join -> {
                if (joining) {
                    say(new ServerMessage.Joined(
                            join.ref(),
                            join.channels().stream().map(this::found).toList(),
                            List.of()));
                }
            }
            case ClientMessage.MediaOffer offer -> {
                if (answering && !deaf.contains(dials.getLast().host())) {
                    say(answers.apply(offer));
                }
            }
            case ClientMessage.Beat beat -> {
                if (beating) {
                    say(new ServerMessage.Beat(beat.number(), now));
                }
            }
            default -> {}
        }
        script.accept(message);
    }

    private final class Socket implements Link {
        private final String host;
        private final Listener listener;

        Socket(String host, Listener listener) {
            this.host = host;
            this.listener = listener;
        }

        @Override
        public boolean send(String frame) {
            if (alive.get(host) != this) {
                return false;
            }
            try {
                ClientMessage message = Codec.decodeClient(frame);
                received.add(message);
                receivedAt.computeIfAbsent(host, any -> new ArrayList<>()).add(message);
                Socket spoken = socket;
                socket = this;
                answer(message);
                if (spoken != null && alive.containsValue(spoken)) {
                    socket = spoken;
                }
            } catch (WireException strange) {
                throw new AssertionError("the session sent " + frame, strange);
            }
            return true;
        }

        @Override
        public void close() {
            alive.remove(host, this);
            if (socket == this) {
                socket = null;
            }
        }

        @Override
        public void abort() {
            close();
        }
    }
}
