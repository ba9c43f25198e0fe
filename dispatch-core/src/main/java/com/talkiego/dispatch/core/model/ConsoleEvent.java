package com.talkiego.dispatch.core.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A line of the event list: when, of which kind, on which channel (null for none), and the sentence shown. */
public record ConsoleEvent(
        long number, Instant at, Kind kind, @Nullable ChannelId channel, String sentence) {

    /** What the list can be filtered by. */
    public enum Kind {
        HEARD,
        TRANSMITTED,
        REFUSED,
        EMERGENCY,
        PRESENCE,
        CONNECTION,
        FAULT
    }
}
