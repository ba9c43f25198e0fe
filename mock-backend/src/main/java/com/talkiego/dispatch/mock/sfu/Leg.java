package com.talkiego.dispatch.mock.sfu;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** One granted channel of an over: the slots of its listeners, which end together. */
final class Leg {
    final Set<Cursor> cursors = new LinkedHashSet<>();
    final CompletableFuture<Void> done = new CompletableFuture<>();
    boolean ending;

    /** Completes the end of the leg if it was asked for and its last slot is through. */
    void settle() {
        if (ending && cursors.isEmpty()) {
            done.complete(null);
        }
    }
}
