package com.talkiego.dispatch.core.session;

import com.talkiego.dispatch.core.mix.Lease;
import com.talkiego.dispatch.core.model.PttTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The sources that hold one ticket, OR-ed: its lease lives as long as the longest of theirs. Guarded by itself, for sources are
 * seen on different threads; the capture thread reads the lease only, which takes no lock.
 */
final class Hold {
    private final long ticket;
    private final PttTarget target;
    private final Lease lease;
    private final long pressedNanos;
    private final List<Token> tokens = new ArrayList<>();
    private boolean closed;
    private boolean released;

    /** One source's part in it. */
    static final class Token {
        final SourceId source;
        final String name;
        final long leaseNanos;
        long untilNanos;

        Token(SourceId source, String name, long leaseNanos, long nowNanos) {
            this.source = source;
            this.name = name;
            this.leaseNanos = leaseNanos;
            this.untilNanos = nowNanos + leaseNanos;
        }
    }

    Hold(long ticket, PttTarget target, Token first, long nowNanos) {
        this.ticket = ticket;
        this.target = target;
        this.lease = new Lease(first.untilNanos);
        this.pressedNanos = nowNanos;
        tokens.add(first);
    }

    long ticket() {
        return ticket;
    }

    PttTarget target() {
        return target;
    }

    Lease lease() {
        return lease;
    }

    long pressedNanos() {
        return pressedNanos;
    }

    /**
     * Adds a source; false if this hold is over. A source that is in it already must have lost its key-up: its old part ends here,
     * and with it the hold if it was the only one.
     */
    synchronized boolean join(Token token, long nowNanos) {
        if (closed || !lease.live(nowNanos)) {
            return false;
        }
        tokens.removeIf(old -> old.source.equals(token.source));
        if (tokens.isEmpty()) {
            closed = true;
            released = true;
            lease.end();
            return false;
        }
        tokens.add(token);
        extend(nowNanos);
        return true;
    }

    synchronized void renew(Token token, long nowNanos) {
        if (closed || !tokens.contains(token) || nowNanos - token.untilNanos > 0) {
            return;
        }
        token.untilNanos = nowNanos + token.leaseNanos;
        extend(nowNanos);
    }

    /** Lets one source go; true if it was the last one that lived. */
    synchronized boolean release(Token token, long nowNanos) {
        if (!tokens.remove(token) || closed) {
            return false;
        }
        tokens.removeIf(lapsed -> nowNanos - lapsed.untilNanos > 0);
        if (!tokens.isEmpty()) {
            extend(nowNanos);
            return false;
        }
        closed = true;
        released = nowNanos - token.untilNanos <= 0;
        lease.end();
        return true;
    }

    /** Ends it whatever is held: nothing may join any more, and no renewal counts. */
    synchronized void close() {
        closed = true;
        lease.end();
    }

    /** Whether every source was let go in good order, rather than lapsed. */
    synchronized boolean released() {
        return released;
    }

    /** What is held, in words. */
    synchronized String names() {
        return tokens.stream().map(token -> token.name).distinct().collect(Collectors.joining(" and "));
    }

    private void extend(long nowNanos) {
        long latest = nowNanos;
        for (Token token : tokens) {
            if (token.untilNanos - latest > 0) {
                latest = token.untilNanos;
            }
        }
        lease.renew(nowNanos, latest);
    }
}
