package com.talkiego.dispatch.mock.regions;

import com.talkiego.dispatch.core.wire.ApiMessage.Residency;
import com.talkiego.dispatch.core.wire.ServerMessage;
import com.talkiego.dispatch.mock.api.DemoTenant;
import com.talkiego.dispatch.mock.edge.Action;
import com.talkiego.dispatch.mock.edge.Action.Field;
import com.talkiego.dispatch.mock.edge.ActionBody;
import com.talkiego.dispatch.mock.edge.PortTaken;
import com.talkiego.dispatch.mock.edge.Refusal;
import com.talkiego.dispatch.mock.regions.ServedRegion.Service;
import com.talkiego.dispatch.mock.signal.RegionDoor.Elsewhere;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What can be made to go wrong with regions, as actions of the state page. */
public final class RegionActions {
    private static final int MINUTE = 60_000;
    private static final int SLOWEST = 5_000;
    private static final int WITHIN = 10_000;

    private final RegionRouter router;
    private final EdgeGateway global;
    private final RegionLinks links;

    public RegionActions(RegionRouter router, EdgeGateway global, RegionLinks links) {
        this.router = router;
        this.global = global;
        this.links = links;
    }

    /** The actions, in the order in which the page shows them. */
    public List<Action> list() {
        Field region = new Field("region", "text", true, "eu", "the region's id");
        Field service =
                new Field("service", "text", false, "signal", "signal, media or turn; nothing for the whole region");
        return List.of(
                new Action(
                        "region-kill",
                        "Kills a region, or one service of it: sockets are cut, ports closed, media is dead.",
                        List.of(region, service),
                        this::kill),
                new Action(
                        "region-revive",
                        "Brings a killed or drained region, or one service of it, back on the same ports.",
                        List.of(region, service),
                        this::revive),
                new Action(
                        "region-cut",
                        "Cuts all signalling sockets and media links of a region, which goes on.",
                        List.of(region),
                        body -> {
                            ServedRegion hit = region(body);
                            hit.services.signal(false);
                            hit.services.media(false);
                            hit.services.media(true);
                            hit.services.signal(true);
                            return "Every socket and media link of " + hit.name + " was cut.";
                        }),
                new Action(
                        "region-drain",
                        "Sends a region's clients to other regions and takes nobody new.",
                        List.of(
                                region,
                                new Field("withinMillis", "number", false, "10000", "how long clients may take")),
                        this::drain),
                new Action(
                        "region-slow",
                        "Answers probes and signalling of a region, and sends its media, that much later; 0 ends it.",
                        List.of(region, new Field("millis", "number", true, "80", "0 to " + SLOWEST)),
                        body -> {
                            ServedRegion hit = region(body);
                            int millis = body.whole("millis", 0, SLOWEST);
                            hit.slow(Duration.ofMillis(millis));
                            return hit.name + " answers " + millis + " ms late from now on.";
                        }),
                new Action(
                        "region-link",
                        "Sets the link between two regions, both ways; what is not named is good.",
                        List.of(
                                new Field("from", "text", true, "eu", "a region's id"),
                                new Field("to", "text", true, "us", "another region's id"),
                                new Field("cut", "boolean", false, "true", "nothing gets through"),
                                new Field("delayMillis", "number", false, "0", "0 to " + SLOWEST),
                                new Field("loss", "number", false, "0", "of media packets, 0 to 1")),
                        this::link),
                new Action(
                        "residency",
                        "Sets what becomes of the tenant that must stay in one region while that is down.",
                        List.of(new Field("whenDown", "text", true, "move", "stay: nobody is served, or move")),
                        this::residency),
                new Action("global-kill", "Closes the port of the GlobalApi.", List.of(), body -> {
                    global.close();
                    return "The GlobalApi is gone; each region still has an ApiLayer.";
                }),
                new Action("global-revive", "Opens the port of the GlobalApi again.", List.of(), body -> {
                    opened(global::open);
                    return "The GlobalApi is back.";
                }));
    }

