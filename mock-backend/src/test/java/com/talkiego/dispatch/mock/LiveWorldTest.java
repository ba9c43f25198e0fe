package com.talkiego.dispatch.mock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.MemberKind;
import com.talkiego.dispatch.core.wire.ClientMessage;
import com.talkiego.dispatch.core.wire.Codec;
import com.talkiego.dispatch.core.wire.ProtocolVersion;
import com.talkiego.dispatch.core.wire.ServerMessage;
import com.talkiego.dispatch.core.wire.WireException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** From sign-in over HTTPS to a welcome over WSS, with nothing faked behind the port. */
class LiveWorldTest {
    @TempDir
    private static Path home;

    private RunningBackend backend;

    @BeforeEach
    void start() throws Exception {
        backend = RunningBackend.live(home);
    }

    @AfterEach
    void stop() {
        backend.close();
        for (String thread : List.of("edge", "rooms", "sfu")) {
            Threads.assertEnded(thread);
        }
    }

    /** A client that writes down what it is told. */
    private static final class Client extends WebSocketListener {
        final List<ServerMessage> told = new CopyOnWriteArrayList<>();
        final List<String> ends = new CopyOnWriteArrayList<>();

        @Override
        public void onMessage(WebSocket socket, String text) {
            try {
                told.add(Codec.decodeServer(text));
            } catch (WireException e) {
                ends.add("not understood: " + e.text());
            }
        }

        @Override
        public void onClosing(WebSocket socket, int code, String reason) {
            ends.add("closing " + code);
            socket.close(1000, null);
        }

        @Override
        public void onFailure(WebSocket socket, Throwable failure, @Nullable Response response) {
            ends.add("failed");
        }

        <T extends ServerMessage> T first(Class<T> type) {
            return await().until(
                            () -> told.stream()
                                    .filter(type::isInstance)
                                    .map(type::cast)
                                    .findFirst(),
                            java.util.Optional::isPresent)
                    .orElseThrow();
        }
    }

    private WebSocket hello(Client client, String token, @Nullable String position) {
        WebSocket socket = backend.socket(client);
        socket.send(Codec.encode(new ClientMessage.Hello(
                ProtocolVersion.CURRENT, ProtocolVersion.OLDEST, token, "test", position, null, null)));
        return socket;
    }

    private String signalToken() throws Exception {
        return backend.post("/v1/signal-token", backend.accessToken(), "").text("token");
    }

    @Test
    void welcomesADispatcherWhoJoinsAllChannels() throws Exception {
        Client client = new Client();
        WebSocket socket = hello(client, signalToken(), "Position 1");
        ServerMessage.Welcome welcome = client.first(ServerMessage.Welcome.class);
        assertThat(welcome.self().kind()).isEqualTo(MemberKind.POSITION);
        assertThat(welcome.self().alias()).isEqualTo("Position 1");
        assertThat(welcome.ptimeMillis()).isEqualTo(10);

        socket.send(Codec.encode(new ClientMessage.Join(7, List.of(new ChannelId("fire-1"), new ChannelId("moon")))));
        ServerMessage.Joined joined = client.first(ServerMessage.Joined.class);
        assertThat(joined.channels())
                .extracting(ServerMessage.JoinedChannel::id)
                .containsExactly(new ChannelId("fire-1"));
        assertThat(joined.refused()).hasSize(1);
        assertThat(backend.get("/state.json", null).body().get("signal").get("sessions"))
                .hasSize(1);
    }

    @Test
    void welcomesARadio() throws Exception {
        Client client = new Client();
        hello(
                client,
                backend.post("/v1/radio/sign-in", null, Map.of("name", "Anna", "device", "0123456789abcdef"))
                        .text("token"),
                null);
        ServerMessage.Welcome welcome = client.first(ServerMessage.Welcome.class);
        assertThat(welcome.self().kind()).isEqualTo(MemberKind.BROWSER);
        assertThat(welcome.self().alias()).isEqualTo("Anna");
    }

