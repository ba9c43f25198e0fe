package com.talkiego.dispatch.core.media;

import com.talkiego.dispatch.core.mix.UplinkSink;
import com.talkiego.dispatch.core.session.PeerPort;
import dev.onvoid.webrtc.media.audio.AudioTrackSink;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All ends of links to other members of one console, and the sinks that lead into them. On {@code media-ops} only, but for {@link #push}. */
final class PeerLinks {
    private static final Logger LOG = LoggerFactory.getLogger(PeerLinks.class);

    private final MediaRuntime runtime;
    private final IntFunction<AudioTrackSink> taps;
    private final Map<String, PeerLink> links = new HashMap<>();

    /** By sink; replaced whole, read by {@code capture}. */
    private volatile @Nullable Uplink[] sinks = new @Nullable Uplink[UplinkSink.MOST_PEERS];

    PeerLinks(MediaRuntime runtime, IntFunction<AudioTrackSink> taps) {
        this.runtime = runtime;
        this.taps = taps;
    }

    void talk(String link, int sink, LinkSetting setting, PeerPort.Listener listener) {
        MediaRuntime.Factories factories = runtime.factories();
        SendLines line = new SendLines(factories.sending(), factories.sendingCodecs(), now -> sink(sink, now));
        PeerLink opened = new PeerLink(setting, runtime, factories.sending(), line, listener);
        replace(link, opened);
        opened.offer();
    }

    void hear(String link, String offer, int slot, LinkSetting setting, PeerPort.Listener listener) {
        MediaRuntime.Factories factories = runtime.factories();
        AcceptedLine line = new AcceptedLine(factories.receivingCodecs(), taps.apply(slot));
        PeerLink opened = new PeerLink(setting, runtime, factories.receiving(), line, listener);
        replace(link, opened);
        opened.accept(offer);
    }

    void answered(String link, String sdp) {
        PeerLink current = links.get(link);
        if (current == null || !current.answered(sdp)) {
            LOG.warn("Media: an answer came for a link to a member that awaits none; it is left out.");
        }
    }

    void close(String link) {
        PeerLink old = links.remove(link);
        if (old != null) {
            old.close();
        }
    }

    void closeAll() {
        List.copyOf(links.keySet()).forEach(this::close);
    }

    private void replace(String link, PeerLink opened) {
        close(link);
        links.put(link, opened);
    }

    private void sink(int index, List<Uplink> now) {
        @Nullable Uplink[] next = sinks.clone();
        next[index] = now.isEmpty() ? null : now.getFirst();
        sinks = next;
    }

    /** Sends one frame into a sink; on {@code capture} only. Whether it was sent. */
    boolean push(int sink, short[] pcm) {
        @Nullable Uplink[] open = sinks;
        Uplink uplink = sink >= 0 && sink < open.length ? open[sink] : null;
        return uplink != null && uplink.push(pcm);
    }
}
