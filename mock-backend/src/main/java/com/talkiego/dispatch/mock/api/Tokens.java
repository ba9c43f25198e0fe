package com.talkiego.dispatch.mock.api;

import com.talkiego.dispatch.core.model.MemberKind;
import com.talkiego.dispatch.mock.edge.Json;
import com.talkiego.dispatch.mock.edge.Refusal;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Signed compact tokens: {@code base64url(claims) "." base64url(HMAC-SHA-256)}. They carry the whole account, so nothing is
 * kept for them; the key is made at the start of the process and never leaves it. Any thread.
 */
public final class Tokens {
    /** What a token is good for; one of another use is refused. */
    public enum Use {
        ACCESS,
        SIGNAL
    }

    /** A token and when it stops being good. */
    public record Issued(String token, Instant expires) {
        @Override
        public String toString() {
            return "Issued[until " + expires + "]";
        }
    }

    private record Claims(
            Use use,
            String id,
            String alias,
            MemberKind kind,
            String tenant,
            String role,
            int maxChannels,
            long generation,
            long expires) {}

    private static final int LONGEST = 2_048;
    private static final String ALGORITHM = "HmacSHA256";
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final InstantSource clock;
    private final SecretKeySpec key;
    private final AtomicLong generation = new AtomicLong();

    public Tokens(InstantSource clock) {
        this.clock = clock;
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        this.key = new SecretKeySpec(secret, ALGORITHM);
    }

    /** A new token of that account. */
    public Issued issue(Account account, Use use, Duration life) {
        // Whole milliseconds, so that what is told to the client is exactly what is signed.
        Instant expires = Instant.ofEpochMilli(clock.instant().plus(life).toEpochMilli());
        byte[] claims = Json.write(new Claims(
                use,
                account.id(),
                account.alias(),
                account.kind(),
                account.tenant(),
                account.role(),
                account.maxChannels(),
                generation.get(),
                expires.toEpochMilli()));
        return new Issued(ENCODER.encodeToString(claims) + "." + ENCODER.encodeToString(sign(claims)), expires);
    }

    /**
     * Whose token it is.
     *
     * @throws TokenRefused if it was not signed here, was signed for another use, or is no longer good
     */
    public Account check(@Nullable String token, Use use) throws TokenRefused {
        Claims claims = verified(token);
        if (claims.use != use) {
            throw new TokenRefused(false, "This token is good for something else.");
        }
        if (claims.generation != generation.get() || clock.instant().toEpochMilli() >= claims.expires) {
            throw new TokenRefused(true, "The token has expired.");
        }
        return new Account(claims.id, claims.alias, claims.kind, claims.tenant, claims.role, claims.maxChannels);
    }

    /** Makes every token issued until now expired. */
    public void expireAll() {
        generation.incrementAndGet();
    }

    private Claims verified(@Nullable String token) throws TokenRefused {
        int dot = token == null ? -1 : token.indexOf('.');
        if (token == null || dot < 1 || token.length() > LONGEST) {
            throw new TokenRefused(false, "This is not a token of this backend.");
        }
        try {
            byte[] claims = Base64.getUrlDecoder().decode(token.substring(0, dot));
            byte[] signature = Base64.getUrlDecoder().decode(token.substring(dot + 1));
            if (!MessageDigest.isEqual(signature, sign(claims))) {
                throw new TokenRefused(false, "The token was not issued by this run of the backend.");
            }
            return Json.read(claims, Claims.class);
        } catch (IllegalArgumentException | Refusal e) {
            throw new TokenRefused(false, "This is not a token of this backend.");
        }
    }

    private byte[] sign(byte[] claims) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(claims);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java run time has no HMAC-SHA-256.", e);
        }
    }

    /** SHA-256 of a text, in hexadecimal: how secrets are kept that must only be recognised. */
    public static String digest(String secret) {
        try {
            return java.util.HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java run time has no SHA-256.", e);
        }
    }
}
