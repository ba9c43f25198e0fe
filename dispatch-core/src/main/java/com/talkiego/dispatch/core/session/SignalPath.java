package com.talkiego.dispatch.core.session;

import com.talkiego.dispatch.core.wire.ClientMessage;
import com.talkiego.dispatch.core.wire.ProtocolVersion;
import com.talkiego.dispatch.core.wire.ServerMessage;
import java.net.URI;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The way to the SignalLayer of one region: its socket, hello, journal and beats. A socket that is lost can be followed by another, over
 * which the same session goes on. On {@code signalling} only.
 */
final class SignalPath implements Conversation, SignalSocket.Owner {
    private final SessionSettings settings;
    private Owner owner;
    private final LongSupplier refs;
    private final SignalSocket socket;
    private final Journal journal;
    private final Beats beats;
    private ServerMessage.@Nullable Welcome welcome;
    private @Nullable String resumeToken;
    private @Nullable String token;
    private boolean takingOver;
    private boolean up;

    /** Who has to do with what comes over it. */
    interface Owner {
        /** It is up; {@link ServerMessage.Welcome#resumed} tells whether the earlier session goes on. */
        void welcomed(SignalPath path, ServerMessage.Welcome welcome);

        void refused(SignalPath path, ServerMessage.Refused refusal);

        /** To be left for another region: in place of a welcome, or while it goes on. */
        void redirected(SignalPath path, ServerMessage.Redirect redirect);

        /** News over a path that is up, each but once. */
        void message(SignalPath path, ServerMessage message);

        /** Its socket is gone, up or not yet. */
        void closed(SignalPath path, String sentence);

        /** A beat was answered. */
        void changed();
    }

    /** @param refs numbers for requests, never the same twice */
    SignalPath(
            OnServerTime actor,
            SignalPort port,
            SessionSettings settings,
            Tally tally,
            LongSupplier refs,
            Owner owner) {
        this.settings = settings;
        this.owner = owner;
        this.refs = refs;
        this.socket = new SignalSocket(actor, port, tally, this);
        this.journal = new Journal(tally);
        this.beats = new Beats(actor, this);
    }

    /** From now on that one has to do with it. */
    void owner(Owner newest) {
        owner = newest;
    }

    /**
     * Opens a socket; the token is good for this one, and {@code takeOver} wants whoever sits at the position signed out. A welcome, a refusal or the socket's end follows. */
    void dial(URI address, String freshToken, boolean takeOver) {
        up = false;
        takingOver = takeOver;
        token = freshToken;
        socket.open(address);
    }

    @Override
    public void opened() {
        String fresh = token;
        if (fresh == null) {
            return;
        }
        token = null;
        String earlier = resumeToken;
        ClientMessage.Resume resume = earlier == null ? null : new ClientMessage.Resume(earlier, journal.last());
        socket.say(new ClientMessage.Hello(
                ProtocolVersion.CURRENT,
                ProtocolVersion.OLDEST,
                fresh,
                settings.client(),
                settings.position(),
                settings.room(),
                resume,
                takingOver,
                settings.peerLinks()));
    }

    @Override
    public void message(ServerMessage message) {
        switch (message) {
            case ServerMessage.Welcome greeting -> welcomed(greeting);
            case ServerMessage.Refused refusal -> owner.refused(this, refusal);
            case ServerMessage.Redirect redirect -> owner.redirected(this, redirect);
            case ServerMessage.Beat beat -> {
                beats.answered(beat.number(), beat.serverTime());
                owner.changed();
            }
            default -> {
                if (up && journal.fresh(message)) {
                    owner.message(this, message);
                }
            }
        }
    }

    private void welcomed(ServerMessage.Welcome greeting) {
        if (up) {
            return;
        }
        if (!greeting.resumed()) {
            journal.restart();
            beats.greeted(greeting.serverTime());
        }
        welcome = greeting;
        resumeToken = greeting.resumeToken();
        up = true;
        beats.clock(greeting.serverTime());
        beats.begin(greeting.beatMillis());
        owner.welcomed(this, greeting);
    }

    @Override
    public void closed(String sentence) {
        up = false;
        owner.closed(this, sentence);
    }

    /** Closes the socket in good order, without a word; the session could be resumed. */
    void close() {
        up = false;
        socket.close();
    }

    /** Drops the socket at once; the session could be resumed. */
    void drop() {
        up = false;
        socket.drop();
    }

    /** Ends the session for good: says goodbye if anybody listens, and forgets it. */
    void end() {
        if (up) {
            socket.say(new ClientMessage.Bye());
        }
        close();
        forget();
    }

    /** The session is not to be gone on with. */
    void forget() {
        welcome = null;
        resumeToken = null;
        token = null;
        journal.restart();
    }

    /** Goes on, at another region, with the session that this token stands for; null for a new one. */
    void resumeBy(@Nullable String tokenOfAnother) {
        resumeToken = tokenOfAnother;
    }

    /** Every 50 ms while up. */
    void watch(boolean keyed) {
        if (up) {
            beats.watch(keyed);
        }
    }

    /** Whether it is up and yet nothing has answered for too long. */
    boolean dead() {
        return up && beats.dead();
    }

    /** A transmission begins: the path has to be known good. */
    void keyed() {
        if (up) {
            beats.beat();
        }
    }

    boolean up() {
        return up;
    }

    Beats beats() {
        return beats;
    }

    @Override
    public boolean say(ClientMessage message) {
        return up && socket.say(message);
    }

    @Override
    public long nextRef() {
        return refs.getAsLong();
    }

    @Override
    public int protocol() {
        ServerMessage.Welcome greeting = welcome;
        return greeting == null ? ProtocolVersion.CURRENT : greeting.protocol();
    }

    @Override
    public String session() {
        ServerMessage.Welcome greeting = welcome;
        return greeting == null ? "" : greeting.session();
    }

    @Override
    public String selfId() {
        ServerMessage.Welcome greeting = welcome;
        return greeting == null ? "" : greeting.self().id();
    }
}
