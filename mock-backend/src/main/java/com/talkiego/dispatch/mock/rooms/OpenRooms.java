package com.talkiego.dispatch.mock.rooms;

import com.talkiego.dispatch.core.model.Channel;
import com.talkiego.dispatch.core.model.ChannelId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The channels that somebody is on or talks on, of all tenants: opened when they are needed, given up when they are of no use. On the thread {@code rooms}. */
final class OpenRooms {
    private final ChannelDirectory channels;
    private final RoomsContext context;
    private final Map<Key, Room> rooms = new LinkedHashMap<>();

    private record Key(String tenant, ChannelId channel) {}

    OpenRooms(ChannelDirectory channels, RoomsContext context) {
        this.channels = channels;
        this.context = context;
    }

    /** Whether the tenant has such a channel, open or not. */
    boolean known(String tenant, ChannelId id) {
        return channels.find(tenant, id) != null;
    }

    /** The room of a channel; null if nobody is there. */
    @Nullable
    Room find(String tenant, ChannelId id) {
        return rooms.get(new Key(tenant, id));
    }

    /** The room of a channel, opened if need be; null if there is no such channel. */
    @Nullable
    Room open(String tenant, ChannelId id) {
        Channel channel = channels.find(tenant, id);
        return channel == null
                ? null
                : rooms.computeIfAbsent(new Key(tenant, id), key -> new Room(tenant, channel, context));
    }

    /** Does something with the room of a channel if it is open; it may be of no use afterwards. */
    void with(String tenant, ChannelId id, Consumer<Room> deed) {
        Room room = find(tenant, id);
        if (room != null) {
            deed.accept(room);
            giveUpIfEmpty(room);
        }
    }

    /** Nobody is there any more, perhaps. */
    void giveUpIfEmpty(Room room) {
        if (room.members.isEmpty() && room.floor.idle()) {
            rooms.remove(new Key(room.tenant, room.id()), room);
            room.topology.close();
        }
    }

    /** All as they are now. */
    List<Room> all() {
        return List.copyOf(rooms.values());
    }

    /** Those of a channel, in every tenant. */
    List<Room> of(ChannelId channel) {
        return rooms.values().stream().filter(room -> room.id().equals(channel)).toList();
    }

    /** How many overs are on the air in a tenant. */
    int overs(String tenant) {
        return (int) rooms.values().stream()
                .filter(room -> room.tenant.equals(tenant) && room.floor.over() != null)
                .count();
    }
}
