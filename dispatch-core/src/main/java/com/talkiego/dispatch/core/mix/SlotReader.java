package com.talkiego.dispatch.core.mix;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Reads one slot's ring for {@code audio-tick}: keeps what is not announced yet from its first sound on, plays an announced over
 * from its start, works a late start off, ends and resumes without a click. Two of them can carry one over: {@link HandOvers} tells
 * the new one to {@link #hold} and then to {@link #takeOver} from the old one, whose rest is let go of.
 */
final class SlotReader {
    /** A peak above that many steps of 16 bits is sound: an idle slot's invented noise stays below. */
    static final int SOUND_PEAK = 8;

    /** Frames kept from before the first sound. */
    static final int PRE_ROLL = 2;

    /** Frames of unannounced sound kept: 1 s. */
    static final int LONGEST_WAIT = 100;

    /** Frames of quiet after which unannounced sound is given up: 500 ms. */
    static final int GIVE_UP = 50;

    private static final int DRAINED = 10;
    private static final int SETTLED = 3 * Frame.SAMPLES;
    private static final int LONGEST_DRAIN = 100;
    private static final int RING_FRAMES = 128;

    /** Frames kept while the over is still heard through another slot. */
    static final int LONGEST_HOLD = 112;

    /** Sees the frames of overs as they leave the ring, and those nobody announced. */
    interface Witness {
        void took(int slot, long over, short[] pcm, int offset, long stamp);
    }

    private enum Phase {
        WAITING,
        /** The over comes in, and is still heard through another slot. */
        HOLDING,
        PLAYING,
        DRAINING,
        /** Another slot took the over. */
        SPENT
    }

    private final int slot;
    private final FrameRing ring = new FrameRing(RING_FRAMES);
    private final CatchUp catchUp;
    private final SoftEdges edges = new SoftEdges(1);
    private final Witness witness;
    private final EngineCounters counters;
    private final short[] scratch = new short[Frame.SAMPLES];

    private Phase phase = Phase.WAITING;
    private @Nullable SlotPlan plan;
    private @Nullable SlotReader heir;
    private boolean withdrawn;
    private int scanned;
    private int quietRun;
    private boolean heard;
    private boolean flowing;
    private int drained;
    private int drainedQuiet;
    private final AtomicInteger quietFrames = new AtomicInteger();
    private long savedBefore;

    SlotReader(int slot, Witness witness, EngineCounters counters) {
        this.slot = slot;
        this.witness = witness;
        this.counters = counters;
        catchUp = new CatchUp(ring, this::took);
    }

    FrameRing ring() {
        return ring;
    }

    /** Samples of its over taken in and not yet played. */
    int backlog() {
        return catchUp.backlog();
    }

    /** The plan it plays by: the announced one, or the last one while its rest drains; null when there is nothing to play. */
    @Nullable
    SlotPlan plan() {
        return plan;
    }

    /** Whether the coming sound begins anew: nothing of what was played is left to come out. */
    boolean fresh() {
        return edges.silent();
    }

    /** Follows the newest plan of this slot; true if another over begins. */
    boolean follow(@Nullable SlotPlan announced) {
        if (announced == null) {
            withdraw();
            return false;
        }
        withdrawn = false;
        SlotPlan before = plan;
        plan = announced;
        if (phase != Phase.WAITING && before != null && before.over() == announced.over()) {
            goOn();
            return false;
        }
        heir = null;
        if (phase != Phase.WAITING) {
            dropRest();
        }
        catchUp.restart();
        phase = Phase.PLAYING;
        flowing = false;
        quietFrames.setOpaque(0);
        return true;
    }

    private void withdraw() {
        if (phase == Phase.PLAYING) {
            phase = Phase.DRAINING;
            drained = 0;
            drainedQuiet = 0;
        } else if (phase == Phase.HOLDING) {
            spend(null);
        }
        if (phase == Phase.SPENT && !withdrawn) {
            withdrawn = true;
            drained = 0;
            drainedQuiet = 0;
        }
    }

    /** The over comes in here too, and is heard through another slot: it is let go of here. */
    void spare(SlotPlan announced) {
        SlotPlan before = plan;
        boolean same = before != null && before.over() == announced.over();
        if (phase != Phase.SPENT || !same) {
            edges.interrupt();
            spend(null);
        }
        plan = announced;
        withdrawn = false;
    }

    /** The plan still names the over it knows. */
    private void goOn() {
        SlotReader other = heir;
        SlotPlan current = plan;
        boolean elsewhere = other != null && current != null && other.plays(current.over());
        if (phase == Phase.SPENT && (elsewhere || (current != null && current.continues() == slot))) {
            return;
        }
        if (phase == Phase.SPENT || phase == Phase.HOLDING) {
            // Nobody else plays it: from now on, since what was before may have been heard.
            ring.skip(Math.max(0, ring.size() - 1));
            catchUp.restart();
            flowing = false;
        }
        heir = null;
        phase = Phase.PLAYING;
    }

    /** Whether that over is heard through this slot. */
    boolean plays(long over) {
        SlotPlan current = plan;
        return current != null && current.over() == over && (phase == Phase.PLAYING || phase == Phase.DRAINING);
    }

    /** The over heard through this slot; -1 if none is. Not more than the plans say: it may be in a pause. */
    long playing() {
        SlotPlan current = plan;
        return current != null && phase == Phase.PLAYING ? current.over() : RecordedFrame.UNATTRIBUTED;
    }

    /** What this over's plan says comes in here and is heard through another slot: kept, not played. */
    void hold(SlotPlan announced) {
        plan = announced;
        phase = Phase.HOLDING;
        withdrawn = false;
        heir = null;
        ring.skip(Math.max(0, ring.size() - LONGEST_HOLD));
    }

    /** What is held here is the same as what the other one plays: goes on in its place, from that sample of this ring. */
    void takeOver(SlotReader other, long position) {
        catchUp.takeOver(other.catchUp, position);
        savedBefore = catchUp.saved();
        edges.takeOver(other.edges);
        phase = Phase.PLAYING;
        flowing = other.flowing;
        other.spend(this);
    }

    private void spend(@Nullable SlotReader by) {
        heir = by;
        phase = Phase.SPENT;
        flowing = false;
        catchUp.restart();
        ring.skip(Math.max(0, ring.size() - PRE_ROLL));
    }

    /** Lets the backlog grow, so that what comes later through another slot can take over. */
    void stretch(boolean on) {
        catchUp.stretch(on);
    }

    /** Number of the sample of the ring that is to be taken in next. */
    long position() {
        return catchUp.position();
    }

    /** Another slot has the over: what still comes of it here is let go of, until it ends. */
    private void pass() {
        int size = ring.size();
        for (int i = PRE_ROLL; i < size; i++) {
            drained++;
            drainedQuiet = ring.peakAt(0) > SOUND_PEAK ? 0 : drainedQuiet + 1;
            ring.skip(1);
        }
        if (withdrawn && (drainedQuiet >= DRAINED || drained >= LONGEST_DRAIN || size == 0)) {
            rest();
        }
    }

    private void rest() {
        phase = Phase.WAITING;
        catchUp.restart();
        heir = null;
        heard = false;
        scanned = 0;
        quietRun = 0;
    }

    /** Any thread: frames in a row in which nothing of its over was heard, and nothing of it waits. */
    int quietFrames() {
        return quietFrames.getOpaque();
    }

    /** Puts the next frame into place; false if there is nothing to be heard in it. */
    boolean read(short[] into) {
        int real = 0;
        if (phase == Phase.WAITING) {
            keepWhatMayBeAnnounced();
        } else if (phase == Phase.SPENT || phase == Phase.HOLDING) {
            listenToRing();
            if (phase == Phase.SPENT) {
                pass();
            }
        } else {
            real = catchUp.read(into);
            counters.caughtUp(catchUp.saved() - savedBefore);
            savedBefore = catchUp.saved();
            listen(into, real);
            if (phase == Phase.DRAINING) {
                drain(into, real);
            } else {
                noticeGap(real);
            }
        }
        if (real == 0 && edges.silent()) {
            if (phase == Phase.WAITING) {
                plan = null;
            }
            return false;
        }
        edges.apply(into, 0, real, Frame.SAMPLES);
        return true;
    }

    /** A backlog of more than a frame or two is sound still to come, whatever is heard now. */
    private void listen(short[] into, int real) {
        boolean quiet = catchUp.backlog() <= SETTLED && !FrameRing.exceeds(SOUND_PEAK, into, 0, real);
        quietFrames.setOpaque(quiet ? quietFrames.getPlain() + 1 : 0);
    }

    /** What comes in here is not heard here: as silent as what came last. */
    private void listenToRing() {
        int size = ring.size();
        boolean quiet = size == 0 || ring.peakAt(size - 1) <= SOUND_PEAK;
        quietFrames.setOpaque(quiet ? quietFrames.getPlain() + 1 : 0);
    }

    private void noticeGap(int real) {
        boolean whole = real == Frame.SAMPLES;
        if (flowing && !whole) {
            counters.underrun();
        }
        flowing = whole;
    }

    /** The over is no longer announced: its last sound still comes out, within bounds. */
    private void drain(short[] into, int real) {
        drained++;
        drainedQuiet = FrameRing.exceeds(SOUND_PEAK, into, 0, real) ? 0 : drainedQuiet + 1;
        boolean dry = real < Frame.SAMPLES && catchUp.dry();
        if (dry || drainedQuiet >= DRAINED || drained >= LONGEST_DRAIN) {
            rest();
        }
    }

    private void keepWhatMayBeAnnounced() {
        int size = ring.size();
        while (scanned < size) {
            if (ring.peakAt(scanned) > SOUND_PEAK) {
                heard = true;
                quietRun = 0;
            } else {
                quietRun++;
            }
            scanned++;
        }
        if (!heard) {
            letGo(size - PRE_ROLL, false);
        } else if (quietRun >= GIVE_UP) {
            letGo(size - quietRun, true);
            letGo(quietRun - PRE_ROLL, false);
            heard = false;
        } else {
            letGo(size - LONGEST_WAIT, true);
        }
    }

    private void letGo(int frames, boolean sound) {
        for (int i = 0; i < frames; i++) {
            if (sound) {
                ring.copy(scratch, 0);
                witness.took(slot, RecordedFrame.UNATTRIBUTED, scratch, 0, ring.stamp());
                counters.unannounced();
            }
            ring.skip(1);
            scanned--;
        }
    }

    /** Another over follows without a pause in the plans: what lies before the last silence is the old one's. */
    private void dropRest() {
        int quiet = 0;
        for (int ahead = ring.size() - 1; ahead >= 0; ahead--) {
            quiet = ring.peakAt(ahead) > SOUND_PEAK ? 0 : quiet + 1;
            if (quiet == DRAINED) {
                int rest = ahead + DRAINED - PRE_ROLL;
                for (int i = 0; i < rest; i++) {
                    if (ring.peakAt(0) > SOUND_PEAK) {
                        counters.drop();
                    }
                    ring.skip(1);
                }
                return;
            }
        }
    }

    private void took(short[] pcm, int offset, long stamp) {
        SlotPlan current = plan;
        if (current != null) {
            witness.took(slot, current.over(), pcm, offset, stamp);
        }
    }
}
