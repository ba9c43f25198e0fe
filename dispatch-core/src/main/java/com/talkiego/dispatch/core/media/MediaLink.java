package com.talkiego.dispatch.core.media;

import com.talkiego.dispatch.core.model.IceServer;
import com.talkiego.dispatch.core.session.MediaPort;
import dev.onvoid.webrtc.CreateSessionDescriptionObserver;
import dev.onvoid.webrtc.PeerConnectionFactory;
import dev.onvoid.webrtc.PeerConnectionObserver;
import dev.onvoid.webrtc.RTCIceCandidate;
import dev.onvoid.webrtc.RTCIceConnectionState;
import dev.onvoid.webrtc.RTCIceGatheringState;
import dev.onvoid.webrtc.RTCOfferOptions;
import dev.onvoid.webrtc.RTCPeerConnection;
import dev.onvoid.webrtc.RTCPeerConnectionState;
import dev.onvoid.webrtc.RTCSdpType;
import dev.onvoid.webrtc.RTCSessionDescription;
import dev.onvoid.webrtc.SetSessionDescriptionObserver;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One peer connection from its first offer to its end: one negotiation at a time, then watched. On {@code media-ops} only; what WebRTC
 * tells on its own threads is queued there. It ends by {@link #close()} or, told to its listener, by a failure; after that it is silent.
 */
final class MediaLink {
    private static final Logger LOG = LoggerFactory.getLogger(MediaLink.class);

    private final MediaPort.Link name;
    private final LinkSetting setting;
    private final MediaOps ops;
    private final Lines lines;
    private final MediaPort.Listener listener;
    private final LinkWatch watch;
    private final RTCPeerConnection connection;
    private Stage stage = Stage.STABLE;
    private int linesWanted;
    private int negotiation;
    private Gathering gathering;
    private boolean attached;
    private boolean pathUp;
    private boolean connectedTold;
    private boolean unreachable;

    private enum Stage {
        OFFERING,
        OFFERED,
        ANSWERING,
        STABLE,
        CLOSED
    }

    /** How a link is to be set up. */
    record LinkSetting(int lines, int ptimeMillis, List<IceServer> iceServers, LinkTimes times) {}

    MediaLink(
            MediaPort.Link name,
            LinkSetting setting,
            MediaRuntime runtime,
            PeerConnectionFactory factory,
            Lines lines,
            MediaPort.Listener listener,
            AtomicReference<LinkStatistics> statistics) {
        this.name = name;
        this.setting = setting;
        this.ops = runtime.ops();
        this.lines = lines;
        this.listener = listener;
        linesWanted = setting.lines();
        connection = factory.createPeerConnection(
                PathSetting.of(setting.iceServers(), runtime.ways(), runtime.certificate()), new Observer());
        gathering = gathering();
        watch = new LinkWatch(name, connection, lines, setting.times(), runtime, listener, statistics);
    }

    /** Begins the first negotiation. */
    void open() {
        offer();
    }

    /** Wants more lines; offered at once, or after the negotiation that is going on. */
    void grow(int count) {
        linesWanted = Math.max(linesWanted, count);
        if (stage == Stage.STABLE && linesWanted > lines.count()) {
            offer();
        }
    }

    /** Takes the answer to the last offer told; false if there is none to be answered. */
    boolean answer(String sdp) {
        if (stage != Stage.OFFERED) {
            return false;
        }
        String fault = SessionText.fault(sdp, lines.count());
        if (fault != null) {
            fail("The backend's answer for " + words() + " cannot be used: " + fault + ".");
            return true;
        }
        stage = Stage.ANSWERING;
        step("take the backend's answer", () -> {
            String text = SessionText.answer(sdp, setting.ptimeMillis());
            connection.setRemoteDescription(
                    new RTCSessionDescription(RTCSdpType.ANSWER, text),
                    new Done("The backend's answer for " + words() + " cannot be used", this::answered));
        });
        return true;
    }

    /** Ends the link; nothing is told any more, and nobody is inside a line when this returns. */
    void close() {
        if (stage == Stage.CLOSED) {
            return;
        }
        stage = Stage.CLOSED;
        watch.end();
        ops.attempt("detach the lines of " + words(), lines::detach);
        ops.attempt("close " + words(), connection::close);
        ops.attempt("free the lines of " + words(), lines::dispose);
    }

    private void offer() {
        stage = Stage.OFFERING;
        negotiation++;
        gathering = gathering();
        step("make an offer", () -> {
            lines.grow(connection, linesWanted);
            connection.createOffer(new RTCOfferOptions(), new CreateSessionDescriptionObserver() {
                @Override
                public void onSuccess(RTCSessionDescription description) {
                    queue(() -> offerMade(description.sdp));
                }

                @Override
                public void onFailure(String error) {
                    queue(() -> fail("No offer could be made for " + words() + ": " + error + "."));
                }
            });
        });
    }

    private void offerMade(String sdp) {
        String text = SessionText.offer(sdp, setting.ptimeMillis());
        connection.setLocalDescription(
                new RTCSessionDescription(RTCSdpType.OFFER, text),
                new Done("The offer for " + words() + " could not be set", this::offerSet));
    }

    private void offerSet() {
        // A later offer of the same link goes by the path found for the first one: nothing is to be waited for.
        gathering.set(negotiation > 1 || connection.getIceGatheringState() == RTCIceGatheringState.COMPLETE);
    }

    private Gathering gathering() {
        return new Gathering(
                words(),
                setting.times().gathering(),
                (after, then) -> unless(after, () -> stage != Stage.OFFERING, then),
                this::tellOffer);
    }

    private void tellOffer() {
        stage = Stage.OFFERED;
        unless(
                setting.times().answer(),
                () -> stage != Stage.OFFERED,
                () -> fail("The backend did not answer the offer for " + words() + " within "
                        + setting.times().answer().toMillis() + " ms."));
        listener.offer(name, connection.getLocalDescription().sdp, lines.mids());
    }

    private void answered() {
        lines.attach();
        attached = true;
        stage = Stage.STABLE;
        tellConnected();
        if (!connectedTold) {
            unless(
                    setting.times().connect(),
                    () -> connectedTold,
                    () -> fail("The media server could not be reached for " + words() + " within "
                            + setting.times().connect().toMillis()
                            + " ms. Check that the network lets UDP through to it, or that a TURN server is given."));
        }
        if (linesWanted > lines.count()) {
            offer();
        }
    }

    /** Once, when there is a path and the lines are attached: WebRTC may tell of the path first. */
    private void tellConnected() {
        if (pathUp && attached && !connectedTold) {
            connectedTold = true;
            listener.connected(name);
            watch.begin();
        }
    }

    private void changed(RTCPeerConnectionState state) {
        LOG.info("Media: {} is {}.", words(), state);
        switch (state) {
            case CONNECTED -> connected();
            case FAILED -> fail(whyFailed());
            case CLOSED -> fail("WebRTC closed the connection for " + words() + ".");
            // Not a failure yet: the watch over the path notices sooner, and ICE may mend it.
            case DISCONNECTED -> watch.connected(false);
            case NEW, CONNECTING -> {}
        }
    }

    private void connected() {
        pathUp = true;
        watch.connected(true);
        tellConnected();
    }

    private String whyFailed() {
        return unreachable
                ? "The media server can no longer be reached for " + words() + " (ICE). Check the network."
                : "The encryption of " + words() + " failed (DTLS): the media server's certificate is not the one whose"
                        + " fingerprint the backend gave, or it refused ours. No sound was exchanged.";
    }

    private void fail(String sentence) {
        LOG.warn("Media: {}", sentence);
        close();
        listener.failed(name, sentence);
    }

    private String words() {
        return name.receives() ? "the listen link" : "the talk link";
    }

    /** Runs something later, unless the link was closed, another negotiation began or it is no longer needed by then. */
    private void unless(Duration after, BooleanSupplier done, Runnable otherwise) {
        int current = negotiation;
        ops.after(after, () -> {
            if (stage != Stage.CLOSED && negotiation == current && !done.getAsBoolean()) {
                otherwise.run();
            }
        });
    }

    /** Queues what WebRTC tells on its own threads; left out once the link is closed. */
    private void queue(Runnable work) {
        ops.offer(() -> step("go on", work));
    }

    private void step(String what, Runnable work) {
        if (stage == Stage.CLOSED) {
            return;
        }
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            LOG.error("Media: {} could not {}.", words(), what, e);
            fail("WebRTC could not " + what + " for " + words() + ": " + e.getMessage() + ".");
        }
    }

    private final class Done implements SetSessionDescriptionObserver {
        private final String otherwise;
        private final Runnable then;

        private Done(String otherwise, Runnable then) {
            this.otherwise = otherwise;
            this.then = then;
        }

        @Override
        public void onSuccess() {
            queue(then);
        }

        @Override
        public void onFailure(String error) {
            queue(() -> fail(otherwise + ": " + error + "."));
        }
    }

    private final class Observer implements PeerConnectionObserver {
        @Override
        public void onIceCandidate(RTCIceCandidate candidate) {
            // All candidates are told together, within the offer.
            if (candidate.sdp.contains(" typ relay ")) {
                queue(() -> gathering.relayFound());
            }
        }

        @Override
        public void onIceGatheringChange(RTCIceGatheringState state) {
            if (state == RTCIceGatheringState.COMPLETE) {
                queue(() -> gathering.allFound());
            }
        }

        @Override
        public void onStandardizedIceConnectionChange(RTCIceConnectionState state) {
            // Told before the connection's own state where it is the cause of it; else the encryption is.
            queue(() -> unreachable = state == RTCIceConnectionState.FAILED);
        }

        @Override
        public void onConnectionChange(RTCPeerConnectionState state) {
            queue(() -> changed(state));
        }
    }
}
