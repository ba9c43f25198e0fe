package com.talkiego.dispatch.mock.sfu;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Reads STUN binding requests and writes their responses (RFC 8489), as far as ICE-lite (RFC 8445, 2.5) needs them. */
final class Stun {
    private static final int HEADER = 20;
    private static final int COOKIE = 0x2112A442;
    private static final int BINDING_REQUEST = 0x0001;
    private static final int BINDING_SUCCESS = 0x0101;
    private static final int USERNAME = 0x0006;
    private static final int MESSAGE_INTEGRITY = 0x0008;
    private static final int XOR_MAPPED_ADDRESS = 0x0020;
    private static final int USE_CANDIDATE = 0x0025;
    private static final int FINGERPRINT = 0x8028;
    private static final int FINGERPRINT_MASK = 0x5354554E;
    private static final int INTEGRITY_BYTES = 20;
    private static final int TRANSACTION_BYTES = 12;
    private static final int LONGEST_USERNAME = 513;

    private Stun() {}

    /** A binding request whose shape and fingerprint are right; its integrity is still to be checked. */
    static final class Request {
        private final byte[] message;
        private final int integrityAt;
        /** The name the client knows the server's side of the link by. */
        final String serverUfrag;
        /** Whether the client chose the path this request came on. */
        final boolean useCandidate;

        private Request(byte[] message, int integrityAt, String serverUfrag, boolean useCandidate) {
            this.message = message;
            this.integrityAt = integrityAt;
            this.serverUfrag = serverUfrag;
            this.useCandidate = useCandidate;
        }

        /** Whether the sender knows the link's password. */
        boolean authentic(byte[] key) {
            byte[] signed = Arrays.copyOf(message, integrityAt);
            ByteBuffer.wrap(signed).putShort(2, (short) (integrityAt - HEADER + 4 + INTEGRITY_BYTES));
            byte[] shown = Arrays.copyOfRange(message, integrityAt + 4, integrityAt + 4 + INTEGRITY_BYTES);
            return MessageDigest.isEqual(shown, integrity(key, signed));
        }

        /** The response that tells the client the address its request came from. */
        byte[] success(InetSocketAddress from, byte[] key) {
            byte[] address = from.getAddress().getAddress();
            int addressBytes = 4 + address.length;
            ByteBuffer response = ByteBuffer.allocate(HEADER + 4 + addressBytes + 4 + INTEGRITY_BYTES + 8);
            response.putShort((short) BINDING_SUCCESS).putShort((short) (response.capacity() - HEADER - 8));
            response.putInt(COOKIE).put(message, 8, TRANSACTION_BYTES);
            response.putShort((short) XOR_MAPPED_ADDRESS).putShort((short) addressBytes);
            response.put((byte) 0).put((byte) (address.length == 4 ? 1 : 2));
            response.putShort((short) (from.getPort() ^ (COOKIE >>> 16)));
            for (int i = 0; i < address.length; i++) {
                // The cookie and the transaction id stand one behind the other in the request.
                response.put((byte) (address[i] ^ message[4 + i]));
            }
            byte[] integrity = integrity(key, Arrays.copyOf(response.array(), response.position()));
            response.putShort((short) MESSAGE_INTEGRITY)
                    .putShort((short) INTEGRITY_BYTES)
                    .put(integrity);
            response.putShort(2, (short) (response.capacity() - HEADER));
            int checksum = checksum(response.array(), response.position());
            response.putShort((short) FINGERPRINT).putShort((short) 4).putInt(checksum);
            return response.array();
        }
    }

    /** The request in a datagram, or null if it holds none. */
    static @Nullable Request parse(byte[] data, int length) {
        if (length < HEADER || length > data.length || length % 4 != 0) {
            return null;
        }
        if (RtpHeader.unsignedShort(data, 0) != BINDING_REQUEST
                || RtpHeader.unsignedShort(data, 2) != length - HEADER
                || RtpHeader.integer(data, 4) != COOKIE) {
            return null;
        }
        return readAttributes(data, length);
    }

    private static @Nullable Request readAttributes(byte[] message, int length) {
        String username = "";
        boolean useCandidate = false;
        int integrityAt = -1;
        int at = HEADER;
        while (at + 4 <= length) {
            int type = RtpHeader.unsignedShort(message, at);
            int size = RtpHeader.unsignedShort(message, at + 2);
            if (at + 4 + size > length) {
                return null;
            }
            if (type == FINGERPRINT) {
                boolean last = size == 4 && at + 8 == length;
                boolean right = last && RtpHeader.integer(message, at + 4) == checksum(message, at);
                return right && integrityAt > 0 ? request(message, length, integrityAt, username, useCandidate) : null;
            }
            // What follows the integrity, but for the fingerprint, is not covered by it and must be ignored.
            if (integrityAt < 0) {
                if (type == USERNAME && size <= LONGEST_USERNAME) {
                    username = new String(message, at + 4, size, StandardCharsets.UTF_8);
                } else if (type == USE_CANDIDATE) {
                    useCandidate = true;
                } else if (type == MESSAGE_INTEGRITY && size == INTEGRITY_BYTES) {
                    integrityAt = at;
                }
            }
            at += 4 + ((size + 3) & ~3);
        }
        return null;
    }

    private static @Nullable Request request(
            byte[] message, int length, int integrityAt, String username, boolean useCandidate) {
        int colon = username.indexOf(':');
        if (colon <= 0) {
            return null;
        }
        byte[] copy = Arrays.copyOf(message, length);
        return new Request(copy, integrityAt, username.substring(0, colon), useCandidate);
    }

    static byte[] integrity(byte[] key, byte[] signed) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key, "HmacSHA1"));
            return mac.doFinal(signed);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("This Java has no HMAC-SHA1, which ICE needs.", missing);
        }
    }

    static int checksum(byte[] data, int length) {
        CRC32 crc = new CRC32();
        crc.update(data, 0, length);
        return (int) crc.getValue() ^ FINGERPRINT_MASK;
    }
}
