package com.talkiego.dispatch.core.mix;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The place of one ticket between the microphone and its uplink: intake gate, buffer, uplink gate, clean end. Made once and used by
 * one ticket after another. Owned by {@code capture}; {@link #progress} is safe on any thread.
 */
final class OverBuffer {
    /** Frames an over can lag: 2.56 s. */
    static final int CAPACITY = 256;

    /** Frames of digital silence at the end of an over, at least: 60 ms. */
    static final int CLOSING_SILENCE = 6;

    private static final long NOBODY = Long.MIN_VALUE;

    private final FrameRing ring = new FrameRing(CAPACITY);
    private final CatchUp catchUp = new CatchUp(ring, null);
    private final SoftEdges edges = new SoftEdges(1);
    private final short[] frame = new short[Frame.SAMPLES];

    private int uplink;
    private boolean intakeOpened;
    private boolean intakeClosed;
    private boolean started;
    private boolean discarded;
    private boolean ended = true;
    private int sent;
    private int silence;
    private long taken;

    private final AtomicLong shownTicket = new AtomicLong(NOBODY);
    private final AtomicLong shownTaken = new AtomicLong();
    private final AtomicLong shownBacklog = new AtomicLong();
    private final AtomicLong shownSent = new AtomicLong();
    private volatile boolean shownLapsed;
    private volatile boolean shownEnded;

    /** Whether it carries, or carried last, that ticket. */
    boolean carries(long ticket) {
        return shownTicket.getPlain() == ticket;
    }

    /** Whether nothing of its over is left to do. */
    boolean ended() {
        return ended;
    }

    /** Whether its over is on that uplink right now. */
    boolean occupies(int index) {
        return started && !ended && uplink == index;
    }

    /** Takes up a new ticket. */
    void begin(TicketGate gate) {
        shownTicket.set(NOBODY);
        ring.skip(ring.size());
        catchUp.restart();
        uplink = gate.uplink();
        intakeOpened = false;
        intakeClosed = false;
        started = false;
        discarded = false;
        ended = false;
        sent = 0;
        silence = 0;
        taken = 0;
        shownLapsed = false;
        shownEnded = false;
        show();
        shownTicket.set(gate.ticket());
    }

    /** The intake gate: takes the microphone's frame while the plan and the lease allow; once closed it stays closed. */
    boolean intake(TicketGate gate, short[] microphone, long nowNanos) {
        if (intakeClosed || discarded) {
            return true;
        }
        if (!gate.lease().live(nowNanos)) {
            intakeClosed = true;
            shownLapsed = gate.intake() && !gate.lease().ended();
            return true;
        }
        if (!gate.intake()) {
            intakeClosed = intakeOpened || gate.uplinkGate() != TicketGate.Uplink.HOLD;
            return true;
        }
        intakeOpened = true;
        if (!ring.offer(microphone, nowNanos)) {
            return false;
        }
        taken++;
        return true;
    }

    /** The uplink gate: sends at most one frame. A ticket that left the plan is discarded. */
    void uplink(TicketGate.@Nullable Uplink gate, boolean uplinkFree, UplinkSink sink) {
        if (gate == null || gate == TicketGate.Uplink.DISCARD) {
            discard();
        }
        boolean sending = gate == TicketGate.Uplink.SEND && uplinkFree && !discarded;
        if (!ended && sending && catchUp.backlog() > 0) {
            started = true;
            edges.apply(frame, 0, catchUp.read(frame), Frame.SAMPLES);
            push(sink);
        } else if (!ended && (discarded || (sending && intakeClosed))) {
            close(sink);
        }
        show();
    }

    private void discard() {
        discarded = true;
        intakeClosed = true;
        ring.skip(ring.size());
        catchUp.restart();
    }

    /** The clean end: the ramp, then silence to an even number of frames. */
    private void close(UplinkSink sink) {
        if (started) {
            boolean silent = edges.silent();
            edges.apply(frame, 0, 0, Frame.SAMPLES);
            push(sink);
            silence += silent ? 1 : 0;
        }
        ended = !started || (silence >= CLOSING_SILENCE && sent % 2 == 0);
    }

    private void push(UplinkSink sink) {
        sent++;
        sink.push(uplink, frame);
    }

    private void show() {
        shownTaken.setOpaque(taken);
        shownBacklog.setOpaque(catchUp.backlog());
        shownSent.setOpaque(sent);
        shownEnded = ended;
    }

    /** Any thread: how far that ticket is; null if this place does not carry it. */
    @Nullable
    TicketProgress progress(long ticket) {
        if (shownTicket.get() != ticket) {
            return null;
        }
        boolean done = shownEnded;
        TicketProgress progress = new TicketProgress(
                shownTaken.get() * 10,
                shownBacklog.get() * 1_000 / Frame.SAMPLE_RATE,
                shownSent.get(),
                shownLapsed,
                done);
        return shownTicket.get() == ticket ? progress : null;
    }
}
