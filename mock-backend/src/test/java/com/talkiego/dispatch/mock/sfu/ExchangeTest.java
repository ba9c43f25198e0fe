package com.talkiego.dispatch.mock.sfu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Everything behind the socket, without a socket, on a clock that is moved by hand. */
class ExchangeTest {
    private static final long MILLI = 1_000_000L;
    private static final byte[] MATERIAL = material();

    private final Tally tally = new Tally();
    private final RecordedEvents events = new RecordedEvents();
    private final FaultGate faults = new FaultGate(new Random(1), tally);
    private final Map<SocketAddress, List<byte[]>> sent = new HashMap<>();
    private final Outbox outbox = new Outbox(this::record, faults, tally);
    private final Forwarder forwarder = new Forwarder(Duration.ofSeconds(2), tally.drops, events);
    private final Links links = new Links();
    private final Map<String, String> answers = new HashMap<>();
    private final DtlsIdentity identity;
    private final LinkDesk desk;
    private final Exchange exchange;
    private long now = 9_000 * MILLI;

    /** What a client knows: the same keys with the ends exchanged. */
    private final SrtpSession talker = clientSession();

    private final SrtpSession listener = clientSession();
    private final PacketBuffer buffer = new PacketBuffer();

    private static byte[] material() {
        byte[] material = new byte[SrtpKeys.Profile.AEAD_AES_128_GCM.materialBytes()];
        new Random(4).nextBytes(material);
        return material;
    }

    private static SrtpSession clientSession() {
        byte[] swapped = new byte[MATERIAL.length];
        System.arraycopy(MATERIAL, 16, swapped, 0, 16);
        System.arraycopy(MATERIAL, 0, swapped, 16, 16);
        System.arraycopy(MATERIAL, 44, swapped, 32, 12);
        System.arraycopy(MATERIAL, 32, swapped, 44, 12);
        return new SrtpSession(new SrtpKeys(SrtpKeys.Profile.AEAD_AES_128_GCM, swapped));
    }

    /** Else the first test pays for what a server pays for at its start. */
    @BeforeAll
    static void warmUp() {
        CryptoWarmUp.start().join();
    }

    ExchangeTest() throws IOException {
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        SfuSettings settings = new SfuSettings(List.of(loopback), loopback, 4_000, 20, Duration.ofSeconds(2));
        SecureRandom random = new SecureRandom();
        identity = DtlsIdentity.create(random, Instant.EPOCH);
        desk = new LinkDesk(
                links,
                forwarder,
                outbox,
                faults,
                tally,
                events,
                random,
                identity,
                settings,
                4_000,
                this::idleHandshake);
        Reports reports = new Reports(outbox, new NtpClock(Instant.EPOCH, 0), tally);
        exchange = new Exchange(links, desk, forwarder, reports, outbox, faults, tally, events);
    }

    private int record(ByteBuffer datagram, SocketAddress to) {
        byte[] copy = new byte[datagram.remaining()];
        datagram.get(copy);
        sent.computeIfAbsent(to, added -> new ArrayList<>()).add(copy);
        return copy.length;
    }

    /** The handshake itself is not part of this test. */
    private DtlsHandshake idleHandshake(Link link) {
        return new DtlsHandshake(identity, link.clientFingerprint(), new DtlsHandshake.Outcome() {
            @Override
            public void established(SrtpKeys keys) {
                throw new AssertionError("no handshake takes place here");
            }

            @Override
            public void ended(String reason) {
                throw new AssertionError("no handshake takes place here");
            }

            @Override
            public void send(byte[] datagram) {
                throw new AssertionError("no handshake takes place here");
            }
        });
    }

