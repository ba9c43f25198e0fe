package com.talkiego.dispatch.mock.sfu;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RtcpTest {
    private static byte[] written(RtcpWriter writer) {
        PacketBuffer buffer = new PacketBuffer();
        writer.finish(buffer);
        return Arrays.copyOf(buffer.getBuffer(), buffer.getLength());
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        RtcpWriter.Reception reception = new RtcpWriter.Reception(42, 0.25, 7, 70_000, 12, 0x1234, 65_536);
        byte[] packet = written(new RtcpWriter()
                .begin()
                .senderReport(5, 0x0000_1111_2222_3333L, 480, 3, 300)
                .receiverReport(6, List.of(reception))
                .description(5)
                .missing(6, 42, List.of(65_535, 3)));
        assertThat(RtcpItem.read(packet, packet.length))
                .containsExactly(
                        new RtcpItem.SenderClock(5, 0x1111_2222),
                        new RtcpItem.Reception(42, 0.25, 0x1234, 65_536),
                        new RtcpItem.Missing(42, List.of(65_535, 3)));
    }

    @Test
    void aBitMaskOfMissingPacketsIsRead() {
        byte[] packet = {
            (byte) 0x81, (byte) 205, 0, 3, 0, 0, 0, 1, 0, 0, 0, 9, (byte) 0xFF, (byte) 0xFE, 0b0000_0000, 0b0000_0101
        };
        assertThat(RtcpItem.read(packet, packet.length))
                .containsExactly(new RtcpItem.Missing(9, List.of(65_534, 65_535, 1)));
    }

    @Test
    void randomAndTruncatedPacketsNeverThrowAndStayBounded() {
        Random random = new Random(9);
        for (int i = 0; i < 100_000; i++) {
            byte[] packet = new byte[random.nextInt(1_500)];
            random.nextBytes(packet);
            for (int at = 0; at + 4 < packet.length; at += 4 * (1 + random.nextInt(20))) {
                packet[at] = (byte) (0x80 | random.nextInt(32));
                packet[at + 1] = (byte) (200 + random.nextInt(8));
                packet[at + 2] = 0;
                packet[at + 3] = (byte) random.nextInt(24);
            }
            assertThat(RtcpItem.read(packet, packet.length)).hasSizeLessThanOrEqualTo(RtcpItem.MOST_ITEMS);
        }
    }

    @Test
    void ntpTimeRunsWithTheClock() {
        NtpClock clock = new NtpClock(Instant.ofEpochSecond(0), 5_000_000_000L);
        assertThat(clock.at(5_500_000_000L)).isEqualTo((2_208_988_800L << 32) | 0x8000_0000L);
        assertThat(clock.middle(6_000_000_000L) - clock.middle(5_000_000_000L)).isEqualTo(65_536);
    }
}
