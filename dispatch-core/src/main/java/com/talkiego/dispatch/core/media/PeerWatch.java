package com.talkiego.dispatch.core.media;

import com.talkiego.dispatch.core.session.PeerPort;
import dev.onvoid.webrtc.RTCPeerConnection;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Looks at a connected link to another member every so often: tells beats and how it fares. On {@code media-ops} only. */
final class PeerWatch {
    private static final Duration FARE = Duration.ofSeconds(2);

    private final RTCPeerConnection connection;
    private final LinkTimes times;
    private final MediaOps ops;
    private final LongSupplier nanoTime;
    private final PeerPort.Listener listener;
    private final PathWatch path;
    private boolean ended;
    private boolean asked;
    private boolean told;
    private long fareNanos;
    private long received;
    private long lost;

    PeerWatch(RTCPeerConnection connection, LinkTimes times, MediaRuntime runtime, PeerPort.Listener listener) {
        this.connection = connection;
        this.times = times;
        this.ops = runtime.ops();
        this.nanoTime = runtime.nanoTime();
        this.listener = listener;
        path = new PathWatch(times.beat());
    }

    void begin() {
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
        if (!asked) {
            asked = true;
            connection.getStats(report -> ops.offer(() -> answered(PeerReport.of(report))));
        }
    }

    private void answered(PeerReport report) {
        asked = false;
        if (ended) {
            return;
        }
        long now = nanoTime.getAsLong();
        if (path.beat(report.arrived(), now)) {
            listener.beat(now);
        }
        if (!told || now - fareNanos >= FARE.toNanos()) {
            told = true;
            fareNanos = now;
            int roundTrip = (int) Math.round(report.roundTripMillis());
            listener.fares(new PeerPort.Fare(report.relayed(), roundTrip, loss(report)));
        }
    }

    private double loss(PeerReport report) {
        if (report.lossToldFraction() >= 0) {
            return Math.clamp(report.lossToldFraction(), 0, 1);
        }
        long came = report.received() - received;
        long missing = Math.max(0, report.lost() - lost);
        received = report.received();
        lost = report.lost();
        return came + missing <= 0 ? 0 : (double) missing / (came + missing);
    }
}
