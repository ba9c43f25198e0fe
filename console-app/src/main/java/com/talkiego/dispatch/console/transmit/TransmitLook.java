package com.talkiego.dispatch.console.transmit;

import java.util.Locale;

/**
 * What the transmit bar says at one moment.
 *
 * @param headline where the voice goes or would go
 * @param detail what else must be known; a second target line when partial
 * @param time '0:12 of 1:00' while on the air, else empty
 * @param used share of the time-out used, 0 to 1
 * @param endsSoon within the last 10 s before the time-out
 * @param allMute what the all-mute button says
 * @param allMuted whether all mute is on
 * @param keyed whether a ticket of this position is live
 */
public record TransmitLook(
        Phase phase,
        String headline,
        String detail,
        String time,
        double used,
        boolean endsSoon,
        String allMute,
        boolean allMuted,
        boolean keyed) {

    /** The colour and the shape of the bar. */
    public enum Phase {
        READY,
        NO_SELECTION,
        REQUESTED,
        ON_AIR,
        PARTIAL,
        NOT_CONFIRMED,
        STILL_SENDING,
        REFUSED,
        NO_PATH;

        /** Name of its CSS pseudo-class. */
        public String styleName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
