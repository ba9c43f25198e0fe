package com.talkiego.dispatch.core.session;

/** One held source: made at key-down, safe on any thread. Renewed by the thread that sees the source, and by nobody else. */
public interface Press {
    /** The ticket it belongs to; several sources held for the same target share one. */
    long ticket();

    /** The source is still held. Once the lease lapsed this changes nothing any more. */
    void renew();

    /** The source was let go: the microphone closes at once unless another source holds the same ticket. */
    void release();
}
