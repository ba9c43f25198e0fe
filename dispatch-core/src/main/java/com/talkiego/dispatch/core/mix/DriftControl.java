package com.talkiego.dispatch.core.mix;

/**
 * Steers a resampler by the fill of its ring: proportional and integral, quick for the first seconds, then slow, never beyond ±1.5 %.
 * One thread.
 */
final class DriftControl {
    private static final double LIMIT = 0.015;
    private static final double SMOOTHING_SECONDS = 0.3;
    private static final double QUICK = 1.0;
    private static final double SLOW = 0.15;
    private static final double SETTLING_SECONDS = 10;

    /** What one underrun is worth when nothing else explains it: 100 ppm. */
    private static final double STARVED = 1e-4;

    private double error;
    private boolean measured;
    private double lasting;
    private double ratio = 1;
    private double age;

    /** Forgets the fill, keeps what it learned of the clocks. */
    void restart() {
        measured = false;
    }

    /**
     * Takes one measurement.
     *
     * @param excess sound in the ring beyond its target, s
     * @param seconds time since the last one, s
     */
    void observe(double excess, double seconds) {
        double weight = measured ? Math.min(1, seconds / SMOOTHING_SECONDS) : 1;
        error += (excess - error) * weight;
        measured = true;
        age += seconds;
        double gain = Math.max(SLOW, QUICK * Math.min(1, SETTLING_SECONDS / age));
        double wanted = lasting + error * gain;
        // At its limit the correction learns nothing of the clocks, only of how much there is to work off.
        if (Math.abs(wanted) < LIMIT || wanted * error < 0) {
            lasting = Math.clamp(lasting + error * seconds * gain * gain / 4, -LIMIT, LIMIT);
        }
        ratio = 1 + Math.clamp(wanted, -LIMIT, LIMIT);
    }

    /** The ring ran dry, so it was read too fast, whatever was measured: what was learned in that direction is halved. */
    void starved() {
        lasting = lasting > 0 ? lasting / 2 : Math.max(-LIMIT, lasting - STARVED);
        measured = false;
        error = 0;
        ratio = 1 + lasting;
    }

    /** Samples of the ring per sample of the output. */
    double ratio() {
        return ratio;
    }

    /** The lasting part of the correction, parts per million. */
    int ppm() {
        return (int) Math.round(lasting * 1e6);
    }
}
