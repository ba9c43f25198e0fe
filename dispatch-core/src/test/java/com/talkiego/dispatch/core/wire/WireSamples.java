package com.talkiego.dispatch.core.wire;

import com.talkiego.dispatch.core.model.Channel;
import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.ChannelKind;
import com.talkiego.dispatch.core.model.Emergency;
import com.talkiego.dispatch.core.model.EmergencyState;
import com.talkiego.dispatch.core.model.IceServer;
import com.talkiego.dispatch.core.model.MediaPolicy;
import com.talkiego.dispatch.core.model.Member;
import com.talkiego.dispatch.core.model.MemberKind;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One sample of every message, by the name of its golden file. */
public final class WireSamples {
    private static final Instant AT = Instant.parse("2030-01-02T03:04:05.678Z");
    private static final Instant LATER = Instant.parse("2030-01-02T03:19:05Z");
    private static final ChannelId FIRE = new ChannelId("fire-1");
    private static final ChannelId EMS = new ChannelId("ems-1");
    private static final Member ENGINE = new Member("unit-7", "Engine 7", MemberKind.UNIT, null);
    private static final Member DESK = new Member("s17", "Position 2", MemberKind.POSITION, "room-a");
    private static final Member BROWSER = new Member("s21", "Kim", MemberKind.BROWSER, null);

    private WireSamples() {}

    /** What clients say. */
    public static Map<String, ClientMessage> client() {
        Map<String, ClientMessage> samples = new LinkedHashMap<>();
        samples.put(
                "hello",
                new ClientMessage.Hello(
                        2,
                        1,
                        "signal-token",
                        "TalkieGo Dispatch 0.1.0",
                        "Desk 2",
                        "room-a",
                        new ClientMessage.Resume("resume-token", 41)));
        samples.put("hello-peers", new ClientMessage.Hello(3, 1, "signal-token", "radio page", null, null, null, 8));
        samples.put("hello-radio", new ClientMessage.Hello(2, 2, "signal-token", "radio page", null, null, null));
        samples.put("join", new ClientMessage.Join(1, List.of(FIRE, EMS)));
        samples.put("join-since", new ClientMessage.Join(1, List.of(FIRE), AT));
        samples.put(
                "hello-take-over",
                new ClientMessage.Hello(
                        3, 1, "signal-token", "TalkieGo Dispatch 0.1.0", "Desk 2", null, null, true, 0));
        samples.put("operator.change", new ClientMessage.OperatorChange(8, "signal-token"));
        samples.put("leave", new ClientMessage.Leave(2, List.of(EMS)));
        samples.put(
                "floor.request",
                new ClientMessage.FloorRequest(3, "t9", "0", List.of(FIRE, EMS), 3, true, false, null));
        samples.put("floor.request-v1", new ClientMessage.FloorRequest(3, "t9", "0", null, 0, false, false, FIRE));
        samples.put("floor.release", new ClientMessage.FloorRelease("t9", null));
        samples.put("floor.release-one", new ClientMessage.FloorRelease("t9", List.of(EMS)));
        samples.put("floor.queuePositionRequest", new ClientMessage.FloorQueuePositionRequest("t9", FIRE));
        samples.put("floor.ack", new ClientMessage.FloorAck("t9", FIRE, "floor.granted"));
        samples.put("media.offer", new ClientMessage.MediaOffer(4, "sub", "v=0\r\n"));
        samples.put("slot.freed", new ClientMessage.SlotFreed("5", 88));
        samples.put("beat", new ClientMessage.Beat(12));
        samples.put("emergency.raise", new ClientMessage.EmergencyRaise(5, FIRE));
        samples.put("emergency.acknowledge", new ClientMessage.EmergencyAcknowledge(6, "e3"));
        samples.put("emergency.clear", new ClientMessage.EmergencyClear(7, "e3", true));
        samples.put("peer.offer", new ClientMessage.PeerOffer(8, "p3", "v=0\r\n"));
        samples.put("peer.answer", new ClientMessage.PeerAnswer(9, "p4", "v=0\r\n"));
        samples.put(
                "peer.state-up",
                new ClientMessage.PeerState("p3", ClientMessage.LinkState.UP, ClientMessage.LinkPath.DIRECT, 12, 0.01));
        samples.put("peer.state-failed", new ClientMessage.PeerState("p3", ClientMessage.LinkState.FAILED, null, 0, 0));
        samples.put("topology.ready", new ClientMessage.TopologyReady(FIRE, 7));
        samples.put("over.heard", new ClientMessage.OverHeard(FIRE, 88, 50));
        samples.put("bye", new ClientMessage.Bye());
        return samples;
    }

