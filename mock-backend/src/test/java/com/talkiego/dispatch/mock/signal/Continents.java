package com.talkiego.dispatch.mock.signal;

import com.talkiego.dispatch.core.wire.ServerMessage;
import com.talkiego.dispatch.mock.regions.RegionLinks;
import com.talkiego.dispatch.mock.regions.RegionServices;
import com.talkiego.dispatch.mock.rooms.ManualActor;
import com.talkiego.dispatch.mock.rooms.Neighbours;
import com.talkiego.dispatch.mock.rooms.RegionMessage;
import com.talkiego.dispatch.mock.rooms.RoomsSettings;
import com.talkiego.dispatch.mock.rooms.SfuMediaServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Several regions on one hand-moved time, with the true links between them. Fire 1 is at home in the first, EMS 1 in the second. */
final class Continents {
    final ManualActor actor = new ManualActor();
    final RegionLinks links;
    /** How much later than others a region notices that another is gone, in ms. */
    final Map<String, Long> slowToNotice = new HashMap<>();

    private final Map<String, Desk> desks = new LinkedHashMap<>();

    Continents(String... ids) {
        List<RegionLinks.End> ends = new ArrayList<>();
        for (String id : ids) {
            Desk desk = new Desk(Desk.settings(RoomsSettings.usual()), actor);
            desk.layer.behind(new RegionDoor() {
                @Override
                public String region() {
                    return id;
                }

                @Override
                public @Nullable Elsewhere elsewhere(String tenant) {
                    return null;
                }
            });
            desks.put(id, desk);
            ends.add(new RegionLinks.End(id, "Region " + id, new Services(id, desk.layer)));
        }
        links = new RegionLinks(ends, tenant -> true, actor::nanoTime);
    }

    private final class Services implements RegionServices {
        private final String id;
        private final SignalLayer layer;

        Services(String id, SignalLayer layer) {
            this.id = id;
            this.layer = layer;
        }

        @Override
        public void join(Neighbours neighbours, SfuMediaServer.Relay relay) {
            layer.join(neighbours);
        }

        @Override
        public void reach(String region, boolean now, Duration after, BooleanSupplier still) {
            long late = after.isZero() ? 0 : slowToNotice.getOrDefault(id, 0L);
            layer.reach(region, now, after.toMillis() + late, still);
        }

        @Override
        public void told(String region, Duration delay, Supplier<@Nullable RegionMessage> arriving) {
            layer.told(region, delay.toMillis(), arriving);
        }
    }

    Desk in(String region) {
        return Objects.requireNonNull(desks.get(region));
    }

    void cut(String from, String to, boolean now) {
        links.set(from, to, now, 20, 0);
    }

    /** Lets time pass in which all clients beat. */
    void pass(long millis, Client... clients) {
        in(desks.keySet().iterator().next()).pass(millis, clients);
    }

    /** Who talks, by what a client was told so far; null for nobody. */
    static @Nullable Long taken(Client client) {
        Long over = null;
        for (ServerMessage message : client.told()) {
            over = switch (message) {
                case ServerMessage.FloorTaken taken -> Long.valueOf(taken.over());
                case ServerMessage.FloorIdle idle -> null;
                default -> over;
            };
        }
        return over;
    }
}
