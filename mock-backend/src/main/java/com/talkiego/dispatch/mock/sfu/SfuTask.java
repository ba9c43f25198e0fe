package com.talkiego.dispatch.mock.sfu;

/** Something to do on the thread {@code sfu}, with the time at which it is done. */
@FunctionalInterface
interface SfuTask {
    void run(long nowNanos);

    /** It will never run: the server is closed. */
    default void abandon() {}
}
