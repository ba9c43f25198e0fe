package com.talkiego.dispatch.core.mix;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The mixer of a console: receive slots in, two stereo buses out, one frame a tick. It runs without hardware and as fast as it is
 * ticked. {@link #tick} allocates nothing and waits for nobody; all else is wait-free.
 */
public final class AudioEngine {
    private static final VarHandle PLAN;
    private static final VarHandle PASSED;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            PLAN = lookup.findVarHandle(AudioEngine.class, "plan", MixPlan.class);
            PASSED = lookup.findVarHandle(AudioEngine.class, "passed", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final LongSupplier nanoTime;
    private final PullClock pulls;
    private final EngineCounters counters = new EngineCounters(this);
    private final SlotReader[] readers;
    private final SlotTap[] taps;
    private final ChannelStrip[] strips;
    private final HandOvers handOvers;
    private final AtomicLongArray playing;
    private final AtomicLongArray unannounced;
    private final BusMix select;
    private final BusMix unselect;
    private final short[] frame = new short[Frame.SAMPLES];
    private final RecordRing records = new RecordRing();

    private volatile boolean recording;
    private MixPlan plan = MixPlan.EMPTY;
    private long passed;
    private long tickNanos;

    /**
     * Makes every strip and ring it will ever use.
     *
     * @param maxSlots receive slots
     * @param nanoTime the clock of all stamps, ns
     */
    public AudioEngine(int maxSlots, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        pulls = new PullClock(maxSlots, nanoTime.getAsLong());
        readers = new SlotReader[maxSlots];
        taps = new SlotTap[maxSlots];
        strips = new ChannelStrip[maxSlots];
        TalkerLevels levels = new TalkerLevels();
        for (int slot = 0; slot < maxSlots; slot++) {
            readers[slot] = new SlotReader(slot, this::took, counters);
            taps[slot] = new SlotTap(slot, readers[slot].ring(), pulls, counters.malformed());
            strips[slot] = new ChannelStrip(levels);
        }
        handOvers = new HandOvers(readers, strips, nanoTime);
        playing = new AtomicLongArray(maxSlots);
        unannounced = new AtomicLongArray(maxSlots);
        CueTones tones = new CueTones();
        select = new BusMix(tones, new PlayRing(nanoTime));
        unselect = new BusMix(tones, new PlayRing(nanoTime));
    }

    /** Slots it was made for. */
    public int maxSlots() {
        return taps.length;
    }

    /** Where a slot's sound comes in. */
    public SlotTap tap(int slot) {
        return taps[slot];
    }

    /** What an output plays. */
    public PlayRing output(Bus bus) {
        return mixOf(bus).output();
    }

    /** Publishes what is to be heard from the next tick on; one thread. */
    public void publish(MixPlan newest) {
        PLAN.setRelease(this, newest);
    }

    /** Any thread: revision of the newest plan a whole tick has worked with. */
    public long passedRevision() {
        return (long) PASSED.getAcquire(this);
    }

    /** Sounds a tone on one output; one that sounds there already goes on. */
    public void cue(Cue cue, Bus bus) {
        mixOf(bus).cues().start(cue);
    }

    /** Ends a tone on both outputs, in a ramp. */
    public void silence(Cue cue) {
        select.cues().stop(cue);
        unselect.cues().stop(cue);
    }

    /** Mixes one frame for each bus; on {@code audio-tick} only. */
    public void tick(long nowNanos) {
        tickNanos = nowNanos;
        MixPlan current = (MixPlan) PLAN.getAcquire(this);
        select.clear();
        unselect.clear();
        handOvers.tick(current);
        for (int slot = 0; slot < readers.length; slot++) {
            mixSlot(slot, current.slot(slot), current.even());
        }
        select.finish(current.selectGain(), current.cueGain());
        unselect.finish(current.unselectGain(), current.cueGain());
        PASSED.setRelease(this, current.revision());
        counters.ticked(nanoTime.getAsLong() - nowNanos);
    }

    private void mixSlot(int slot, @Nullable SlotPlan announced, boolean even) {
        SlotReader reader = readers[slot];
        ChannelStrip strip = strips[slot];
        if (announced != null && handOvers.holding(slot)) {
            strip.meter().follow(strips[announced.continues()].meter());
            playing.setOpaque(slot, RecordedFrame.UNATTRIBUTED);
            return;
        }
        SlotPlan kept = handOvers.kept(slot);
        if (kept == null && announced != null && announced.continues() == slot) {
            reader.spare(announced);
        }
        boolean begins = reader.follow(kept == null ? announced : kept);
        playing.setOpaque(slot, reader.playing());
        strip.aim(reader.plan(), begins, begins && reader.fresh(), even);
        if (reader.read(frame)) {
            strip.mix(frame, select, unselect);
        } else {
            strip.rest();
        }
    }

    private void took(int slot, long over, short[] pcm, int offset, long stamp) {
        if (over == RecordedFrame.UNATTRIBUTED) {
            unannounced.setOpaque(slot, unannounced.getPlain(slot) + 1);
        }
        if (recording) {
            SlotPlan current = readers[slot].plan();
            Bus bus = current == null ? Bus.UNSELECT : current.bus();
            long position = mixOf(bus).output().writePosition();
            records.write(slot, over, bus, pcm, offset, stamp, tickNanos, position);
        }
    }

    /**
     * Any thread: the over that the last tick played through a slot, in a pause too; -1 for none. A slot that is to continue another
     * has none until it took over.
     */
    public long playing(int slot) {
        return slot < 0 || slot >= playing.length() ? RecordedFrame.UNATTRIBUTED : playing.getOpaque(slot);
    }

    /** Any thread: frames of sound that ever came in through a slot, of whichever over. */
    public long sounded(int slot) {
        return slot < 0 || slot >= readers.length ? 0 : readers[slot].ring().loud();
    }

    /** Any thread: frames of sound in a slot that nobody announced, and that were not played. */
    public long unannounced(int slot) {
        return slot < 0 || slot >= readers.length ? 0 : unannounced.getOpaque(slot);
    }

    /** What is to be recorded or measured; frames flow into it from the first call on. */
    public RecordRing record() {
        recording = true;
        return records;
    }

    /** Any thread: level of a slot before its fader, dBFS, falling 24 dB a second; -120 is silence. */
    public float slotPeakDbfs(int slot) {
        return strips[slot].meter().dbfs();
    }

    /** Any thread: for how long nothing of a slot's over was heard, ms; starts anew with every over. For ever, if there is no such slot. */
    public long slotQuietMillis(int slot) {
        return slot < 0 || slot >= readers.length
                ? Long.MAX_VALUE
                : readers[slot].quietFrames() * (Frame.NANOS / 1_000_000);
    }

    /** Any thread: level of a bus as it leaves, dBFS, falling 24 dB a second; -120 is silence. */
    public float outputPeakDbfs(Bus bus) {
        return mixOf(bus).meter().dbfs();
    }

    /** Any thread: what it counts about itself. */
    public EngineCounters counters() {
        return counters;
    }

    /** Any thread: when WebRTC last delivered sound, ns; the time of construction before the first. */
    public long lastPullNanos() {
        return pulls.lastNanos();
    }

    /** Sound of a slot's over that came and is not yet played, ms; on the tick's thread. */
    int backlogMillis(int slot) {
        return readers[slot].backlog() * 1_000 / Frame.SAMPLE_RATE;
    }

    PullClock pulls() {
        return pulls;
    }

    LongSupplier nanoTime() {
        return nanoTime;
    }

    long ringDrops() {
        long drops = records.drops();
        for (SlotReader reader : readers) {
            drops += reader.ring().drops();
        }
        return drops + select.output().drops() + unselect.output().drops();
    }

    long outputUnderruns() {
        return select.output().underruns() + unselect.output().underruns();
    }

    private BusMix mixOf(Bus bus) {
        return switch (bus) {
            case SELECT -> select;
            case UNSELECT -> unselect;
        };
    }
}
