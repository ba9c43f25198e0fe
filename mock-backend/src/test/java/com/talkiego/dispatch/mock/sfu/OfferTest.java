package com.talkiego.dispatch.mock.sfu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OfferTest {
    private static String offer(String direction) {
        return TestOffers.of(direction, 2, "abcd");
    }

    private static void assertRefused(String sdp, LinkKind kind, String words) {
        assertThatThrownBy(() -> Offer.parse(sdp, kind))
                .isInstanceOf(SdpException.class)
                .hasMessageContaining(words);
    }

    private static String answer(Offer offer, LinkKind kind, Map<String, Integer> sources, int ptime) throws Exception {
        List<InetAddress> addresses = List.of(InetAddress.getByName("127.0.0.1"), InetAddress.getByName("192.0.2.7"));
        SfuSettings settings = new SfuSettings(addresses, addresses.getFirst(), 0, ptime, Duration.ofSeconds(2));
        return new Answer(settings, 4_000)
                .write(offer, kind, new IceCredentials("serverufrag", "serverpassword", 77), new byte[32], sources);
    }

    @Test
    void aGoodOfferIsRead() throws SdpException {
        Offer offer = Offer.parse(offer("sendonly"), LinkKind.PUBLISHER);
        assertThat(offer.ufrag).isEqualTo("abcd");
        assertThat(offer.fingerprint()).hasSize(32).endsWith(0x0B);
        OfferedLine line = offer.lines.getFirst();
        assertThat(line.opus()).isEqualTo(111);
        assertThat(line.red()).isEqualTo(63);
        assertThat(line.redPreferred()).isFalse();
        assertThat(line.nack()).isTrue();
        assertThat(line.levelExtension()).isEqualTo(3);
        assertThat(line.source()).isEqualTo(1_000);
    }

    @Test
    void anAnswerToAPublisherAsksForItsPacketsInTheChosenLength() throws Exception {
        String answer = answer(Offer.parse(offer("sendonly"), LinkKind.PUBLISHER), LinkKind.PUBLISHER, Map.of(), 10);
        assertThat(answer)
                .contains("a=group:BUNDLE 0 1\r\n", "a=ice-lite\r\n", "a=setup:passive\r\n", "a=recvonly\r\n")
                .contains("m=audio 4000 UDP/TLS/RTP/SAVPF 111 63\r\n", "a=ptime:10\r\n", "a=maxptime:10\r\n")
                .contains("a=fmtp:111 minptime=10;useinbandfec=1\r\n", "a=rtcp-fb:111 nack\r\n")
                .contains("udp 2130706431 127.0.0.1 4000 typ host", "udp 2130706175 192.0.2.7 4000 typ host");
        assertThat(answer.split("a=ice-ufrag", -1))
                .as("once, in the bundle's first line")
                .hasSize(2);
    }

    @Test
    void anAnswerToASubscriberDeclaresTheSourceOfEverySlot() throws Exception {
        Offer offer = Offer.parse(offer("recvonly"), LinkKind.SUBSCRIBER);
        String answer = answer(offer, LinkKind.SUBSCRIBER, Map.of("0", -1, "1", 7), 20);
        assertThat(answer)
                .contains("a=sendonly\r\na=msid:slot-0 track-0\r\na=ssrc:4294967295 cname:sfu\r\n")
                .contains("a=msid:slot-1 track-1\r\na=ssrc:7 cname:sfu\r\n");
    }

    @Test
    void redIsPreferredWhereTheClientPrefersIt() throws Exception {
        String sdp = offer("sendonly").replace("SAVPF 111 63 9", "SAVPF 63 111 9");
        String answer = answer(Offer.parse(sdp, LinkKind.PUBLISHER), LinkKind.PUBLISHER, Map.of(), 20);
        assertThat(answer).contains("UDP/TLS/RTP/SAVPF 63 111\r\n", "a=fmtp:63 111/111\r\n");
    }

    @Test
    void videoAndSwitchedOffLinesAreRefusedOneByOne() throws Exception {
        String sdp = offer("recvonly") + "m=video 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:2\r\n"
                + TestOffers.line("3", "recvonly", "abcd").replace("m=audio 9", "m=audio 0");
        String answer = answer(Offer.parse(sdp, LinkKind.SUBSCRIBER), LinkKind.SUBSCRIBER, Map.of("0", 1, "1", 2), 20);
        assertThat(answer).contains("m=video 0 UDP/TLS/RTP/SAVPF 96\r\n", "m=audio 0 UDP/TLS/RTP/SAVPF 111 63 9\r\n");
        assertThat(answer).contains("a=group:BUNDLE 0 1\r\n");
    }

    @Test
    void whatCannotBeAnsweredIsRefusedInWords() {
        String good = offer("sendonly");
        assertRefused("", LinkKind.PUBLISHER, "no audio line that sends");
        assertRefused(offer("recvonly"), LinkKind.PUBLISHER, "no audio line that sends");
        assertRefused(good, LinkKind.SUBSCRIBER, "no audio line that receives");
        assertRefused(good.replace("BUNDLE 0 1", "BUNDLE 0"), LinkKind.PUBLISHER, "not bundled");
        assertRefused(good.replace("a=mid:1", "a=mid:0"), LinkKind.PUBLISHER, "have the mid '0'");
        assertRefused(good.replace("a=mid:1", "a=mid:1 1"), LinkKind.PUBLISHER, "no valid a=mid");
        assertRefused(good.replace("sha-256", "sha-1"), LinkKind.PUBLISHER, "fingerprint");
        assertRefused(good.replace("0A:0A", "0A:ZZ"), LinkKind.PUBLISHER, "fingerprint");
        assertRefused(good.replace("actpass", "passive"), LinkKind.PUBLISHER, "handshake");
        assertRefused(good.replace("ufrag:abcd", "ufrag:a b"), LinkKind.PUBLISHER, "ice-ufrag");
        assertRefused(good.replace("opus/48000", "pcmu/8000"), LinkKind.PUBLISHER, "no Opus");
        assertRefused(good.replace("a=rtcp-mux\r\n", ""), LinkKind.PUBLISHER, "rtcp-mux");
        assertRefused(good.replace("a=ssrc", "a=x"), LinkKind.PUBLISHER, "a=ssrc");
        assertRefused(good.replaceAll("a=ssrc:[0-9]+", "a=ssrc:7"), LinkKind.PUBLISHER, "same a=ssrc");
        assertRefused(
                good.replace("m=audio 9 UDP/TLS/RTP/SAVPF 111 63 9", "m=audio 9"),
                LinkKind.PUBLISHER,
                "does not parse");
        assertRefused("x".repeat(2_000_001), LinkKind.PUBLISHER, "2 MB");
        assertRefused("a=" + "x".repeat(5_000), LinkKind.PUBLISHER, "4096 characters");
        assertRefused("m=audio 9 X 1\r\n".repeat(513), LinkKind.PUBLISHER, "512");
    }

    @Test
    void damagedOffersAreReadOrRefusedButNeverThrowAnythingElse() {
        String good = offer("sendonly");
        Random random = new Random(11);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder damaged = new StringBuilder(good);
            for (int change = random.nextInt(1, 6); change > 0; change--) {
                int at = random.nextInt(damaged.length());
                switch (random.nextInt(3)) {
                    case 0 -> damaged.setCharAt(at, (char) random.nextInt(256));
                    case 1 -> damaged.delete(at, Math.min(damaged.length(), at + random.nextInt(40)));
                    default -> damaged.insert(at, (char) random.nextInt(65_536));
                }
            }
            try {
                Offer offer = Offer.parse(damaged.toString(), LinkKind.PUBLISHER);
                assertThat(answer(offer, LinkKind.PUBLISHER, Map.of(), 20)).startsWith("v=0");
            } catch (SdpException refused) {
                assertThat(refused).hasMessageEndingWith(".");
            } catch (Exception other) {
                throw new AssertionError("an offer met a defect", other);
            }
        }
    }
}
