package com.talkiego.dispatch.core.session;

import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.wire.ClientMessage;
import com.talkiego.dispatch.core.wire.ClientMessage.LinkPath;
import com.talkiego.dispatch.core.wire.ClientMessage.LinkState;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** This console's end of one link to another member: opened, watched by its beats, told of. On {@code signalling} only. */
final class PeerEnd {
    private static final Duration TELL = Duration.ofSeconds(5);

    private enum State {
        OPENING,
        CONNECTED,
        UP,
        CLOSED
    }

    private final String id;
    private final ChannelId channel;
    private final String member;
    private final boolean talks;
    private final int index;
    private final Actor actor;
    private final Conversation conversation;
    private final Owner owner;
    private State state = State.OPENING;
    private long beatNanos;
    private long toldNanos;
    private PeerPort.@Nullable Fare fare;
    private boolean retired;

    /** What others do when it changes. */
    interface Owner {
        /** It came up, or fares otherwise. */
        void changed(PeerEnd end);

        /** It is of no use any more; the backend was told. */
        void failed(PeerEnd end, String sentence);
    }

    /**
     * @param member id of the other end's member
     * @param talks whether this end talks
     * @param index its sink, or its slot, from 0
     */
    PeerEnd(
            String id,
            ChannelId channel,
            String member,
            boolean talks,
            int index,
            Actor actor,
            Conversation conversation,
            Owner owner) {
        this.id = id;
        this.channel = channel;
        this.member = member;
        this.talks = talks;
        this.index = index;
        this.actor = actor;
        this.conversation = conversation;
        this.owner = owner;
    }

    String id() {
        return id;
    }

    ChannelId channel() {
        return channel;
    }

    String member() {
        return member;
    }

    boolean talks() {
        return talks;
    }

    int index() {
        return index;
    }

    boolean up() {
        return state == State.UP;
    }

    /** Whether packets arrived within the last second. */
    boolean confirmed() {
        return up() && actor.nanoTime() - beatNanos < MediaLine.NOT_CONFIRMED.toNanos();
    }

    PeerPort.@Nullable Fare fare() {
        return fare;
    }

    void close() {
        state = State.CLOSED;
    }

    /** The region that knows of it was left: it is heard until the new one has taken over, and nobody is told of it any more. */
    void retire() {
        retired = true;
    }

    boolean retired() {
        return retired;
    }

    /** Every 50 ms. */
    void watch() {
        if (up() && actor.nanoTime() - beatNanos >= MediaLine.DEAD.toNanos()) {
            fail("Nothing has come over the link to another member for 2 s");
        }
    }

    /** It is of no use: told to the backend and to its owner, once. */
    void fail(String sentence) {
        if (state != State.CLOSED) {
            state = State.CLOSED;
            say(new ClientMessage.PeerState(id, LinkState.FAILED, null, 0, 0));
            owner.failed(this, sentence);
        }
    }

    private void say(ClientMessage.PeerState news) {
        if (!retired) {
            conversation.say(news);
        }
    }

    private void fares(PeerPort.Fare now) {
        boolean first = state == State.CONNECTED;
        boolean otherwise = fare != null && fare.relayed() != now.relayed();
        fare = now;
        state = State.UP;
        if (first || otherwise || actor.nanoTime() - toldNanos >= TELL.toNanos()) {
            toldNanos = actor.nanoTime();
            say(new ClientMessage.PeerState(
                    id,
                    LinkState.UP,
                    now.relayed() ? LinkPath.RELAYED : LinkPath.DIRECT,
                    now.roundTripMillis(),
                    now.lossFraction()));
        }
        owner.changed(this);
    }

    /** What media is to tell this end. */
    PeerPort.Listener ear() {
        return new PeerPort.Listener() {
            @Override
            public void described(String sdp) {
                tell(() -> conversation.say(
                        talks
                                ? new ClientMessage.PeerOffer(conversation.nextRef(), id, sdp)
                                : new ClientMessage.PeerAnswer(conversation.nextRef(), id, sdp)));
            }

            @Override
            public void connected() {
                tell(() -> {
                    state = State.CONNECTED;
                    beatNanos = actor.nanoTime();
                    owner.changed(PeerEnd.this);
                });
            }

            @Override
            public void beat(long nanoTime) {
                tell(() -> beatNanos = Math.max(beatNanos, nanoTime));
            }

            @Override
            public void fares(PeerPort.Fare now) {
                tell(() -> {
                    if (state != State.OPENING) {
                        PeerEnd.this.fares(now);
                    }
                });
            }

            @Override
            public void failed(String sentence) {
                tell(() -> fail(sentence));
            }
        };
    }

    private void tell(Runnable news) {
        actor.post(() -> {
            if (state != State.CLOSED) {
                news.run();
            }
        });
    }

    /** Whether silence is to be pushed into it: a clock that stands delays the next over. */
    boolean pushed() {
        return talks && (state == State.CONNECTED || state == State.UP);
    }
}
