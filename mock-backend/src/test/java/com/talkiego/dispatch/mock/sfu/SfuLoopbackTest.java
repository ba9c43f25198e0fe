package com.talkiego.dispatch.mock.sfu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onvoid.webrtc.RTCPeerConnectionState;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The media server with real WebRTC clients on loopback. */
class SfuLoopbackTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final RecordedEvents events = new RecordedEvents();
    private TestClients clients;
    private Sfu sfu;

    @BeforeEach
    void start() throws IOException {
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        sfu = Sfu.start(new SfuSettings(List.of(loopback), loopback, 0, 20, Duration.ofSeconds(10)), events);
        clients = new TestClients();
    }

    @AfterEach
    void stop() {
        clients.close();
        sfu.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.equals("sfu") || name.equals("test-pump"));
    }

    private PeerStats stats(String peer) {
        return Objects.requireNonNull(sfu.counters().peers().get(peer));
    }

    private static long number(@Nullable Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }

    private TestPublisher publisher(String peer, int uplinks) {
        TestPublisher publisher = clients.publisher(uplinks);
        publisher.connect(sfu, peer);
        awaitConnected(peer);
        return publisher;
    }

    private TestSubscriber subscriber(String peer, int slots) {
        TestSubscriber subscriber = clients.subscriber(slots);
        subscriber.connect(sfu, peer);
        awaitConnected(peer);
        return subscriber;
    }

    /** Somebody talks to one listener, over t1 from a/pub to b/sub, and is heard there. */
    private TestSubscriber call() {
        TestPublisher talker = publisher("a/pub", 1);
        TestSubscriber listener = subscriber("b/sub", 1);
        sfu.openOver("t1", "a/pub", talker.mid(0));
        sfu.forward("t1", "leg", "b/sub", listener.mid(0), true);
        talker.speak(0, 1_000);
        awaitHeard(listener, 0, 1_000);
        return listener;
    }

    private void awaitConnected(String peer) {
        await().atMost(PATIENCE).until(() -> events.connected.contains(peer));
    }

    private void awaitHeard(TestSubscriber subscriber, int slot, double hertz) {
        await().atMost(PATIENCE).until(() -> subscriber.ear(slot).hears(hertz));
    }

    @Test
    void aToneComesOutOfTheSlotItWasForwardedToAndOfNoOther() {
        TestPublisher talker = publisher("a/pub", 1);
        TestSubscriber listener = subscriber("b/sub", 3);
        sfu.openOver("t1", "a/pub", talker.mid(0));
        sfu.forward("t1", "fire-1", "b/sub", listener.mid(1), true);
        talker.speak(0, 1_000);

        awaitHeard(listener, 1, 1_000);

        assertThat(listener.ear(0).hearsAny(1_000)).isFalse();
        assertThat(listener.ear(2).hearsAny(1_000)).isFalse();
        assertThat(events.firstPackets).containsExactly("t1");
        assertThat(events.progress).isNotEmpty();
        assertThat(sfu.counters().internalErrors()).isZero();
    }

    @Test
    void nothingPassesWithoutAnOpenOver() {
        TestPublisher talker = publisher("a/pub", 1);
        TestSubscriber listener = subscriber("b/sub", 1);
        talker.speak(0, 1_000);

        await().atMost(PATIENCE).until(() -> sfu.counters().dropped(DropCause.NO_OVER) > 20);

        assertThat(listener.ear(0).hearsAny(1_000)).isFalse();
        assertThat(sfu.counters().packetsOut()).isZero();
    }

    @Test
    void twoTalkersTakeTurnsOnOneSlot() {
        TestPublisher one = publisher("a/pub", 1);
        TestPublisher two = publisher("b/pub", 1);
        TestSubscriber listener = subscriber("c/sub", 1);
        one.speak(0, 1_000);
        two.speak(0, 1_500);
        for (int turn = 0; turn < 3; turn++) {
            takeTurn("one-" + turn, "a/pub", one, listener, 1_000);
            takeTurn("two-" + turn, "b/pub", two, listener, 1_500);
        }
        assertThat(sfu.counters().internalErrors()).isZero();
    }

    private void takeTurn(String ticket, String peer, TestPublisher talker, TestSubscriber listener, double hertz) {
        sfu.openOver(ticket, peer, talker.mid(0));
        sfu.forward(ticket, "leg", "c/sub", listener.mid(0), true);
        awaitHeard(listener, 0, hertz);
        TestClients.await(sfu.endLeg(ticket, "leg", false));
        sfu.closeOver(ticket);
    }

    @Test
    void anEndedLegLeavesItsSlotSilentAndQuiet() {
        TestSubscriber listener = call();

        TestClients.await(sfu.endLeg("t1", "leg", true));

        await().atMost(PATIENCE).until(() -> listener.ear(0).silent());
        await().atMost(PATIENCE).until(() -> events.quiet.contains("b/sub " + listener.mid(0)));
    }

    @Test
    void aSubscriberGrowsFromFourToEightSlotsWhileItListens() {
        TestPublisher talker = publisher("a/pub", 2);
        TestSubscriber listener = subscriber("b/sub", 4);
        sfu.openOver("t1", "a/pub", talker.mid(0));
        sfu.forward("t1", "leg", "b/sub", listener.mid(3), true);
        talker.speak(0, 1_000);
        awaitHeard(listener, 3, 1_000);

        listener.addSlots(4);
        listener.connect(sfu, "b/sub");
        sfu.openOver("t2", "a/pub", talker.mid(1));
        sfu.forward("t2", "leg", "b/sub", listener.mid(7), true);
        talker.speak(1, 1_500);

        awaitHeard(listener, 7, 1_500);
        assertThat(listener.ear(3).hears(1_000)).isTrue();
        assertThat(events.connected).containsOnlyOnce("b/sub");
        assertThat(stats("b/sub").lines()).isEqualTo(8);
    }

    @Test
    void aClientWhoseCertificateIsNotTheOfferedOneIsRefused() {
        TestPublisher liar = clients.publisher(1);
        UnaryOperator<String> otherFingerprint = offer -> offer;
        String offer = TestClients.offer(liar.connection(), otherFingerprint);
        String lie = offer.replaceAll(
                "a=fingerprint:sha-256 [0-9A-F:]+", "a=fingerprint:sha-256 " + "AB:".repeat(31) + "AB");
        assertThat(lie).isNotEqualTo(offer);
        TestClients.answer(liar.connection(), TestClients.await(sfu.accept("x/pub", LinkKind.PUBLISHER, lie)));

        await().atMost(PATIENCE).until(() -> events.gone.containsKey("x/pub"));

        assertThat(events.gone.get("x/pub")).contains("fingerprint");
        assertThat(events.connected).doesNotContain("x/pub");
        assertThat(sfu.counters().peers()).doesNotContainKey("x/pub");
    }

    @Test
    void aWrongFingerprintInTheAnswerMakesTheClientRefuse() {
        SfuFaults.Conditions lying = new SfuFaults.Conditions(0, 0, Duration.ZERO, false, true);
        sfu.faults(new SfuFaults(lying, Map.of()));
        TestSubscriber listener = clients.subscriber(1);
        listener.connect(sfu, "b/sub");

        await().atMost(PATIENCE)
                .until(() -> listener.connection().getConnectionState() == RTCPeerConnectionState.FAILED);

        assertThat(events.connected).doesNotContain("b/sub");
    }

    @Test
    void garbageDisturbsNobody() throws IOException {
        TestSubscriber listener = call();

        sendGarbage(5_000);

        await().atMost(PATIENCE).until(() -> sfu.counters().garbage() > 1_000);
        awaitHeard(listener, 0, 1_000);
        assertThat(sfu.counters().internalErrors()).isZero();
        assertThat(events.gone).isEmpty();
    }

    private void sendGarbage(int datagrams) throws IOException {
        Random random = new Random(7);
        try (DatagramSocket socket = new DatagramSocket()) {
            for (int i = 0; i < datagrams; i++) {
                byte[] data = new byte[random.nextInt(1, 1_500)];
                random.nextBytes(data);
                socket.send(new DatagramPacket(data, data.length, InetAddress.getByName("127.0.0.1"), sfu.port()));
            }
        }
    }

    @Test
    void aClientThatClosesIsGone() {
        TestSubscriber listener = subscriber("b/sub", 1);
        listener.close();
        await().atMost(PATIENCE).until(() -> events.gone.containsKey("b/sub"));
        assertThat(sfu.counters().peers()).isEmpty();
    }

    @Test
    void aDroppedPublisherEndsItsOverButNotTheListeners() {
        TestPublisher one = publisher("a/pub", 1);
        TestPublisher two = publisher("b/pub", 1);
        TestSubscriber listener = subscriber("c/sub", 1);
        sfu.openOver("t1", "a/pub", one.mid(0));
        sfu.forward("t1", "leg", "c/sub", listener.mid(0), true);
        one.speak(0, 1_000);
        awaitHeard(listener, 0, 1_000);

        sfu.drop("a/pub");

        await().atMost(PATIENCE).until(() -> events.quiet.contains("c/sub " + listener.mid(0)));
        assertThat(events.gone).doesNotContainKey("a/pub");
        two.speak(0, 1_500);
        takeTurn("t2", "b/pub", two, listener, 1_500);
    }

    @Test
    void lostPacketsAreAskedForAndSentAgainBothWays() {
        TestPublisher talker = clients.publisher(1);
        talker.connect(sfu, "a/pub", SfuLoopbackTest::withNack);
        TestSubscriber listener = clients.subscriber(1);
        listener.connect(sfu, "b/sub", SfuLoopbackTest::withNack, UnaryOperator.identity());
        awaitConnected("a/pub");
        awaitConnected("b/sub");
        sfu.openOver("t1", "a/pub", talker.mid(0));
        sfu.forward("t1", "leg", "b/sub", listener.mid(0), true);
        talker.speak(0, 1_000);
        awaitHeard(listener, 0, 1_000);

        sfu.faults(new SfuFaults(SfuFaults.Conditions.losing(0.1), Map.of()));

        await().atMost(PATIENCE).until(() -> sfu.counters().nackResent() > 3);
        await().atMost(PATIENCE).until(() -> sfu.counters().nackSent() > 3);
        awaitHeard(listener, 0, 1_000);
    }

    private static String withNack(String offer) {
        return offer.replaceAll("(a=rtpmap:111 opus/48000/2\r\n)", "$1a=rtcp-fb:111 nack\r\n");
    }

    @Test
    void redundantAudioReachesThoseWhoKnowItAndIsStrippedForTheOthers() {
        TestPublisher talker = clients.publisher(1);
        talker.connect(sfu, "a/pub", offer -> offer.replace("SAVPF 111 63", "SAVPF 63 111"));
        TestSubscriber knowing = subscriber("b/sub", 1);
        TestSubscriber plain = clients.subscriber(1);
        plain.connect(sfu, "c/sub", SfuLoopbackTest::withoutRed, UnaryOperator.identity());
        awaitConnected("a/pub");
        awaitConnected("c/sub");
        sfu.openOver("t1", "a/pub", talker.mid(0));
        sfu.forward("t1", "leg", "b/sub", knowing.mid(0), true);
        sfu.forward("t1", "leg", "c/sub", plain.mid(0), true);
        talker.speak(0, 1_000);

        awaitHeard(knowing, 0, 1_000);
        awaitHeard(plain, 0, 1_000);

        assertThat(payloadBytes(knowing)).isGreaterThan(payloadBytes(plain) * 3 / 2);
    }

    private static String withoutRed(String offer) {
        return offer.replace("SAVPF 111 63", "SAVPF 111").replaceAll("a=(rtpmap|fmtp):63 .*\r\n", "");
    }

    @Test
    void aLateGrantGetsTheOverFromItsStart() {
        TestPublisher talker = publisher("a/pub", 1);
        TestSubscriber early = subscriber("b/sub", 1);
        TestSubscriber late = subscriber("c/sub", 1);
        sfu.openOver("t1", "a/pub", talker.mid(0));
        sfu.forward("t1", "one", "b/sub", early.mid(0), true);
        talker.speak(0, 1_000);
        awaitHeard(early, 0, 1_000);
        talker.speak(0, 1_500);
        awaitHeard(early, 0, 1_500);

        sfu.forward("t1", "two", "c/sub", late.mid(0), true);

        awaitHeard(late, 0, 1_000);
        awaitHeard(late, 0, 1_500);
    }

    @Test
    void reportsArriveEvenWhenNothingIsSaid() {
        TestSubscriber listener = subscriber("b/sub", 4);
        assertThat(stats("b/sub").connected()).isTrue();
        long before = packetsReceived(listener);
        await().atMost(PATIENCE).until(() -> packetsReceived(listener) >= before + 4);
        assertThat(sfu.counters().packetsOut()).isZero();
    }

    private static long packetsReceived(TestSubscriber listener) {
        return sum(listener, "dtlsState", "packetsReceived");
    }

    private static long payloadBytes(TestSubscriber listener) {
        return sum(listener, "jitterBufferDelay", "bytesReceived")
                / Math.max(1, sum(listener, "jitterBufferDelay", "packetsReceived"));
    }

    /** Adds up an attribute over those statistics that have another one. */
    private static long sum(TestSubscriber listener, String having, String attribute) {
        CompletableFuture<Long> received = new CompletableFuture<>();
        listener.connection()
                .getStats(report -> received.complete(report.getStats().values().stream()
                        .filter(stats -> stats.getAttributes().containsKey(having))
                        .mapToLong(stats -> number(stats.getAttributes().get(attribute)))
                        .sum()));
        return TestClients.await(received);
    }

    @Test
    void aCutLinkCarriesNothingUntilItIsMended() {
        TestSubscriber listener = call();

        sfu.faults(new SfuFaults(SfuFaults.Conditions.GOOD, Map.of("b/sub", SfuFaults.Conditions.CUT)));
        await().atMost(PATIENCE).until(() -> listener.ear(0).silent());

        sfu.faults(SfuFaults.NONE);
        awaitHeard(listener, 0, 1_000);
    }
}
