package com.talkiego.dispatch.core.media;

import com.talkiego.dispatch.core.media.MediaLink.LinkSetting;
import com.talkiego.dispatch.core.session.PeerPort;
import dev.onvoid.webrtc.CreateSessionDescriptionObserver;
import dev.onvoid.webrtc.PeerConnectionFactory;
import dev.onvoid.webrtc.PeerConnectionObserver;
import dev.onvoid.webrtc.RTCAnswerOptions;
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
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One end of a link to another member, from its one negotiation to its end. The talking end offers, the listening end answers. On
 * {@code media-ops} only; what WebRTC tells on its own threads is queued there. It ends by {@link #close()} or, told to its listener, by
 * a failure; after that it is silent.
 */
final class PeerLink {
    private static final Logger LOG = LoggerFactory.getLogger(PeerLink.class);

    private final LinkSetting setting;
    private final MediaOps ops;
    private final Lines lines;
    private final PeerPort.Listener listener;
    private final RTCPeerConnection connection;
    private final PeerWatch watch;
    private final Gathering gathering;
    private Stage stage = Stage.OPENING;
    private boolean attached;
    private boolean pathUp;
    private boolean told;
    private boolean unreachable;

    private enum Stage {
        OPENING,
        OFFERED,
        AGREED,
        CLOSED
    }

    PeerLink(
            LinkSetting setting,
            MediaRuntime runtime,
            PeerConnectionFactory factory,
            Lines lines,
            PeerPort.Listener listener) {
        this.setting = setting;
        this.ops = runtime.ops();
        this.lines = lines;
        this.listener = listener;
        connection = factory.createPeerConnection(
                PathSetting.of(setting.iceServers(), runtime.ways(), runtime.certificate()), new Observer());
        gathering = new Gathering(
                "a link to a member",
                setting.times().gathering(),
                (after, then) -> unless(after, () -> false, then),
                this::describe);
        watch = new PeerWatch(connection, setting.times(), runtime, listener);
    }

    /** The talking end begins. */
    void offer() {
        step("make an offer", () -> {
            lines.grow(connection, 1);
            connection.createOffer(new RTCOfferOptions(), new Made(RTCSdpType.OFFER));
        });
    }

    /** The listening end begins, with what the other one offers. */
    void accept(String offer) {
        String fault = SessionText.fault(offer, 1);
        if (fault != null) {
            fail("The other member's offer of a link cannot be used: " + fault + ".");
            return;
        }
        step("take the other member's offer", () -> {
            String text = SessionText.offer(offer, setting.ptimeMillis());
            connection.setRemoteDescription(
                    new RTCSessionDescription(RTCSdpType.OFFER, text), new Done("take the offer", this::accepted));
        });
    }

    private void accepted() {
        lines.grow(connection, 1);
        connection.createAnswer(new RTCAnswerOptions(), new Made(RTCSdpType.ANSWER));
    }

    /** The talking end takes the answer; false if it awaits none. */
    boolean answered(String sdp) {
        if (stage != Stage.OFFERED) {
            return false;
        }
        String fault = SessionText.fault(sdp, 1);
        if (fault != null) {
            fail("The other member's answer to a link cannot be used: " + fault + ".");
            return true;
        }
        step("take the other member's answer", () -> {
            String text = SessionText.answer(sdp, setting.ptimeMillis());
            connection.setRemoteDescription(
                    new RTCSessionDescription(RTCSdpType.ANSWER, text), new Done("take the answer", this::agreed));
        });
        return true;
    }

    /** Ends it; nothing is told any more, and nobody is inside its line when this returns. */
    void close() {
        if (stage == Stage.CLOSED) {
            return;
        }
        stage = Stage.CLOSED;
        watch.end();
        ops.attempt("detach the line of a link to a member", lines::detach);
        ops.attempt("close a link to a member", connection::close);
        ops.attempt("free the line of a link to a member", lines::dispose);
    }

    private void made(RTCSdpType type, String sdp) {
        String text = type == RTCSdpType.OFFER
                ? SessionText.offer(sdp, setting.ptimeMillis())
                : SessionText.answer(sdp, setting.ptimeMillis());
        connection.setLocalDescription(
                new RTCSessionDescription(type, text),
                new Done(
                        "set its own description",
                        () -> gathering.set(connection.getIceGatheringState() == RTCIceGatheringState.COMPLETE)));
    }

    private void describe() {
        boolean talks = lines instanceof SendLines;
        stage = talks ? Stage.OFFERED : Stage.AGREED;
        String sdp = connection.getLocalDescription().sdp;
        if (talks) {
            unless(
                    setting.times().answer(),
                    () -> stage != Stage.OFFERED,
                    () -> fail("The other member did not answer the offer of a link in time."));
        } else {
            agreed();
        }
        if (stage != Stage.CLOSED) {
            listener.described(sdp);
        }
    }

    private void agreed() {
        stage = Stage.AGREED;
        lines.attach();
        attached = true;
        tellConnected();
        unless(
                setting.times().connect(),
                () -> told,
                () -> fail("The other member could not be reached within "
                        + setting.times().connect().toMillis() + " ms."));
    }

    private void tellConnected() {
        if (pathUp && attached && !told) {
            told = true;
            listener.connected();
            watch.begin();
        }
    }

    private void changed(RTCPeerConnectionState state) {
        LOG.info("Media: a link to a member is {}.", state);
        switch (state) {
            case CONNECTED -> {
                pathUp = true;
                tellConnected();
            }
            case FAILED -> fail(whyFailed());
            case CLOSED -> fail("WebRTC closed a link to another member.");
            // Not a failure yet: the watch over the path notices sooner, and ICE may mend it.
            case DISCONNECTED, NEW, CONNECTING -> {}
        }
    }

    private String whyFailed() {
        return unreachable
                ? "The other member can no longer be reached straight (ICE)."
                : "The encryption of a link to another member failed (DTLS): its certificate is not the one"
                        + " whose fingerprint the backend gave. No sound was exchanged.";
    }

    private void fail(String sentence) {
        LOG.warn("Media: {}", sentence);
        close();
        listener.failed(sentence);
    }

    private void unless(Duration after, BooleanSupplier done, Runnable otherwise) {
        ops.after(after, () -> {
            if (stage != Stage.CLOSED && !done.getAsBoolean()) {
                otherwise.run();
            }
        });
    }

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
            LOG.error("Media: a link to a member could not {}.", what, e);
            fail("WebRTC could not " + what + " of a link to another member: " + e.getMessage() + ".");
        }
    }

    private final class Made implements CreateSessionDescriptionObserver {
        private final RTCSdpType type;

        private Made(RTCSdpType type) {
            this.type = type;
        }

        @Override
        public void onSuccess(RTCSessionDescription description) {
            queue(() -> made(type, description.sdp));
        }

        @Override
        public void onFailure(String error) {
            queue(() -> fail("A link to another member could not be described: " + error + "."));
        }
    }

    private final class Done implements SetSessionDescriptionObserver {
        private final String what;
        private final Runnable then;

        private Done(String what, Runnable then) {
            this.what = what;
            this.then = then;
        }

        @Override
        public void onSuccess() {
            queue(then);
        }

        @Override
        public void onFailure(String error) {
            queue(() -> fail("A link to another member could not " + what + ": " + error + "."));
        }
    }

    private final class Observer implements PeerConnectionObserver {
        @Override
        public void onIceCandidate(RTCIceCandidate candidate) {
            // All candidates are told together, within the description.
            if (candidate.sdp.contains(" typ relay ")) {
                queue(gathering::relayFound);
            }
        }

        @Override
        public void onIceGatheringChange(RTCIceGatheringState state) {
            if (state == RTCIceGatheringState.COMPLETE) {
                queue(gathering::allFound);
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
