package com.talkiego.dispatch.console.conformance;

import com.talkiego.dispatch.core.wire.ApiMessage;
import com.talkiego.dispatch.core.wire.ServerMessage;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Regions: the directory, the probe, the health call, and being sent elsewhere. */
final class RegionChecks {
    private static final Duration CLOCKS_APART = Duration.ofMinutes(5);
    private static final long WITHIN_MILLIS = 1_500;
    private static final List<String> STATES =
            List.of(ApiMessage.Region.HEALTHY, ApiMessage.Region.DRAINING, ApiMessage.Region.DOWN);

    private RegionChecks() {}

    static List<Check> all() {
        return List.of(
                new Check(
                        "region.directory",
                        "The directory names each region once, the healthy ones first, and does not contradict itself",
                        RegionChecks::directory),
                new Check("region.ping", "Each region's probe answers in its name", RegionChecks::ping),
                new Check(
                        "region.health",
                        "The health call tells of every region, as the directory does",
                        RegionChecks::health),
                new Check(
                        "region.drained",
                        "Clients of a region that is emptied are sent to another, and may come there while all goes on here",
                        RegionChecks::drained),
                new Check(
                        "region.newcomer",
                        "Who comes to a region that is emptied is sent to another in place of a welcome",
                        RegionChecks::newcomer));
    }

    private static void directory(Room room) throws Broken {
        List<ApiMessage.Region> regions = room.regions();
        Broken.unless(!regions.isEmpty(), "The directory names no region");
        Broken.unless(
                regions.stream().map(ApiMessage.Region::id).distinct().count() == regions.size(),
                "The directory names a region twice");
        boolean wellBefore = true;
        for (ApiMessage.Region region : regions) {
            Broken.unless(
                    region.id().matches("[a-z0-9-]{1,16}") && !region.name().isBlank(),
                    "A region needs an id of 1 to 16 characters and a name; came " + region);
            Broken.unless(
                    region.signal().startsWith("wss://"), "The SignalLayer of region " + region.id() + " is no wss://");
            String state = region.state();
            Broken.unless(
                    state == null
                            || (STATES.contains(state) && region.healthy() == state.equals(ApiMessage.Region.HEALTHY)),
                    "Region " + region.id() + " is called '" + state + "' and healthy " + region.healthy());
            Broken.unless(wellBefore || !region.healthy(), "A healthy region stands behind one that is not");
            wellBefore = region.healthy();
        }
    }

    private static void ping(Room room) throws Broken, NotApplicable {
        int asked = 0;
        for (ApiMessage.Region region : room.regions()) {
            String probe = region.probe();
            if (probe != null && !ApiMessage.Region.DOWN.equals(region.state())) {
                asked++;
                RawApi.Answer answer = room.api().get(URI.create(probe));
                Broken.unless(
                        answer.status() == 200
                                && answer.text("region").equals(region.id())
                                && STATES.contains(answer.text("state")),
                        "The probe of region " + region.id() + " has to answer with its id and state; came " + answer
                                + ", region '" + answer.text("region") + "'");
            }
        }
        if (asked == 0) {
            throw new NotApplicable("No region has a probe");
        }
        RawApi.Answer here = room.api().get("v1/ping", null);
        Broken.unless(here.status() == 200 && !here.text("region").isEmpty(), "v1/ping does not answer; came " + here);
    }

    private static void health(Room room) throws Broken {
        RawApi.Answer answer = room.api().get("v1/health", null);
        Broken.unless(answer.status() == 200, "Expected how everything is, without a token; came " + answer);
        try {
            Duration apart = Duration.between(Instant.parse(answer.text("serverTime")), Instant.now())
                    .abs();
            Broken.unless(apart.compareTo(CLOCKS_APART) < 0, "serverTime is off by " + apart.toSeconds() + " s");
        } catch (DateTimeParseException strange) {
            throw new Broken("serverTime is no time in UTC (ISO-8601): '" + answer.text("serverTime") + "'");
        }
        Map<String, String> states = new HashMap<>();
        for (var one : answer.body().path("regions")) {
            for (String service : List.of("signal", "media", "turn")) {
                Broken.unless(
                        List.of("up", "down").contains(one.path(service).asString("")),
                        "The health call does not say whether " + service + " is up or down");
            }
            states.put(one.path("id").asString(""), one.path("state").asString(""));
        }
        for (ApiMessage.Region region : room.regions()) {
            String told = states.getOrDefault(region.id(), "nothing");
            Broken.unless(
                    region.state() == null || told.equals(region.state()),
                    "Region " + region.id() + " is '" + region.state() + "' by the directory and '" + told
                            + "' by the health call");
        }
    }

