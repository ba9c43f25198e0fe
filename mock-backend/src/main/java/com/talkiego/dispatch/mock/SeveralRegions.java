package com.talkiego.dispatch.mock;

import com.talkiego.dispatch.core.model.Channel;
import com.talkiego.dispatch.mock.ReadyLine.RegionLine;
import com.talkiego.dispatch.mock.api.Accounts;
import com.talkiego.dispatch.mock.api.ApiLayer;
import com.talkiego.dispatch.mock.api.DemoTenant;
import com.talkiego.dispatch.mock.api.RegionDirectory;
import com.talkiego.dispatch.mock.api.Tokens;
import com.talkiego.dispatch.mock.api.TurnDesk;
import com.talkiego.dispatch.mock.edge.AuthorityPage;
import com.talkiego.dispatch.mock.edge.HostNames;
import com.talkiego.dispatch.mock.edge.HttpsServer;
import com.talkiego.dispatch.mock.edge.PortTaken;
import com.talkiego.dispatch.mock.edge.ProcessFigures;
import com.talkiego.dispatch.mock.edge.Routes;
import com.talkiego.dispatch.mock.edge.ServerCertificate;
import com.talkiego.dispatch.mock.edge.SignalSockets;
import com.talkiego.dispatch.mock.edge.StatePages;
import com.talkiego.dispatch.mock.radio.RadioPage;
import com.talkiego.dispatch.mock.regions.EdgeDirectory;
import com.talkiego.dispatch.mock.regions.EdgeGateway;
import com.talkiego.dispatch.mock.regions.GlobalDoor;
import com.talkiego.dispatch.mock.regions.RegionActions;
import com.talkiego.dispatch.mock.regions.RegionLinks;
import com.talkiego.dispatch.mock.regions.RegionRouter;
import com.talkiego.dispatch.mock.regions.ServedRegion;
import com.talkiego.dispatch.mock.turn.TurnLayer;
import com.talkiego.dispatch.mock.wrong.Entrance;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Starts a backend of several regions in one process: the GlobalApi, an entry with a SignalLayer and a MediaLayer for each region, and
 * a port of its own for the state page, which survives whatever is done to the others.
 */
final class SeveralRegions {
    private final BackendSettings settings;
    private final InstantSource clock;
    private final ServerCertificate certificate;
    private final TurnLayer turn;
    private final TurnDesk turnDesk;
    private final Tokens tokens;
    private final Accounts accounts = new Accounts();
    private final List<Channel> channels;
    private final Entrance entrance;
    private final RegionRouter router;
    private final ApiLayer api;
    private final List<World> worlds = new ArrayList<>();
    private final List<ServedRegion> regions = new ArrayList<>();
    private final List<Runnable> ends = new ArrayList<>();

    SeveralRegions(BackendSettings settings, InstantSource clock, ServerCertificate certificate, TurnLayer turn) {
        this.settings = settings;
        this.clock = clock;
        this.certificate = certificate;
        this.turn = turn;
        this.turnDesk = new TurnDesk(clock, turn::servers);
        this.tokens = new Tokens(clock);
        this.channels =
                DemoTenant.channels(settings.channels(), settings.deviations().timeOutMillis());
        this.entrance = new Entrance(settings.deviations().fault());
        this.router = new RegionRouter(settings.regions().residency(), host());
        this.api = new ApiLayer(
                clock, accounts, channels, turnDesk, tokens, entrance.to(new EdgeDirectory(router, clock, null)));
        api.certificate(certificate::expires);
    }

    private String host() {
        List<InetAddress> others = settings.lan() ? HostNames.lanAddresses() : List.of();
        return others.isEmpty() ? "localhost" : HostNames.text(others.getFirst());
    }

    /** @throws PortTaken if a port cannot be listened on; nothing is left running then */
    Backend start(World.Maker maker, Runnable kill) throws PortTaken {
        boolean started = false;
        try {
            for (String id : settings.regions().ids()) {
                addRegion(maker, id);
            }
            router.serve(regions);
            RegionLinks links = router.links(System::nanoTime);
            EdgeGateway global = new EdgeGateway(settings.port(), this::openGlobal);
            ends.add(global::close);
            HttpsServer control = openControl(global, links, kill);
            ends.add(control::close);
            ReadyLine ready = ready(global.port(), control.port());
            worlds.getFirst().opened(ready);
            started = true;
            return new Backend(control.served(), ready, this::end);
        } finally {
            if (!started) {
                end();
            }
        }
    }

