package com.talkiego.dispatch.console.load;

import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.session.SignalPort;
import com.talkiego.dispatch.core.wire.ClientMessage;
import com.talkiego.dispatch.core.wire.Codec;
import com.talkiego.dispatch.core.wire.ProtocolVersion;
import com.talkiego.dispatch.core.wire.ServerMessage;
import com.talkiego.dispatch.core.wire.WireException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One client on the SignalLayer that costs little: frames that concern nobody here are not even decoded. Frames arrive on the
 * socket's thread; the rest is safe on any.
 */
class LoadClient implements SignalPort.Listener {
    private static final String PRESENCE = "{\"type\":\"presence\"";

    private final String token;
    private final String position;
    private final List<ChannelId> channels;
    private final PresenceWatch presence;
    private final AtomicReference<SignalPort.@Nullable Link> link = new AtomicReference<>();
    private volatile ServerMessage.@Nullable Welcome welcome;
    private volatile boolean joined;
    private volatile @Nullable String trouble;
    private long beats;

    LoadClient(String token, String position, List<ChannelId> channels, PresenceWatch presence) {
        this.token = token;
        this.position = position;
        this.channels = channels;
        this.presence = presence;
    }

    void use(SignalPort.Link opened) {
        link.set(opened);
    }

    void say(ClientMessage message) {
        SignalPort.Link socket = link.get();
        if (socket != null) {
            socket.send(Codec.encode(message));
        }
    }

    /** Keeps the connection; one thread. */
    void beat() {
        if (joined) {
            say(new ClientMessage.Beat(++beats));
        }
    }

    boolean joined() {
        return joined;
    }

    /** What went wrong; null if nothing. */
    @Nullable
    String trouble() {
        return trouble;
    }

    ServerMessage.@Nullable Welcome welcome() {
        return welcome;
    }

    @Override
    public void opened() {
        say(new ClientMessage.Hello(
                ProtocolVersion.OLDEST + 1, ProtocolVersion.OLDEST, token, "load", position, null, null));
    }

    @Override
    public void frame(String text) {
        long now = System.nanoTime();
        if (text.startsWith(PRESENCE)) {
            presence.heard(text, now);
            return;
        }
        if (!joined || concerns(text)) {
            try {
                message(Codec.decodeServer(text), now);
            } catch (WireException strange) {
                trouble = "A frame was not of the protocol: " + strange.text();
            }
        }
    }

    /** Whether a frame of a client that has joined is worth decoding. */
    boolean concerns(String text) {
        return false;
    }

    void message(ServerMessage message, long nowNanos) {
        switch (message) {
            case ServerMessage.Welcome greeting -> {
                welcome = greeting;
                say(new ClientMessage.Join(1, channels));
            }
            case ServerMessage.Joined answer -> {
                joined = answer.refused().isEmpty();
                if (!joined) {
                    trouble = "Not joined: " + answer.refused().getFirst().text();
                }
            }
            case ServerMessage.Refused refusal -> trouble = "Refused: " + refusal.text();
            case ServerMessage.Failed failure -> trouble = "Failed: " + failure.text();
            default -> {
                // The rest is of no interest to a client that only counts.
            }
        }
    }

    @Override
    public void closed(String sentence) {
        if (link.getAndSet(null) != null) {
            trouble = "The socket was closed: " + sentence;
        }
    }

    void close() {
        SignalPort.Link socket = link.getAndSet(null);
        if (socket != null) {
            socket.send(Codec.encode(new ClientMessage.Bye()));
            socket.close();
        }
    }
}
