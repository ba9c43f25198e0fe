package com.talkiego.dispatch.mock.api;

import com.talkiego.dispatch.core.model.IceServer;
import com.talkiego.dispatch.core.wire.ApiMessage.TurnCredentials;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Hands out credentials for the TURN servers there are, bound to the account and good for minutes. Any thread. */
public final class TurnDesk {
    /** How long credentials are good, unless told otherwise. */
    static final Duration USUAL_LIFE = Duration.ofMinutes(10);

    private final InstantSource clock;
    private final TurnServers servers;
    private volatile Duration life = USUAL_LIFE;
    private volatile Set<TurnServers.Way> ways = Set.of(TurnServers.Way.values());

    public TurnDesk(InstantSource clock, TurnServers servers) {
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

    /** Credentials for that account; where the server is this machine it is named as the request names it. */
    public TurnCredentials credentials(String account, Context request) {
        Instant expires = Instant.ofEpochSecond(clock.instant().plus(life).getEpochSecond());
        List<IceServer> ice = servers.servers(account, expires, name(request.host()), ways);
        return new TurnCredentials(ice, expires, ice.isEmpty() ? 0 : Math.toIntExact(life.toSeconds()));
    }

    /** No servers, where they are of no use. */
    TurnCredentials none() {
        return new TurnCredentials(List.of(), clock.instant().plus(life), 0);
    }

    /** Without the port, and not by a name that some look up as another address than coturn listens at. */
    static String name(@Nullable String host) {
        String name = host == null ? "" : host.replaceFirst(":\\d+$", "");
        return name.isEmpty() || name.equals("localhost") || name.equals("[::1]") ? "127.0.0.1" : name;
    }
}
