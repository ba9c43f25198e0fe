package com.talkiego.dispatch.console.report;

import java.util.Arrays;
import java.util.Collection;

/** Percentiles of a set of measured values, nearest rank; zero of an empty set. */
public final class Percentiles {
    private final double[] sorted;

    private Percentiles(double[] sorted) {
        this.sorted = sorted;
    }

    public static Percentiles of(Collection<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return new Percentiles(sorted);
    }

    public double at(double percent) {
        if (sorted.length == 0) {
            return 0;
        }
        int rank = (int) Math.ceil(percent / 100 * sorted.length);
        return round(sorted[Math.clamp(rank - 1, 0, sorted.length - 1)]);
    }

    /** Rounded to two places, as a report shows it. */
    public static double round(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
