package com.talkiego.dispatch.mock.sfu;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One over while it is on the air: its newest packets, by the order of their arrival, and the legs it goes to.
 *
 * <p>Packets have ever-growing indices; those between {@link #oldest()} and {@link #newest()} are still kept.
 */
final class Over {
    private static final long PROGRESS_NANOS = 500_000_000L;

    final String ticket;
    final Uplink uplink;
    private final Map<String, Leg> legs = new LinkedHashMap<>();
    private final @Nullable MediaPacket[] kept;
    private final long keepNanos;

    private long oldest;
    private long newest;
    private int firstTimestamp;
    private long lastProgressNanos;
    private boolean closed;

    /**
     * @param keepNanos how long packets are kept
     * @param mostKept how many packets are kept at most, whatever their age
     */
    Over(String ticket, Uplink uplink, long keepNanos, int mostKept) {
        this.ticket = ticket;
        this.uplink = uplink;
        this.keepNanos = keepNanos;
        this.kept = new @Nullable MediaPacket[mostKept];
    }

    /** Index of the oldest packet that is kept. */
    long oldest() {
        return oldest;
    }

    /** Index the next packet will get; also the number of packets so far. */
    long newest() {
        return newest;
    }

    MediaPacket at(long index) {
        MediaPacket packet = kept[(int) (index % kept.length)];
        if (packet == null || index < oldest || index >= newest) {
            throw new IndexOutOfBoundsException("packet " + index + " is not kept");
        }
        return packet;
    }

    /** Keeps a packet, cleaned of sound from before the over, and forgets those that are too old. */
    void add(MediaPacket packet) {
        if (newest == 0) {
            firstTimestamp = packet.timestamp;
        }
        forgetBefore(packet.arrivalNanos - keepNanos);
        if (newest - oldest == kept.length) {
            oldest++;
        }
        kept[(int) (newest % kept.length)] = packet.from(firstTimestamp);
        newest++;
    }

    private void forgetBefore(long nanos) {
        while (oldest < newest && at(oldest).arrivalNanos - nanos < 0) {
            kept[(int) (oldest % kept.length)] = null;
            oldest++;
        }
    }

    /** Whether it is time to tell that packets keep arriving. */
    boolean progressDue(long nowNanos) {
        if (newest > 1 && nowNanos - lastProgressNanos < PROGRESS_NANOS) {
            return false;
        }
        lastProgressNanos = nowNanos;
        return true;
    }

    @Nullable
    Leg leg(String name) {
        return legs.get(name);
    }

    Leg openLeg(String name) {
        return legs.computeIfAbsent(name, added -> new Leg());
    }

    int legCount() {
        return legs.size();
    }

    List<Leg> legs() {
        return new ArrayList<>(legs.values());
    }

    /** No more packets are accepted. */
    void close() {
        closed = true;
    }

    /** Whether nothing can come out of it any more. */
    boolean spent() {
        return closed && legs.values().stream().allMatch(leg -> leg.cursors.isEmpty());
    }
}
