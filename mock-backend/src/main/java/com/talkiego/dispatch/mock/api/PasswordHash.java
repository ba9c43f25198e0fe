package com.talkiego.dispatch.mock.api;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** A salted PBKDF2-HMAC-SHA256 hash of a password (RFC 8018). Any thread; a check takes some milliseconds on purpose. */
final class PasswordHash {
    /** For passwords that people choose: about 15 ms, part of every sign-in's time. */
    static final int CHOSEN = 50_000;
    /** For passwords of 128 random bits, which nobody can guess: stretching them would only slow a hundred units' start. */
    static final int RANDOM = 1;

    private static final SecureRandom SALTS = new SecureRandom();
    private static final int LONGEST = 256;

    private final byte[] salt;
    private final byte[] hash;
    private final int iterations;

    private PasswordHash(byte[] salt, byte[] hash, int iterations) {
        this.salt = salt;
        this.hash = hash;
        this.iterations = iterations;
    }

    static PasswordHash of(String password, int iterations) {
        byte[] salt = new byte[16];
        SALTS.nextBytes(salt);
        return new PasswordHash(salt, derive(password, salt, iterations), iterations);
    }

    /** Compares in a time that does not depend on where they differ; a password longer than 256 characters never matches. */
    boolean matches(String password) {
        return password.length() <= LONGEST && MessageDigest.isEqual(hash, derive(password, salt, iterations));
    }

    private static byte[] derive(String password, byte[] salt, int iterations) {
        PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, iterations, 256);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java run time has no PBKDF2.", e);
        } finally {
            spec.clearPassword();
        }
    }
}
