package com.talkiego.dispatch.core.mix;

/** How long ticks took up to some moment, counted by µs. Immutable. */
public final class TickTimes {
    /** Of no tick at all. */
    public static final TickTimes NONE = new TickTimes(new long[0]);

    private final long[] counts;

    /** Takes the array for its own; place n counts ticks of n to n + 1 µs, the last one all longer ones too. */
    TickTimes(long[] counts) {
        this.counts = counts;
    }

    /** The ticks after an earlier moment of the same engine. */
    public TickTimes since(TickTimes earlier) {
        long[] later = counts.clone();
        for (int i = 0; i < earlier.counts.length; i++) {
            later[i] -= earlier.counts[i];
        }
        return new TickTimes(later);
    }

    /**
     * A quantile, µs, exact to 1 µs and never above 4096; 0 if there was no tick.
     *
     * @param quantile from 0 to 1, such as 0.999
     */
    public int micros(double quantile) {
        long all = 0;
        for (long count : counts) {
            all += count;
        }
        long rank = (long) Math.ceil(quantile * all);
        long below = 0;
        for (int i = 0; i < counts.length; i++) {
            below += counts[i];
            if (below >= rank && below > 0) {
                return i + 1;
            }
        }
        return 0;
    }
}
