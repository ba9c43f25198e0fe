package com.talkiego.dispatch.mock.signal;

import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The last events of one session as they were sent, numbered without gaps from 1, bounded in number and age. */
final class Journal {
    private final int mostEvents;
    private final long oldestNanos;
    private final ArrayDeque<Entry> entries = new ArrayDeque<>();
    private long last;

    Journal(int mostEvents, long oldestMillis) {
        this.mostEvents = mostEvents;
        this.oldestNanos = TimeUnit.MILLISECONDS.toNanos(oldestMillis);
    }

    /** The number of the next event. */
    long next() {
        return ++last;
    }

    void keep(long seq, String frame, long nowNanos) {
        entries.add(new Entry(seq, nowNanos, frame));
        trim(nowNanos);
    }

    void trim(long nowNanos) {
        while (!entries.isEmpty()
                && (entries.size() > mostEvents || nowNanos - entries.getFirst().atNanos > oldestNanos)) {
            entries.removeFirst();
        }
    }

    /** Whether a client that has received all up to {@code seq} can be told everything it missed. */
    boolean reaches(long seq) {
        long firstKept = entries.isEmpty() ? last + 1 : entries.getFirst().seq;
        return seq >= firstKept - 1 && seq <= last;
    }

    /** The frames after that number. */
    List<String> after(long seq) {
        return entries.stream()
                .filter(entry -> entry.seq > seq)
                .map(Entry::frame)
                .toList();
    }

    int size() {
        return entries.size();
    }

    private record Entry(long seq, long atNanos, String frame) {}
}
