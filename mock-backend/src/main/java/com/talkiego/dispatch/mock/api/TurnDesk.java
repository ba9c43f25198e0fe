package com.talkiego.dispatch.mock.api;

import com.talkiego.dispatch.core.model.IceServer;
import com.talkiego.dispatch.core.wire.ApiMessage.RegionRelays;
import com.talkiego.dispatch.core.wire.ApiMessage.TurnCredentials;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Hands out credentials for the TURN servers of every region that may serve the account, bound to it and good for minutes. Any thread.
 */
public final class TurnDesk {
    /** How long credentials are good, unless told otherwise. */
    static final Duration USUAL_LIFE = Duration.ofMinutes(10);

    private final InstantSource clock;
    private final Function<String, TurnServers> servers;
    private volatile Duration life = USUAL_LIFE;
    private volatile Set<TurnServers.Way> ways = Set.of(TurnServers.Way.values());

    /** @param servers those of a region, by its id; of a backend without regions by an empty one */
    public TurnDesk(InstantSource clock, Function<String, TurnServers> servers) {
        this.clock = clock;
        this.servers = servers;
    }

    /** How long credentials are good that are handed out from now on. */
    public void life(Duration wanted) {
        life = wanted;
    }

    /** By which ways the servers are named from now on. */
    public void ways(Set<TurnServers.Way> named) {
        ways = Set.copyOf(named);
    }

    /**
     * Credentials for that account; where a server is this machine it is named as the request names it.
     *
     * @param there the regions as they are named where the request came in
     */
    public TurnCredentials credentials(Account account, RegionDirectory there, Context request) {
        Instant expires = Instant.ofEpochSecond(clock.instant().plus(life).getEpochSecond());
        String host = name(request.host());
        RegionDirectory.Relays relays = there.relays(account.tenant());
        if (relays == null) {
            List<IceServer> ice = servers.apply("").servers(account.id(), expires, host, ways);
            return new TurnCredentials(ice, expires, ice.isEmpty() ? 0 : seconds(), null);
        }
        List<RegionRelays> regions = new ArrayList<>();
        List<IceServer> own = List.of();
        for (String region : relays.regions()) {
            List<IceServer> ice = servers.apply(region).servers(account.id(), expires, host, ways);
            regions.add(new RegionRelays(region, ice));
            own = region.equals(relays.here()) ? ice : own;
        }
        return new TurnCredentials(own, expires, seconds(), regions);
    }

    private int seconds() {
        return Math.toIntExact(life.toSeconds());
    }

    /** Without the port, and not by a name that some look up as another address than coturn listens at. */
    static String name(@Nullable String host) {
        String name = host == null ? "" : host.replaceFirst(":\\d+$", "");
        return name.isEmpty() || name.equals("localhost") || name.equals("[::1]") ? "127.0.0.1" : name;
    }
}
