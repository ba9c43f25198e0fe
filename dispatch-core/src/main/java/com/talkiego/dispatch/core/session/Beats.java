package com.talkiego.dispatch.core.session;

import com.talkiego.dispatch.core.wire.ClientMessage;
import java.time.Duration;
import java.time.Instant;

/** The beats of the signalling path: the watch that finds it dead long before the network would say so. On {@code signalling} only. */
final class Beats {
    static final Duration KEYED = Duration.ofMillis(500);
    static final Duration NOT_CONFIRMED = Duration.ofSeconds(1);
    static final Duration DEAD = Duration.ofSeconds(2);
    /** The same while a transmission waits on it, from the last answer on, so that 2 s are kept with the watch's own step. */
    static final Duration DEAD_WHILE_KEYED = Duration.ofMillis(1_900);

    private static final Duration SHORTEST = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final OnServerTime actor;
    private final Conversation conversation;
    private long intervalNanos = Duration.ofSeconds(2).toNanos();
    private long number;
    private long sentNanos;
    private long answered;
    private long overdueSinceNanos;
    private long roundTripMillis;
    private long answeredNanos;
    private long keyedNanos;
    private boolean keyed;
    private Instant toldUntil = Instant.EPOCH;

    Beats(OnServerTime actor, Conversation conversation) {
        this.actor = actor;
        this.conversation = conversation;
    }

    /** A fresh socket: nothing is overdue. */
    void begin(long intervalMillis) {
        intervalNanos = Math.clamp(Duration.ofMillis(intervalMillis).toNanos(), SHORTEST.toNanos(), LONGEST.toNanos());
        answered = number;
        answeredNanos = actor.nanoTime();
        beat();
    }

    /** Sends a beat now: a transmission begins, and the path has to be known good. */
    void beat() {
        long now = actor.nanoTime();
        if (answered == number) {
            overdueSinceNanos = now;
        }
        sentNanos = now;
        conversation.say(new ClientMessage.Beat(++number));
    }

    /** Every 50 ms. */
    void watch(boolean nowKeyed) {
        if (nowKeyed && !keyed) {
            keyedNanos = actor.nanoTime();
        }
        keyed = nowKeyed;
        long interval = keyed ? Math.min(intervalNanos, KEYED.toNanos()) : intervalNanos;
        if (actor.nanoTime() - sentNanos >= interval) {
            beat();
        }
    }

    void answered(long beat, Instant serverTime) {
        if (beat <= answered || beat > number) {
            return;
        }
        long now = actor.nanoTime();
        answered = beat;
        answeredNanos = now;
        toldUntil = serverTime;
        if (beat == number) {
            roundTripMillis = (now - sentNanos) / 1_000_000;
            clock(serverTime.plusMillis(roundTripMillis / 2));
        } else {
            overdueSinceNanos = now;
        }
    }

    /** The server's time now. */
    void clock(Instant serverNow) {
        actor.told(serverNow);
    }

    /** A session begins at that server time: nothing before it was told in it. */
    void greeted(Instant serverTime) {
        toldUntil = serverTime;
        clock(serverTime);
    }

    /** The server time up to which everything was told: what was said before the last answered beat came before its answer. */
    Instant toldUntil() {
        return toldUntil;
    }

    private boolean overdue(Duration limit) {
        return answered != number && actor.nanoTime() - overdueSinceNanos >= limit.toNanos();
    }

    boolean confirmed() {
        return !overdue(NOT_CONFIRMED);
    }

    boolean dead() {
        long quietSince = Math.max(answeredNanos, keyedNanos);
        boolean deadWhileKeyed =
                keyed && answered != number && actor.nanoTime() - quietSince >= DEAD_WHILE_KEYED.toNanos();
        return deadWhileKeyed || overdue(DEAD);
    }

    long roundTripMillis() {
        return roundTripMillis;
    }

    long clockOffsetMillis() {
        return actor.offsetMillis();
    }
}
