package com.talkiego.dispatch.core.media;

import com.talkiego.dispatch.core.model.MediaWay;
import com.talkiego.dispatch.core.session.MediaPort;
import dev.onvoid.webrtc.RTCPeerConnection;
import dev.onvoid.webrtc.RTCStatsReport;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Looks at a connected link every so often: tells beats, and keeps its statistics. On {@code media-ops} only. */
final class LinkWatch {
    private static final Logger LOG = LoggerFactory.getLogger(LinkWatch.class);

    /** All lines' statistics cost far more than the first line's, so they are asked for less often. */
    private static final Duration FULL_REPORT = Duration.ofSeconds(2);

    private final MediaPort.Link name;
    private final RTCPeerConnection connection;
    private final Lines lines;
    private final LinkTimes times;
    private final MediaOps ops;
    private final LongSupplier nanoTime;
    private final MediaPort.Listener listener;
    private final AtomicReference<LinkStatistics> statistics;
    private final PathWatch path;
    private final IceWays ways;
    private MediaWay told = MediaWay.NONE;
    private boolean connected;
    private boolean ended;
    private boolean asked;
    private boolean glanceEnough = true;
    private long fullNanos;

    LinkWatch(
            MediaPort.Link name,
            RTCPeerConnection connection,
            Lines lines,
            LinkTimes times,
            MediaRuntime runtime,
            MediaPort.Listener listener,
            AtomicReference<LinkStatistics> statistics) {
        this.name = name;
        this.connection = connection;
        this.lines = lines;
        this.times = times;
        this.ops = runtime.ops();
        this.nanoTime = runtime.nanoTime();
        this.listener = listener;
        this.statistics = statistics;
        this.ways = runtime.ways();
        path = new PathWatch(times.beat());
    }

    void connected(boolean now) {
        connected = now;
    }

    void begin() {
        fullNanos = nanoTime.getAsLong();
        look();
    }

    void end() {
        ended = true;
    }

    private void look() {
        if (ended) {
            return;
        }
        ops.after(times.poll(), this::look);
        // One question at a time: a slow answer must not pile up more of them.
        if (asked) {
            return;
        }
        asked = true;
        if (!glanceEnough || nanoTime.getAsLong() - fullNanos >= FULL_REPORT.toNanos()) {
            fullNanos = nanoTime.getAsLong();
            connection.getStats(report -> ops.offer(() -> answered(report, true)));
        } else {
            lines.glance(connection, report -> ops.offer(() -> answered(report, false)));
        }
    }

    private void answered(RTCStatsReport report, boolean full) {
        asked = false;
        if (ended) {
            return;
        }
        long now = nanoTime.getAsLong();
        LinkReport said = LinkReport.of(report, connected, path.beats(), ways);
        if (full) {
            statistics.set(said.statistics());
        } else {
            // A line that never had a stream tells nothing of the path either.
            glanceEnough = said.path();
        }
        MediaWay way = said.statistics().way();
        if (way != MediaWay.NONE && way != told) {
            told = way;
            // A direct way is the usual one; hundreds of units have it.
            LOG.atLevel(way.relayed() ? Level.INFO : Level.DEBUG).log("Media: {} goes {}.", name, way);
            listener.way(name, way);
        }
        if (path.beat(said.arrived(), now)) {
            listener.beat(name, now);
        }
    }
}
