package com.talkiego.dispatch.mock.rooms;

import java.time.Instant;

/** The one thread that owns all rooms, with its clock: tasks run one after the other, never two at once. */
public interface Actor {

    /** Hands over a client's task, from any thread; false if the queue is full, and the task is then not run. */
    boolean post(Runnable task);

    /**
     * Hands over a task of the server's own, from any thread: these may use the part of the queue that clients cannot fill. False,
     * and counted, if even that is full.
     */
    boolean postOwn(Runnable task);

    /** Runs the task so many ms from now; called on the actor's thread only. */
    Timer after(long millis, Runnable task);

    /** A clock that only goes forward, in ns. */
    long nanoTime();

    /** The time of day, as clients are told. */
    Instant now();

    /** A task that waits for its time. */
    interface Timer {
        /** Takes it back; does nothing if it already ran. */
        void cancel();
    }
}
