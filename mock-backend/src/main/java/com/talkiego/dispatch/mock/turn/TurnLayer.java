package com.talkiego.dispatch.mock.turn;

import com.talkiego.dispatch.mock.api.TurnServers;
import com.talkiego.dispatch.mock.edge.ServerIdentity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The TURN servers of all regions: coturns of our own, one for each region, or others that were named. Any thread. */
public final class TurnLayer implements AutoCloseable {
    /** The region of a backend without regions. */
    public static final String NO_REGION = "";

    private final TurnServers named;
    private final Map<String, Coturn> ours;

    /**
     * Where a region's own server listens.
     *
     * @param port of TURN over UDP and TCP; 0 for none
     * @param tlsPort of TURN over TLS; 0 for none
     */
    public record Ports(int port, int tlsPort) {}

    private TurnLayer(TurnServers named, Map<String, Coturn> ours) {
        this.named = named;
        this.ours = ours;
    }

    /**
     * Starts what is to run here and returns at once.
     *
     * @param wanted servers to be named, or {@link TurnServers#BUNDLED}
     * @param regions ids of the regions; empty for a backend without
     * @param home where files are kept while it runs
     * @param identity what is shown over TLS
     * @param lan whether other machines are to reach it
     */
    public static TurnLayer start(
            TurnServers wanted, List<String> regions, Path home, Supplier<ServerIdentity> identity, boolean lan) {
        if (!wanted.bundled()) {
            return new TurnLayer(wanted, Map.of());
        }
        Map<String, Coturn> ours = new LinkedHashMap<>();
        for (String region : regions.isEmpty() ? List.of(NO_REGION) : regions) {
            Coturn coturn = Coturn.start(home, identity, lan);
            if (coturn != null) {
                ours.put(region, coturn);
            }
        }
        return new TurnLayer(TurnServers.NONE, ours);
    }

    /** Those of a region, whether or not they are alive. */
    public TurnServers servers(String region) {
        Coturn coturn = ours.get(region);
        return coturn == null ? named : new TurnServers(coturn.urls(), coturn.secret());
    }

    public Ports ports(String region) {
        Coturn coturn = ours.get(region);
        if (coturn == null) {
            return new Ports(0, 0);
        }
        Coturn.Snapshot now = coturn.snapshot();
        return new Ports(now.port(), now.tlsPort());
    }

    /** What the state page shows of a region's own server; null where there is none. */
    public @Nullable Supplier<Coturn.Snapshot> section(String region) {
        Coturn coturn = ours.get(region);
        return coturn == null ? null : coturn::snapshot;
    }

    /** Kills a region's own server until it is to live again. */
    public void alive(String region, boolean now) {
        Coturn coturn = ours.get(region);
        if (coturn != null) {
            coturn.alive(now);
        }
    }

    /**
     * Ends servers of our own as a crash would; they come back by themselves, not before that long.
     *
     * @param region only that one; null for all
     * @return how many there are
     */
    public int kill(@Nullable String region, Duration atLeastAway) {
        List<Coturn> hit = ours.entrySet().stream()
                .filter(entry -> region == null || region.equals(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        hit.forEach(coturn -> coturn.kill(atLeastAway));
        return hit.size();
    }

    /** Another certificate is to be shown over TLS; relays that are there go on. */
    public void renewed() {
        ours.values().forEach(Coturn::renewed);
    }

    @Override
    public void close() {
        ours.values().forEach(Coturn::close);
    }
}
