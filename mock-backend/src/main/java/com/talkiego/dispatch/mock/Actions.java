package com.talkiego.dispatch.mock;

import com.talkiego.dispatch.core.model.Channel;
import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.DenyCause;
import com.talkiego.dispatch.core.model.RevokeCause;
import com.talkiego.dispatch.mock.api.ApiLayer;
import com.talkiego.dispatch.mock.api.TurnServers;
import com.talkiego.dispatch.mock.edge.Action;
import com.talkiego.dispatch.mock.edge.Action.Field;
import com.talkiego.dispatch.mock.edge.ActionBody;
import com.talkiego.dispatch.mock.edge.Faults;
import com.talkiego.dispatch.mock.edge.Refusal;
import com.talkiego.dispatch.mock.edge.Units;
import com.talkiego.dispatch.mock.turn.Coturn;
import com.talkiego.dispatch.mock.turn.TurnLayer;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Every action of the state page, in the order it shows them. */
final class Actions {
    private static final int OTHER = 255;
    private static final int MINUTE = 60_000;
    private static final List<String> ROADS = List.of("p2p", "sfu", "auto");
    private static final Field SESSION =
            new Field("session", "text", false, "all", "a session's id; 'all' or nothing for every session");

    private Actions() {}

    static List<Action> of(ApiLayer api, World world, List<Channel> channels, TurnLayer turn, Runnable kill) {
        return of(api, world.faults(), world, channels, turn, kill);
    }

    /** @param world the one whose units can be told to speak */
    static List<Action> of(
            ApiLayer api, Faults faults, World world, List<Channel> channels, TurnLayer turn, Runnable kill) {
        return Stream.of(
                        signalling(faults, channels),
                        topology(faults, channels),
                        media(faults),
                        api(api),
                        turn(api, turn),
                        units(world),
                        process(kill))
                .flatMap(List::stream)
                .toList();
    }

    private static List<Action> signalling(Faults faults, List<Channel> channels) {
        Field channel = new Field("channel", "text", true, "fire-1", "the channel's id");
        return List.of(
                new Action(
                        "cut-signal",
                        "Cuts signalling sockets without a close frame.",
                        List.of(SESSION),
                        body -> counted(faults.cutSignal(session(body)), "socket", "cut")),
                new Action(
                        "stall-signal",
                        "Takes and sends no signalling for that long; sockets stay open.",
                        List.of(millis()),
                        body -> {
                            int millis = body.whole("millis", 0, MINUTE);
                            faults.stallSignal(Duration.ofMillis(millis));
                            return "Signalling stands still for " + millis + " ms.";
                        }),
                new Action(
                        "refuse-floor",
                        "Denies the next requests to talk on a channel (TS 24.380 deny causes).",
                        List.of(
                                channel,
                                new Field("cause", "number", false, "1", "1 to 7, or 255"),
                                new Field("count", "number", false, "1", "how many requests")),
                        body -> refuseFloor(faults, channels, body)),
                new Action(
                        "room-quota",
                        "Limits the channels and requests to talk of a client and the overs at once of a tenant; an emergency and a"
                                + " dispatcher are never refused.",
                        List.of(
                                new Field("channels", "number", false, "1000", "that a client may be on"),
                                new Field("overs", "number", false, "1000", "on the air at once"),
                                new Field("requests", "number", false, "50", "to talk, of a client in a second")),
                        body -> {
                            int most = body.whole("channels", 0, 10_000, 1_000);
                            int overs = body.whole("overs", 0, 10_000, 1_000);
                            int requests = body.whole("requests", 0, 10_000, 50);
                            faults.quotas(most, overs, requests);
                            return "At most " + most + " channels of a client, " + overs + " overs at once and "
                                    + requests + " requests to talk in a second from now on.";
                        }),
                new Action(
                        "revoke",
                        "Cuts off whoever talks on a channel (TS 24.380 revoke causes).",
                        List.of(channel, new Field("cause", "number", false, "4", "1, 2, 3, 4, 6, or 255")),
                        body -> revoke(faults, channels, body)));
    }

    private static List<Action> topology(Faults faults, List<Channel> channels) {
        Field channel = new Field("channel", "text", true, "public-works", "the channel's id");
        return List.of(
                new Action(
                        "topology",
                        "Sets which way a channel's sound goes: straight between its members, or through the media"
                                + " server.",
                        List.of(channel, new Field("road", "text", true, "p2p", "p2p, sfu, or auto for by its policy")),
                        body -> {
                            ChannelId id = channel(channels, body);
                            String road = body.text("road");
                            if (!ROADS.contains(road)) {
                                throw Refusal.malformed(
                                        "There is no road '" + road + "'; there are p2p, sfu and auto.");
                            }
                            faults.topology(id, road);
                            return id + " goes " + road + " from now on, if its members can.";
                        }),
                new Action(
                        "fail-peer",
                        "Makes the links between a channel's members fail; they fall back to the media server.",
                        List.of(channel),
                        body -> {
                            ChannelId id = channel(channels, body);
                            if (!faults.failPeer(id)) {
                                throw Refusal.notFound(id + " does not go straight between its members now.");
                            }
                            return "The links of " + id + " failed.";
                        }));
    }

