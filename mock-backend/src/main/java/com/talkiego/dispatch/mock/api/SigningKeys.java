package com.talkiego.dispatch.mock.api;

import com.talkiego.dispatch.core.signing.Jws;
import com.talkiego.dispatch.core.signing.SigningKey;
import com.talkiego.dispatch.core.wire.ApiMessage;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;

/**
 * The keys that tokens and session descriptions are signed with: one signs, the next one is published already, so that who fetched
 * the keys before a change knows it, and earlier ones are good until all they signed has expired. They change once a day by
 * themselves, and whenever asked to. Any thread.
 */
public final class SigningKeys {
    /** How long a key signs. */
    static final Duration SIGNS = Duration.ofHours(24);

    /** How long a key that signs no more is published and accepted: longer than anything it signed is good for. */
    static final Duration OVERLAP = Duration.ofHours(1);

    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final Deque<Retired> retired = new ArrayDeque<>();
    private SigningKey current = fresh();
    private SigningKey next = fresh();
    private Instant since;
    private int rotations;

    private record Retired(SigningKey key, Instant until) {}

    /** What the state page shows of them. */
    public record Snapshot(String signing, String next, List<String> accepted, Instant changes, int rotations) {}

    public SigningKeys(InstantSource clock) {
        this.clock = clock;
        this.since = clock.instant();
    }

    /** The key that signs now. */
    public synchronized SigningKey current() {
        settle();
        return current;
    }

    /** The next key signs from now on, and a new next one is published; the id of the one that signs. */
    public synchronized String rotate() {
        settle();
        change();
        return current.id();
    }

    /** Whether one of the keys that are good signed it. */
    public synchronized boolean signed(Jws jws) {
        settle();
        return current.signed(jws) || retired.stream().anyMatch(old -> old.key.signed(jws));
    }

    /** The public halves of all of them, the signing one first. */
    public synchronized ApiMessage.Keys published() {
        settle();
        List<ApiMessage.Key> keys = new ArrayList<>(List.of(current.published(), next.published()));
        retired.forEach(old -> keys.add(old.key.published()));
        return new ApiMessage.Keys(keys, clock.instant());
    }

    public synchronized Snapshot snapshot() {
        settle();
        return new Snapshot(
                current.id(),
                next.id(),
                retired.stream().map(old -> old.key.id()).toList(),
                since.plus(SIGNS),
                rotations);
    }

    private void settle() {
        Instant now = clock.instant();
        if (!now.isBefore(since.plus(SIGNS))) {
            change();
        }
        retired.removeIf(old -> !now.isBefore(old.until));
    }

    private void change() {
        Instant now = clock.instant();
        retired.addFirst(new Retired(current, now.plus(OVERLAP)));
        current = next;
        next = fresh();
        since = now;
        rotations++;
    }

    private SigningKey fresh() {
        byte[] id = new byte[6];
        random.nextBytes(id);
        return SigningKey.make(HexFormat.of().formatHex(id));
    }
}