    /** What a check does with a region that is being emptied. */
    private interface Emptied {
        void examine(ApiMessage.Region region) throws Broken, NotApplicable, InterruptedException;
    }

    private static Examinee.Drill drill(Room room) throws NotApplicable {
        Examinee.Drill drill = room.examinee().drill();
        if (drill == null) {
            throw new NotApplicable("Nobody empties a region during this examination");
        }
        return drill;
    }

    /** The last healthy region: the others of this examination are at the first. */
    private static ApiMessage.Region spare(Room room) throws Broken, NotApplicable {
        List<ApiMessage.Region> healthy =
                room.regions().stream().filter(ApiMessage.Region::healthy).toList();
        if (healthy.size() < 2) {
            throw new NotApplicable("There is no second healthy region");
        }
        return healthy.getLast();
    }

    private static void emptied(Room room, ApiMessage.Region region, Emptied meanwhile)
            throws Broken, NotApplicable, InterruptedException {
        Examinee.Drill drill = drill(room);
        if (!drill.drain(region.id(), true, WITHIN_MILLIS)) {
            throw new NotApplicable("Region " + region.id() + " could not be emptied");
        }
        try {
            meanwhile.examine(region);
        } finally {
            drill.drain(region.id(), false, 0);
        }
    }

    private static ServerMessage.Redirect redirect(Room room, Peer peer, ApiMessage.Region from)
            throws Broken, InterruptedException {
        ServerMessage.Redirect redirect =
                peer.await(ServerMessage.Redirect.class, any -> true, "redirect to another region");
        Map<String, String> others = room.regions().stream()
                .filter(region -> region.healthy() && !region.id().equals(from.id()))
                .collect(Collectors.toMap(ApiMessage.Region::id, ApiMessage.Region::signal));
        Broken.unless(
                redirect.signal().equals(others.get(redirect.region()))
                        && !redirect.text().isBlank(),
                "redirect has to name a healthy region of the directory with its address, and a sentence; it names '"
                        + redirect.region() + "'");
        return redirect;
    }

    private static void drained(Room room) throws Broken, NotApplicable, InterruptedException {
        drill(room);
        ApiMessage.Region spare = spare(room);
        Peer moving = room.connected(URI.create(spare.signal()));
        moving.hello(room.signalToken(), room.position());
        moving.join(room.channel(0));
        Peer staying = room.connected(URI.create(spare.signal()));
        staying.hello(room.signalToken(), room.position());
        emptied(room, spare, region -> {
            ServerMessage.Redirect redirect = redirect(room, moving, region);
            Broken.unless(
                    redirect.withinMillis() > 0, "A client in the middle of a session needs time: withinMillis is 0");
            moving.alive();
            Peer there = room.connected(URI.create(redirect.signal()));
            there.hello(room.signalToken(), room.position());
            there.join(room.channel(0));
            moving.alive();
            boolean closed =
                    staying.until(Duration.ofMillis(redirect.withinMillis()).plus(room.patience()), staying::isClosed);
            Broken.unless(closed, "Who stays beyond withinMillis has to be closed");
        });
    }

    private static void newcomer(Room room) throws Broken, NotApplicable, InterruptedException {
        drill(room);
        emptied(room, spare(room), region -> {
            String state = room.regions().stream()
                    .filter(one -> one.id().equals(region.id()))
                    .map(one -> String.valueOf(one.state()))
                    .findFirst()
                    .orElse("missing");
            Broken.unless(
                    state.equals(ApiMessage.Region.DRAINING),
                    "A region that is emptied is 'draining' in the directory; it is '" + state + "'");
            Peer late = room.connected(URI.create(region.signal()));
            late.say(Peer.greeting(room.signalToken(), room.position(), null));
            redirect(room, late, region);
            late.closes("after a redirect in place of a welcome");
        });
    }
}
