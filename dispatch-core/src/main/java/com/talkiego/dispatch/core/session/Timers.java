package com.talkiego.dispatch.core.session;

import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** What is to be done later, soonest first; used by one thread. */
final class Timers {
    private final PriorityQueue<Due> queue = new PriorityQueue<>(Timers::compare);
    private long order;

    private static final class Due implements Actor.Timer {
        final long atNanos;
        final long order;

        @Nullable
        Runnable task;

        Due(long atNanos, long order, Runnable task) {
            this.atNanos = atNanos;
            this.order = order;
            this.task = task;
        }

        @Override
        public void cancel() {
            task = null;
        }
    }

    private static int compare(Due a, Due b) {
        long later = a.atNanos - b.atNanos;
        return later == 0 ? Long.compare(a.order, b.order) : later < 0 ? -1 : 1;
    }

    Actor.Timer add(long atNanos, Runnable task) {
        Due due = new Due(atNanos, order++, task);
        queue.add(due);
        return due;
    }

    /** How long until the next is due, in ns, at most {@code limit}; 0 or less if one is due now. */
    long untilNext(long nowNanos, long limit) {
        drop();
        Due next = queue.peek();
        return next == null ? limit : Math.min(limit, next.atNanos - nowNanos);
    }

    /** Takes the next one due, null if none is. */
    @Nullable
    Runnable due(long nowNanos) {
        drop();
        Due next = queue.peek();
        if (next == null || next.atNanos - nowNanos > 0) {
            return null;
        }
        queue.remove();
        return next.task;
    }

    private void drop() {
        for (Due next = queue.peek(); next != null && next.task == null; next = queue.peek()) {
            queue.remove();
        }
    }
}