    /** Over true sockets and by the same calls as anybody can make: the way of a channel, and the state page's word of it. */
    @Test
    void opensLinksBetweenMembersAndSetsTheWayByHand() throws Exception {
        Client anna = new Client();
        Client ben = new Client();
        WebSocket talking = radioOnHarbor(anna, "Anna", "0123456789abcdef");
        WebSocket listening = radioOnHarbor(ben, "Ben", "fedcba9876543210");
        ServerMessage.Topology prepare = anna.first(ServerMessage.Topology.class);
        assertThat(prepare.state()).isEqualTo(ServerMessage.Phase.PREPARE);
        String self = anna.first(ServerMessage.Welcome.class).self().id();
        String link = prepare.links().stream()
                .filter(one -> one.from().equals(self))
                .findFirst()
                .orElseThrow()
                .id();
        talking.send(Codec.encode(new ClientMessage.PeerOffer(1, link, "an offer")));
        assertThat(ben.first(ServerMessage.PeerOffer.class).sdp()).isEqualTo("an offer");
        listening.send(Codec.encode(new ClientMessage.PeerAnswer(1, link, "an answer")));
        assertThat(anna.first(ServerMessage.PeerAnswer.class).sdp()).isEqualTo("an answer");
        await().until(() -> harbor().get("road").stringValue().equals("p2p"));

        backend.post("/act/topology", null, "{\"channel\":\"harbor\",\"road\":\"sfu\"}");
        assertThat(harbor().get("road").stringValue()).isEqualTo("sfu");
        assertThat(harbor().get("reason").stringValue()).isEqualTo("set to the media server by hand");
        assertThat(backend.post("/act/fail-peer", null, "{\"channel\":\"harbor\"}")
                        .status())
                .isEqualTo(404);
    }

    private WebSocket radioOnHarbor(Client client, String name, String device) throws Exception {
        WebSocket socket = backend.socket(client);
        String token = backend.post("/v1/radio/sign-in", null, Map.of("name", name, "device", device))
                .text("token");
        socket.send(Codec.encode(new ClientMessage.Hello(3, 1, token, "test", null, null, null, 8)));
        client.first(ServerMessage.Welcome.class);
        socket.send(Codec.encode(new ClientMessage.Join(7, List.of(new ChannelId("harbor")))));
        client.first(ServerMessage.Joined.class);
        return socket;
    }

    private JsonNode harbor() throws Exception {
        JsonNode rooms = backend.get("/state.json", null)
                .body()
                .get("signal")
                .get("rooms")
                .get("rooms");
        return rooms.get(0).get("topology");
    }

    @Test
    void refusesTokensThatAreNotGood() throws Exception {
        String token = signalToken();
        backend.clock.pass(Duration.ofSeconds(61));
        Client late = new Client();
        hello(late, token, null);
        assertThat(late.first(ServerMessage.Refused.class).code()).isEqualTo("token_expired");

        Client wrong = new Client();
        hello(wrong, backend.accessToken(), null);
        assertThat(wrong.first(ServerMessage.Refused.class).code()).isEqualTo("unauthorized");
        await().until(() -> wrong.ends.contains("closing 4001"));
    }

    @Test
    void cutsItsClientsAndSaysGoodByeAtTheEnd() throws Exception {
        Client cut = new Client();
        hello(cut, signalToken(), "Position 1");
        cut.first(ServerMessage.Welcome.class);
        assertThat(backend.post("/act/cut-signal", null, "{}").text("text")).isEqualTo("1 socket cut.");
        await().until(() -> cut.ends.contains("failed"));

        Client last = new Client();
        hello(last, signalToken(), "Position 2");
        last.first(ServerMessage.Welcome.class);
        backend.backend().close();
        await().until(() -> last.ends.contains("closing 1001"));
    }

    @Test
    void everyFaultReachesItsPlace() throws Exception {
        for (Map.Entry<String, String> action : Map.of(
                        "cut-media", "{}",
                        "delay-assignments", "{\"millis\":5}",
                        "refuse-floor", "{\"channel\":\"fire-1\"}",
                        "loss", "{\"fraction\":0.1}",
                        "wrong-fingerprint", "{\"on\":true}",
                        "stall-signal", "{\"millis\":1}")
                .entrySet()) {
            assertThat(backend.post("/act/" + action.getKey(), null, action.getValue())
                            .status())
                    .as(action.getKey())
                    .isEqualTo(200);
        }
        assertThat(backend.post("/act/revoke", null, "{\"channel\":\"fire-1\"}").status())
                .isEqualTo(404);
    }
}
