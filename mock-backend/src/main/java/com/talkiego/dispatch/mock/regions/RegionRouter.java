package com.talkiego.dispatch.mock.regions;

import com.talkiego.dispatch.core.wire.ApiMessage.Region;
import com.talkiego.dispatch.core.wire.ApiMessage.RegionHealth;
import com.talkiego.dispatch.core.wire.ApiMessage.Residency;
import com.talkiego.dispatch.core.wire.ServerMessage;
import com.talkiego.dispatch.mock.api.DemoTenant;
import com.talkiego.dispatch.mock.edge.PortTaken;
import com.talkiego.dispatch.mock.signal.RegionDoor;
import com.talkiego.dispatch.mock.signal.RegionDoor.Elsewhere;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Which region serves whom: healthy ones before draining ones, near ones before far ones, and for a tenant with a residency the one
 * that may. Any thread.
 */
public final class RegionRouter {
    private volatile @Nullable Residency residency;
    private final String host;
    private volatile List<ServedRegion> regions = List.of();

    /** @param host under which clients reach every region */
    public RegionRouter(@Nullable Residency residency, String host) {
        this.residency = residency;
        this.host = host;
    }

    /**
     * Opens a region, whose SignalLayer asks here who may come in.
     *
     * @throws PortTaken if its port cannot be listened on
     */
    public ServedRegion region(
            String id,
            int place,
            RegionServices services,
            ServedRegion.Relays relays,
            int port,
            EdgeGateway.Opener opener)
            throws PortTaken {
        ServedRegion region = new ServedRegion(id, place, services, relays, port, opener);
        services.behind(door(region));
        return region;
    }

    /** Joins the regions by links, once they are served. Nothing of a tenant that must stay in one goes over them. */
    public RegionLinks links(LongSupplier nanoTime) {
        return new RegionLinks(
                regions.stream()
                        .map(region -> new RegionLinks.End(region.id, region.name, region.services))
                        .toList(),
                tenant -> pinned(tenant) == null,
                nanoTime);
    }

    /** How the regions are, for the state page. */
    public List<RegionHealth> snapshot() {
        return regions.stream().map(ServedRegion::health).toList();
    }

    /** Tells it the regions, once they are there. */
    public void serve(List<ServedRegion> all) {
        regions = List.copyOf(all);
    }

    List<ServedRegion> all() {
        return regions;
    }

    @Nullable
    Residency residency() {
        return residency;
    }

    /** From now on that is to be done while the region the tenant must stay in is down; false if it may be anywhere anyway. */
    boolean whenDown(String policy) {
        Residency now = residency;
        if (now == null) {
            return false;
        }
        residency = new Residency(now.region(), policy);
        return true;
    }

    Optional<ServedRegion> find(String id) {
        return regions.stream().filter(region -> region.id.equals(id)).findFirst();
    }

    /**
     * The regions that may serve a tenant, the one to try first.
     *
     * @param measuredMillis how far the client found each to be, in ms
     */
    List<ServedRegion> order(String tenant, Map<String, Long> measuredMillis) {
        return regions.stream()
                .filter(region -> serves(region, tenant))
                .sorted(Comparator.comparingInt(RegionRouter::rank)
                        .thenComparing(region -> measuredMillis.getOrDefault(region.id, Long.MAX_VALUE))
                        .thenComparingInt(region -> region.place))
                .toList();
    }

    private static int rank(ServedRegion region) {
        return switch (region.state()) {
            case Region.HEALTHY -> 0;
            case Region.DRAINING -> 1;
            default -> 2;
        };
    }

    /** Whether that tenant's clients may be in that region now. */
    boolean serves(ServedRegion region, String tenant) {
        Residency pinned = pinned(tenant);
        if (pinned == null || pinned.region().equals(region.id)) {
            return true;
        }
        return pinned.whenDown().equals(Residency.MOVE)
                && find(pinned.region()).map(ServedRegion::down).orElse(true);
    }

    private @Nullable Residency pinned(String tenant) {
        return tenant.equals(DemoTenant.ID) ? residency : null;
    }

    /** Why clients of that tenant cannot be in that region, and where to go; null if they may stay. */
    @Nullable
    Elsewhere elsewhere(ServedRegion here, String tenant, long withinMillis) {
        if (!serves(here, tenant)) {
            return pinnedElsewhere(tenant, withinMillis);
        }
        if (!here.draining()) {
            return null;
        }
        // With nowhere to go, a region that drains is better than none.
        return order(tenant, Map.of()).stream()
                .filter(region -> region != here && region.healthy())
                .findFirst()
                .map(other -> to(
                        other,
                        withinMillis,
                        here.name + " is being taken out of service. You are moved to " + other.name + "."))
                .orElse(null);
    }

    private Elsewhere pinnedElsewhere(String tenant, long withinMillis) {
        Residency pinned = pinned(tenant);
        ServedRegion home = pinned == null ? null : find(pinned.region()).orElse(null);
        if (home == null || home.down()) {
            String name = home == null ? "its own region" : home.name;
            return new Elsewhere(
                    null, "This tenant must stay in " + name + ", which is down. Nobody is served until it is back.");
        }
        return to(home, withinMillis, "This tenant must stay in " + home.name + ".");
    }

    private Elsewhere to(ServedRegion region, long withinMillis, String text) {
        return new Elsewhere(
                new ServerMessage.Redirect(
                        region.id,
                        "https://" + host + ":" + region.port(),
                        "wss://" + host + ":" + region.port() + "/v1/signal",
                        null,
                        withinMillis,
                        text),
                text);
    }

    /** The door of a region's SignalLayer. */
    RegionDoor door(ServedRegion here) {
        return new RegionDoor() {
            @Override
            public String region() {
                return here.id;
            }

            @Override
            public @Nullable Elsewhere elsewhere(String tenant) {
                return RegionRouter.this.elsewhere(here, tenant, 0);
            }
        };
    }

    /** Where a client goes that asked for a session without naming a region; null if no region may serve the tenant. */
    @Nullable
    Elsewhere first(String tenant) {
        return order(tenant, Map.of()).stream()
                .findFirst()
                .map(region -> to(region, 0, "Sessions are kept in " + region.name + "."))
                .orElse(null);
    }
}
