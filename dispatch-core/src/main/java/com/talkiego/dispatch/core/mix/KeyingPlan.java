package com.talkiego.dispatch.core.mix;

import java.util.List;

/** Which over buffers fill and empty; whole, immutable, published by the session, read by {@code capture}. */
public record KeyingPlan(long revision, List<TicketGate> gates) {
    public static final KeyingPlan EMPTY = new KeyingPlan(0, List.of());

    public KeyingPlan {
        gates = List.copyOf(gates);
    }
}
