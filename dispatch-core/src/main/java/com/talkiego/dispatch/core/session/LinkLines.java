package com.talkiego.dispatch.core.session;

import com.talkiego.dispatch.core.session.MediaPort.Link;
import java.util.List;
import java.util.function.Consumer;

/** What the lines of the media links are for: receive slots and uplinks, each side's own. On {@code signalling} only. */
final class LinkLines implements MediaLinks.Owner {
    private final ReceiveSlots slots;
    private final Uplinks uplinks;
    private final SignalPaths paths;
    private final Consumer<String> cut;
    private final Runnable changed;

    /** @param cut cuts off what is on the air, with the sentence that says why */
    LinkLines(ReceiveSlots slots, Uplinks uplinks, SignalPaths paths, Consumer<String> cut, Runnable changed) {
        this.slots = slots;
        this.uplinks = uplinks;
        this.paths = paths;
        this.cut = cut;
        this.changed = changed;
    }

    @Override
    public void lines(Link link, List<String> mids) {
        if (link.receives()) {
            slots.lines(link.side(), mids);
        } else {
            uplinks.lines(link.side(), mids);
        }
    }

    @Override
    public void up(Link link) {
        changed.run();
    }

    @Override
    public void lost(Link link, String sentence) {
        if (link.receives()) {
            slots.forget(link.side());
        } else {
            if (link.side() == paths.side()) {
                cut.accept("Cut off: the audio path was lost. Press again once it is back");
            }
            uplinks.lines(link.side(), List.of());
        }
        changed.run();
    }

    /** A side is of no use any more; what it still brings fades out. */
    void letGo(int side) {
        slots.left(side);
        uplinks.lines(side, List.of());
    }

    /** Nobody is signed in any more. */
    void forget() {
        slots.forget();
        for (int side = 0; side < MediaPort.SIDES; side++) {
            uplinks.lines(side, List.of());
        }
    }
}
