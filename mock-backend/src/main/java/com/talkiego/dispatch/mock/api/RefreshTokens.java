package com.talkiego.dispatch.mock.api;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Refresh tokens with rotation (RFC 9700, 4.14.2): each is good once and answered with the next. An answer may be lost on its way: for
 * a minute the same token is answered with the same successor, as long as nobody has used that. Whatever comes later was copied, so
 * the whole sign-in is revoked, with its access tokens. Kept as digests, but for a successor within its minute. Any thread.
 */
final class RefreshTokens {
    /** How long a lost answer can be asked for again. */
    static final Duration REPEATABLE = Duration.ofSeconds(60);

    static final String SIGNED_OUT = "This sign-in was ended: it was signed out. Sign in again.";

    static final String REVOKED =
            "This sign-in was ended for safety: one of its refresh tokens came a second time, so somebody may"
                    + " have a copy. Sign in again; if it happens once more, change the password.";

    private static final int MOST = 20_000;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final InstantSource clock;
    private final Duration life;
    private final Map<String, Entry> byDigest = new LinkedHashMap<>();
    private final Deque<String> answered = new ArrayDeque<>();
    private final Map<Long, String> revoked = new LinkedHashMap<>();
    private long families;
    private long reused;
    private long repeated;

    private record Entry(
            Account account,
            long family,
            Instant expires,
            @Nullable Use use) {
        Entry usedBy(Use by) {
            return new Entry(account, family, expires, by);
        }
    }

    private record Use(Instant at, Tokens.Issued successor) {}

    /** The sign-in a token was of, and the token to use next. */
    record Rotated(Account account, long family, Tokens.Issued next) {}

    /** What the state page shows of them. */
    public record Snapshot(int kept, long repeated, long reused, int revoked) {}

    RefreshTokens(InstantSource clock, Duration life) {
        this.clock = clock;
        this.life = life;
    }

    /** The first token of a new sign-in. */
    synchronized Rotated issue(Account account) {
        long family = ++families;
        return new Rotated(account, family, issue(account, family));
    }

    /** @throws TokenRefused if it is unknown, expired, revoked, or was used before and not just now */
    synchronized Rotated rotate(String token) throws TokenRefused {
        settle();
        String digest = Tokens.digest(token);
        Entry entry = byDigest.get(digest);
        if (entry == null) {
            throw new TokenRefused(false, "This refresh token is not known here. Sign in again.");
        }
        String ended = revoked.get(entry.family);
        if (ended != null) {
            throw TokenRefused.revoked(ended);
        }
        if (!clock.instant().isBefore(entry.expires)) {
            throw new TokenRefused(true, "The sign-in has expired. Sign in again.");
        }
        Use use = entry.use;
        if (use == null) {
            Tokens.Issued next = issue(entry.account, entry.family);
            byDigest.put(digest, entry.usedBy(new Use(clock.instant(), next)));
            answered.addLast(digest);
            return new Rotated(entry.account, entry.family, next);
        }
        if (repeatable(use)) {
            repeated++;
            return new Rotated(entry.account, entry.family, use.successor);
        }
        reused++;
        revoke(entry.family, REVOKED);
        throw TokenRefused.revoked(REVOKED);
    }

    /** Ends the sign-in a token is of, if there is one. */
    synchronized void end(String token) {
        Entry entry = byDigest.get(Tokens.digest(token));
        if (entry != null) {
            revoke(entry.family, SIGNED_OUT);
        }
    }

    /** Why that sign-in was ended, by its owner or for safety, in a sentence; null if it was not. */
    synchronized @Nullable String endedBecause(long family) {
        return revoked.get(family);
    }

    /** Makes all of them expired: everybody has to sign in again once the access token has expired. */
    synchronized void expireAll() {
        byDigest.replaceAll((digest, entry) -> new Entry(entry.account, entry.family, clock.instant(), entry.use));
    }

    synchronized Snapshot snapshot() {
        return new Snapshot(byDigest.size(), repeated, reused, revoked.size());
    }

    private boolean repeatable(Use use) {
        Entry successor = byDigest.get(Tokens.digest(use.successor.token()));
        return clock.instant().isBefore(use.at.plus(REPEATABLE)) && successor != null && successor.use == null;
    }

    private void revoke(long family, String why) {
        if (revoked.size() >= MOST) {
            revoked.remove(revoked.keySet().iterator().next());
        }
        revoked.putIfAbsent(family, why);
    }

    /** Successors are kept in plain for their minute only, and what expired is kept a while to be recognised. */
    private void settle() {
        Instant now = clock.instant();
        while (!answered.isEmpty()) {
            Entry entry = byDigest.get(answered.peekFirst());
            Use use = entry == null ? null : entry.use;
            if (use != null && now.isBefore(use.at.plus(REPEATABLE))) {
                break;
            }
            String digest = answered.removeFirst();
            if (entry != null && use != null) {
                byDigest.put(digest, entry.usedBy(new Use(use.at, new Tokens.Issued("", use.successor.expires()))));
            }
        }
        Iterator<Entry> oldest = byDigest.values().iterator();
        while (oldest.hasNext() && now.isAfter(oldest.next().expires.plus(life))) {
            oldest.remove();
        }
    }

    private Tokens.Issued issue(Account account, long family) {
        if (byDigest.size() >= MOST) {
            byDigest.remove(byDigest.keySet().iterator().next());
        }
        byte[] secret = new byte[32];
        RANDOM.nextBytes(secret);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        Instant expires = Instant.ofEpochMilli(clock.instant().plus(life).toEpochMilli());
        byDigest.put(Tokens.digest(token), new Entry(account, family, expires, null));
        return new Tokens.Issued(token, expires);
    }
}
