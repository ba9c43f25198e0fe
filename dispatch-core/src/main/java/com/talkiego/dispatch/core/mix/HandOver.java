package com.talkiego.dispatch.core.mix;

/**
 * One over on its way from one slot to another: waits for the new one's sound, finds how much later it is, lets the old one fall back
 * to it where it is later, and then lets the new one take over at the very same sound. On {@code audio-tick}; allocates nothing.
 */
final class HandOver {
    /** Frames without sound after which an old slot has ended: 400 ms. */
    static final int ENDED = 40;

    /** Frames after which it is done without a lag found: 1.5 s. */
    static final int UNALIKE = 150;

    /** Frames after which it is done wherever it stands: 2.5 s. */
    static final int LONGEST = 250;

    /** Frames from one look at the two to the next. */
    private static final int LOOK_AGAIN = 10;

    /** Ticks without sound that are more than jitter. */
    private static final int JITTER = 4;

    /** How far around the coarse lag the exact one is looked for, samples: 3 ms. */
    private static final int AROUND = 144;

    private static final int COARSE_STEP = 3;

    private final LagSearch search = new LagSearch();
    private final short[] oldSound = new short[Frame.SAMPLES];
    private final short[] newSound = new short[Frame.SAMPLES + 2 * AROUND];

    private boolean used;
    private int from;
    private int to;
    private long over;
    private boolean touched;
    private SlotReader old;
    private SlotReader fresh;
    private int age;
    private long oldSeen;
    private long freshSeen;
    private long freshBegan;
    private int oldQuiet;
    private int freshQuiet;
    private boolean searching;
    private long searchBase;
    private int nextLook;
    private boolean aligned;
    private long lag;

    HandOver(SlotReader any) {
        old = any;
        fresh = any;
    }

    boolean used() {
        return used;
    }

    boolean isOf(int slot, SlotPlan plan) {
        return used && to == slot && from == plan.continues() && over == plan.over();
    }

    /** Whether it was asked for since the last call. */
    boolean takeTouch() {
        boolean was = touched;
        touched = false;
        return was;
    }

    void end() {
        old.stretch(false);
        used = false;
    }

    void begin(int slot, SlotPlan plan, SlotReader oldReader, SlotReader freshReader) {
        used = true;
        to = slot;
        from = plan.continues();
        over = plan.over();
        old = oldReader;
        fresh = freshReader;
        age = 0;
        oldSeen = old.ring().written();
        freshSeen = fresh.ring().next();
        freshBegan = -1;
        oldQuiet = 0;
        freshQuiet = 0;
        searching = false;
        aligned = false;
        lag = 0;
        nextLook = 0;
    }

    /** One tick's work, before the slots are read. */
    void tick(boolean oldAnnounced, SearchBudget budget) {
        touched = true;
        age++;
        look();
        if (!aligned && oldQuiet >= ENDED) {
            takeOverWithoutOld(oldAnnounced);
        } else if (!aligned && age >= UNALIKE && freshBegan >= 0) {
            assume();
        } else if (!aligned) {
            align(budget);
        }
        if (used && aligned) {
            takeOverWhenThere();
        }
    }

    /** Sees what came since the last tick. */
    private void look() {
        long oldNow = old.ring().written();
        oldQuiet = sounds(old.ring(), oldSeen, oldNow) >= 0 ? 0 : oldQuiet + 1;
        oldSeen = oldNow;
        long freshNow = fresh.ring().written();
        long sound = sounds(fresh.ring(), Math.max(freshSeen, fresh.ring().next()), freshNow);
        freshQuiet = sound >= 0 ? 0 : freshQuiet + 1;
        if (sound >= 0 && freshBegan < 0) {
            freshBegan = sound;
        }
        freshSeen = freshNow;
    }

    /** Number of the first frame of sound among those; -1 if there is none. */
    private static long sounds(FrameRing ring, long from, long to) {
        for (long frame = from; frame < to; frame++) {
            if (ring.peakOf(frame) > SlotReader.SOUND_PEAK) {
                return frame;
            }
        }
        return -1;
    }

    /** Works at the lag, the farther the more there is to be compared. */
    private void align(SearchBudget budget) {
        if (!searching) {
            long there = freshBegan < 0
                    ? 0
                    : Math.min(freshSeen - freshBegan, oldSeen - old.ring().oldest());
            if (there >= LagSearch.LEAST_FRAMES && age >= nextLook) {
                nextLook = age + LOOK_AGAIN;
                int frames = (int) Math.min(there, LagSearch.MOST_FRAMES);
                searching = search.begin(old.ring(), oldSeen, fresh.ring(), freshSeen, frames);
                searchBase = (freshSeen - oldSeen) * Frame.SAMPLES;
            }
        } else if (budget.left()) {
            search.advance(budget);
            if (search.finished()) {
                searching = false;
                int found = search.lag();
                if (found != Integer.MIN_VALUE) {
                    aligned = true;
                    lag = searchBase + found;
                }
            }
        }
    }

    /** Nothing alike was found: what came at the same time is taken for the same. */
    private void assume() {
        aligned = true;
        searching = false;
        lag = (freshSeen - oldSeen) * Frame.SAMPLES;
    }

    /** The old slot has been without sound for long: the new one goes on if it sounds, or if nothing is left to wait for. */
    private void takeOverWithoutOld(boolean oldAnnounced) {
        boolean gone = !oldAnnounced || old.ring().size() == 0;
        if (freshQuiet < ENDED ? freshBegan >= 0 : gone) {
            finish(Math.max(fresh.ring().next(), freshSeen - 2) * Frame.SAMPLES);
        }
    }

    private void takeOverWhenThere() {
        long wanted = old.position() + lag;
        long least = fresh.ring().next() * Frame.SAMPLES + AROUND;
        long most = (freshSeen - 1) * Frame.SAMPLES - AROUND;
        boolean dry = old.ring().size() == 0;
        if (age >= LONGEST || (dry && oldQuiet >= ENDED)) {
            finish(Math.clamp(wanted, fresh.ring().next() * Frame.SAMPLES, freshSeen * Frame.SAMPLES));
        } else if (wanted >= least && wanted <= most) {
            // Nothing there in this tick may be jitter: the old one's next frame is what is faded over from.
            if (!dry || oldQuiet >= JITTER) {
                finish(dry ? wanted : exact(wanted));
            }
        } else {
            old.stretch(wanted > most);
        }
    }

    private void finish(long position) {
        fresh.takeOver(old, position);
        end();
    }

    /** The place around that one where the new sound is most like the old one's next frame. */
    private long exact(long wanted) {
        old.ring().samples(old.position(), oldSound, 0, Frame.SAMPLES);
        fresh.ring().samples(wanted - AROUND, newSound, 0, newSound.length);
        int best = AROUND;
        double most = likeness(best);
        for (int at = 0; at <= 2 * AROUND; at += COARSE_STEP) {
            double found = likeness(at);
            if (found > most) {
                most = found;
                best = at;
            }
        }
        int coarse = best;
        for (int at = Math.max(0, coarse - COARSE_STEP + 1); at < Math.min(2 * AROUND, coarse + COARSE_STEP); at++) {
            double found = likeness(at);
            if (found > most) {
                most = found;
                best = at;
            }
        }
        return wanted + best - AROUND;
    }

    private double likeness(int at) {
        float product = 0;
        float energy = 1;
        for (int i = 0; i < Frame.SAMPLES; i++) {
            float sample = newSound[at + i];
            product += oldSound[i] * sample;
            energy += sample * sample;
        }
        return product / Math.sqrt(energy);
    }
}