    private static List<Action> media(Faults faults) {
        return List.of(
                new Action(
                        "cut-media",
                        "Cuts media links; clients have to open them anew.",
                        List.of(SESSION),
                        body -> counted(faults.cutMedia(session(body)), "session", "lost its media")),
                new Action(
                        "delay-assignments",
                        "Tells clients that much too late which channel a receive slot carries; 0 ends it.",
                        List.of(millis()),
                        body -> {
                            int millis = body.whole("millis", 0, MINUTE);
                            faults.delayAssignments(Duration.ofMillis(millis));
                            return "Slot assignments are " + millis + " ms late from now on.";
                        }),
                new Action(
                        "loss",
                        "Loses a part of all media packets; 0 ends it.",
                        List.of(new Field("fraction", "number", true, "0.05", "0 to 1")),
                        body -> {
                            double fraction = body.number("fraction", 0, 1);
                            faults.loss(fraction);
                            return "Of media packets a fraction of " + fraction + " is lost from now on.";
                        }),
                new Action(
                        "wrong-fingerprint",
                        "Answers media offers with a DTLS fingerprint that is not the server's.",
                        List.of(new Field("on", "boolean", false, "true", "true or false")),
                        body -> {
                            boolean on = body.flag("on", true);
                            faults.wrongFingerprint(on);
                            return on ? "Fingerprints are wrong from now on." : "Fingerprints are right again.";
                        }));
    }

    private static List<Action> api(ApiLayer api) {
        return List.of(
                new Action(
                        "expire-tokens",
                        "Makes every token issued until now expired.",
                        List.of(new Field("refresh", "boolean", false, "false", "refresh tokens too")),
                        body -> {
                            boolean refresh = body.flag("refresh", false);
                            api.expireTokens(refresh);
                            return refresh
                                    ? "All tokens are expired, everybody has to sign in again."
                                    : "All access and signal tokens are expired.";
                        }),
                new Action(
                        "rotate-keys",
                        "Lets the next signing key sign from now on; what the former one signed stays good.",
                        List.of(),
                        body -> "The key " + api.rotateKeys() + " signs from now on."),
                new Action(
                        "wrong-signature",
                        "Signs media answers with a key that was never published, as somebody on the way would have"
                                + " to.",
                        List.of(new Field("on", "boolean", false, "true", "true or false")),
                        body -> {
                            boolean on = body.flag("on", true);
                            api.forgeSignatures(on);
                            return on ? "Signatures are forged from now on." : "Signatures are right again.";
                        }),
                new Action(
                        "token-life",
                        "Sets how long access tokens live, from the next on.",
                        List.of(new Field("seconds", "number", true, "600", "1 to 3600")),
                        body -> {
                            int seconds = body.whole("seconds", 1, 3_600);
                            api.accessLife(Duration.ofSeconds(seconds));
                            return "Access tokens live " + seconds + " s from now on.";
                        }),
                new Action(
                        "quota",
                        "Sets how many directory requests an account may make; what leads to an emergency is never"
                                + " limited.",
                        List.of(
                                new Field("requests", "number", true, "120", "how many, 0 refuses all"),
                                new Field("seconds", "number", true, "60", "in how many seconds")),
                        body -> {
                            int requests = body.whole("requests", 0, 1_000_000);
                            int seconds = body.whole("seconds", 1, 86_400);
                            api.quota(requests, Duration.ofSeconds(seconds));
                            return requests + " requests in " + seconds + " s from now on.";
                        }));
    }

    private static List<Action> turn(ApiLayer api, TurnLayer turn) {
        return List.of(
                new Action(
                        "kill-turn",
                        "Ends the bundled TURN server as a crash would; it comes back by itself, not before that long.",
                        List.of(
                                new Field("millis", "number", false, "0", "0 to " + MINUTE),
                                new Field("region", "text", false, "", "only that region's")),
                        body -> killTurn(turn, body)),
                new Action(
                        "turn-ways",
                        "Names TURN servers by these ways only, to clients that ask from now on.",
                        List.of(new Field(
                                "ways", "text", true, "udp tcp tls", "any of udp, tcp, tls; none for no relay")),
                        body -> turnWays(api, body.text("ways"))),
                new Action(
                        "turn-life",
                        "Sets how long TURN credentials are good that are handed out from now on.",
                        List.of(new Field("seconds", "number", true, "600", "5 to 86400")),
                        body -> {
                            int seconds = body.whole("seconds", 5, 86_400);
                            api.turnLife(Duration.ofSeconds(seconds));
                            return "TURN credentials are good for " + seconds + " s from now on.";
                        }));
    }

