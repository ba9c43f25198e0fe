package com.talkiego.dispatch.mock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.talkiego.dispatch.core.model.Connection;
import com.talkiego.dispatch.core.session.SignalPort;
import com.talkiego.dispatch.core.wire.ClientMessage;
import com.talkiego.dispatch.core.wire.Codec;
import com.talkiego.dispatch.core.wire.ServerMessage;
import com.talkiego.dispatch.core.wire.WireException;
import com.talkiego.dispatch.mock.radio.Dispatcher;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Somebody who can read and change every signalling frame, between a true session and the true backend, with real WSS, DTLS and WebRTC:
 * whatever is put in place of a certificate, no sound is exchanged with it.
 */
class ManInTheMiddleTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String OTHER = "a=fingerprint:sha-256 " + "66:".repeat(31) + "66";

    @TempDir
    private static Path home;

    private final AtomicInteger swapped = new AtomicInteger();
    private static RunningBackend backend;

    @BeforeAll
    static void start() throws Exception {
        backend = RunningBackend.live(home);
    }

    @AfterAll
    static void stop() {
        backend.close();
    }

    private Dispatcher dispatcher(UnaryOperator<ClientMessage> out, UnaryOperator<ServerMessage> in) throws Exception {
        return new Dispatcher(
                URI.create(backend.backend().ready().api()),
                Path.of(backend.backend().ready().ca()),
                sockets -> new Between(sockets, out, in));
    }

    private static String swap(String sdp) {
        return sdp.replaceAll("a=fingerprint:.*", OTHER);
    }

    private ServerMessage swapAnswer(ServerMessage message) {
        if (message instanceof ServerMessage.MediaAnswer(long ref, String link, String sdp, String signature)) {
            swapped.incrementAndGet();
            return new ServerMessage.MediaAnswer(ref, link, swap(sdp), signature);
        }
        return message;
    }

    private ClientMessage swapOffer(ClientMessage message) {
        if (message instanceof ClientMessage.MediaOffer(long ref, String link, String sdp)) {
            swapped.incrementAndGet();
            return new ClientMessage.MediaOffer(ref, link, swap(sdp));
        }
        return message;
    }

    @Test
    void anotherCertificateInTheAnswerIsRefusedByTheConsole() throws Exception {
        try (Dispatcher desk = dispatcher(UnaryOperator.identity(), this::swapAnswer)) {
            await().atMost(SOON).until(() -> desk.session().statistics().descriptionsRefused() >= 2);
            assertThat(desk.session().state().connection().toString())
                    .contains("its certificate is not the one the backend signed");
            assertThat(desk.session().state().connection()).isNotInstanceOf(Connection.Online.class);
        }
        assertThat(swapped).hasPositiveValue();
    }

    @Test
    void anotherCertificateInTheOfferIsRefusedByTheBackend() throws Exception {
        try (Dispatcher desk = dispatcher(this::swapOffer, UnaryOperator.identity())) {
            await().atMost(SOON)
                    .until(
                            () -> desk.session().state().connection().toString(),
                            text -> text.contains(
                                    "The offer bears another certificate than the one this client signed in with"));
            assertThat(desk.session().state().connection()).isNotInstanceOf(Connection.Online.class);
        }
        assertThat(swapped).hasPositiveValue();
    }

    @Test
    void anOlderVersionClaimedOnTheWayIsNoWayRoundTheSignature() throws Exception {
        UnaryOperator<ClientMessage> older = message -> message instanceof ClientMessage.Hello hello
                ? new ClientMessage.Hello(
                        2, 1, hello.token(), hello.client(), hello.position(), hello.room(), hello.resume())
                : message;
        try (Dispatcher desk = dispatcher(older, this::swapAnswer)) {
            await().atMost(SOON).until(() -> desk.session().statistics().descriptionsRefused() >= 2);
            assertThat(desk.session().state().connection().toString()).contains("it is not signed");
        }
    }

    @Test
    void aForgedSignatureIsRefusedAndTheRightOneTakenAfterwards() throws Exception {
        backend.post("/act/wrong-signature", null, Map.of("on", true));
        try (Dispatcher desk = dispatcher(UnaryOperator.identity(), UnaryOperator.identity())) {
            await().atMost(SOON).until(() -> desk.session().statistics().descriptionsRefused() >= 2);
            assertThat(desk.session().state().connection().toString()).contains("its signature is not the backend's");
            backend.post("/act/wrong-signature", null, Map.of("on", false));
            await().atMost(SOON).until(() -> desk.session().state().connection() instanceof Connection.Online);
        }
    }

    @Test
    void whoOnlyListensChangesNothingNorDoKeysThatChangeInBetween() throws Exception {
        try (Dispatcher desk = dispatcher(UnaryOperator.identity(), UnaryOperator.identity())) {
            await().atMost(SOON).until(() -> desk.session().state().connection() instanceof Connection.Online);
            assertThat(desk.session().statistics().descriptionsRefused()).isZero();
            for (int i = 0; i < 3; i++) {
                backend.post("/act/rotate-keys", null, "{}");
            }
            long reopened = desk.session().statistics().mediaReopened();
            backend.post("/act/cut-media", null, "{}");
            await().atMost(SOON)
                    .until(() -> desk.session().statistics().mediaReopened() > reopened
                            && desk.session().state().connection() instanceof Connection.Online);
            assertThat(desk.session().statistics().descriptionsRefused()).isZero();
        }
    }

    /** Reads every frame, and passes on what it makes of it. */
    private record Between(SignalPort sockets, UnaryOperator<ClientMessage> out, UnaryOperator<ServerMessage> in)
            implements SignalPort {
        @Override
        public Link open(URI address, Listener listener) {
            Link link = sockets.open(address, new Listener() {
                @Override
                public void opened() {
                    listener.opened();
                }

                @Override
                public void frame(String text) {
                    listener.frame(passed(text));
                }

                @Override
                public void closed(String sentence) {
                    listener.closed(sentence);
                }
            });
            return new Link() {
                @Override
                public boolean send(String frame) {
                    try {
                        return link.send(Codec.encode(out.apply(Codec.decodeClient(frame))));
                    } catch (WireException e) {
                        throw new AssertionError(e);
                    }
                }

                @Override
                public void close() {
                    link.close();
                }

                @Override
                public void abort() {
                    link.abort();
                }
            };
        }

        private String passed(String text) {
            try {
                return Codec.encode(in.apply(Codec.decodeServer(text)));
            } catch (WireException e) {
                throw new AssertionError(e);
            }
        }
    }
}
