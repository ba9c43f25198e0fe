package com.talkiego.dispatch.core.session;

import com.talkiego.dispatch.core.wire.ClientMessage;
import com.talkiego.dispatch.core.wire.Codec;
import com.talkiego.dispatch.core.wire.ServerMessage;
import com.talkiego.dispatch.core.wire.WireException;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The one socket that counts: what comes over an earlier one is not heard any more. Frames are decoded where they arrive and
 * handed to {@code signalling}; all else is on {@code signalling} only.
 */
final class SignalSocket {
    private final Actor actor;
    private final SignalPort port;
    private final Tally tally;
    private final Owner owner;
    private SignalPort.@Nullable Link link;
    private long generation;

    /** Who has to do with what comes. */
    interface Owner {
        void opened();

        void message(ServerMessage message);

        void closed(String sentence);
    }

    SignalSocket(Actor actor, SignalPort port, Tally tally, Owner owner) {
        this.actor = actor;
        this.port = port;
        this.tally = tally;
        this.owner = owner;
    }

    void open(URI address) {
        drop();
        link = port.open(address, new Ear(++generation));
    }

    boolean say(ClientMessage message) {
        SignalPort.Link current = link;
        return current != null && current.send(Codec.encode(message));
    }

    /** Closes it in good order; nothing of it is heard any more. */
    void close() {
        generation++;
        if (link != null) {
            link.close();
            link = null;
        }
    }

    /** Drops it at once; nothing of it is heard any more. */
    void drop() {
        generation++;
        if (link != null) {
            link.abort();
            link = null;
        }
    }

    private final class Ear implements SignalPort.Listener {
        private final long ofGeneration;
        private volatile boolean overrun;

        Ear(long ofGeneration) {
            this.ofGeneration = ofGeneration;
        }

        private boolean tell(Runnable news) {
            return actor.post(() -> {
                if (generation == ofGeneration) {
                    news.run();
                }
            });
        }

        @Override
        public void opened() {
            tell(owner::opened);
        }

        @Override
        public void frame(String text) {
            if (overrun) {
                return;
            }
            ServerMessage message;
            try {
                message = Codec.decodeServer(text);
            } catch (WireException strange) {
                switch (strange.code()) {
                    case MALFORMED -> tally.malformed();
                    case TOO_LARGE -> tally.tooLarge();
                    case UNKNOWN_TYPE -> tally.unknown();
                }
                return;
            }
            // Where there is no room for a frame none after it is taken: the beats go unanswered, and the resume brings
            // all again.
            overrun = !tell(() -> owner.message(message));
        }

        @Override
        public void closed(String sentence) {
            tell(() -> {
                link = null;
                owner.closed(sentence);
            });
        }
    }
}
