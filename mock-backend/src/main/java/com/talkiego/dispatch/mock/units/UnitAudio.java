package com.talkiego.dispatch.mock.units;

import com.talkiego.dispatch.core.media.SlotSink;
import com.talkiego.dispatch.core.mix.AudioEngine;
import com.talkiego.dispatch.core.mix.Bus;
import com.talkiego.dispatch.core.mix.Cue;
import com.talkiego.dispatch.core.mix.Frame;
import com.talkiego.dispatch.core.mix.KeyingPlan;
import com.talkiego.dispatch.core.mix.MicPath;
import com.talkiego.dispatch.core.mix.MicProcessor;
import com.talkiego.dispatch.core.mix.MixPlan;
import com.talkiego.dispatch.core.mix.TicketGate;
import com.talkiego.dispatch.core.mix.TicketProgress;
import com.talkiego.dispatch.core.mix.UplinkSink;
import com.talkiego.dispatch.core.session.AudioPort;
import java.util.function.LongSupplier;

/**
 * A unit's radio set: the same engine and microphone path a console has, driven by {@code units-clock} instead of devices.
 */
final class UnitAudio implements AudioPort, SlotSink {
    /** Receive slots of a unit at the most. */
    static final int SLOTS = 4;

    private final AudioEngine engine;
    private final MicPath path;
    private final UnitMicrophone microphone;
    private final UnitEars ears;
    private final boolean listens;
    private final short[] frame = new short[Frame.SAMPLES];
    private volatile KeyingPlan keying = KeyingPlan.EMPTY;

    UnitAudio(UplinkSink sink, UnitMicrophone microphone, boolean listens, LongSupplier nanoTime) {
        this.engine = new AudioEngine(SLOTS, nanoTime);
        this.path = new MicPath(sink, MicProcessor.NONE, 2, nanoTime);
        this.microphone = microphone;
        this.ears = new UnitEars(engine);
        this.listens = listens;
    }

    UnitEars ears() {
        return ears;
    }

    /** One step of the clock. */
    void tick(long nowNanos) {
        microphone.read(frame);
        path.frame(frame);
        if (listens) {
            ears.tick(nowNanos);
        }
    }

    /** Whether the floor is granted and sound may go out for that ticket. */
    boolean sending(long ticket) {
        for (TicketGate gate : keying.gates()) {
            if (gate.ticket() == ticket) {
                return gate.uplinkGate() == TicketGate.Uplink.SEND;
            }
        }
        return false;
    }

    @Override
    public void frame(int slot, byte[] pcm, int samples, long nowNanos) {
        if (slot < SLOTS) {
            engine.tap(slot).write(pcm, samples, nowNanos);
        }
    }

    @Override
    public void mix(MixPlan plan) {
        engine.publish(plan);
    }

    @Override
    public long mixPassed() {
        return listens ? engine.passedRevision() : Long.MAX_VALUE;
    }

    @Override
    public void key(KeyingPlan plan) {
        path.publish(plan);
        keying = plan;
    }

    @Override
    public long keyingPassed() {
        return path.passedRevision();
    }

    @Override
    public OverProgress over(long ticket) {
        TicketProgress progress = path.progress(ticket);
        return new OverProgress(
                progress.takenMillis(), progress.backlogMillis(), progress.leaseLapsed(), progress.ended());
    }

    @Override
    public void cue(Cue cue, Bus bus) {
        // A simulated unit's tones are heard by nobody.
    }

    @Override
    public void silence(Cue cue) {
        // See above.
    }

    @Override
    public Health health() {
        return new Health(
                0,
                0,
                0,
                0,
                true,
                true,
                true,
                engine.counters().drops(),
                engine.counters().unattributed());
    }
}
