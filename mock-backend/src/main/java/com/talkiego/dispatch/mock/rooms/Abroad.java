package com.talkiego.dispatch.mock.rooms;

import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.Member;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the rooms of this region know of the others: which can be reached, and who is on which channel there. On the thread {@code rooms}. */
final class Abroad {
    private final Set<String> reached = new LinkedHashSet<>();
    private final Map<String, Map<Key, List<Member>>> members = new HashMap<>();
    private Neighbours neighbours = Neighbours.NONE;

    private record Key(String tenant, ChannelId channel) {}

    void join(Neighbours all) {
        neighbours = all;
    }

    String self() {
        return neighbours.self();
    }

    String name(String region) {
        return neighbours.name(region);
    }

    boolean shares(String tenant) {
        return neighbours.shares(tenant);
    }

    /** Numbers of overs never meet: each region has its own residue. */
    long number(long own) {
        List<String> all = neighbours.all();
        return own * all.size() + all.indexOf(self());
    }

    /** A name that is unique in all regions. */
    String named(String own) {
        return self().isEmpty() ? own : self() + "-" + own;
    }

    void reach(String region, boolean now) {
        if (now) {
            reached.add(region);
        } else {
            reached.remove(region);
            members.remove(region);
        }
    }

    boolean reaches(String region) {
        return region.equals(self()) || reached.contains(region);
    }

    Set<String> reached() {
        return Set.copyOf(reached);
    }

    List<String> unreachable() {
        return neighbours.all().stream()
                .filter(region -> !reaches(region))
                .map(neighbours::name)
                .toList();
    }

    /**
     * The region that decides on a channel's floor: of all regions, beginning with the one that the channel's number falls on, the
     * first that can be reached. Regions that reach each other agree on it.
     */
    String home(Room room) {
        List<String> all = neighbours.all();
        if (!shares(room.tenant)) {
            return self();
        }
        for (int i = 0; i < all.size(); i++) {
            String region = all.get((room.channel.number() - 1 + i) % all.size());
            if (reaches(region)) {
                return region;
            }
        }
        return self();
    }

    /** Who was on a channel there until now. */
    List<Member> members(String region, RegionMessage.Members now) {
        Map<Key, List<Member>> there = members.computeIfAbsent(region, added -> new HashMap<>());
        Key key = new Key(now.tenant(), now.channel());
        List<Member> before = now.members().isEmpty() ? there.remove(key) : there.put(key, now.members());
        return before == null ? List.of() : before;
    }

    /** Everybody who is on that channel in other regions, each once. */
    Collection<Member> on(Room room) {
        Map<String, Member> all = new LinkedHashMap<>();
        for (String region : reached) {
            on(region, room).forEach(member -> all.putIfAbsent(member.id(), member));
        }
        return all.values();
    }

    List<Member> on(String region, Room room) {
        return members.getOrDefault(region, Map.of()).getOrDefault(new Key(room.tenant, room.id()), List.of());
    }

    void send(String region, RegionMessage message) {
        if (shares(message.tenant()) && !region.equals(self())) {
            neighbours.send(region, message);
        }
    }

    void tellAll(RegionMessage message) {
        new ArrayList<>(reached).forEach(region -> send(region, message));
    }
}
