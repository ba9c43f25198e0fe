package com.talkiego.dispatch.core.media;

import com.talkiego.dispatch.core.mix.UplinkSink;
import com.talkiego.dispatch.core.model.IceServer;
import com.talkiego.dispatch.core.session.MediaPort;
import com.talkiego.dispatch.core.session.PeerPort;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The media links of one console over WebRTC, two to the backend on each side, any to other members. Its calls return at once and are carried out in order on {@code media-ops};
 * {@link #push} is the exception: called on {@code capture} only, it sends at once and never waits.
 */
public final class WebRtcMedia implements MediaPort, UplinkSink, AutoCloseable {
    /** Most lines a link may have. */
    public static final int MOST_LINES = 512;

    private static final Logger LOG = LoggerFactory.getLogger(WebRtcMedia.class);

    private final MediaRuntime runtime;
    private final SlotSink sink;
    private final LinkTimes times;
    private final Map<Link, MediaLink> links = new EnumMap<>(Link.class);
    private final Map<Link, AtomicReference<LinkStatistics>> statistics = new EnumMap<>(Link.class);
    private final AtomicLong framesDelivered = new AtomicLong();
    private final AtomicLong formatErrors = new AtomicLong();
    private final AtomicLong framesPushed = new AtomicLong();
    private final AtomicLong soundPushed = new AtomicLong();
    private final AtomicLong framesRefused = new AtomicLong();
    private final AtomicLong strayAnswers = new AtomicLong();
    private final PeerLinks peers;
    private final AtomicReferenceArray<List<Uplink>> uplinks = new AtomicReferenceArray<>(SIDES);

    /**
     * @param sink takes the received frames, on WebRTC's native thread
     */
    public WebRtcMedia(MediaRuntime runtime, SlotSink sink) {
        this(runtime, sink, LinkTimes.DEFAULT);
    }

    WebRtcMedia(MediaRuntime runtime, SlotSink sink, LinkTimes times) {
        this.runtime = runtime;
        this.sink = sink;
        this.times = times;
        for (int side = 0; side < SIDES; side++) {
            uplinks.set(side, List.of());
        }
        peers = new PeerLinks(runtime, this::tap);
        for (Link link : Link.values()) {
            statistics.put(link, new AtomicReference<>(LinkStatistics.NONE));
        }
        runtime.ops().post(() -> runtime.add(this));
    }

    @Override
    public List<String> fingerprints() {
        return List.of(runtime.certificate().fingerprint());
    }

    /**
     * {@inheritDoc}
     *
     * @throws RejectedExecutionException if media was shut down, or has far more to do than it can
     */
    @Override
    public void open(Link link, int lines, int ptimeMillis, List<IceServer> iceServers, Listener listener) {
        LinkSetting setting = new LinkSetting(lines, ptimeMillis, List.copyOf(iceServers), times);
        runtime.ops().post(() -> openNow(link, setting, listener));
    }

    private void openNow(Link link, LinkSetting setting, Listener listener) {
        closeNow(link);
        int most = link.side() == 0 ? MOST_LINES : link.receives() ? SIDE_SLOTS : SIDE_UPLINKS;
        if (setting.lines() < 1 || setting.lines() > most) {
            listener.failed(
                    link, "The backend wants " + setting.lines() + " media lines; 1 to " + most + " are possible.");
            return;
        }
        if (setting.ptimeMillis() != 10 && setting.ptimeMillis() != 20) {
            listener.failed(
                    link, "The backend wants packets of " + setting.ptimeMillis() + " ms; 10 and 20 ms are possible.");
            return;
        }
        try {
            MediaLink opened = made(link, setting, listener);
            links.put(link, opened);
            opened.open();
        } catch (RuntimeException | Error e) {
            LOG.error("A peer connection could not be made.", e);
            listener.failed(link, "WebRTC could not make a connection: " + e.getMessage() + ".");
        }
    }

    private MediaLink made(Link link, LinkSetting setting, Listener listener) {
        MediaRuntime.Factories factories = runtime.factories();
        AtomicReference<LinkStatistics> kept = kept(link);
        int side = link.side();
        if (!link.receives()) {
            SendLines lines =
                    new SendLines(factories.sending(), factories.sendingCodecs(), now -> uplinks.set(side, now));
            return new MediaLink(link, setting, runtime, factories.sending(), lines, listener, kept);
        }
        ReceiveLines lines = new ReceiveLines(
                factories.placeholder(), factories.receivingCodecs(), line -> tap(side * SIDE_SLOTS + line));
        return new MediaLink(link, setting, runtime, factories.receiving(), lines, listener, kept);
    }

    private ReceiveTap tap(int slot) {
        return new ReceiveTap(slot, sink, runtime.nanoTime(), framesDelivered, formatErrors);
    }

    /**
     * {@inheritDoc}
     *
     * @throws RejectedExecutionException if media was shut down, or has far more to do than it can
     */
    @Override
    public void talkTo(
            String link, int peerSink, int ptimeMillis, List<IceServer> iceServers, PeerPort.Listener listener) {
        LinkSetting setting = new LinkSetting(1, ptimeMillis, List.copyOf(iceServers), times);
        runtime.ops().post(() -> opened(listener, () -> peers.talk(link, peerSink, setting, listener)));
    }

    /**
     * {@inheritDoc}
     *
     * @throws RejectedExecutionException if media was shut down, or has far more to do than it can
     */
    @Override
    public void hear(
            String link,
            String offer,
            int slot,
            int ptimeMillis,
            List<IceServer> iceServers,
            PeerPort.Listener listener) {
        LinkSetting setting = new LinkSetting(1, ptimeMillis, List.copyOf(iceServers), times);
        runtime.ops().post(() -> opened(listener, () -> peers.hear(link, offer, slot, setting, listener)));
    }

    private static void opened(PeerPort.Listener listener, Runnable opening) {
        try {
            opening.run();
        } catch (RuntimeException | Error e) {
            LOG.error("A peer connection to a member could not be made.", e);
            listener.failed("WebRTC could not make a connection: " + e.getMessage() + ".");
        }
    }

    @Override
    public void answered(String link, String sdp) {
        runtime.ops().post(() -> peers.answered(link, sdp));
    }

    @Override
    public void closePeer(String link) {
        runtime.ops().post(() -> peers.close(link));
    }

    @Override
    public void answer(Link link, String sdp) {
        runtime.ops().post(() -> {
            MediaLink current = links.get(link);
            if (current == null || !current.answer(sdp)) {
                strayAnswers.incrementAndGet();
                LOG.warn("Media: an answer came for {}, which awaits none; it is left out.", link);
            }
        });
    }

    @Override
    public void grow(Link link, int lines) {
        runtime.ops().post(() -> {
            MediaLink current = links.get(link);
            if (current != null) {
                current.grow(Math.min(lines, MOST_LINES));
            }
        });
    }

    @Override
    public void close(Link link) {
        runtime.ops().post(() -> closeNow(link));
    }

    private void closeNow(Link link) {
        MediaLink old = links.remove(link);
        if (old != null) {
            old.close();
        }
        kept(link).set(LinkStatistics.NONE);
    }

    /** Closes all links; on {@code media-ops} only. */
    void closeLinks() {
        for (Link link : Link.values()) {
            closeNow(link);
        }
        peers.closeAll();
    }

    @Override
    public void push(int uplink, short[] pcm) {
        boolean sent;
        if (uplink >= FIRST_PEER) {
            sent = peers.push(uplink - FIRST_PEER, pcm);
        } else {
            int side = uplink / SIDE_UPLINKS;
            List<Uplink> open = uplink >= 0 && side < SIDES ? uplinks.get(side) : List.of();
            int line = uplink % SIDE_UPLINKS;
            sent = line >= 0 && line < open.size() && open.get(line).push(pcm);
        }
        if (sent) {
            framesPushed.incrementAndGet();
            if (sounds(pcm)) {
                soundPushed.incrementAndGet();
            }
        } else {
            framesRefused.incrementAndGet();
        }
    }

    private static boolean sounds(short[] pcm) {
        for (short sample : pcm) {
            if (sample != 0) {
                return true;
            }
        }
        return false;
    }

    /** How the links fare; any thread. */
    public MediaStatistics statistics() {
        return new MediaStatistics(
                inUse(Link.PUBLISHER),
                inUse(Link.SUBSCRIBER),
                framesDelivered.get(),
                formatErrors.get(),
                framesPushed.get(),
                soundPushed.get(),
                framesRefused.get(),
                strayAnswers.get(),
                runtime.ops().refused(),
                runtime.ops().failed());
    }

    /** Those of the side that has the link; of the first where both have. */
    private LinkStatistics inUse(Link link) {
        LinkStatistics first = kept(link.on(0)).get();
        return first.equals(LinkStatistics.NONE) ? kept(link.on(1)).get() : first;
    }

    private AtomicReference<LinkStatistics> kept(Link link) {
        return Objects.requireNonNull(statistics.get(link));
    }

    /** Closes all links and waits until they are closed: then the sink is called no more. Idempotent; not to be called on {@code media-ops}' own thread by listeners. */
    @Override
    public void close() {
        CountDownLatch closed = new CountDownLatch(1);
        boolean queued = runtime.ops().offer(() -> {
            try {
                closeLinks();
                runtime.remove(this);
            } finally {
                closed.countDown();
            }
        });
        // Not queued: the runtime was closed before, and closed the links with it.
        if (!queued || runtime.ops().isCurrent()) {
            return;
        }
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