    /** What servers say. */
    public static Map<String, ServerMessage> server() {
        Map<String, ServerMessage> samples = new LinkedHashMap<>();
        samples.put(
                "welcome", new ServerMessage.Welcome(3, "s17", "resume-token", false, DESK, AT, 2000, 16, 4, 10, "eu"));
        samples.put(
                "welcome-v2",
                new ServerMessage.Welcome(2, "s17", "resume-token", false, DESK, AT, 2000, 16, 4, 10, null));
        samples.put("refused", new ServerMessage.Refused("quota", "Too many sign-ins. Wait 5 seconds.", 5000));
        samples.put(
                "joined",
                new ServerMessage.Joined(
                        1,
                        List.of(
                                new ServerMessage.JoinedChannel(
                                        FIRE, List.of(ENGINE, DESK), new ServerMessage.Talking(88, ENGINE, false, AT)),
                                new ServerMessage.JoinedChannel(new ChannelId("harbor"), List.of(BROWSER), null)),
                        List.of(new ServerMessage.NotJoined(
                                EMS, "not_found", "There is no channel of that name in this tenant."))));
        topology(samples);
        samples.put(
                "joined-missed",
                new ServerMessage.Joined(
                        1,
                        List.of(new ServerMessage.JoinedChannel(
                                FIRE,
                                List.of(ENGINE, DESK),
                                null,
                                null,
                                List.of(new ServerMessage.MissedOver(87, ENGINE, true, AT, LATER)),
                                true)),
                        List.of()));
        samples.put(
                "position-operator-changed",
                new ServerMessage.PositionChanged(
                        54, "Desk 2", "Dispatcher 2", ServerMessage.PositionChanged.OPERATOR_CHANGED, AT));
        samples.put(
                "position-taken-over",
                new ServerMessage.PositionChanged(
                        55, "Desk 2", "Supervisor", ServerMessage.PositionChanged.TAKEN_OVER, LATER));
        samples.put("left", new ServerMessage.Left(2, List.of(EMS)));
        samples.put("presence", new ServerMessage.Presence(42, FIRE, List.of(BROWSER), List.of(ENGINE)));
        floor(samples);
        samples.put("over.passing", new ServerMessage.OverPassing("t9", 25));
        samples.put("media.answer", new ServerMessage.MediaAnswer(4, "sub", "v=0\r\n", null));
        samples.put(
                "media.answer-signed", new ServerMessage.MediaAnswer(4, "sub", "v=0\r\n", "head.payload.signature"));
        samples.put("media.gone", new ServerMessage.MediaGone("sub", "The media server restarted."));
        samples.put("slot.assigned", new ServerMessage.SlotAssigned(50, "5", 88, FIRE, ENGINE, true));
        samples.put("slot.assigned-continues", new ServerMessage.SlotAssigned(50, "5", 88, FIRE, ENGINE, false, true));
        samples.put("slot.released", new ServerMessage.SlotReleased(51, "5", 88));
        samples.put("slots.wanted", new ServerMessage.SlotsWanted(32));
        samples.put("beat", new ServerMessage.Beat(12, AT));
        samples.put(
                "emergency-raised",
                new ServerMessage.EmergencyChanged(
                        52, new Emergency("e3", FIRE, ENGINE, AT, EmergencyState.RAISED, null, null)));
        samples.put(
                "emergency-cleared",
                new ServerMessage.EmergencyChanged(
                        53, new Emergency("e3", FIRE, ENGINE, AT, EmergencyState.CLEARED_FALSE, "Position 2", LATER)));
        samples.put(
                "redirect",
                new ServerMessage.Redirect(
                        "us",
                        "https://us.example.org",
                        "wss://us.example.org/v1/signal",
                        null,
                        10_000,
                        "Europe is being shut down for maintenance."));
        samples.put("region.links", new ServerMessage.RegionLinks(54, List.of("United States")));
        samples.put("failed", new ServerMessage.Failed(4, "bad_sdp", "The offer has no audio line."));
        return samples;
    }

    private static void topology(Map<String, ServerMessage> samples) {
        List<ServerMessage.PeerLink> links = List.of(
                new ServerMessage.PeerLink("p3", "s17", "unit-7"), new ServerMessage.PeerLink("p4", "unit-7", "s17"));
        samples.put(
                "topology-prepare",
                new ServerMessage.Topology(
                        60,
                        FIRE,
                        ServerMessage.Road.P2P,
                        ServerMessage.Phase.PREPARE,
                        7,
                        "2 members, all of them can hold links",
                        links));
        samples.put(
                "topology-settled",
                new ServerMessage.Topology(
                        61,
                        FIRE,
                        ServerMessage.Road.SFU,
                        ServerMessage.Phase.SETTLED,
                        8,
                        "5 members, straight links are for up to 4",
                        List.of()));
        samples.put(
                "joined-peers",
                new ServerMessage.Joined(
                        1,
                        List.of(new ServerMessage.JoinedChannel(
                                FIRE,
                                List.of(ENGINE, DESK),
                                null,
                                new ServerMessage.ChannelTopology(
                                        ServerMessage.Road.SFU,
                                        ServerMessage.Phase.SETTLED,
                                        6,
                                        "The members have only just come",
                                        List.of()))),
                        List.of()));
        samples.put("peer.offer", new ServerMessage.PeerOffer("p4", FIRE, ENGINE, "v=0\r\n", null));
        samples.put("peer.offer-signed", new ServerMessage.PeerOffer("p4", FIRE, ENGINE, "v=0\r\n", "a-signature"));
        samples.put("peer.answer", new ServerMessage.PeerAnswer("p3", "v=0\r\n", null));
        samples.put("peer.closed", new ServerMessage.PeerClosed("p3", "Engine 7 left the channel"));
    }

