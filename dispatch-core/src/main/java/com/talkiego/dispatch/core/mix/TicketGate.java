package com.talkiego.dispatch.core.mix;

/**
 * The two gates of one ticket (over) of this position.
 *
 * @param ticket the console's number of it
 * @param uplink index of the uplink that carries it
 * @param intake whether the microphone may flow into the over buffer; the lease can only narrow this
 * @param uplinkGate what the over buffer does
 * @param lease the source's lease
 * @param server whether the uplink is pushed to at all; taken away in mid-over it ends clean there, given back it begins anew
 * @param peers peer sinks that carry it as well, one bit each from the lowest; may change in mid-over
 */
public record TicketGate(
        long ticket, int uplink, boolean intake, Uplink uplinkGate, Lease lease, boolean server, long peers) {

    /** An over that goes to its uplink only. */
    public TicketGate(long ticket, int uplink, boolean intake, Uplink uplinkGate, Lease lease) {
        this(ticket, uplink, intake, uplinkGate, lease, true, 0);
    }

    /** What happens to what the intake took. */
    public enum Uplink {
        /** Kept: the floor is not granted yet. */
        HOLD,
        /** Sent, one frame every 10 ms; once the intake is closed and the buffer empty the over ends clean. */
        SEND,
        /** Thrown away at once: revoked, cancelled, lost path. A started over still ends with its ramp and silence. */
        DISCARD
    }
}