    private static String turnWays(ApiLayer api, String words) {
        Set<TurnServers.Way> ways = EnumSet.noneOf(TurnServers.Way.class);
        for (String word : words.split("[ ,]+", -1)) {
            if (!word.equals("none")) {
                ways.add(Stream.of(TurnServers.Way.values())
                        .filter(way -> way.name().equalsIgnoreCase(word))
                        .findFirst()
                        .orElseThrow(() -> Refusal.malformed(
                                "There is no way '" + word + "'; there are udp, tcp, tls and none.")));
            }
        }
        api.turnWays(ways);
        return ways.isEmpty() ? "No TURN server is named any more." : "TURN servers are named by " + ways + " only.";
    }

    private static String killTurn(TurnLayer turn, ActionBody body) {
        int millis = body.whole("millis", 0, MINUTE, 0);
        String region = body.optionalText("region").orElse(null);
        int hit = turn.kill(region, Duration.ofMillis(millis));
        if (hit == 0) {
            throw Refusal.notFound(
                    region == null
                            ? "There is no TURN server of our own here. " + Coturn.MISSING
                            : "There is no TURN server of our own in a region '" + region + "'.");
        }
        return counted(hit, "TURN server", "ended") + " Each comes back in " + millis + " ms or a little later.";
    }

    private static List<Action> units(World world) {
        Field unit = new Field("unit", "text", true, "unit-1", "the unit's id");
        return List.of(
                new Action(
                        "speak",
                        "Makes a unit talk: a clip, a tone, or any speech.",
                        List.of(
                                unit,
                                new Field("clip", "text", false, "", "a clip's name"),
                                new Field("seconds", "number", false, "3", "0.1 to 60"),
                                new Field("tone", "number", false, "", "Hz, 100 to 8000"),
                                new Field("to", "number", false, "", "Hz that the tone glides to")),
                        body -> speak(world.units(), body)),
                new Action("emergency", "Makes a unit raise an emergency.", List.of(unit), body -> {
                    String name = body.text("unit");
                    if (!world.units().emergency(name)) {
                        throw noUnit(name);
                    }
                    return name + " raised an emergency.";
                }),
                new Action("stop-units", "Ends the scenario: all units fall silent and sign off.", List.of(), body -> {
                    world.units().stop();
                    return "The units signed off.";
                }));
    }

    private static List<Action> process(Runnable kill) {
        return List.of(new Action("kill", "Ends the process at once, as a power cut would.", List.of(), body -> {
            kill.run();
            return "Gone in a moment.";
        }));
    }

    private static String refuseFloor(Faults faults, List<Channel> channels, ActionBody body) {
        ChannelId channel = channel(channels, body);
        int code = body.whole("cause", 1, OTHER, DenyCause.ANOTHER_HAS_PERMISSION.code());
        DenyCause cause = DenyCause.of(code);
        if (cause.code() != code) {
            throw Refusal.malformed("There is no deny cause " + code + "; there are 1 to 7, and 255.");
        }
        int count = body.whole("count", 0, 1_000, 1);
        faults.refuseFloor(channel, cause, count);
        return "The next " + count + " requests to talk on " + channel + " are denied with cause " + code + ".";
    }

    private static String revoke(Faults faults, List<Channel> channels, ActionBody body) {
        ChannelId channel = channel(channels, body);
        int code = body.whole("cause", 1, OTHER, RevokeCause.PRE_EMPTED.code());
        RevokeCause cause = RevokeCause.of(code);
        if (cause.code() != code) {
            throw Refusal.malformed("There is no revoke cause " + code + "; there are 1, 2, 3, 4, 6 and 255.");
        }
        if (!faults.revoke(channel, cause)) {
            throw Refusal.notFound("Nobody is talking on " + channel + ".");
        }
        return "Cut off on " + channel + ".";
    }

    private static ChannelId channel(List<Channel> channels, ActionBody body) {
        String name = body.text("channel");
        return channels.stream()
                .map(Channel::id)
                .filter(id -> id.value().equals(name))
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("There is no channel " + name + "."));
    }

    private static String speak(Units units, ActionBody body) {
        String unit = body.text("unit");
        Units.SpeakRequest request = new Units.SpeakRequest(
                body.optionalText("clip"),
                optional(body.optionalNumber("seconds", 0.1, 60)),
                optional(body.optionalNumber("tone", 100, 8_000)),
                optional(body.optionalNumber("to", 100, 8_000)));
        if (!units.speak(unit, request)) {
            throw noUnit(unit);
        }
        return unit + " asks for the channel.";
    }

    private static Optional<Double> optional(OptionalDouble value) {
        return value.isPresent() ? Optional.of(value.getAsDouble()) : Optional.empty();
    }

    private static Refusal noUnit(String unit) {
        return Refusal.notFound("There is no unit " + unit + "; the state page lists them.");
    }

    private static @Nullable String session(ActionBody body) {
        return body.optionalText("session").filter(text -> !"all".equals(text)).orElse(null);
    }

    private static Field millis() {
        return new Field("millis", "number", true, "300", "0 to " + MINUTE);
    }

    private static String counted(int count, String noun, String verb) {
        return count + " " + noun + (count == 1 ? " " : "s ") + verb + ".";
    }
}
