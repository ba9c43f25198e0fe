package com.talkiego.dispatch.core.session;

import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.ConsoleEvent;
import com.talkiego.dispatch.core.model.ConsoleState;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The event list: the newest lines, oldest dropped. On {@code signalling} only. */
final class Events {
    private final Actor actor;
    private final ArrayDeque<ConsoleEvent> lines = new ArrayDeque<>();
    private @Nullable List<ConsoleEvent> shown;
    private long number;

    Events(Actor actor) {
        this.actor = actor;
    }

    void add(ConsoleEvent.Kind kind, @Nullable ChannelId channel, String sentence) {
        add(kind, channel, sentence, actor.now());
    }

    /** A line of something that happened earlier. */
    void add(ConsoleEvent.Kind kind, @Nullable ChannelId channel, String sentence, Instant at) {
        if (lines.size() == ConsoleState.MAX_EVENTS) {
            lines.removeFirst();
        }
        lines.add(new ConsoleEvent(++number, at, kind, channel, sentence));
        shown = null;
    }

    List<ConsoleEvent> list() {
        List<ConsoleEvent> current = shown;
        if (current == null) {
            current = List.copyOf(lines);
            shown = current;
        }
        return current;
    }
}
