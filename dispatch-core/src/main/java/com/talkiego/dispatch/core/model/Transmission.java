package com.talkiego.dispatch.core.model;

import java.time.Instant;
import java.util.List;

/**
 * A ticket of this position: made at key-down, it names its channels for good.
 *
 * @param ticket this console's number of it
 * @param source what is held: 'mouse', 'Ctrl+Space', a pedal's name
 * @param limitMillis the time-out timer, in ms: the smaller of the console's and the grant's
 * @param backlogMillis audio taken in and not yet sent, in ms
 */
public record Transmission(
        long ticket,
        String source,
        Instant pressedAt,
        boolean held,
        List<Leg> legs,
        long limitMillis,
        long backlogMillis) {

    /** The ticket on one channel; {@code reason} is empty unless refused or cut off. */
    public record Leg(ChannelId channel, TransmitPhase phase, String reason) {}
}
