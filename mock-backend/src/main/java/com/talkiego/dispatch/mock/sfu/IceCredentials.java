package com.talkiego.dispatch.mock.sfu;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/**
 * The server's short-term name and password for one link (RFC 8445, 5.3), and the id of the session they stand in.
 */
record IceCredentials(String ufrag, String password, long sessionId) {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private static final int UFRAG_LENGTH = 12;
    private static final int PASSWORD_LENGTH = 32;

    static IceCredentials create(SecureRandom random) {
        return new IceCredentials(
                text(random, UFRAG_LENGTH), text(random, PASSWORD_LENGTH), random.nextLong(1, Long.MAX_VALUE));
    }

    private static String text(SecureRandom random, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }

    byte[] key() {
        return password.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public String toString() {
        return "IceCredentials[ufrag=" + ufrag + "]";
    }
}
