package com.talkiego.dispatch.core.session;

/** A listener that is called until this is closed. */
@FunctionalInterface
public interface Subscription extends AutoCloseable {
    @Override
    void close();
}