    private static InetSocketAddress client(int port) {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 1}), port);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private void accept(String peer, LinkKind kind, int lines, String ufrag) throws SdpException {
        String direction = kind == LinkKind.PUBLISHER ? "sendonly" : "recvonly";
        Offer offer = Offer.parse(TestOffers.of(direction, lines, ufrag), kind);
        answers.put(peer, desk.accept(peer, kind, offer, now));
    }

    private String answered(String peer, String attribute) {
        String answer = Objects.requireNonNull(answers.get(peer));
        int from = answer.indexOf(attribute) + attribute.length();
        return answer.substring(from, answer.indexOf("\r\n", from));
    }

    private void stun(String peer, InetSocketAddress from) {
        byte[] key = answered(peer, "a=ice-pwd:").getBytes(StandardCharsets.US_ASCII);
        byte[] request = StunTest.request(answered(peer, "a=ice-ufrag:") + ":client", key, true);
        exchange.datagram(from, request, request.length, now);
    }

    private void connect(String peer, LinkKind kind, int lines, int port) throws SdpException {
        accept(peer, kind, lines, "abcd");
        stun(peer, client(port));
        SrtpKeys keys = new SrtpKeys(SrtpKeys.Profile.AEAD_AES_128_GCM, MATERIAL);
        exchange.established(Objects.requireNonNull(links.of(peer)), keys, now);
    }

    private List<byte[]> sentTo(int port) {
        return sent.getOrDefault(client(port), List.of());
    }

    private List<byte[]> audioTo(int port) {
        return sentTo(port).stream()
                .filter(data -> (data[0] & 0xC0) == 0x80 && !RtpHeader.isControl(data))
                .toList();
    }

    private byte[] audio(int source, int number) {
        MediaPacket packet = new MediaPacket(number, number * 960, false, 25, false, new byte[] {(byte) number}, 0);
        int length = RtpHeader.write(
                buffer.getBuffer(), new SlotFormat(source, 111, 63, 3), packet, number, number * 960, false);
        buffer.setOffset(0);
        buffer.setLength(length);
        assertThat(talker.protectAudio(buffer, source)).isTrue();
        return Arrays.copyOf(buffer.getBuffer(), buffer.getLength());
    }

    private void speak(int port, int source, int number) {
        byte[] data = audio(source, number);
        exchange.datagram(client(port), data, data.length, now);
    }

    private void pass(long millis) {
        for (long i = 0; i < millis; i += 20) {
            now += 20 * MILLI;
            exchange.tick(now);
        }
    }

    private List<RtcpItem> reportsTo(int port) {
        List<RtcpItem> items = new ArrayList<>();
        for (byte[] data : sentTo(port)) {
            if ((data[0] & 0xC0) == 0x80 && RtpHeader.isControl(data)) {
                buffer.fill(data, data.length);
                assertThat(listener.unprotectControl(buffer, RtpHeader.integer(data, 4)))
                        .isEqualTo(SrtpSession.Outcome.AUTHENTIC);
                items.addAll(RtcpItem.read(buffer.getBuffer(), buffer.getLength()));
            }
        }
        return items;
    }

    private void report(int port, RtcpWriter writer) {
        writer.finish(buffer);
        int source = RtpHeader.integer(buffer.getBuffer(), 4);
        assertThat(talker.protectControl(buffer, source)).isTrue();
        exchange.datagram(client(port), buffer.getBuffer().clone(), buffer.getLength(), now);
    }

    private void startOver() throws SdpException {
        connect("a/pub", LinkKind.PUBLISHER, 2, 1);
        connect("b/sub", LinkKind.SUBSCRIBER, 2, 2);
        exchange.openOver("t", "a/pub", "1", now);
        exchange.forward("t", "leg", "b/sub", "1", true, now);
    }

    @Test
    void aPacketLeavesUnderTheSlotsOwnSourceWithItsLevel() throws SdpException {
        startOver();
        speak(1, 1_001, 7);
        byte[] data = audioTo(2).getFirst();
        int source = RtpHeader.integer(data, 8);
        assertThat(answers.get("b/sub")).contains("a=ssrc:" + Integer.toUnsignedString(source));
        buffer.fill(data, data.length);
        assertThat(listener.unprotectAudio(buffer, source)).isEqualTo(SrtpSession.Outcome.AUTHENTIC);
        RtpHeader header = new RtpHeader();
        assertThat(header.parse(buffer.getBuffer(), buffer.getLength(), 3, true))
                .isTrue();
        assertThat(header.level).isEqualTo(25);
        assertThat(header.marker).isTrue();
        assertThat(buffer.getBuffer()[header.payloadAt]).isEqualTo((byte) 7);
    }

    @Test
    void whatIsNotAuthenticOrNotExpectedIsDroppedAndCounted() throws SdpException {
        startOver();
        byte[] good = audio(1_001, 1);
        exchange.datagram(client(1), good, good.length, now);
        exchange.datagram(client(1), good, good.length, now);
        byte[] forged = audio(1_001, 2);
        forged[forged.length - 1] ^= 1;
        exchange.datagram(client(1), forged, forged.length, now);
        speak(1, 4_711, 3);
        speak(1, 1_000, 4);
        exchange.datagram(client(1), good, 11, now);
        exchange.datagram(client(99), good, good.length, now);
        assertThat(audioTo(2)).hasSize(1);
        SfuCounters counters = exchange.counters();
        assertThat(counters.dropped())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        DropCause.REPLAYED, 1L,
                        DropCause.NOT_AUTHENTIC, 1L,
                        DropCause.UNKNOWN_SOURCE, 1L,
                        DropCause.NO_OVER, 1L,
                        DropCause.MALFORMED, 1L));
        assertThat(counters.garbage()).isEqualTo(1);
    }

    @Test
    void audioBeforeTheHandshakeIsDropped() throws SdpException {
        accept("a/pub", LinkKind.PUBLISHER, 1, "abcd");
        stun("a/pub", client(1));
        speak(1, 1_000, 1);
        assertThat(exchange.counters().dropped(DropCause.NOT_CONNECTED)).isEqualTo(1);
    }

    @Test
    void aRequestWithTheWrongPasswordBindsNoAddress() throws SdpException {
        accept("a/pub", LinkKind.PUBLISHER, 1, "abcd");
        byte[] request = StunTest.request(answered("a/pub", "a=ice-ufrag:") + ":x", new byte[] {1}, true);
        exchange.datagram(client(1), request, request.length, now);
        assertThat(sentTo(1)).isEmpty();
        assertThat(links.at(client(1))).isNull();
        assertThat(exchange.counters().dropped(DropCause.NOT_AUTHENTIC)).isEqualTo(1);
    }

    @Test
    void anIdleLinkIsReportedToEveryHalfSecond() throws SdpException {
        connect("a/pub", LinkKind.PUBLISHER, 1, 1);
        connect("b/sub", LinkKind.SUBSCRIBER, 2, 2);
        int before = sentTo(1).size();
        pass(5_000);
        assertThat(sentTo(1).size() - before).as("receiver reports").isBetween(10, 11);
        assertThat(reportsTo(2)).as("sender reports").hasSizeBetween(10, 11);
    }

    @Test
    void aClientThatIsNotHeardOfForThirtySecondsIsGone() throws SdpException {
        connect("a/pub", LinkKind.PUBLISHER, 1, 1);
        connect("b/sub", LinkKind.SUBSCRIBER, 1, 2);
        pass(20_000);
        stun("b/sub", client(2));
        pass(10_100);
        assertThat(events.gone).containsOnlyKeys("a/pub");
        assertThat(events.gone.get("a/pub")).contains("30 s");
    }

    @Test
    void aMissedPacketIsSentAgainAsItWas() throws SdpException {
        startOver();
        speak(1, 1_001, 7);
        byte[] original = audioTo(2).getFirst();
        int sequence = RtpHeader.unsignedShort(original, 2);
        int source = RtpHeader.integer(original, 8);
        report(2, new RtcpWriter().begin().receiverReport(5, List.of()).missing(5, source, List.of(sequence, 9)));
        assertThat(audioTo(2)).hasSize(2);
        assertThat(audioTo(2).get(1)).isEqualTo(original);
        assertThat(exchange.counters().nackAsked()).isEqualTo(2);
        assertThat(exchange.counters().nackResent()).isEqualTo(1);
    }

    @Test
    void aPublisherIsAskedForWhatDidNotCome() throws SdpException {
        startOver();
        speak(1, 1_001, 7);
        speak(1, 1_001, 9);
        assertThat(reportsTo(1)).containsExactly(new RtcpItem.Missing(1_001, List.of(8)));
    }

    @Test
    void aPublisherHearsOfItsWorstListener() throws SdpException {
        startOver();
        speak(1, 1_001, 7);
        pass(20);
        int source = RtpHeader.integer(audioTo(2).getFirst(), 8);
        RtcpWriter.Reception bad = new RtcpWriter.Reception(source, 0.25, 0, 0, 0, 0, 0);
        report(2, new RtcpWriter().begin().receiverReport(5, List.of(bad)));
        sent.clear();
        pass(520);
        assertThat(reportsTo(1))
                .filteredOn(RtcpItem.Reception.class::isInstance)
                .first()
                .isEqualTo(new RtcpItem.Reception(1_001, 0.25, 0, 0));
        assertThat(Objects.requireNonNull(exchange.counters().peers().get("b/sub"))
                        .worstLoss())
                .isEqualTo(0.25);
    }

    @Test
    void aGrowingSubscriberKeepsItsTransportAndItsSources() throws SdpException {
        startOver();
        String before = Objects.requireNonNull(answers.get("b/sub"));
        accept("b/sub", LinkKind.SUBSCRIBER, 4, "abcd");
        String after = Objects.requireNonNull(answers.get("b/sub"));
        assertThat(before.lines().filter(line -> line.startsWith("a=ssrc") || line.startsWith("a=ice-")))
                .isSubsetOf(after.lines().toList());
        speak(1, 1_001, 7);
        assertThat(audioTo(2)).hasSize(1);
    }

    @Test
    void anIceRestartMovesTheLinkToAnotherAddressAndKeepsItsKeys() throws SdpException {
        startOver();
        String before = answered("b/sub", "a=ice-ufrag:");
        accept("b/sub", LinkKind.SUBSCRIBER, 2, "efgh");
        assertThat(answered("b/sub", "a=ice-ufrag:")).isNotEqualTo(before);
        stun("b/sub", client(3));
        speak(1, 1_001, 7);
        assertThat(audioTo(2)).isEmpty();
        assertThat(audioTo(3)).hasSize(1);
    }

    @Test
    void anotherClientTakesThePlaceOfALinkUnnoticed() throws SdpException {
        startOver();
        String sdp = TestOffers.of("recvonly", 1, "efgh").replace("0A:0A", "0A:0C");
        answers.put("b/sub", desk.accept("b/sub", LinkKind.SUBSCRIBER, Offer.parse(sdp, LinkKind.SUBSCRIBER), now));
        assertThat(events.gone).isEmpty();
        assertThat(links.size()).isEqualTo(2);
        assertThat(Objects.requireNonNull(links.of("b/sub")).srtp()).isNull();
        speak(1, 1_001, 7);
        assertThat(audioTo(2)).isEmpty();
    }

    @Test
    void beyondTheMostLinksAnOfferIsRefusedInWords() throws SdpException {
        for (int i = 0; i < Links.MOST; i++) {
            accept("p" + i, LinkKind.SUBSCRIBER, 1, "abcd");
        }
        Offer offer = Offer.parse(TestOffers.of("recvonly", 1, "abcd"), LinkKind.SUBSCRIBER);
        assertThatThrownBy(() -> desk.accept("one-more", LinkKind.SUBSCRIBER, offer, now))
                .isInstanceOf(SdpException.class)
                .hasMessageContaining("2000 links");
    }

    @Test
    void aCutLinkCarriesNothingAndADelayedOneLater() throws SdpException {
        startOver();
        faults.set(new SfuFaults(SfuFaults.Conditions.GOOD, Map.of("a/pub", SfuFaults.Conditions.CUT)));
        speak(1, 1_001, 1);
        assertThat(audioTo(2)).isEmpty();
        SfuFaults.Conditions slow = new SfuFaults.Conditions(0, 0, Duration.ofMillis(100), false, false);
        faults.set(new SfuFaults(SfuFaults.Conditions.GOOD, Map.of("b/sub", slow)));
        speak(1, 1_001, 2);
        pass(80);
        assertThat(audioTo(2)).isEmpty();
        pass(20);
        assertThat(audioTo(2)).hasSize(1);
    }
}
