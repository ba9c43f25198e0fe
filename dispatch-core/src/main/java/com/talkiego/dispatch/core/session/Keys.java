package com.talkiego.dispatch.core.session;

import com.talkiego.dispatch.core.model.PttTarget;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Where presses begin and end, on the thread that sees the source: the ticket's number and lease are made there, and a release
 * ends the lease there, before anybody else hears of it.
 */
final class Keys {
    private static final Duration SHORTEST_LEASE = Duration.ofMillis(50);
    private static final Duration LONGEST_LEASE = Duration.ofSeconds(2);

    private final ConcurrentHashMap<PttTarget, Hold> holds = new ConcurrentHashMap<>();
    private final AtomicLong tickets = new AtomicLong();
    private final AtomicLong overloaded = new AtomicLong();
    private final Actor actor;
    private final Consumer<Hold> down;
    private final Consumer<Hold> joined;
    private final Consumer<Hold> up;

    Keys(Actor actor, Consumer<Hold> down, Consumer<Hold> joined, Consumer<Hold> up) {
        this.actor = actor;
        this.down = down;
        this.joined = joined;
        this.up = up;
    }

    /** A source went down. Any thread; returns at once. */
    Press press(SourceId source, String name, PttTarget target, Duration lease) {
        long now = actor.nanoTime();
        Hold.Token token = new Hold.Token(source, name, bounded(lease).toNanos(), now);
        boolean[] fresh = new boolean[1];
        Hold hold = holds.compute(target, (same, current) -> {
            if (current != null && current.join(token, now)) {
                return current;
            }
            fresh[0] = true;
            return new Hold(tickets.incrementAndGet(), target, token, now);
        });
        tell(hold, fresh[0] ? down : joined, fresh[0]);
        return new Held(hold, token);
    }

    /** Presses the session never got to hear of because its queue was full, since last asked. */
    long takeOverloaded() {
        return overloaded.getAndSet(0);
    }

    /** Closes every hold: what is held counts only after it was let go. */
    void closeAll() {
        holds.values().forEach(Hold::close);
    }

    private void tell(Hold hold, Consumer<Hold> whom, boolean fresh) {
        if (!actor.post(() -> whom.accept(hold)) && fresh) {
            hold.close();
            overloaded.incrementAndGet();
        }
    }

    private static Duration bounded(Duration lease) {
        if (lease.compareTo(SHORTEST_LEASE) < 0) {
            return SHORTEST_LEASE;
        }
        return lease.compareTo(LONGEST_LEASE) > 0 ? LONGEST_LEASE : lease;
    }

    private final class Held implements Press {
        private final Hold hold;
        private final Hold.Token token;

        Held(Hold hold, Hold.Token token) {
            this.hold = hold;
            this.token = token;
        }

        @Override
        public long ticket() {
            return hold.ticket();
        }

        @Override
        public void renew() {
            hold.renew(token, actor.nanoTime());
        }

        @Override
        public void release() {
            if (hold.release(token, actor.nanoTime())) {
                holds.remove(hold.target(), hold);
                // Should the queue be full, the session's watch finds the lease ended within 50 ms.
                actor.post(() -> up.accept(hold));
            }
        }
    }
}
