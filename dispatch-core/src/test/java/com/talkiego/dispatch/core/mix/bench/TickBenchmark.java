package com.talkiego.dispatch.core.mix.bench;

import com.talkiego.dispatch.core.mix.AudioEngine;
import com.talkiego.dispatch.core.mix.Bus;
import com.talkiego.dispatch.core.mix.Frame;
import com.talkiego.dispatch.core.mix.MixPlan;
import com.talkiego.dispatch.core.mix.RecordedFrame;
import com.talkiego.dispatch.core.mix.SlotPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How long one tick takes with every slot talking, two buses and the record on. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class TickBenchmark {
    private static final int PAUSE_EVERY = 12;

    /** Slots that talk. */
    @Param("64")
    public int talking;

    /** Whether talkers are evened. */
    @Param({"false", "true"})
    public boolean even;

    private AudioEngine engine = new AudioEngine(1, System::nanoTime);
    private byte[][] frames = {};
    private final byte[] pause = new byte[Frame.SAMPLES * Short.BYTES];
    private int pulls;
    private final short[] out = new short[2 * Frame.SAMPLES];
    private final RecordedFrame recorded = new RecordedFrame();

    /** Makes an engine whose every slot carries an over. */
    @Setup
    public void announce() {
        engine = new AudioEngine(talking, System::nanoTime);
        List<SlotPlan> plans = new ArrayList<>();
        Random random = new Random(1);
        frames = new byte[talking][Frame.SAMPLES * Short.BYTES];
        for (int slot = 0; slot < talking; slot++) {
            Bus bus = slot % 4 == 0 ? Bus.SELECT : Bus.UNSELECT;
            plans.add(new SlotPlan(slot, bus, 0.3f, slot / 32f - 1f, false, SlotPlan.NOTHING, slot + 1));
            random.nextBytes(frames[slot]);
        }
        engine.publish(new MixPlan(1, plans, 1f, 0.5f, 1f, even));
        engine.record();
    }

    /** Brings the next frames in, a pause now and then, and takes what came out away; not measured. */
    @Setup(Level.Invocation)
    public void pull() {
        pulls++;
        for (int slot = 0; slot < talking; slot++) {
            byte[] next = (pulls + slot) % PAUSE_EVERY == 0 ? pause : frames[slot];
            engine.tap(slot).write(next, Frame.SAMPLES, System.nanoTime());
        }
        boolean more = true;
        while (more) {
            more = engine.record().read(recorded);
        }
        engine.output(Bus.SELECT).read(out, 0, Frame.SAMPLES);
        engine.output(Bus.UNSELECT).read(out, 0, Frame.SAMPLES);
    }

    /** One tick. */
    @Benchmark
    public void tick() {
        engine.tick(System.nanoTime());
    }
}
