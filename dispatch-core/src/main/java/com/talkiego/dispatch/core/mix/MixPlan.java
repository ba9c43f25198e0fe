package com.talkiego.dispatch.core.mix;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the engine has to do, whole and immutable: published by the session in one step, read by {@code audio-tick}.
 *
 * <p>Slots beyond its length, and null ones, carry nothing announced: their audio waits in its ring.
 */
public final class MixPlan {
    /** Nothing announced. */
    public static final MixPlan EMPTY = new MixPlan(0, List.of(), 1f, 1f, 1f);

    private final long revision;
    private final @Nullable SlotPlan[] slots;
    private final int[] continuing;
    private final float selectGain;
    private final float unselectGain;
    private final float cueGain;
    private final boolean even;

    /**
     * @param revision grows with every plan
     * @param slots by slot index; null elements allowed
     * @param selectGain linear master gain of the select bus
     * @param unselectGain linear master gain of the unselect bus
     * @param cueGain linear gain of tones
     * @param even whether talkers are brought near one loudness
     */
    public MixPlan(
            long revision,
            List<? extends @Nullable SlotPlan> slots,
            float selectGain,
            float unselectGain,
            float cueGain,
            boolean even) {
        this.revision = revision;
        this.slots = slots.toArray(new @Nullable SlotPlan[0]);
        continuing = continuing(this.slots);
        this.selectGain = selectGain;
        this.unselectGain = unselectGain;
        this.cueGain = cueGain;
        this.even = even;
    }

    /** With every talker as loud as he speaks. */
    public MixPlan(
            long revision,
            List<? extends @Nullable SlotPlan> slots,
            float selectGain,
            float unselectGain,
            float cueGain) {
        this(revision, slots, selectGain, unselectGain, cueGain, false);
    }

    public long revision() {
        return revision;
    }

    /** Number of slots this plan speaks of. */
    public int slots() {
        return slots.length;
    }

    /** The plan of one slot, null where nothing is announced. */
    public @Nullable SlotPlan slot(int index) {
        return index < slots.length ? slots[index] : null;
    }

    private static int[] continuing(@Nullable SlotPlan[] slots) {
        int[] found = new int[slots.length];
        int count = 0;
        for (int slot = 0; slot < slots.length; slot++) {
            SlotPlan plan = slots[slot];
            if (plan != null && plan.continues() != SlotPlan.NOTHING) {
                found[count++] = slot;
            }
        }
        return Arrays.copyOf(found, count);
    }

    /** How many slots continue another. */
    int continuing() {
        return continuing.length;
    }

    /** The slot of that many of them. */
    int continuing(int index) {
        return continuing[index];
    }

    public float selectGain() {
        return selectGain;
    }

    public float unselectGain() {
        return unselectGain;
    }

    public float cueGain() {
        return cueGain;
    }

    public boolean even() {
        return even;
    }

    @Override
    public String toString() {
        return "MixPlan " + revision + " " + Arrays.toString(slots);
    }
}
