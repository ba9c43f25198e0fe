package com.talkiego.dispatch.core.session;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Stream;

/**
 * The pool of pre-negotiated uplinks: one carries one over of this position at a time, the longest free one first. Each side has its
 * own; overs begin on the side in use. On {@code signalling} only.
 */
final class Uplinks {
    private final List<Side> sides =
            Stream.generate(Side::new).limit(MediaPort.SIDES).toList();
    private int side;

    private static final class Side {
        List<String> mids = List.of();
        final LinkedHashSet<Integer> free = new LinkedHashSet<>();
        int known;
    }

    /** From now on overs begin on that side. */
    void use(int which) {
        side = which;
    }

    /** A publisher link's lines, in uplink order. Overs that still end keep theirs. */
    void lines(int which, List<String> newest) {
        Side of = sides.get(which);
        of.mids = List.copyOf(newest);
        while (of.known < of.mids.size()) {
            of.free.add(which * MediaPort.SIDE_UPLINKS + of.known++);
        }
    }

    int size() {
        return sides.get(side).mids.size();
    }

    /** One that is free; -1 if none is. */
    int take() {
        Side of = sides.get(side);
        for (int uplink : of.free) {
            if (uplink % MediaPort.SIDE_UPLINKS < of.mids.size()) {
                of.free.remove(uplink);
                return uplink;
            }
        }
        return -1;
    }

    /** Gives one back: its over has ended clean, and the microphone path has passed a plan without it. */
    void give(int uplink) {
        sides.get(uplink / MediaPort.SIDE_UPLINKS).free.add(uplink);
    }

    /** The media line of an uplink; empty if there is none. */
    String mid(int uplink) {
        List<String> mids = sides.get(uplink / MediaPort.SIDE_UPLINKS).mids;
        int line = uplink % MediaPort.SIDE_UPLINKS;
        return line >= 0 && line < mids.size() ? mids.get(line) : "";
    }
}
