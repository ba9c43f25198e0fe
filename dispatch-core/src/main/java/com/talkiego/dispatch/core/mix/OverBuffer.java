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

    /** What of the over its uplink gets. */
    private enum Onto {
        /** All of it, as it is. */
        WHOLE,
        /** None any more: its own ramp and silence first. */
        LEAVING,
        /** Nothing. */
        NOTHING,
        /** The rest of it, from a ramp on. */
        REST
    }

    private final FrameRing ring = new FrameRing(CAPACITY);
    private final CatchUp catchUp = new CatchUp(ring, null);
    private final SoftEdges edges = new SoftEdges(1);
    private final SoftEdges uplinkEdges = new SoftEdges(1);
    private final short[] frame = new short[Frame.SAMPLES];
    private final short[] uplinkFrame = new short[Frame.SAMPLES];

    private int uplink;
    private boolean intakeOpened;
    private boolean intakeClosed;
    private boolean started;
    private boolean discarded;
    private boolean ended = true;
    private boolean pushing;
    private Onto onto = Onto.WHOLE;
    private long peers;
    private int sent;
    private int uplinkSent;
    private int uplinkSilence;
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

    /** Whether its over is on that uplink right now: it still has to end, or sent its last frame just now. */
    boolean occupies(int index) {
        return uplink == index && started && (!ended || pushing);
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
        uplinkSent = 0;
        peers = 0;
        onto = gate.server() ? Onto.WHOLE : Onto.NOTHING;
        silence = 0;
        taken = 0;
        shownLapsed = false;
        shownEnded = false;
        show();
        shownTicket.set(gate.ticket());
    }

    /** The intake gate: takes the microphone's frame while the plan and the lease allow; once closed it stays closed. */
    boolean intake(TicketGate gate, short[] microphone, long nowNanos) {
        if (intakeClosed || gate.uplinkGate() == TicketGate.Uplink.DISCARD) {
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
    void uplink(@Nullable TicketGate gate, boolean uplinkFree, UplinkSink sink, PeerFan fan) {
        pushing = false;
        if (gate == null || gate.uplinkGate() == TicketGate.Uplink.DISCARD) {
            discard();
        }
        if (gate != null) {
            peers = gate.peers();
            aim(gate.server());
        }
        boolean sending = gate != null && gate.uplinkGate() == TicketGate.Uplink.SEND && uplinkFree && !discarded;
        if (!ended && sending && catchUp.backlog() > 0) {
            started = true;
            edges.apply(frame, 0, catchUp.read(frame), Frame.SAMPLES);
            push(sink, fan);
        } else if (!ended && (discarded || (sending && intakeClosed))) {
            close(sink, fan);
        } else if (!ended && onto == Onto.LEAVING) {
            leave(sink);
        }
        show();
    }

    /** Whether the uplink carries it from now on. */
    private void aim(boolean server) {
        boolean carried = onto == Onto.WHOLE || onto == Onto.REST;
        if (server == carried) {
            return;
        }
        if (!started) {
            onto = server ? Onto.WHOLE : Onto.NOTHING;
        } else if (server) {
            onto = Onto.REST;
        } else {
            if (onto == Onto.WHOLE) {
                uplinkEdges.follow(edges);
            }
            onto = Onto.LEAVING;
            uplinkSilence = 0;
        }
    }

    private void discard() {
        discarded = true;
        intakeClosed = true;
        ring.skip(ring.size());
        catchUp.restart();
    }

    /** The clean end: the ramp, then silence to an even number of frames. */
    private void close(UplinkSink sink, PeerFan fan) {
        if (started) {
            boolean silent = edges.silent();
            edges.apply(frame, 0, 0, Frame.SAMPLES);
            push(sink, fan);
            silence += silent ? 1 : 0;
        }
        ended = !started || (silence >= CLOSING_SILENCE && onto != Onto.LEAVING && uplinkSent % 2 == 0);
    }

    private void push(UplinkSink sink, PeerFan fan) {
        sent++;
        fan.over(peers, frame);
        switch (onto) {
            case WHOLE -> pushUplink(sink, frame);
            case REST -> {
                System.arraycopy(frame, 0, uplinkFrame, 0, Frame.SAMPLES);
                uplinkEdges.apply(uplinkFrame, 0, Frame.SAMPLES, Frame.SAMPLES);
                pushUplink(sink, uplinkFrame);
            }
            case LEAVING -> leave(sink);
            case NOTHING -> {}
        }
    }

    private void pushUplink(UplinkSink sink, short[] pcm) {
        pushing = true;
        uplinkSent++;
        sink.push(uplink, pcm);
    }

    /** The over goes on elsewhere: on its uplink it ends as clean as any. */
    private void leave(UplinkSink sink) {
        boolean silent = uplinkEdges.silent();
        uplinkEdges.apply(uplinkFrame, 0, 0, Frame.SAMPLES);
        pushUplink(sink, uplinkFrame);
        uplinkSilence += silent ? 1 : 0;
        if (uplinkSilence >= CLOSING_SILENCE && uplinkSent % 2 == 0) {
            onto = Onto.NOTHING;
        }
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