    private String residency(ActionBody body) {
        String policy = body.text("whenDown");
        if (!List.of(Residency.STAY, Residency.MOVE).contains(policy)) {
            throw Refusal.malformed("The policy is stay or move, not '" + policy + "'.");
        }
        if (!router.whenDown(policy)) {
            throw Refusal.notFound("The tenant may be served everywhere; start with --residency to bind it.");
        }
        if (policy.equals(Residency.STAY)) {
            // Whoever moved is not served there any more: cut, and refused when it comes back.
            router.all().stream()
                    .filter(region -> !region.down() && !router.serves(region, DemoTenant.ID))
                    .forEach(region -> {
                        region.services.signal(false);
                        region.services.signal(true);
                    });
        }
        return "While its region is down the tenant is to " + policy + " from now on.";
    }

    private String link(ActionBody body) {
        ServedRegion from = region(body, "from");
        ServedRegion to = region(body, "to");
        if (from == to) {
            throw Refusal.malformed("A link joins two different regions.");
        }
        boolean cut = body.flag("cut", false);
        int delay = body.whole("delayMillis", 0, SLOWEST, 0);
        double loss = body.optionalNumber("loss", 0, 1).orElse(0);
        links.set(from.id, to.id, cut, delay, loss);
        return "The link between " + from.name + " and " + to.name
                + (cut ? " is cut." : " takes " + delay + " ms and loses " + loss + " of media packets.");
    }

    private String kill(ActionBody body) {
        ServedRegion hit = region(body);
        Optional<Service> service = service(body);
        if (service.isEmpty()) {
            links.alive(hit.id, false);
            hit.kill();
            return hit.name + " is gone.";
        }
        hit.service(service.get(), false);
        return "The service " + word(service.get()) + " of " + hit.name + " is gone.";
    }

    private String revive(ActionBody body) {
        ServedRegion hit = region(body);
        Optional<Service> service = service(body);
        if (service.isPresent()) {
            hit.service(service.get(), true);
        } else {
            for (Service each : Service.values()) {
                hit.service(each, true);
            }
            opened(hit::revive);
            links.alive(hit.id, true);
        }
        int sent = hit.healthy() ? sendHome(hit) : 0;
        return hit.name + " is " + hit.state() + (sent == 0 ? "." : "; " + sent + " clients were sent back there.");
    }

    /** A tenant that moved because its own region was down goes back. */
    private int sendHome(ServedRegion home) {
        return router.all().stream()
                .filter(other -> other != home && !other.down())
                .mapToInt(other -> other.services.redirect(tenant ->
                        router.serves(other, tenant) ? null : redirect(router.elsewhere(other, tenant, WITHIN))))
                .sum();
    }

    private String drain(ActionBody body) {
        ServedRegion hit = region(body);
        int within = body.whole("withinMillis", 0, MINUTE, WITHIN);
        hit.draining(true);
        Function<String, ServerMessage.@Nullable Redirect> where =
                tenant -> redirect(router.elsewhere(hit, tenant, within));
        return hit.name + " takes nobody new; " + hit.services.redirect(where) + " clients have " + within
                + " ms to move.";
    }

    private static ServerMessage.@Nullable Redirect redirect(@Nullable Elsewhere elsewhere) {
        return elsewhere == null ? null : elsewhere.redirect();
    }

    private ServedRegion region(ActionBody body) {
        return region(body, "region");
    }

    private ServedRegion region(ActionBody body, String field) {
        String id = body.text(field);
        return router.find(id)
                .orElseThrow(() -> Refusal.malformed("There is no region " + id + "; there are "
                        + router.all().stream().map(each -> each.id).collect(Collectors.joining(", ")) + "."));
    }

    private static Optional<Service> service(ActionBody body) {
        return body.optionalText("service").map(text -> {
            for (Service each : Service.values()) {
                if (word(each).equals(text)) {
                    return each;
                }
            }
            throw Refusal.malformed("A service is signal, media or turn, not '" + text + "'.");
        });
    }

    private static String word(Service service) {
        return service.name().toLowerCase(Locale.ROOT);
    }

    /** Something that opens a port. */
    private interface Opening {
        void open() throws PortTaken;
    }

    private static void opened(Opening opening) {
        try {
            opening.open();
        } catch (PortTaken e) {
            throw Refusal.forbidden(String.valueOf(e.getMessage()));
        }
    }
}
