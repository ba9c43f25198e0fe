package com.talkiego.dispatch.mock.rooms;

import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.wire.ServerMessage.MissedOver;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The overs that ended lately on each channel, so that a client that was away can be told what it missed: bounded in number and age.
 * On the thread {@code rooms} only.
 */
final class OverHistory {
    private final Map<Key, Ended> byChannel = new HashMap<>();
    private final Instant began;
    private final int most;
    private final long oldestNanos;

    /**
     * @param began since when overs are kept
     * @param most overs kept of a channel
     * @param oldestMillis for how long
     */
    OverHistory(Instant began, int most, long oldestMillis) {
        this.began = began;
        this.most = most;
        this.oldestNanos = TimeUnit.MILLISECONDS.toNanos(oldestMillis);
    }

    /**
     * What was said on a channel since a time.
     *
     * @param overs oldest first
     * @param more whether there may have been others
     */
    record Found(List<MissedOver> overs, boolean more) {}

    private record Key(String tenant, ChannelId channel) {}

    private record Entry(MissedOver over, long atNanos) {}

    /** One channel's overs, and when the last of those ended that are forgotten. */
    private static final class Ended {
        final ArrayDeque<Entry> overs = new ArrayDeque<>();

        @Nullable
        Instant forgottenTo;
    }

    void ended(Room room, Over over, Instant at, long nowNanos) {
        Ended ended = byChannel.computeIfAbsent(new Key(room.tenant, room.id()), key -> new Ended());
        ended.overs.add(new Entry(new MissedOver(over.number, over.talker, over.emergency, over.since, at), nowNanos));
        trim(ended, nowNanos);
    }

    private void trim(Ended ended, long nowNanos) {
        while (!ended.overs.isEmpty()
                && (ended.overs.size() > most || nowNanos - ended.overs.getFirst().atNanos > oldestNanos)) {
            ended.forgottenTo = ended.overs.removeFirst().over.to();
        }
    }

    /** The newest overs that ended after that time, so many at most. */
    Found since(Room room, Instant since, int limit, long nowNanos) {
        Ended ended = byChannel.get(new Key(room.tenant, room.id()));
        if (ended == null) {
            return new Found(List.of(), since.isBefore(began));
        }
        trim(ended, nowNanos);
        List<MissedOver> all = ended.overs.stream()
                .map(Entry::over)
                .filter(over -> over.to().isAfter(since))
                .toList();
        List<MissedOver> newest = all.subList(Math.max(0, all.size() - Math.max(0, limit)), all.size());
        Instant forgotten = ended.forgottenTo;
        boolean more =
                since.isBefore(began) || newest.size() < all.size() || (forgotten != null && forgotten.isAfter(since));
        return new Found(List.copyOf(newest), more);
    }

    /** Overs kept now. */
    int size() {
        return byChannel.values().stream().mapToInt(ended -> ended.overs.size()).sum();
    }
}
