package com.talkiego.dispatch.console.transmit;

import com.talkiego.dispatch.console.ports.ConsoleActions;
import com.talkiego.dispatch.core.model.PttTarget;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * The push-to-talk keys and buttons of the window that are down now, each with its lease. A source is pressed once until it is
 * released; the lease is renewed here every 100 ms, so a frozen window ends its overs by itself. JavaFX thread.
 */
public final class HeldSources {
    /** How long an over may go on while this thread shows no sign of life; longer than any slow repaint. */
    public static final Duration LEASE = Duration.ofMillis(800);

    private final ConsoleActions actions;
    private final Map<String, ConsoleActions.Held> held = new HashMap<>();

    public HeldSources(ConsoleActions actions) {
        this.actions = actions;
    }

    /** A source goes down; nothing if it is down already. */
    public void press(String source, String name, PttTarget target) {
        if (!held.containsKey(source)) {
            held.put(source, actions.press(source, name, target, LEASE));
        }
    }

    /** A source goes up; nothing if it is up already. */
    public void release(String source) {
        ConsoleActions.Held down = held.remove(source);
        if (down != null) {
            down.release();
        }
    }

    /** Ends every over of this window: its keys may have gone up unseen. */
    public void releaseAll() {
        for (String source : held.keySet().toArray(new String[0])) {
            release(source);
        }
    }

    /** Renews every lease; due every 100 ms. */
    public void renew() {
        held.values().forEach(ConsoleActions.Held::renew);
    }

    public boolean holds(String source) {
        return held.containsKey(source);
    }

    public boolean any() {
        return !held.isEmpty();
    }
}
