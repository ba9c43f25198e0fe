package com.talkiego.dispatch.core.mix;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Which slots' overs go on through which others, and the hand-overs going on: a fixed number at once, others wait their turn. On
 * {@code audio-tick}; allocates nothing.
 */
final class HandOvers {
    /** Hand-overs going on at once. */
    private static final int MOST = 32;

    private final SlotReader[] readers;
    private final ChannelStrip[] strips;
    private final HandOver[] pool;
    private final SearchBudget budget;
    private final boolean[] holding;
    private final @Nullable SlotPlan[] kept;
    private boolean marked;
    private int turn;

    HandOvers(SlotReader[] readers, ChannelStrip[] strips, LongSupplier nanoTime) {
        this.readers = readers;
        this.strips = strips;
        budget = new SearchBudget(nanoTime);
        holding = new boolean[readers.length];
        kept = new @Nullable SlotPlan[readers.length];
        pool = new HandOver[Math.min(MOST, (readers.length + 1) / 2)];
        for (int i = 0; i < pool.length; i++) {
            pool[i] = new HandOver(readers[0]);
        }
    }

    /** Whether that slot's over is still heard through another one in this tick. */
    boolean holding(int slot) {
        return holding[slot];
    }

    /** How that slot goes on in this tick because another one will take its over; null if it follows its own plan. */
    @Nullable
    SlotPlan kept(int slot) {
        return kept[slot];
    }

    /** One tick's work, before the slots are read. */
    void tick(MixPlan plan) {
        int count = plan.continuing();
        if (count == 0 && !marked) {
            return;
        }
        clear();
        budget.renew();
        for (int i = 0; i < count; i++) {
            int slot = plan.continuing((i + turn) % count);
            SlotPlan announced = plan.slot(slot);
            if (slot < readers.length && announced != null) {
                continues(slot, announced, plan);
            }
        }
        turn = count == 0 ? 0 : (turn + 1) % count;
        for (HandOver handOver : pool) {
            if (handOver.used() && !handOver.takeTouch()) {
                handOver.end();
            }
        }
    }

    private void clear() {
        if (marked) {
            for (int slot = 0; slot < holding.length; slot++) {
                holding[slot] = false;
                kept[slot] = null;
            }
            marked = false;
        }
    }

    private void continues(int slot, SlotPlan announced, MixPlan plan) {
        int from = announced.continues();
        SlotReader fresh = readers[slot];
        if (from < 0
                || from >= readers.length
                || from == slot
                || fresh.plays(announced.over())
                || !readers[from].plays(announced.over())) {
            return;
        }
        SlotPlan ofOld = plan.slot(from);
        if (ofOld != null && ofOld.over() != announced.over()) {
            return;
        }
        fresh.hold(announced);
        HandOver handOver = handOverOf(slot, announced);
        if (handOver != null) {
            handOver.tick(ofOld != null, budget);
        }
        marked = true;
        if (fresh.plays(announced.over())) {
            strips[slot].takeOver(strips[from]);
        } else {
            holding[slot] = true;
            kept[from] = announced;
        }
    }

    /** The one going on, or one that is free now; null if none is. */
    private @Nullable HandOver handOverOf(int slot, SlotPlan announced) {
        HandOver free = null;
        for (HandOver handOver : pool) {
            if (handOver.isOf(slot, announced)) {
                return handOver;
            }
            if (!handOver.used()) {
                free = handOver;
            }
        }
        if (free != null) {
            free.begin(slot, announced, readers[announced.continues()], readers[slot]);
        }
        return free;
    }
}
