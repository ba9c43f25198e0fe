package com.talkiego.dispatch.mock.sfu;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where datagrams leave, through the faults that are switched on; on the thread {@code sfu} only. */
final class Outbox {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final int MOST_DELAYED = 16_384;

    /** The socket, non-blocking. */
    @FunctionalInterface
    interface Wire {
        /** Returns the bytes sent; 0 if the send buffer is full. */
        int send(ByteBuffer datagram, SocketAddress to) throws IOException;
    }

    private record Delayed(long dueNanos, long order, InetSocketAddress to, ByteBuffer datagram) {}

    private final Wire wire;
    private final FaultGate faults;
    private final Tally tally;
    private final ByteBuffer direct = ByteBuffer.allocateDirect(PacketBuffer.CAPACITY);
    private final PriorityQueue<Delayed> delayed =
            new PriorityQueue<>(Comparator.comparingLong(Delayed::dueNanos).thenComparingLong(Delayed::order));
    private long order;

    Outbox(Wire wire, FaultGate faults, Tally tally) {
        this.wire = wire;
        this.faults = faults;
        this.tally = tally;
    }

    void send(Link link, byte[] data, int length, long nowNanos) {
        InetSocketAddress to = link.remote();
        if (to == null) {
            tally.drops.count(DropCause.NOT_CONNECTED);
        } else {
            send(link.peer, to, data, length, nowNanos);
        }
    }

    void send(String peer, InetSocketAddress to, byte[] data, int length, long nowNanos) {
        if (faults.takesLeaving(peer)) {
            return;
        }
        long delay = faults.delayNanos(peer);
        if (delay == 0) {
            direct.clear().put(data, 0, length).flip();
            write(direct, to);
        } else if (delayed.size() >= MOST_DELAYED) {
            tally.drops.count(DropCause.FAULT);
        } else {
            delayed.add(new Delayed(nowNanos + delay, order++, to, ByteBuffer.wrap(Arrays.copyOf(data, length))));
        }
    }

    /** Sends what was delayed long enough. */
    void tick(long nowNanos) {
        for (Delayed next = delayed.peek(); next != null && next.dueNanos - nowNanos <= 0; next = delayed.peek()) {
            delayed.remove();
            write(next.datagram, next.to);
        }
    }

    /** Nanoseconds until {@link #tick} has something to send; at most the given limit. */
    long nanosUntilDue(long nowNanos, long limit) {
        Delayed next = delayed.peek();
        return next == null ? limit : Math.clamp(next.dueNanos - nowNanos, 0, limit);
    }

    private void write(ByteBuffer datagram, InetSocketAddress to) {
        try {
            if (wire.send(datagram, to) == 0) {
                tally.drops.count(DropCause.SEND_BUFFER_FULL);
            }
        } catch (IOException unreachable) {
            // A client that went away answers so; consent ends its link in time.
            tally.drops.count(DropCause.NOT_CONNECTED);
            LOG.debug("No datagram could be sent to {}: {}", to, unreachable.getMessage());
        }
    }
}
