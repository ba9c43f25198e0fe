package com.talkiego.dispatch.core.session;

import com.talkiego.dispatch.core.api.ApiPort;
import com.talkiego.dispatch.core.api.ApiProblem;
import com.talkiego.dispatch.core.api.ApiResult;
import com.talkiego.dispatch.core.model.ConsoleEvent;
import com.talkiego.dispatch.core.wire.ApiMessage.TurnCredentials;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The TURN servers and what lets us use them, renewed while more than a third of its life is left. Links that are up are not touched:
 * a TURN server checks credentials when a relay is made; whatever is opened later gets the newest. On {@code signalling} only.
 */
final class RelayCredentials {
    static final Duration SHORTEST_WAIT = Duration.ofSeconds(5);
    static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    static final TurnCredentials NONE = new TurnCredentials(List.of(), Instant.EPOCH, 0, null);

    /** Part of the life after which they are renewed, and part of it between two tries. */
    private static final double RENEW_AFTER = 0.6;

    private static final int TRIES_IN_A_LIFE = 10;

    private final Actor actor;
    private final ApiPort api;
    private final Events events;
    private final Consumer<TurnCredentials> users;
    private TurnCredentials newest = NONE;
    private Duration life = Duration.ZERO;
    private long generation;
    private boolean failing;
    private Actor.@Nullable Timer timer;

    /** @param users are handed all that come */
    RelayCredentials(Actor actor, ApiPort api, Events events, Consumer<TurnCredentials> users) {
        this.actor = actor;
        this.api = api;
        this.events = events;
        this.users = users;
    }

    /** What came last. */
    TurnCredentials newest() {
        return newest;
    }

    /** New ones came, asked for or not. */
    void taken(TurnCredentials credentials) {
        cancel();
        newest = credentials;
        users.accept(credentials);
        if (failing) {
            failing = false;
            events.add(ConsoleEvent.Kind.CONNECTION, null, "The credentials of the relays (TURN) are renewed again");
        }
        // A region without relays may have some later; a backend without any has none ever.
        if (!credentials.iceServers().isEmpty() || credentials.regions() != null) {
            life = life(credentials);
            after(multiplied(life, RENEW_AFTER));
        }
    }

    /** They could not be had together with the rest: asked for again soon; those there are stay. */
    void missing() {
        cancel();
        after(SHORTEST_WAIT);
    }

    /** Nobody is signed in any more. */
    void forget() {
        cancel();
        failing = false;
        newest = NONE;
        users.accept(NONE);
    }

    /** Told by the backend, since this computer's clock may be wrong; else by this clock. */
    private Duration life(TurnCredentials credentials) {
        return credentials.lifeSeconds() > 0
                ? Duration.ofSeconds(credentials.lifeSeconds())
                : Duration.between(actor.now(), credentials.expires());
    }

    private void after(Duration wait) {
        Duration bounded = wait.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : wait;
        timer = actor.after(bounded, this::renew);
    }

    private void renew() {
        timer = null;
        long current = ++generation;
        api.turn()
                .thenAccept(result -> actor.post(() -> {
                    if (current == generation) {
                        switch (result) {
                            case ApiResult.Ok<TurnCredentials>(TurnCredentials renewed) -> taken(renewed);
                            case ApiResult.Failed<TurnCredentials>(ApiProblem problem) -> failed(problem);
                        }
                    }
                }));
        // An answer that never comes must not end the renewing.
        after(LONGEST_WAIT);
    }

    private void failed(ApiProblem problem) {
        cancel();
        if (!failing) {
            failing = true;
            events.add(
                    ConsoleEvent.Kind.FAULT,
                    null,
                    "The credentials of the relays (TURN) could not be renewed: " + problem.sentence()
                            + " What is heard goes on; it is tried again");
        }
        Duration wait = life.dividedBy(TRIES_IN_A_LIFE);
        Duration asked = problem.retryAfter();
        Duration longest = wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
        after(longest.compareTo(asked) > 0 ? longest : asked);
    }

    private void cancel() {
        generation++;
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    private static Duration multiplied(Duration length, double by) {
        return Duration.ofMillis(Math.round(length.toMillis() * by));
    }
}
