package com.talkiego.dispatch.core.mix;

/**
 * How one receive slot is to sound while it carries one over.
 *
 * <p>An over may come through a second slot while it is being heard through a first: by another road, or from another region. Then
 * the plan of the second names the first in {@code continues}, and the engine plays the first on until the second really carries the
 * over, aligns the two, fades over, and lets go of the rest of the first. {@link AudioEngine#playing} tells when that is done. The
 * first may stay in the plan meanwhile and afterwards, or leave it; the way back is a plan of the first that continues the second.
 * A plan that continues its own slot says that the over comes in there too and is not to be heard from there.
 *
 * @param over the backend's number of the over; another number means another over, read from its own first sample
 * @param bus the mix it belongs to
 * @param gain linear target gain, 0 for not heard; reached in a ramp
 * @param pan -1 left to 1 right, constant power
 * @param guarded emergency audio: its gain is final, masters do not turn it down
 * @param continues the slot through which this over is heard until this one takes it over; {@link #NOTHING} where it begins here
 * @param talker tells talkers apart, so that each is as loud as before; {@link #NOBODY} where that is not known
 */
public record SlotPlan(long over, Bus bus, float gain, float pan, boolean guarded, int continues, long talker) {
    /** The over begins in this slot. */
    public static final int NOTHING = -1;

    /** Whoever it is. */
    public static final long NOBODY = 0;

    /** Of a talker who is not known. */
    public SlotPlan(long over, Bus bus, float gain, float pan, boolean guarded, int continues) {
        this(over, bus, gain, pan, guarded, continues, NOBODY);
    }

    /** An over that begins in this slot. */
    public SlotPlan(long over, Bus bus, float gain, float pan, boolean guarded) {
        this(over, bus, gain, pan, guarded, NOTHING);
    }
}
