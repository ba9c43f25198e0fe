package com.talkiego.dispatch.core.mix;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Tells WebRTC's pulls apart by the taps' writes: one pull writes each live slot once. Written by WebRTC's native thread, read by
 * {@code audio-tick}, which it wakes when the last slot of a pull has written.
 */
final class PullClock {
    /** A write that late after the first of its pull belongs to another one, ns. */
    private static final long LONGEST_PULL = 25_000_000L;

    private final long[] pullOfSlot;
    private long pull;
    private int writes;
    private int expected;
    private long firstNanos;

    private volatile long opened;
    private volatile long openedNanos;
    private volatile long completed;
    private volatile long lastNanos;
    private volatile @Nullable Thread waiter;

    PullClock(int slots, long nowNanos) {
        pullOfSlot = new long[slots];
        lastNanos = nowNanos;
        openedNanos = nowNanos;
    }

    /** Native thread: a slot has its frame. */
    void wrote(int slot, long nowNanos) {
        if (pull == 0 || pullOfSlot[slot] == pull || nowNanos - firstNanos > LONGEST_PULL) {
            open(nowNanos);
        }
        pullOfSlot[slot] = pull;
        writes++;
        lastNanos = nowNanos;
        if (completed < pull && writes >= expected) {
            complete(pull);
        }
    }

    private void open(long nowNanos) {
        if (completed < pull) {
            complete(pull);
        }
        expected = writes;
        writes = 0;
        firstNanos = nowNanos;
        pull++;
        openedNanos = nowNanos;
        opened = pull;
    }

    private void complete(long number) {
        completed = number;
        LockSupport.unpark(waiter);
    }

    /** The thread to wake; null for none. */
    void wake(@Nullable Thread thread) {
        waiter = thread;
    }

    /** Number of the newest pull that has begun. */
    long opened() {
        return opened;
    }

    /** When the newest pull began, ns. */
    long openedNanos() {
        return openedNanos;
    }

    /** Number of the newest pull that is whole. */
    long completed() {
        return completed;
    }

    /** When a tap last wrote, ns; the time of construction before the first. */
    long lastNanos() {
        return lastNanos;
    }
}
