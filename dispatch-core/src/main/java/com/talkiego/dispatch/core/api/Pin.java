package com.talkiego.dispatch.core.api;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Base64;

/**
 * A public key that a server's certificate path has to have, by the SHA-256 of its SubjectPublicKeyInfo (RFC 7469, 2.4).
 *
 * @param sha256 in base64
 */
public record Pin(String sha256) {
    private static final String PREFIX = "sha256/";
    private static final int BYTES = 32;

    /** That key's. */
    public static Pin of(PublicKey key) {
        try {
            return new Pin(Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(key.getEncoded())));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    /**
     * As it is written: {@code sha256/} and 44 characters.
     *
     * @throws IllegalArgumentException with a sentence, if that is none
     */
    public static Pin parse(String text) {
        String digest = text.strip();
        try {
            if (digest.startsWith(PREFIX)
                    && Base64.getDecoder().decode(digest.substring(PREFIX.length())).length == BYTES) {
                return new Pin(digest.substring(PREFIX.length()));
            }
        } catch (IllegalArgumentException notBase64) {
            throw new IllegalArgumentException(sentence(text), notBase64);
        }
        throw new IllegalArgumentException(sentence(text));
    }

    private static String sentence(String text) {
        return "'" + text + "' is no pin. One is sha256/ and 44 characters: the digest of a public key in base64.";
    }

    @Override
    public String toString() {
        return PREFIX + sha256;
    }
}
