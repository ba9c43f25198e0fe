package com.talkiego.dispatch.mock.units;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a unit's mouth gives its microphone, frame by frame: silence, or the sound it is saying. On {@code units-clock} only. */
final class UnitMicrophone {
    /** A mark every 2 s of speech. */
    private static final int MARK_EVERY = 200;

    private final boolean marked;
    private @Nullable Sound sound;
    private int next;
    private boolean forEver;
    private int sinceMark;

    /** @param marked whether it puts marks into what it says */
    UnitMicrophone(boolean marked) {
        this.marked = marked;
    }

    /** Begins to say something; over and over, if wanted, until {@link #stop}. */
    void say(Sound what, boolean again) {
        sound = what;
        next = 0;
        forEver = again;
        sinceMark = MARK_EVERY / 2;
    }

    void stop() {
        sound = null;
    }

    boolean speaking() {
        return sound != null;
    }

    /** The next 10 ms. */
    void read(short[] frame) {
        Sound saying = sound;
        if (saying == null) {
            Arrays.fill(frame, (short) 0);
            return;
        }
        sinceMark++;
        if (marked && sinceMark >= MARK_EVERY) {
            Marks.frame(sinceMark - MARK_EVERY, frame);
            if (sinceMark == MARK_EVERY + Marks.frames() - 1) {
                sinceMark = 0;
            }
            return;
        }
        saying.frame(next, frame);
        next++;
        if (next == saying.length()) {
            next = 0;
            if (!forEver) {
                sound = null;
            }
        }
    }
}