    private static void floor(Map<String, ServerMessage> samples) {
        samples.put("floor.granted", new ServerMessage.FloorGranted(43, "t9", FIRE, 89, 60_000));
        samples.put("floor.deny", new ServerMessage.FloorDenied(44, "t9", EMS, 1, "Engine 7 is talking.", ENGINE));
        samples.put("floor.queuePositionInfo", new ServerMessage.FloorQueuePosition(45, "t9", EMS, 1, 3));
        samples.put("floor.revoke", new ServerMessage.FloorRevoked(46, "t9", FIRE, 2, "Cut off: time-out."));
        samples.put("floor.taken", new ServerMessage.FloorTaken(47, FIRE, 88, ENGINE, true, AT));
        samples.put("floor.idle", new ServerMessage.FloorIdle(48, FIRE, 88, LATER));
    }

    /** Bodies of the ApiLayer. */
    public static Map<String, ApiMessage> api() {
        ApiMessage.Operator operator = new ApiMessage.Operator("u1", "Dana Dispatcher", "demo", "dispatcher");
        Map<String, ApiMessage> samples = new LinkedHashMap<>();
        samples.put("sign-in", new ApiMessage.SignIn("demo", "dispatcher", "a-password", "Desk 2"));
        samples.put("refresh", new ApiMessage.Refresh("refresh-token"));
        samples.put("grant", new ApiMessage.Grant("access-token", LATER, "refresh-token", LATER, operator));
        samples.put("operator", operator);
        samples.put(
                "channels",
                new ApiMessage.Channels(List.of(
                        new Channel(FIRE, 1, "Fire 1", ChannelKind.GROUP, 5, false, 65_000),
                        new Channel(EMS, 2, "EMS 1", ChannelKind.GROUP, 5, false, 65_000, MediaPolicy.SMALL))));
        ApiMessage.Region region = new ApiMessage.Region(
                "eu",
                "Europe",
                "https://eu.example.org",
                "wss://eu.example.org/v1/signal",
                "https://eu.example.org/v1/ping",
                ApiMessage.Region.HEALTHY,
                true);
        ApiMessage.Region old =
                new ApiMessage.Region("local", "This computer", null, "wss://localhost/v1/signal", null, null, true);
        samples.put("region", region);
        samples.put("regions", new ApiMessage.Regions(List.of(region, old)));
        samples.put("pong", new ApiMessage.Pong("eu", ApiMessage.Region.DRAINING));
        ApiMessage.RegionHealth regionHealth =
                new ApiMessage.RegionHealth("eu", ApiMessage.Region.HEALTHY, "up", "up", "down");
        samples.put("region-health", regionHealth);
        samples.put("health", new ApiMessage.Health("eu", AT, List.of(regionHealth), LATER));
        samples.put("signal-token", new ApiMessage.SignalToken("signal-token", LATER));
        samples.put(
                "signal-token-request", new ApiMessage.SignalTokenRequest("Desk 2", List.of("sha-256 AB:CD:EF:01")));
        ApiMessage.Key key = new ApiMessage.Key("k7", "EC", "P-256", "ES256", "sig", "eA", "eQ");
        samples.put("key", key);
        samples.put("keys", new ApiMessage.Keys(List.of(key), AT));
        samples.put("sign-out", new ApiMessage.SignOut("refresh-token"));
        samples.put("signed-out", new ApiMessage.SignedOut());
        samples.put(
                "turn",
                new ApiMessage.TurnCredentials(
                        List.of(new IceServer(List.of("turn:turn.example.org:3478"), "1893557045:u1", "a-credential")),
                        LATER,
                        600,
                        null));
        ApiMessage.RegionRelays relays = new ApiMessage.RegionRelays(
                "us",
                List.of(new IceServer(List.of("turn:turn.us.example.org:3478"), "1893557045:u1", "a-credential")));
        samples.put("region-relays", relays);
        samples.put("turn-of-regions", new ApiMessage.TurnCredentials(List.of(), LATER, 600, List.of(relays)));
        samples.put("tenant", new ApiMessage.Tenant("demo", "Demo County", 500, 20, null));
        ApiMessage.Residency residency = new ApiMessage.Residency("eu", ApiMessage.Residency.STAY);
        samples.put("residency", residency);
        samples.put("tenant-pinned", new ApiMessage.Tenant("demo", "Demo County", 500, 20, residency));
        samples.put("problem", new ApiMessage.Problem("quota", "Too many requests. Wait 2 seconds.", 2000));
        return samples;
    }
}
