package com.talkiego.dispatch.mock.turn;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** As much of a TURN client (RFC 8656) as is needed to ask a server over UDP for a relay, and to keep it. */
final class TurnClient implements AutoCloseable {
    static final int ALLOCATE = 0x0003;
    static final int REFRESH = 0x0004;
    static final int CREATE_PERMISSION = 0x0008;

    private static final int COOKIE = 0x2112A442;
    private static final int USERNAME = 0x0006;
    private static final int INTEGRITY = 0x0008;
    private static final int ERROR_CODE = 0x0009;
    private static final int LIFETIME = 0x000D;
    private static final int PEER = 0x0012;
    private static final int REALM = 0x0014;
    private static final int NONCE = 0x0015;
    private static final int TRANSPORT = 0x0019;

    private final DatagramSocket socket;
    private final int port;
    private final String user;
    private final String password;
    private byte[] realm = {};
    private byte[] nonce = {};

    TurnClient(int port, String user, String password) throws IOException {
        this.port = port;
        this.user = user;
        this.password = password;
        socket = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"));
        socket.setSoTimeout(1_000);
    }

    /** Asks, with the credentials once the server wants them; 0 for success, else the error's code. */
    int ask(int method) throws IOException, GeneralSecurityException {
        Map<Integer, byte[]> answer = exchange(method);
        int error = error(answer);
        if ((error == 401 && nonce.length == 0) || error == 438) {
            realm = answer.getOrDefault(REALM, realm);
            nonce = answer.getOrDefault(NONCE, nonce);
            error = error(exchange(method));
        }
        return error;
    }

    private static int error(Map<Integer, byte[]> answer) {
        byte[] code = answer.get(ERROR_CODE);
        return code == null ? 0 : code[2] * 100 + code[3];
    }

    private Map<Integer, byte[]> exchange(int method) throws IOException, GeneralSecurityException {
        byte[] request = request(method);
        for (int tries = 0; ; tries++) {
            socket.send(new DatagramPacket(request, request.length, InetAddress.ofLiteral("127.0.0.1"), port));
            try {
                DatagramPacket packet = new DatagramPacket(new byte[2_000], 2_000);
                socket.receive(packet);
                return attributes(ByteBuffer.wrap(packet.getData(), 0, packet.getLength()));
            } catch (java.net.SocketTimeoutException late) {
                if (tries == 5) {
                    throw late;
                }
            }
        }
    }

    private byte[] request(int method) throws IOException, GeneralSecurityException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        switch (method) {
            case ALLOCATE -> put(body, TRANSPORT, new byte[] {17, 0, 0, 0});
            case REFRESH ->
                put(body, LIFETIME, ByteBuffer.allocate(4).putInt(600).array());
            default ->
                put(
                        body,
                        PEER,
                        ByteBuffer.allocate(8)
                                .putShort((short) 1)
                                .putShort((short) (9 ^ (COOKIE >>> 16)))
                                .putInt(0x7F000001 ^ COOKIE)
                                .array());
        }
        if (nonce.length > 0) {
            put(body, USERNAME, user.getBytes(StandardCharsets.UTF_8));
            put(body, REALM, realm);
            put(body, NONCE, nonce);
        }
        byte[] id = new byte[12];
        ThreadLocalRandom.current().nextBytes(id);
        int integrity = nonce.length > 0 ? 24 : 0;
        ByteBuffer message = ByteBuffer.allocate(20 + body.size() + integrity)
                .putShort((short) method)
                .putShort((short) (body.size() + integrity))
                .putInt(COOKIE)
                .put(id)
                .put(body.toByteArray());
        if (integrity > 0) {
            byte[] sum = sum(Arrays.copyOf(message.array(), message.position()));
            message.putShort((short) INTEGRITY).putShort((short) sum.length).put(sum);
        }
        return message.array();
    }

    private byte[] sum(byte[] of) throws GeneralSecurityException {
        String text = user + ":" + new String(realm, StandardCharsets.UTF_8) + ":" + password;
        byte[] key = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(key, "HmacSHA1"));
        return mac.doFinal(of);
    }

    private static void put(ByteArrayOutputStream body, int type, byte[] value) throws IOException {
        body.write(ByteBuffer.allocate(4)
                .putShort((short) type)
                .putShort((short) value.length)
                .array());
        body.write(value);
        body.write(new byte[(4 - value.length % 4) % 4]);
    }

    private static Map<Integer, byte[]> attributes(ByteBuffer message) {
        Map<Integer, byte[]> found = new LinkedHashMap<>();
        message.position(20);
        while (message.remaining() >= 4) {
            int type = message.getShort() & 0xFFFF;
            byte[] value = new byte[message.getShort() & 0xFFFF];
            message.get(value);
            found.put(type, value);
            message.position(Math.min(message.limit(), message.position() + (4 - value.length % 4) % 4));
        }
        return found;
    }

    @Override
    public void close() {
        socket.close();
    }
}
