package com.talkiego.dispatch.core.mix;

/**
 * How one receive slot is to sound while it carries one over.
 *
 * @param over the backend's number of the over; another number means another over, read from its own first sample
 * @param bus the mix it belongs to
 * @param gain linear target gain, 0 for not heard; reached in a ramp
 * @param pan -1 left to 1 right, constant power
 * @param guarded emergency audio: its gain is final, masters do not turn it down
 */
public record SlotPlan(long over, Bus bus, float gain, float pan, boolean guarded) {}
