package com.talkiego.dispatch.console.e2e;

import com.talkiego.dispatch.core.model.PttTarget;
import com.talkiego.dispatch.core.session.DispatchSession;
import com.talkiego.dispatch.core.session.Press;
import com.talkiego.dispatch.core.session.SourceId;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A key that a finger holds down until it is let go, seen ten times a second by a thread of its own. */
final class HeldKey {
    private static final SourceId KEY = new SourceId("finger");

    private final Press press;
    private final Thread finger;
    private volatile boolean released;

    HeldKey(DispatchSession session, PttTarget target) {
        press = session.press(KEY, "finger", target, Duration.ofMillis(800));
        finger = Thread.ofPlatform().name("held-key").daemon().start(() -> {
            while (!released) {
                press.renew();
                LockSupport.parkNanos(100_000_000);
            }
        });
    }

    /** Lets it go; nothing if it was let go already. */
    void release() throws InterruptedException {
        released = true;
        LockSupport.unpark(finger);
        finger.join();
        press.release();
    }
}