    private void addRegion(World.Maker maker, String id) throws PortTaken {
        int place = regions.size();
        int sfuPort = settings.sfuPort() == 0 ? 0 : settings.sfuPort() + place;
        World world = maker.make(settings.withSfuPort(sfuPort), tokens, accounts, channels);
        worlds.add(world);
        ServedRegion region = router.region(
                id,
                place,
                world.services(),
                now -> turn.alive(id, now),
                settings.port() == 0 ? 0 : settings.port() + 1 + place,
                port -> openEdge(port, id, world));
        regions.add(region);
    }

    private HttpsServer openEdge(int port, String id, World world) throws PortTaken {
        RegionDirectory directory = entrance.to(new EdgeDirectory(router, clock, id));
        return open(
                port,
                new SignalSockets(entrance.to(world::connect), Backend.MOST_SOCKETS),
                List.of(
                        api.at(directory),
                        new AuthorityPage(certificate),
                        new RadioPage(clock, tokens, turnDesk, directory, channels)));
    }

    private HttpsServer openGlobal(int port) throws PortTaken {
        SignalSockets sockets = new SignalSockets(new GlobalDoor(router)::connect, Backend.MOST_SOCKETS);
        return open(port, sockets, List.of(api, new AuthorityPage(certificate)));
    }

    private HttpsServer openControl(EdgeGateway global, RegionLinks links, Runnable kill) throws PortTaken {
        Map<String, Supplier<?>> sections = new LinkedHashMap<>();
        sections.put("process", ProcessFigures::now);
        sections.put("api", api::snapshot);
        sections.put("certificate", certificate::snapshot);
        sections.put("regions", router::snapshot);
        sections.put("links", links::snapshot);
        for (int i = 0; i < regions.size(); i++) {
            String id = settings.regions().ids().get(i);
            worlds.get(i).sections().forEach((name, section) -> sections.put(id + " " + name, section));
            Supplier<?> relays = turn.section(id);
            if (relays != null) {
                sections.put(id + " turn", relays);
            }
        }
        World first = worlds.getFirst();
        sections.put("units", () -> first.units().snapshot());
        List<com.talkiego.dispatch.mock.edge.Action> actions =
                new ArrayList<>(new RegionActions(router, global, links).list());
        actions.add(entrance.action());
        actions.addAll(certificate.actions());
        actions.addAll(Actions.of(
                api, new AllFaults(worlds.stream().map(World::faults).toList()), first, channels, turn, kill));
        SignalSockets sockets = new SignalSockets(new GlobalDoor(router)::connect, Backend.MOST_SOCKETS);
        int port = settings.port() == 0 ? 0 : settings.port() + 1 + regions.size();
        return open(
                port,
                sockets,
                List.of(
                        new AuthorityPage(certificate),
                        new StatePages(sections, actions),
                        this::pagesOfTheFirstRegion));
    }

    /** What the state page leads to and is served by each region. */
    private void pagesOfTheFirstRegion(Routes routes) {
        for (String page : List.of("/radio", "/v1/openapi.yaml")) {
            routes.page(page, request -> {
                String host = String.valueOf(request.host()).replaceFirst(":\\d+$", "");
                request.redirect("https://" + host + ":" + regions.getFirst().port() + page);
            });
        }
    }

    private HttpsServer open(int port, SignalSockets sockets, List<Routes.Source> sources) throws PortTaken {
        return HttpsServer.start(port, settings.lan(), certificate, sockets, sources);
    }

    private ReadyLine ready(int global, int control) {
        List<RegionLine> lines = new ArrayList<>();
        for (int i = 0; i < regions.size(); i++) {
            String id = settings.regions().ids().get(i);
            TurnLayer.Ports ports = turn.ports(id);
            lines.add(new RegionLine(
                    id, base(regions.get(i).port()), worlds.get(i).sfuPort(), ports.port(), ports.tlsPort()));
        }
        return new ReadyLine(
                true,
                base(global),
                certificate.identity().authorityFile().toString(),
                lines.getFirst().api() + "/radio",
                base(control) + "/state",
                worlds.getFirst().sfuPort(),
                0,
                0,
                Backend.others(global, settings.lan()),
                lines);
    }

    private static String base(int port) {
        return "https://localhost:" + port;
    }

    private void end() {
        worlds.forEach(World::close);
        regions.forEach(ServedRegion::close);
        ends.forEach(Runnable::run);
    }
}
