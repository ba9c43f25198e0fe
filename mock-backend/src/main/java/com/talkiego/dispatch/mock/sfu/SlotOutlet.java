package com.talkiego.dispatch.mock.sfu;

/** Where a slot's packets leave; called on the thread {@code sfu}. */
@FunctionalInterface
interface SlotOutlet {
    /**
     * Sends one packet.
     *
     * @param sequence the slot's own 16-bit sequence number
     * @param timestamp the slot's own time
     * @param marker whether the packet begins an over
     */
    void send(MediaPacket packet, int sequence, int timestamp, boolean marker, long nowNanos);
}
