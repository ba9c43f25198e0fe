package com.talkiego.dispatch.core.session;

import com.talkiego.dispatch.core.mix.Bus;
import com.talkiego.dispatch.core.mix.Cue;
import com.talkiego.dispatch.core.model.Connection;
import com.talkiego.dispatch.core.model.ConsoleEvent;

/**
 * Tells the operator, by tones and in the list of events, how the path to the backend comes and goes and where it leads, and counts how
 * long a sign-in took. On {@code signalling} only.
 */
final class PathNews {
    private final Actor actor;
    private final RegionChoice choice;
    private final AudioPort audio;
    private final Events events;
    private final Tally tally;
    private boolean wasOnline;
    private boolean lossSounded;
    private long signInNanos = -1;
    private String region = "";

    PathNews(Actor actor, RegionChoice choice, AudioPort audio, Events events, Tally tally) {
        this.actor = actor;
        this.choice = choice;
        this.audio = audio;
        this.events = events;
        this.tally = tally;
    }

    /** Whether the console was online since the last sign-in. */
    boolean wasOnline() {
        return wasOnline;
    }

    void signingIn() {
        signInNanos = actor.nanoTime();
        wasOnline = false;
    }

    /** The path leads to the region of choice now, for that reason if it led to another one before. */
    void arrived(String why) {
        String now = choice.name();
        if (!region.isEmpty() && !region.equals(now)) {
            events.add(ConsoleEvent.Kind.CONNECTION, null, "Moved from " + region + " to " + now + ": " + why);
        }
        region = now;
    }

    /** Says what has changed; {@code joined} tells whether the backend has answered for every channel. */
    void watch(Connection connection, boolean joined) {
        boolean online = connection instanceof Connection.Online;
        if (online && lossSounded) {
            lossSounded = false;
            audio.cue(Cue.PATH_BACK, Bus.SELECT);
            events.add(ConsoleEvent.Kind.CONNECTION, null, "The path to the backend is back");
        }
        if (online && joined) {
            if (signInNanos >= 0) {
                tally.signedIn(actor.nanoTime() - signInNanos);
                signInNanos = -1;
                events.add(ConsoleEvent.Kind.CONNECTION, null, "Online, " + choice.name());
            }
            wasOnline = true;
        }
        if (connection instanceof Connection.Lost(var reason, var attempt, var nextTry) && wasOnline && !lossSounded) {
            lossSounded = true;
            audio.cue(Cue.PATH_LOST, Bus.SELECT);
            events.add(ConsoleEvent.Kind.CONNECTION, null, "PATH LOST: " + reason);
        }
    }

    void signedOut() {
        wasOnline = false;
        lossSounded = false;
        signInNanos = -1;
        region = "";
    }
}
