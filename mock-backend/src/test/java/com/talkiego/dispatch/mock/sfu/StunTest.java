package com.talkiego.dispatch.mock.sfu;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StunTest {
    private static final byte[] KEY = "password-of-the-link".getBytes(StandardCharsets.US_ASCII);

    /** RFC 5769, 2.1: a request with a username, its integrity and its fingerprint. */
    private static final byte[] SAMPLE = HexFormat.of()
            .parseHex("000100582112a442b7e7a701bc34d686fa87dfae802200105354554e207465737420636c69656e74"
                    + "002400046e0001ff80290008932ff9b151263b36000600096576746a3a68367659202020"
                    + "000800149aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a280280004e57a3bcf");

    static byte[] request(String username, byte[] key, boolean useCandidate) {
        byte[] name = username.getBytes(StandardCharsets.UTF_8);
        int padded = (name.length + 3) & ~3;
        int length = 20 + 4 + padded + (useCandidate ? 4 : 0) + 24 + 8;
        ByteBuffer message = ByteBuffer.allocate(length);
        message.putShort((short) 1).putShort((short) (length - 20 - 8)).putInt(0x2112A442);
        message.put("transaction.".getBytes(StandardCharsets.US_ASCII));
        message.putShort((short) 6).putShort((short) name.length).put(Arrays.copyOf(name, padded));
        if (useCandidate) {
            message.putShort((short) 0x25).putShort((short) 0);
        }
        byte[] integrity = Stun.integrity(key, Arrays.copyOf(message.array(), message.position()));
        message.putShort((short) 8).putShort((short) 20).put(integrity);
        message.putShort(2, (short) (length - 20));
        int checksum = Stun.checksum(message.array(), message.position());
        message.putShort((short) 0x8028).putShort((short) 4).putInt(checksum);
        return message.array();
    }

    private static Stun.@Nullable Request parse(byte[] data) {
        return Stun.parse(data, data.length);
    }

    private static Stun.Request accepted(byte[] data) {
        return Objects.requireNonNull(parse(data), "the request was not read");
    }

    @Test
    void theSampleOfTheStandardIsAuthentic() {
        Stun.Request request = accepted(SAMPLE);
        assertThat(request.serverUfrag).isEqualTo("evtj");
        assertThat(request.authentic("VOkJxbRl1RmTxUk/WvJxBt".getBytes(StandardCharsets.US_ASCII)))
                .isTrue();
        assertThat(request.authentic(KEY)).isFalse();
    }

    @Test
    void theNameAndTheChoiceOfThePathAreRead() {
        Stun.Request request = accepted(request("server:client", KEY, true));
        assertThat(request.serverUfrag).isEqualTo("server");
        assertThat(request.useCandidate).isTrue();
        assertThat(request.authentic(KEY)).isTrue();
        Stun.Request plain = accepted(request("server:client", KEY, false));
        assertThat(plain.useCandidate).isFalse();
    }

    @Test
    void theResponseNamesTheAddressAndIsAuthentic() throws UnknownHostException {
        Stun.Request request = accepted(request("server:client", KEY, true));
        InetSocketAddress from =
                new InetSocketAddress(InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 1}), 32_853);
        ByteBuffer response = ByteBuffer.wrap(request.success(from, KEY));
        assertThat(response.getShort(0)).isEqualTo((short) 0x0101);
        assertThat(response.getShort(2) & 0xFFFF).isEqualTo(response.capacity() - 20);
        assertThat((short) (response.getShort(26) ^ 0x2112)).isEqualTo((short) 32_853);
        assertThat(response.getInt(28) ^ 0x2112A442).isEqualTo(0xC0000201);
        byte[] signed = Arrays.copyOf(response.array(), 32);
        ByteBuffer.wrap(signed).putShort(2, (short) (32 - 20 + 24));
        assertThat(Arrays.copyOfRange(response.array(), 36, 56)).isEqualTo(Stun.integrity(KEY, signed));
    }

    @Test
    void noTruncationAndNoFlippedBitIsTakenForARequest() {
        byte[] good = request("server:client", KEY, true);
        for (int length = 0; length < good.length; length++) {
            assertThat(Stun.parse(good, length)).isNull();
        }
        for (int bit = 0; bit < good.length * 8; bit++) {
            byte[] bad = good.clone();
            bad[bit / 8] ^= (byte) (1 << (bit % 8));
            Stun.Request request = parse(bad);
            assertThat(request != null && request.authentic(KEY)).isFalse();
        }
    }

    @Test
    void randomDatagramsNeverThrow() {
        Random random = new Random(5);
        for (int i = 0; i < 100_000; i++) {
            byte[] data = new byte[random.nextInt(200)];
            random.nextBytes(data);
            if (data.length > 20 && random.nextBoolean()) {
                byte[] header = Arrays.copyOf(request("a:b", KEY, false), 20);
                System.arraycopy(header, 0, data, 0, 20);
                data[3] = (byte) (data.length - 20);
                data[2] = 0;
            }
            assertThat(parse(data)).isNull();
        }
    }
}
