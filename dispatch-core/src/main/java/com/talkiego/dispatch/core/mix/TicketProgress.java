package com.talkiego.dispatch.core.mix;

/**
 * How far the over of a ticket is on its way through its over buffer.
 *
 * @param takenMillis sound taken in, ms
 * @param backlogMillis taken in and not yet sent, ms
 * @param sentFrames frames pushed into the uplink, its closing silence included
 * @param leaseLapsed whether the intake closed by itself because the lease ran out
 * @param ended whether it ended clean: all is sent or discarded, with its silence; its uplink is free
 */
public record TicketProgress(
        long takenMillis, long backlogMillis, long sentFrames, boolean leaseLapsed, boolean ended) {
    /** A ticket the microphone path knows nothing of. */
    public static final TicketProgress NONE = new TicketProgress(0, 0, 0, false, false);
}
