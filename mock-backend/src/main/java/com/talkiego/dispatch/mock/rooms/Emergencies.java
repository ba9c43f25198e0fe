package com.talkiego.dispatch.mock.rooms;

import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.Emergency;
import com.talkiego.dispatch.core.model.EmergencyState;
import com.talkiego.dispatch.core.model.Member;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The emergencies of all tenants that are open: raised, perhaps acknowledged, not yet cleared. They outlive their member's session. */
final class Emergencies {
    /** One per member and channel anyway; this bounds what a tenant full of alarms can take. */
    private static final int MOST_OPEN = 1_000;

    /** Closed ones kept for clients that were away. */
    private static final int MOST_CLOSED = 1_000;

    private final Map<String, Entry> open = new LinkedHashMap<>();
    private final ArrayDeque<Closed> closed = new ArrayDeque<>();
    private final long keptNanos;
    private long last;

    /** @param keptMillis how long closed ones are remembered */
    Emergencies(long keptMillis) {
        this.keptNanos = TimeUnit.MILLISECONDS.toNanos(keptMillis);
    }

    /** Raises one; null if there are too many. Raised again by the same member on the same channel, it is the same one. */
    @Nullable
    Emergency raise(String tenant, ChannelId channel, Member member, Instant now, Abroad abroad) {
        for (Entry entry : open.values()) {
            if (entry.is(tenant, channel, member)) {
                return entry.emergency;
            }
        }
        if (open.size() >= MOST_OPEN) {
            return null;
        }
        Emergency raised =
                new Emergency(abroad.named("e" + ++last), channel, member, now, EmergencyState.RAISED, null, null);
        open.put(raised.id(), new Entry(tenant, raised));
        return raised;
    }

    /** Notes who took note of it or cleared it, and forgets what is cleared; null if that tenant has no such open emergency. */
    @Nullable
    Emergency change(String tenant, String id, EmergencyState state, Member by, Instant now, long nowNanos) {
        Entry entry = open.get(id);
        if (entry == null || !entry.tenant.equals(tenant)) {
            return null;
        }
        Emergency was = entry.emergency;
        Emergency changed = new Emergency(id, was.channel(), was.member(), was.raisedAt(), state, by.alias(), now);
        if (state.open()) {
            open.put(id, new Entry(tenant, changed));
        } else {
            open.remove(id);
            closed.add(new Closed(tenant, changed, nowNanos));
            forgetOld(nowNanos);
        }
        return changed;
    }

    private void forgetOld(long nowNanos) {
        while (!closed.isEmpty() && (closed.size() > MOST_CLOSED || nowNanos - closed.getFirst().atNanos > keptNanos)) {
            closed.removeFirst();
        }
    }

    /** Takes over how another region knows an emergency, if that is further on; false if it is nothing new. */
    boolean learn(String tenant, Emergency told, long nowNanos) {
        Entry known = open.get(told.id());
        if (closed.stream().anyMatch(entry -> entry.emergency.id().equals(told.id()))
                || (known != null && known.emergency.state().compareTo(told.state()) >= 0)
                || (known == null && open.size() >= MOST_OPEN)) {
            return false;
        }
        if (told.state().open()) {
            open.put(told.id(), new Entry(tenant, told));
        } else {
            open.remove(told.id());
            closed.add(new Closed(tenant, told, nowNanos));
            forgetOld(nowNanos);
        }
        return true;
    }

    /** Everything another region should know, what was closed lately included. */
    List<RegionMessage.Alarm> news() {
        return Stream.concat(
                        open.values().stream().map(entry -> new RegionMessage.Alarm(entry.tenant, entry.emergency)),
                        closed.stream().map(entry -> new RegionMessage.Alarm(entry.tenant, entry.emergency)))
                .toList();
    }

    /** The emergencies of a channel that were closed after that time, as far as remembered. */
    List<Emergency> closedSince(Room room, Instant since, long nowNanos) {
        forgetOld(nowNanos);
        return closed.stream()
                .filter(entry -> entry.tenant.equals(room.tenant))
                .map(Closed::emergency)
                .filter(emergency -> emergency.channel().equals(room.id()))
                .filter(emergency -> emergency.at() != null && emergency.at().isAfter(since))
                .toList();
    }

    /** Whether that member has an emergency open on that channel. */
    boolean openOf(Room room, Member member) {
        return open.values().stream().anyMatch(entry -> entry.is(room.tenant, room.id(), member));
    }

    boolean openOn(Room room) {
        return of(room.tenant).stream()
                .anyMatch(emergency -> emergency.channel().equals(room.id()));
    }

    List<Emergency> of(String tenant) {
        return open.values().stream()
                .filter(entry -> entry.tenant.equals(tenant))
                .map(Entry::emergency)
                .toList();
    }

    List<Emergency> all() {
        return open.values().stream().map(Entry::emergency).toList();
    }

    private record Closed(String tenant, Emergency emergency, long atNanos) {}

    private record Entry(String tenant, Emergency emergency) {
        boolean is(String otherTenant, ChannelId channel, Member member) {
            return tenant.equals(otherTenant)
                    && emergency.channel().equals(channel)
                    && emergency.member().id().equals(member.id());
        }
    }
}
