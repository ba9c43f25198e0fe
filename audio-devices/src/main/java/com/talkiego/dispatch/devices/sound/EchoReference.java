package com.talkiego.dispatch.devices.sound;

import com.talkiego.dispatch.core.mix.Frame;
import com.talkiego.dispatch.core.mix.MicPath;
import java.util.Arrays;

/**
 * What both outputs were really given, added up: what the microphone may hear of the desk's own sound. Its rings are filled by the
 * playback threads; {@code capture} takes one frame of it ahead of each frame of the microphone. An output whose place a clock takes
 * gives nothing, since nothing was played.
 */
final class EchoReference {
    private final PlayedRing select = new PlayedRing();
    private final PlayedRing unselect = new PlayedRing();
    private final short[] mono = new short[Frame.SAMPLES];

    /** Where the select output leaves what it plays. */
    PlayedRing select() {
        return select;
    }

    /** Where the unselect output leaves what it plays. */
    PlayedRing unselect() {
        return unselect;
    }

    /** Tells the path the next frame; on {@code capture}. */
    void tell(MicPath path) {
        Arrays.fill(mono, (short) 0);
        select.addTo(mono);
        unselect.addTo(mono);
        path.playedBack(mono);
    }

    /** Samples the echo canceller never got, of both outputs; any thread. */
    long dropped() {
        return select.dropped() + unselect.dropped();
    }
}
