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
import com.talkiego.dispatch.core.mix.UplinkSink;
import com.talkiego.dispatch.core.model.Member;
import com.talkiego.dispatch.core.session.AudioPort;
import com.talkiego.dispatch.mock.edge.Units.Heard;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A unit's radio set: the same engine and microphone path a console has, driven by {@code units-clock} instead of devices.
 */
final class UnitAudio implements AudioPort, SlotSink {
    /** Receive slots of a unit at the most. */
    static final int SLOTS = 4;

    /** Slots for the sound of links from other members: those of one small channel. */
    static final int PEER_SLOTS = 3;

    private final @Nullable AudioEngine engine;
    private final MicPath path;
    private final UnitMicrophone microphone;
    private final @Nullable UnitEars ears;
    private final short[] frame = new short[Frame.SAMPLES];
    private volatile KeyingPlan keying = KeyingPlan.EMPTY;

    UnitAudio(UplinkSink sink, UnitMicrophone microphone, boolean listens, LongSupplier nanoTime) {
        AudioEngine listening = listens ? new AudioEngine(SLOTS + PEER_SLOTS, nanoTime) : null;
        this.engine = listening;
        this.path = new MicPath(sink, MicProcessor.NONE, 2, nanoTime);
        this.microphone = microphone;
        this.ears = listening == null ? null : new UnitEars(listening);
    }

    /** An over was announced: what comes in with its number is that member's. */
    void announced(long over, String channel, Member talker) {
        if (ears != null) {
            ears.announced(over, channel, talker);
        }
    }

    /** What was received so far; nothing by one that does not listen. */
    List<Heard> heard() {
        return ears == null ? List.of() : ears.snapshot();
    }

    /** One step of the clock. */
    void tick(long nowNanos) {
        microphone.read(frame);
        path.frame(frame);
        if (ears != null) {
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
        int place = SlotSink.place(slot, SLOTS, PEER_SLOTS);
        if (place >= 0 && engine != null) {
            engine.tap(place).write(pcm, samples, nowNanos);
        }
    }

    @Override
    public void mix(MixPlan plan) {
        if (engine != null) {
            engine.publish(plan);
        }
    }

    @Override
    public long mixPassed() {
        return engine == null ? Long.MAX_VALUE : engine.passedRevision();
    }

    @Override
    public long playing(int slot) {
        return engine == null ? -1 : engine.playing(slot);
    }

    @Override
    public long slotQuietMillis(int slot) {
        return engine == null ? Long.MAX_VALUE : engine.slotQuietMillis(slot);
    }

    @Override
    public long sounded(int slot) {
        return engine == null ? 0 : engine.sounded(slot);
    }

    @Override
    public long unannounced(int slot) {
        return engine == null ? 0 : engine.unannounced(slot);
    }

    @Override
    public int firstPeerSlot() {
        return SLOTS;
    }

    @Override
    public int peerSlots() {
        return engine == null ? 0 : PEER_SLOTS;
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
        return OverProgress.of(path.progress(ticket));
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
        long drops = engine == null ? 0 : engine.counters().drops();
        long unattributed = engine == null ? 0 : engine.counters().unattributed();
        return new Health(0, 0, 0, 0, true, true, true, drops, unattributed);
    }
}
