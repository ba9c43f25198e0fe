package com.talkiego.dispatch.devices.sound;

import java.util.List;

/**
 * What one output plays: one bus, or both added when they share a device. A sum that would clip is turned down at once and comes
 * back slowly; a single bus, limited already, passes untouched. The output's thread.
 */
final class BusMixer implements StereoSource {
    private static final int MOST_FRAMES = 480;
    private static final double CEILING = 32_767 * Math.pow(10, -1 / 20.0);

    /** Of the way back to unity, per block of about 5 ms: half of it in about 0.3 s. */
    private static final double RECOVERY = 0.012;

    private final List<StereoSource> buses;
    private final short[] one = new short[2 * MOST_FRAMES];
    private final int[] sum = new int[2 * MOST_FRAMES];
    private double gain = 1;

    BusMixer(List<StereoSource> buses) {
        this.buses = List.copyOf(buses);
    }

    @Override
    public void take(short[] into, int frames) {
        if (buses.size() == 1) {
            buses.getFirst().take(into, frames);
            return;
        }
        java.util.Arrays.fill(sum, 0, 2 * frames, 0);
        for (int bus = 0; bus < buses.size(); bus++) {
            buses.get(bus).take(one, frames);
            for (int i = 0; i < 2 * frames; i++) {
                sum[i] += one[i];
            }
        }
        limit(into, 2 * frames);
    }

    private void limit(short[] into, int samples) {
        int peak = 0;
        for (int i = 0; i < samples; i++) {
            peak = Math.max(peak, Math.abs(sum[i]));
        }
        double from = gain;
        double wanted = Math.min(1, gain + (1 - gain) * RECOVERY);
        double to = peak * Math.max(from, wanted) > CEILING ? Math.min(from, CEILING / peak) : wanted;
        // Turning down is there from the first sample on, since the peak may be; coming back is a ramp.
        double start = to < from ? to : from;
        for (int i = 0; i < samples; i++) {
            into[i] = (short) Math.round(sum[i] * (start + (to - start) * i / samples));
        }
        gain = to;
    }
}
