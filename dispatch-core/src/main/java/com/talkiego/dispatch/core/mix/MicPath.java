package com.talkiego.dispatch.core.mix;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The way of the microphone's sound to the uplinks: processing, the two gates of each ticket, its over buffer and its clean end.
 * Driven by {@code capture} with every frame of the microphone, as many a second as the microphone makes: a stand-in must go on when
 * it fails, or overs cannot end. It allocates nothing and waits for nobody.
 */
public final class MicPath {
    private static final VarHandle PLAN;
    private static final VarHandle PASSED;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            PLAN = lookup.findVarHandle(MicPath.class, "plan", KeyingPlan.class);
            PASSED = lookup.findVarHandle(MicPath.class, "passed", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final UplinkSink sink;
    private final MicProcessor processor;
    private final LongSupplier nanoTime;
    private final OverBuffer[] overs;
    private final PeerFan peers;
    private final PeakMeter meter = new PeakMeter();
    private final AtomicLong lastFrame;
    private final AtomicLong overflow = new AtomicLong();
    private KeyingPlan plan = KeyingPlan.EMPTY;
    private long passed;
    private int nextPlace;

    /**
     * Makes every over buffer it will ever use.
     *
     * @param sink where sound on the air goes
     * @param processor what cleans the microphone
     * @param maxGates tickets it can carry at once, those still ending included
     * @param nanoTime the clock of the leases, ns
     */
    public MicPath(UplinkSink sink, MicProcessor processor, int maxGates, LongSupplier nanoTime) {
        this.sink = sink;
        this.processor = processor;
        this.nanoTime = nanoTime;
        peers = new PeerFan(sink);
        overs = new OverBuffer[maxGates];
        for (int i = 0; i < maxGates; i++) {
            overs[i] = new OverBuffer();
        }
        lastFrame = new AtomicLong(nanoTime.getAsLong());
    }

    /** Publishes what is to be sent from the next frame on; one thread. */
    public void publish(KeyingPlan newest) {
        PLAN.setRelease(this, newest);
    }

    /** Any thread: revision of the newest plan a whole frame has worked with. */
    public long passedRevision() {
        return (long) PASSED.getAcquire(this);
    }

    /**
     * Takes the microphone's next frame; on {@code capture}.
     *
     * @param pcm {@link Frame#SAMPLES} mono samples, cleaned in place
     */
    public void frame(short[] pcm) {
        long now = nanoTime.getAsLong();
        lastFrame.setOpaque(now);
        processor.microphone(pcm);
        meter.frame(FrameRing.peak(pcm, 0, Frame.SAMPLES) / 32_768f);
        KeyingPlan current = (KeyingPlan) PLAN.getAcquire(this);
        List<TicketGate> gates = current.gates();
        for (int i = 0; i < gates.size(); i++) {
            admit(gates.get(i), gates, pcm, now);
        }
        peers.begin(current.peers());
        for (OverBuffer over : overs) {
            TicketGate gate = gateOf(over, gates);
            over.uplink(gate, gate != null && free(gate.uplink(), over), sink, peers);
        }
        peers.end();
        PASSED.setRelease(this, current.revision());
    }

    /** Tells what the output really played, as echo reference; on {@code capture}. */
    public void playedBack(short[] pcm) {
        processor.playedBack(pcm);
    }

    private void admit(TicketGate gate, List<TicketGate> gates, short[] pcm, long now) {
        OverBuffer over = placeOf(gate, gates);
        if (over == null || !over.intake(gate, pcm, now)) {
            overflow.setOpaque(overflow.getPlain() + 1);
        }
    }

    /** The ticket's place: its own, or the one that has been free for longest; null if all are taken. */
    private @Nullable OverBuffer placeOf(TicketGate gate, List<TicketGate> gates) {
        for (OverBuffer over : overs) {
            if (over.carries(gate.ticket())) {
                return over;
            }
        }
        for (int i = 0; i < overs.length; i++) {
            int place = (nextPlace + i) % overs.length;
            if (overs[place].ended() && gateOf(overs[place], gates) == null) {
                nextPlace = (place + 1) % overs.length;
                overs[place].begin(gate);
                return overs[place];
            }
        }
        return null;
    }

    private static @Nullable TicketGate gateOf(OverBuffer over, List<TicketGate> gates) {
        for (int i = 0; i < gates.size(); i++) {
            if (over.carries(gates.get(i).ticket())) {
                return gates.get(i);
            }
        }
        return null;
    }

    /** An over waits until the one before it on its uplink has ended clean. */
    private boolean free(int uplink, OverBuffer asking) {
        for (OverBuffer over : overs) {
            if (over != asking && over.occupies(uplink)) {
                return false;
            }
        }
        return true;
    }

    /** Any thread: how far a ticket is; stays readable after it left the plan, until its place is used again. */
    public TicketProgress progress(long ticket) {
        for (OverBuffer over : overs) {
            TicketProgress progress = over.progress(ticket);
            if (progress != null) {
                return progress;
            }
        }
        return TicketProgress.NONE;
    }

    /** Any thread: level of the cleaned microphone, dBFS, falling 24 dB a second; -120 is silence. */
    public float peakDbfs() {
        return meter.dbfs();
    }

    /** Any thread: when the microphone last gave a frame, ns; the time of construction before the first. */
    public long lastFrameNanos() {
        return lastFrame.getOpaque();
    }

    /** Any thread: frames that found no room in their over buffer, or no over buffer. */
    public long overflow() {
        return overflow.getOpaque();
    }
}
