package com.talkiego.dispatch.core.mix;

import java.util.List;

/**
 * Which over buffers fill and empty; whole, immutable, published by the session, read by {@code capture}.
 *
 * @param peers peer sinks that are open, one bit each from the lowest: each gets a frame every 10 ms, silence where no over goes to it
 */
public record KeyingPlan(long revision, List<TicketGate> gates, long peers) {
    public static final KeyingPlan EMPTY = new KeyingPlan(0, List.of());

    public KeyingPlan {
        gates = List.copyOf(gates);
    }

    /** Without peer sinks. */
    public KeyingPlan(long revision, List<TicketGate> gates) {
        this(revision, gates, 0);
    }
}
