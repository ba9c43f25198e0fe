package com.talkiego.dispatch.console.events;

import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.ConsoleEvent;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which events the list shows.
 *
 * @param kinds shown kinds; empty for all
 * @param channel only of this channel; null for all
 * @param text must stand in the sentence, whatever the case
 */
public record EventFilter(
        Set<ConsoleEvent.Kind> kinds, @Nullable ChannelId channel, String text) {
    public static final EventFilter ALL = new EventFilter(Set.of(), null, "");

    public EventFilter {
        kinds = Set.copyOf(kinds);
    }

    public boolean shows(ConsoleEvent event) {
        return (kinds.isEmpty() || kinds.contains(event.kind()))
                && (channel == null || channel.equals(event.channel()))
                && event.sentence()
                        .toLowerCase(Locale.ROOT)
                        .contains(text.strip().toLowerCase(Locale.ROOT));
    }

    /** What is left of a list that has the newest last; the newest first. */
    public List<ConsoleEvent> newestFirst(List<ConsoleEvent> events) {
        return events.reversed().stream().filter(this::shows).toList();
    }
}
