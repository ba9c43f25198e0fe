package com.talkiego.dispatch.core.mix;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** An engine with a hand-moved clock, whose outputs are caught. */
final class Desk {
    final AtomicLong clock = new AtomicLong(1_000_000_000L);
    final AudioEngine engine;
    final Sound left = new Sound();
    final Sound right = new Sound();
    final Sound unselectLeft = new Sound();
    final Sound unselectRight = new Sound();
    private final @Nullable SlotPlan[] slots;
    private float select = 1f;
    private float unselect = 1f;
    private float cues = 1f;
    private boolean even;
    private long revision;

    Desk(int maxSlots) {
        engine = new AudioEngine(maxSlots, clock::get);
        slots = new @Nullable SlotPlan[maxSlots];
    }

    static SlotPlan plan(long over) {
        return new SlotPlan(over, Bus.SELECT, 1f, 0f, false);
    }

    void announce(int slot, @Nullable SlotPlan plan) {
        slots[slot] = plan;
        publish();
    }

    void masters(float selectGain, float unselectGain, float cueGain) {
        select = selectGain;
        unselect = unselectGain;
        cues = cueGain;
        publish();
    }

    void even(boolean on) {
        even = on;
        publish();
    }

    private void publish() {
        engine.publish(new MixPlan(++revision, Arrays.asList(slots), select, unselect, cues, even));
    }

    void write(int slot, byte[] frame) {
        engine.tap(slot).write(frame, Frame.SAMPLES, clock.get());
    }

    void tick() {
        engine.tick(clock.addAndGet(Frame.NANOS));
        take(Bus.SELECT, left, right);
        take(Bus.UNSELECT, unselectLeft, unselectRight);
    }

    void ticks(int count) {
        for (int i = 0; i < count; i++) {
            tick();
        }
    }

    /** Writes a tone's next frames into a slot, a tick after each. */
    void play(int slot, Tone tone, int frames) {
        for (int i = 0; i < frames; i++) {
            write(slot, tone.nextBytes());
            tick();
        }
    }

    void playSilence(int slot, int frames) {
        for (int i = 0; i < frames; i++) {
            write(slot, Tone.silence());
            tick();
        }
    }

    private void take(Bus bus, Sound toLeft, Sound toRight) {
        short[] stereo = new short[2 * Frame.SAMPLES];
        short[] side = new short[Frame.SAMPLES];
        engine.output(bus).read(stereo, 0, Frame.SAMPLES);
        for (int i = 0; i < Frame.SAMPLES; i++) {
            side[i] = stereo[2 * i];
        }
        toLeft.add(side, Frame.SAMPLES);
        for (int i = 0; i < Frame.SAMPLES; i++) {
            side[i] = stereo[2 * i + 1];
        }
        toRight.add(side, Frame.SAMPLES);
    }
}
