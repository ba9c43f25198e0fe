package com.talkiego.dispatch.core.mix;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Gives an output the sound of a play ring at the output's own pace: fine resampling within ±1.5 %, steered so slowly that nobody
 * hears it, so that the ring keeps its target fill. One output's thread; the figures are safe on any thread. It allocates nothing.
 */
public final class DriftResampler {
    private static final int BLOCK = 256;
    private static final int FAR_BEHIND = Frame.SAMPLE_RATE / 10;

    private final PlayRing ring;
    private final int target;
    private final LongSupplier nanoTime;
    private final SincKernel kernel = new SincKernel();
    private final DriftControl control = new DriftControl();
    private final SoftEdges edges = new SoftEdges(2);
    private final short[] input = new short[2 * (2 * BLOCK)];
    private final AtomicLong jumps = new AtomicLong();
    private final AtomicLong ppm = new AtomicLong();
    private int held;
    private double position;
    private boolean filling = true;

    /**
     * Reads that ring, which has no other reader.
     *
     * @param ring what is played
     * @param targetFrames pairs the ring shall hold on average: the output's largest single read, one frame, and what jitter needs
     * @param nanoTime the clock of the ring, ns
     */
    public DriftResampler(PlayRing ring, int targetFrames, LongSupplier nanoTime) {
        this.ring = ring;
        this.target = targetFrames;
        this.nanoTime = nanoTime;
        prime();
    }

    /**
     * Fills the output's buffer to the last sample, with sound or silence.
     *
     * @param stereoInterleaved left and right in turn
     * @param offset index of the first sample to fill
     * @param frames how many pairs
     */
    public void read(short[] stereoInterleaved, int offset, int frames) {
        long now = nanoTime.getAsLong();
        keepNear();
        double fill = ring.available() + sinceWrite(now);
        if (filling && ring.available() >= target) {
            filling = false;
            // More than the target would have to be worked off at a pitch that is heard; nothing of it has been heard
            // yet.
            ring.skip(ring.available() - target);
            control.restart();
            fill = ring.available() + sinceWrite(now);
        }
        if (!filling) {
            control.observe((fill - target) / Frame.SAMPLE_RATE, (double) frames / Frame.SAMPLE_RATE);
        }
        ppm.setOpaque(control.ppm());
        for (int done = 0; done < frames; done += BLOCK) {
            block(stereoInterleaved, offset + 2 * done, Math.min(BLOCK, frames - done));
        }
    }

    /** What the tick has of its next frame, were it continuous: takes the steps of 10 ms out of the measured fill. */
    private double sinceWrite(long now) {
        double samples = (now - ring.lastWrittenNanos()) * (Frame.SAMPLE_RATE / 1e9);
        return Math.clamp(samples, 0, Frame.SAMPLES);
    }

    /** After an output was away for long, what is far too old is let go. */
    private void keepNear() {
        int excess = ring.available() - target;
        if (excess > FAR_BEHIND) {
            ring.skip(excess);
            prime();
            control.restart();
            edges.interrupt();
            if (!filling) {
                jumps.setOpaque(jumps.getPlain() + 1);
            }
        }
    }

    private void block(short[] out, int offset, int frames) {
        int real = filling ? 0 : resample(out, offset, frames);
        if (real < frames && !filling) {
            filling = true;
            ring.underrun();
            control.starved();
            prime();
        }
        edges.apply(out, offset, real, frames);
    }

    private int resample(short[] out, int offset, int frames) {
        double ratio = control.ratio();
        int needed = (int) (position + frames * ratio) + SincKernel.TAPS + 1;
        if (needed > held) {
            int wanted = Math.min(needed - held, ring.available());
            held += ring.read(input, 2 * held, wanted);
        }
        int made = 0;
        while (made < frames && (int) position + SincKernel.TAPS <= held) {
            kernel.apply(input, position, out, offset + 2 * made);
            position += ratio;
            made++;
        }
        int used = (int) position;
        System.arraycopy(input, 2 * used, input, 0, 2 * (held - used));
        held -= used;
        position -= used;
        return made;
    }

    private void prime() {
        held = SincKernel.TAPS / 2 - 1;
        position = 0;
        Arrays.fill(input, 0, 2 * held, (short) 0);
    }

    /** Any thread: pairs the ring shall hold on average. */
    public int targetFrames() {
        return target;
    }

    /** Any thread: how much faster (above 0) or slower the ring is read than the output plays, parts per million. */
    public int correctionPpm() {
        return (int) ppm.getOpaque();
    }

    /** Any thread: times sound was skipped because the output had been away. */
    public long jumps() {
        return jumps.getOpaque();
    }
}
