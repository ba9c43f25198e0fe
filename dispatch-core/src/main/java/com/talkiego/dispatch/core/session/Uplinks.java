package com.talkiego.dispatch.core.session;

import java.util.LinkedHashSet;
import java.util.List;

/** The pool of pre-negotiated uplinks: one carries one over of this position at a time, the longest free one first. On {@code signalling} only. */
final class Uplinks {
    private List<String> mids = List.of();
    private final LinkedHashSet<Integer> free = new LinkedHashSet<>();
    private int known;

    /** The publisher link's lines, in uplink order. Overs that still end keep theirs. */
    void lines(List<String> newest) {
        mids = List.copyOf(newest);
        while (known < mids.size()) {
            free.add(known++);
        }
    }

    int size() {
        return mids.size();
    }

    /** One that is free; -1 if none is. */
    int take() {
        for (int uplink : free) {
            if (uplink < mids.size()) {
                free.remove(uplink);
                return uplink;
            }
        }
        return -1;
    }

    /** Gives one back: its over has ended clean, and the microphone path has passed a plan without it. */
    void give(int uplink) {
        free.add(uplink);
    }

    /** The media line of an uplink. */
    String mid(int uplink) {
        return uplink < mids.size() ? mids.get(uplink) : "";
    }
}
