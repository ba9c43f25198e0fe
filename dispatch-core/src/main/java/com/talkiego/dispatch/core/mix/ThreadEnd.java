package com.talkiego.dispatch.core.mix;

/** Waiting for the end of a thread that was told to end, and that waits for nobody itself. */
public final class ThreadEnd {
    private ThreadEnd() {}

    /** Returns when it has ended. An interrupt does not shorten the wait: what the thread owns is taken apart next. It is kept. */
    public static void await(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
