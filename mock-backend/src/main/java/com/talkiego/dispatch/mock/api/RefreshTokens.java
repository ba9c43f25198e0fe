package com.talkiego.dispatch.mock.api;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Refresh tokens with rotation (RFC 9700, 4.14.2): each is good once and answered with the next; one that comes a second time was
 * copied, so the whole family is revoked. Kept as digests only. Any thread.
 */
final class RefreshTokens {
    private static final int MOST = 20_000;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final InstantSource clock;
    private final Duration life;
    private final Map<String, Entry> byDigest = new LinkedHashMap<>();
    private long families;

    private record Entry(Account account, long family, Instant expires, boolean used) {}

    /** The account a token was of, and the token to use next. */
    record Rotated(Account account, Tokens.Issued next) {}

    RefreshTokens(InstantSource clock, Duration life) {
        this.clock = clock;
        this.life = life;
    }

    /** The first token of a new sign-in. */
    synchronized Tokens.Issued issue(Account account) {
        return issue(account, ++families);
    }

    /** @throws TokenRefused if it is unknown, expired or was used before */
    synchronized Rotated rotate(String token) throws TokenRefused {
        String digest = Tokens.digest(token);
        Entry entry = byDigest.get(digest);
        if (entry == null) {
            throw new TokenRefused(false, "This refresh token is not known here. Sign in again.");
        }
        if (entry.used) {
            byDigest.values().removeIf(other -> other.family == entry.family);
            throw new TokenRefused(false, "This refresh token was used before. For safety, sign in again.");
        }
        if (!clock.instant().isBefore(entry.expires)) {
            byDigest.remove(digest);
            throw new TokenRefused(true, "The sign-in has expired. Sign in again.");
        }
        byDigest.put(digest, new Entry(entry.account, entry.family, entry.expires, true));
        return new Rotated(entry.account, issue(entry.account, entry.family));
    }

    /** Forgets all of them: everybody has to sign in again once the access token has expired. */
    synchronized void expireAll() {
        byDigest.replaceAll((digest, entry) -> new Entry(entry.account, entry.family, clock.instant(), entry.used));
    }

    private Tokens.Issued issue(Account account, long family) {
        if (byDigest.size() >= MOST) {
            byDigest.remove(byDigest.keySet().iterator().next());
        }
        byte[] secret = new byte[32];
        RANDOM.nextBytes(secret);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        Instant expires = Instant.ofEpochMilli(clock.instant().plus(life).toEpochMilli());
        byDigest.put(Tokens.digest(token), new Entry(account, family, expires, false));
        return new Tokens.Issued(token, expires);
    }
}
