package com.talkiego.dispatch.mock;

import com.talkiego.dispatch.core.model.Channel;
import com.talkiego.dispatch.mock.api.Accounts;
import com.talkiego.dispatch.mock.api.ApiLayer;
import com.talkiego.dispatch.mock.api.DemoTenant;
import com.talkiego.dispatch.mock.api.RegionDirectory;
import com.talkiego.dispatch.mock.api.Tokens;
import com.talkiego.dispatch.mock.api.TurnDesk;
import com.talkiego.dispatch.mock.edge.Action;
import com.talkiego.dispatch.mock.edge.Authority;
import com.talkiego.dispatch.mock.edge.AuthorityPage;
import com.talkiego.dispatch.mock.edge.HomeUnusable;
import com.talkiego.dispatch.mock.edge.HostNames;
import com.talkiego.dispatch.mock.edge.HttpsServer;
import com.talkiego.dispatch.mock.edge.PortTaken;
import com.talkiego.dispatch.mock.edge.ProcessFigures;
import com.talkiego.dispatch.mock.edge.ServerCertificate;
import com.talkiego.dispatch.mock.edge.ServerIdentity;
import com.talkiego.dispatch.mock.edge.SignalSockets;
import com.talkiego.dispatch.mock.edge.StatePages;
import com.talkiego.dispatch.mock.radio.RadioPage;
import com.talkiego.dispatch.mock.turn.TurnLayer;
import com.talkiego.dispatch.mock.wrong.Entrance;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A running mock backend. Closing it tells every client, then ends all its threads; once is enough. */
public final class Backend implements AutoCloseable {
    static final int MOST_SOCKETS = 2_000;

    private final SortedSet<String> served;
    private final ReadyLine ready;
    private final Runnable end;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * @param served each route as {@code GET /path}
     * @param end ends everything
     */
    Backend(SortedSet<String> served, ReadyLine ready, Runnable end) {
        this.served = served;
        this.ready = ready;
        this.end = end;
    }

    /**
     * Starts everything.
     *
     * @param kill ends the process at once, as the action 'kill' asks
     * @throws PortTaken if a port cannot be listened on
     * @throws HomeUnusable if the home directory cannot be used
     */
    static Backend start(BackendSettings settings, InstantSource clock, World.Maker maker, Runnable kill)
            throws PortTaken, HomeUnusable {
        SortedSet<String> names = settings.lan() ? HostNames.lan() : HostNames.loopback();
        ServerCertificate certificate = new ServerCertificate(new Authority(clock), settings.home(), names);
        TurnLayer turn = TurnLayer.start(
                settings.turn(), settings.regions().ids(), settings.home(), certificate::identity, settings.lan());
        certificate.alsoShownBy(turn::renewed);
        try {
            Backend backend = start(settings, clock, maker, kill, certificate, turn);
            return new Backend(backend.served, backend.ready, () -> {
                backend.close();
                turn.close();
            });
        } catch (PortTaken | RuntimeException e) {
            turn.close();
            throw e;
        }
    }

    private static Backend start(
            BackendSettings settings,
            InstantSource clock,
            World.Maker maker,
            Runnable kill,
            ServerCertificate certificate,
            TurnLayer turn)
            throws PortTaken {
        if (!settings.regions().ids().isEmpty()) {
            return new SeveralRegions(settings, clock, certificate, turn).start(maker, kill);
        }
        Tokens tokens = new Tokens(clock);
        Accounts accounts = new Accounts();
        List<Channel> channels =
                DemoTenant.channels(settings.channels(), settings.deviations().timeOutMillis());
        World world = maker.make(settings, tokens, accounts, channels);
        try {
            TurnDesk turnDesk = new TurnDesk(clock, turn::servers);
            Entrance entrance = new Entrance(settings.deviations().fault());
            RegionDirectory here = entrance.to(RegionDirectory.single(clock));
            ApiLayer api = new ApiLayer(clock, accounts, channels, turnDesk, tokens, here);
            api.certificate(certificate::expires);
            SignalSockets sockets = new SignalSockets(entrance.to(world::connect), MOST_SOCKETS);
            Map<String, Supplier<?>> sections = new LinkedHashMap<>();
            sections.put("process", ProcessFigures::now);
            sections.put("api", api::snapshot);
            sections.put("certificate", certificate::snapshot);
            sections.put("sockets", sockets::snapshot);
            sections.putAll(world.sections());
            Supplier<?> relays = turn.section(TurnLayer.NO_REGION);
            if (relays != null) {
                sections.put("turn", relays);
            }
            sections.put("units", () -> world.units().snapshot());
            HttpsServer server = HttpsServer.start(
                    settings.port(),
                    settings.lan(),
                    certificate,
                    sockets,
                    List.of(
                            api,
                            new AuthorityPage(certificate),
                            new RadioPage(clock, tokens, turnDesk, here, channels),
                            new StatePages(
                                    sections,
                                    actions(
                                            api,
                                            world,
                                            channels,
                                            turn,
                                            kill,
                                            Stream.concat(Stream.of(entrance.action()), certificate.actions().stream())
                                                    .toList()))));
            ReadyLine ready = ready(
                    server.port(),
                    certificate.identity(),
                    settings.lan(),
                    world.sfuPort(),
                    turn.ports(TurnLayer.NO_REGION));
            world.opened(ready);
            return new Backend(server.served(), ready, () -> {
                world.close();
                server.close();
            });
        } catch (PortTaken | RuntimeException e) {
            world.close();
            throw e;
        }
    }

    private static List<Action> actions(
            ApiLayer api, World world, List<Channel> channels, TurnLayer turn, Runnable kill, List<Action> more) {
        List<Action> actions = new ArrayList<>(Actions.of(api, world, channels, turn, kill));
        actions.addAll(more);
        return actions;
    }

    /** Where everything is. */
    public ReadyLine ready() {
        return ready;
    }

    /** What is served over HTTPS, each as {@code GET /path}. */
    SortedSet<String> served() {
        return served;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            end.run();
        }
    }

    private static ReadyLine ready(int port, ServerIdentity identity, boolean lan, int sfuPort, TurnLayer.Ports turn) {
        String base = "https://localhost:" + port;
        return new ReadyLine(
                true,
                base,
                identity.authorityFile().toString(),
                base + "/radio",
                base + "/state",
                sfuPort,
                turn.port(),
                turn.tlsPort(),
                others(port, lan),
                List.of());
    }

    /** Where other machines reach that port. */
    static List<String> others(int port, boolean lan) {
        return lan
                ? HostNames.lanAddresses().stream()
                        .map(HostNames::text)
                        .map(address -> address.contains(":") ? "[" + address + "]" : address)
                        .map(address -> "https://" + address + ":" + port)
                        .toList()
                : List.of();
    }
}
