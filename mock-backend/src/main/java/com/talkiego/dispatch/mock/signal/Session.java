package com.talkiego.dispatch.mock.signal;

import com.talkiego.dispatch.core.model.Member;
import com.talkiego.dispatch.core.wire.Codec;
import com.talkiego.dispatch.core.wire.ServerMessage;
import com.talkiego.dispatch.mock.rooms.Actor;
import com.talkiego.dispatch.mock.rooms.Participant;
import java.time.Instant;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** One signed-in client, which outlives its socket for a while: events go into its journal whether or not it hears them. */
final class Session implements Participant.Wire {
    /** Since this version of the protocol descriptions are signed. */
    private static final int SIGNING = 3;

    final String id;
    final String resumeToken;
    /** Since when it is signed in there. */
    final Instant since;

    final Member member;
    /** What only one session may be at a time: a position, or an account without one. */
    final String seat;

    private final boolean named;
    final int protocol;
    final String client;
    final Journal journal;

    private final Actor actor;
    private final Unsaid unsaid = new Unsaid();
    private Identity identity;
    private final TokenCheck voucher;
    private @Nullable Connection connection;
    private @Nullable Participant participant;
    private long cutNanos;
    private List<String> fingerprints = List.of();

    Session(
            String id,
            String resumeToken,
            Identity identity,
            Member member,
            Claim claim,
            Journal journal,
            Actor actor,
            TokenCheck voucher) {
        this.id = id;
        this.resumeToken = resumeToken;
        this.identity = identity;
        this.member = member;
        this.seat = claim.seat;
        this.named = claim.named;
        this.protocol = claim.protocol;
        this.client = claim.client;
        this.journal = journal;
        this.actor = actor;
        this.since = actor.now();
        this.voucher = voucher;
    }

    /** What a hello claims, beyond what its token proves; {@code named} says whether its seat is a position. */
    record Claim(String seat, boolean named, int protocol, String client) {}

    /** Who is signed in. */
    Identity identity() {
        return identity;
    }

    /** Whether its seat is a position, which several operators may take in turn. */
    boolean named() {
        return named;
    }

    /** Another operator goes on with it. */
    void identity(Identity now) {
        identity = now;
    }

    void enteredAs(Participant now) {
        participant = now;
    }

    /** The certificates its newest token was made for; its offers have to bear one of them. None: any. */
    void certified(List<String> newest) {
        fingerprints = List.copyOf(newest);
        participant().certified(fingerprints);
    }

    Participant participant() {
        Participant now = participant;
        if (now == null) {
            throw new IllegalStateException("Session " + id + " has not entered the rooms");
        }
        return now;
    }

    @Nullable
    Connection connection() {
        return connection;
    }

    void attach(Connection now) {
        connection = now;
        now.session = this;
    }

    void detach() {
        Connection was = connection;
        if (was != null) {
            was.session = null;
        }
        connection = null;
        // Into the journal, so that whoever resumes is told.
        number(unsaid.all());
        cutNanos = actor.nanoTime();
    }

    /** For how long it has had no socket, in ns; 0 while it has one. */
    long cutFor(long nowNanos) {
        return connection == null ? nowNanos - cutNanos : 0;
    }

    @Override
    public boolean knowsRegions() {
        return protocol >= SignalLayer.REDIRECTS_FROM;
    }

    @Override
    public void event(LongFunction<ServerMessage> message) {
        if (lagging()) {
            ServerMessage news = message.apply(0);
            if (unsaid.holds(news)) {
                return;
            }
            number(unsaid.ordered());
        } else {
            number(unsaid.all());
        }
        number(message);
    }

    private boolean lagging() {
        Connection now = connection;
        return now != null && now.lagging();
    }

    /** Tells what was held while the client lagged, if it no longer does. */
    void catchUp() {
        if (!unsaid.isEmpty() && !lagging()) {
            number(unsaid.all());
        }
    }

    /** How many events were left out since newer ones came before the client could be told. */
    long merged() {
        return unsaid.merged();
    }

    private void number(List<ServerMessage> states) {
        states.forEach(state -> number(seq -> Unsaid.numbered(state, seq)));
    }

    private void number(LongFunction<ServerMessage> message) {
        long seq = journal.next();
        String frame = Codec.encode(message.apply(seq));
        journal.keep(seq, frame, actor.nanoTime());
        Connection now = connection;
        if (now != null) {
            now.send(frame);
        }
    }

    @Override
    public @Nullable String vouch(String link, List<String> others) {
        return protocol < SIGNING ? null : voucher.vouch(id, link, fingerprints, others);
    }

    @Override
    public void say(ServerMessage message) {
        switch (message) {
            // Who is on a channel is told whole by the answer: what is older must not come after it.
            case ServerMessage.Joined _, ServerMessage.Left _ -> number(unsaid.all());
            case ServerMessage.Beat _ -> {
                // It says nothing of any state.
            }
            // A link is offered after it was told of.
            default -> number(unsaid.ordered());
        }
        Connection now = connection;
        if (now != null) {
            now.say(message);
        }
    }
}
