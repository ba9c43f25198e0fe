package com.talkiego.dispatch.mock.sfu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RtpHeaderTest {
    private final RtpHeader header = new RtpHeader();

    @Test
    void whatIsWrittenIsReadAgain() {
        MediaPacket packet = new MediaPacket(1, 2, false, 33, false, new byte[] {7, 8, 9}, 0);
        byte[] data = new byte[100];
        int length = RtpHeader.write(data, new SlotFormat(-5, 111, 63, 3), packet, 65_535, -2, true);
        assertThat(header.parse(data, length, 3, true)).isTrue();
        assertThat(header.source).isEqualTo(-5);
        assertThat(header.payloadType).isEqualTo(111);
        assertThat(header.sequence).isEqualTo(65_535);
        assertThat(header.timestamp).isEqualTo(-2);
        assertThat(header.marker).isTrue();
        assertThat(header.level).isEqualTo(33);
        assertThat(header.payloadBytes).isEqualTo(3);
        assertThat(data[header.payloadAt]).isEqualTo((byte) 7);
    }

    @Test
    void withoutANegotiatedLevelNoneIsWritten() {
        MediaPacket packet = new MediaPacket(1, 2, false, 33, true, new byte[] {7}, 0);
        byte[] data = new byte[100];
        int length = RtpHeader.write(data, new SlotFormat(5, 111, 63, 0), packet, 1, 2, false);
        assertThat(length).isEqualTo(13);
        assertThat(header.parse(data, length, 3, true)).isTrue();
        assertThat(header.payloadType).isEqualTo(63);
        assertThat(header.level).isEqualTo(MediaPacket.NO_LEVEL);
    }

    @Test
    void randomPacketsStayWithinTheirLength() {
        Random random = new Random(1);
        int parsed = 0;
        for (int i = 0; i < 200_000; i++) {
            byte[] data = new byte[random.nextInt(80)];
            random.nextBytes(data);
            if (data.length > 0) {
                data[0] = (byte) (0x80 | (data[0] & 0x3F));
            }
            if (header.parse(data, data.length, 1, random.nextBoolean())) {
                parsed++;
                assertThat(header.payloadAt + header.payloadBytes).isBetween(header.payloadAt, data.length);
            }
        }
        assertThat(parsed).isPositive();
    }
}
