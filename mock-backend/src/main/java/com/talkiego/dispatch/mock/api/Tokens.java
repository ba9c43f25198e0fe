package com.talkiego.dispatch.mock.api;

import com.talkiego.dispatch.core.model.MemberKind;
import com.talkiego.dispatch.core.signing.Jws;
import com.talkiego.dispatch.mock.edge.Json;
import com.talkiego.dispatch.mock.edge.Refusal;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Signed tokens: compact JWS by one of the {@link SigningKeys}. They carry the whole account, so nothing is kept for them but, until
 * they expire, the ids of those that are good once. Any thread.
 */
public final class Tokens {
    private static final String TYPE = "talkiego-token";

    private final InstantSource clock;
    private final SigningKeys keys;
    private final DescriptionSigner descriptions;
    private final AtomicLong generation = new AtomicLong();
    private final AtomicLong last = new AtomicLong();
    private final Map<Long, Long> redeemed = new LinkedHashMap<>();

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

    /**
     * What a token is bound to beyond its account.
     *
     * @param signIn the sign-in it came from; 0 for none
     * @param position the seat it is for; null for any
     * @param fingerprints the client's DTLS certificates; none for any
     */
    public record Binding(long signIn, @Nullable String position, List<String> fingerprints) {
        public static final Binding NONE = new Binding(0, null, List.of());

        public Binding {
            fingerprints = List.copyOf(fingerprints);
        }
    }

    /** Whose token it is, and what it is bound to. */
    public record Holder(Account account, Binding binding) {}

    private record Claims(
            Use use,
            long number,
            String id,
            String alias,
            MemberKind kind,
            String tenant,
            String role,
            int maxChannels,
            long signIn,
            @Nullable String position,
            List<String> fingerprints,
            long generation,
            long expires) {
        Holder holder() {
            return new Holder(
                    new Account(id, alias, kind, tenant, role, maxChannels),
                    new Binding(signIn, position, fingerprints));
        }
    }

    /** With keys of its own. */
    public Tokens(InstantSource clock) {
        this(clock, new SigningKeys(clock));
    }

    public Tokens(InstantSource clock, SigningKeys keys) {
        this.clock = clock;
        this.keys = keys;
        this.descriptions = new DescriptionSigner(clock, keys);
    }

    /** What signs session descriptions with the same keys. */
    public DescriptionSigner descriptions() {
        return descriptions;
    }

    /** What they are signed with. */
    public SigningKeys keys() {
        return keys;
    }

    /** A new token of that account, bound to nothing else. */
    public Issued issue(Account account, Use use, Duration life) {
        return issue(account, use, Binding.NONE, life);
    }

    /** A new token of that account. */
    public Issued issue(Account account, Use use, Binding binding, Duration life) {
        // Whole milliseconds, so that what is told to the client is exactly what is signed.
        Instant expires = Instant.ofEpochMilli(clock.instant().plus(life).toEpochMilli());
        byte[] claims = Json.write(new Claims(
                use,
                last.incrementAndGet(),
                account.id(),
                account.alias(),
                account.kind(),
                account.tenant(),
                account.role(),
                account.maxChannels(),
                binding.signIn,
                binding.position,
                binding.fingerprints,
                generation.get(),
                expires.toEpochMilli()));
        return new Issued(keys.current().sign(TYPE, claims), expires);
    }

    /**
     * Whose token it is.
     *
     * @throws TokenRefused if it was not signed here, was signed for another use, or is no longer good
     */
    public Account check(@Nullable String token, Use use) throws TokenRefused {
        return holder(token, use).account;
    }

    /** As {@link #check}, with what it is bound to. */
    Holder holder(@Nullable String token, Use use) throws TokenRefused {
        return good(token, use).holder();
    }

    /**
     * As {@link #check}, once: the same token is refused afterwards.
     *
     * @throws TokenRefused also if it was redeemed before
     */
    public Holder redeem(@Nullable String token, Use use) throws TokenRefused {
        Claims claims = good(token, use);
        synchronized (redeemed) {
            long now = clock.instant().toEpochMilli();
            redeemed.values().removeIf(expires -> expires <= now);
            if (redeemed.putIfAbsent(claims.number, claims.expires) != null) {
                throw new TokenRefused(true, "This token was used already; each is good once.");
            }
        }
        return claims.holder();
    }

    /** Makes every token issued until now expired. */
    public void expireAll() {
        generation.incrementAndGet();
    }

    private Claims good(@Nullable String token, Use use) throws TokenRefused {
        Claims claims = verified(token);
        if (claims.use != use) {
            throw new TokenRefused(false, "This token is good for something else.");
        }
        if (claims.generation != generation.get() || clock.instant().toEpochMilli() >= claims.expires) {
            throw new TokenRefused(true, "The token has expired.");
        }
        return claims;
    }

    private Claims verified(@Nullable String token) throws TokenRefused {
        Jws jws = token == null ? null : Jws.parse(token);
        if (jws == null || !jws.type().equals(TYPE)) {
            throw new TokenRefused(false, "This is not a token of this backend.");
        }
        if (!keys.signed(jws)) {
            throw new TokenRefused(false, "The token was not issued by this run of the backend.");
        }
        try {
            return Json.read(jws.payload(), Claims.class);
        } catch (Refusal e) {
            throw new TokenRefused(false, "This is not a token of this backend.");
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
