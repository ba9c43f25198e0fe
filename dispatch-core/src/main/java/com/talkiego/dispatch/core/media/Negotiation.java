package com.talkiego.dispatch.core.media;

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
 * What a link's two ends agree on: the peer connection with its descriptions, one offer and one answer at a time, until both are set and
 * the path between them is up, and until that fails. On {@code media-ops} only; what WebRTC tells on its own threads is queued there. It
 * ends by {@link #close()} or, told to its owner, by a failure; after that it is silent.
 */
final class Negotiation {
    private static final Logger LOG = LoggerFactory.getLogger(Negotiation.class);

    private final String link;
    private final LinkSetting setting;
    private final MediaOps ops;
    private final Lines lines;
    private final Owner owner;
    private final RTCPeerConnection connection;
    private Gathering gathering;
    private Stage stage = Stage.STABLE;
    private int linesWanted;
    private int round;
    private boolean attached;
    private boolean pathUp;
    private boolean connectedTold;
    private boolean unreachable;

    private enum Stage {
        /** The other end's description is being taken, its own is being made. */
        ANSWERING,
        /** Its own description is being made. */
        OFFERING,
        /** The other end has not answered yet. */
        OFFERED,
        /** The other end's answer is being taken. */
        ANSWERED,
        /** Nothing is being negotiated. */
        STABLE,
        CLOSED
    }

    /** What can go wrong. */
    enum Trouble {
        /** A description of its own could not be made. */
        NOT_MADE,
        /** The one made could not be set. */
        NOT_SET,
        /** It has no address at all to be reached at, so nothing can ever come of it. */
        NO_ADDRESS,
        /** The other end's description is of no use. */
        UNUSABLE,
        /** The other end did not answer in time, which is told in ms. */
        UNANSWERED,
        /** No path was found in time, which is told in ms. */
        NOT_REACHED,
        /** The path that there was, or was looked for, is none. */
        UNREACHABLE,
        /** Whoever is at the other end is not who was meant. */
        UNENCRYPTED,
        /** WebRTC ended the connection by itself. */
        ENDED,
        /** WebRTC could not do that. */
        DEFECT
    }

    /** The link that is negotiated. */
    interface Owner {
        /** Its own description, with the addresses found: to be told to the other end. */
        void described(String sdp);

        /** Sound can go; told once. */
        void connected();

        /** The path is up, or is interrupted: that is no failure yet. */
        void path(boolean up);

        /** It failed and was closed. */
        void failed(String sentence);

        /**
         * What trouble means to the operator.
         *
         * @param detail what is known of it beyond its kind, to be put within the sentence
         */
        String sentence(Trouble trouble, String detail);
    }

    /** @param link its name in the log */
    Negotiation(
            String link,
            LinkSetting setting,
            MediaRuntime runtime,
            PeerConnectionFactory factory,
            Lines lines,
            Owner owner) {
        this.link = link;
        this.setting = setting;
        this.ops = runtime.ops();
        this.lines = lines;
        this.owner = owner;
        linesWanted = setting.lines();
        gathering = gathering();
        connection = factory.createPeerConnection(
                PathSetting.of(setting.iceServers(), runtime.ways(), runtime.certificate()), new Observer());
    }

    /** The connection itself, to be looked at. */
    RTCPeerConnection connection() {
        return connection;
    }

    /** Makes an offer of the lines wanted. */
    void offer() {
        begin(Stage.OFFERING);
        step("make an offer", () -> {
            lines.grow(connection, linesWanted);
            connection.createOffer(new RTCOfferOptions(), new Made(RTCSdpType.OFFER));
        });
    }

    /** Wants more lines; offered at once, or after the negotiation that is going on. */
    void grow(int count) {
        linesWanted = Math.max(linesWanted, count);
        offerMore();
    }

    private void offerMore() {
        if (stage == Stage.STABLE && linesWanted > lines.count()) {
            offer();
        }
    }

    /** Answers the other end's offer. */
    void accept(String offer) {
        begin(Stage.ANSWERING);
        take(RTCSdpType.OFFER, offer, linesWanted, () -> {
            lines.grow(connection, linesWanted);
            connection.createAnswer(new RTCAnswerOptions(), new Made(RTCSdpType.ANSWER));
        });
    }

    /** Takes the other end's answer; false if there is no offer to be answered. */
    boolean answered(String sdp) {
        if (stage != Stage.OFFERED) {
            return false;
        }
        stage = Stage.ANSWERED;
        take(RTCSdpType.ANSWER, sdp, lines.count(), this::agreed);
        return true;
    }

    /** Ends it; nothing is told any more, and nobody is inside a line when this returns. */
    void close() {
        if (stage == Stage.CLOSED) {
            return;
        }
        stage = Stage.CLOSED;
        ops.attempt("detach the lines of " + link, lines::detach);
        NativeReference reference = NativeReference.of(connection);
        ops.attempt("close " + link, connection::close);
        ops.attempt("free the lines of " + link, lines::dispose);
        ops.attempt("free " + link, reference::giveBackTheLast);
    }

    private void begin(Stage first) {
        stage = first;
        round++;
        gathering = gathering();
    }

    private Gathering gathering() {
        return new Gathering(
                link, setting.times().gathering(), (after, then) -> unless(after, () -> false, then), this::describe);
    }

    private void take(RTCSdpType type, String sdp, int expected, Runnable then) {
        String fault = SessionText.fault(sdp, expected);
        if (fault != null) {
            fail(Trouble.UNUSABLE, fault);
            return;
        }
        step(
                "take what the other end describes",
                () -> connection.setRemoteDescription(
                        new RTCSessionDescription(type, text(type, sdp)), new Done(Trouble.UNUSABLE, then)));
    }

    private void made(RTCSdpType type, String sdp) {
        connection.setLocalDescription(
                new RTCSessionDescription(type, text(type, sdp)), new Done(Trouble.NOT_SET, this::set));
    }

    private String text(RTCSdpType type, String sdp) {
        return type == RTCSdpType.OFFER
                ? SessionText.offer(sdp, setting.ptimeMillis())
                : SessionText.answer(sdp, setting.ptimeMillis());
    }

    private void set() {
        // A later offer of the same link goes by the path found for the first one: nothing is to be waited for.
        gathering.set(round > 1 || connection.getIceGatheringState() == RTCIceGatheringState.COMPLETE);
    }

    private void describe() {
        String sdp = connection.getLocalDescription().sdp;
        if (!SessionText.hasAddress(sdp)) {
            fail(Trouble.NO_ADDRESS, "");
            return;
        }
        if (stage == Stage.OFFERING) {
            stage = Stage.OFFERED;
            long millis = setting.times().answer().toMillis();
            unless(
                    setting.times().answer(),
                    () -> stage != Stage.OFFERED,
                    () -> fail(Trouble.UNANSWERED, String.valueOf(millis)));
        } else {
            agreed();
        }
        if (stage != Stage.CLOSED) {
            owner.described(sdp);
        }
    }

    private void agreed() {
        lines.attach();
        attached = true;
        stage = Stage.STABLE;
        tellConnected();
        long millis = setting.times().connect().toMillis();
        unless(setting.times().connect(), () -> connectedTold, () -> fail(Trouble.NOT_REACHED, String.valueOf(millis)));
        offerMore();
    }

    /** Once, when there is a path and the lines are attached: WebRTC may tell of the path first. */
    private void tellConnected() {
        if (pathUp && attached && !connectedTold) {
            connectedTold = true;
            owner.connected();
        }
    }

    private void changed(RTCPeerConnectionState state) {
        LOG.info("Media: {} is {}.", link, state);
        switch (state) {
            case CONNECTED -> {
                pathUp = true;
                owner.path(true);
                tellConnected();
            }
            // Where there was a path the certificate was the right one; where a relay is gone, ICE need not have said
            // so.
            case FAILED -> fail(unreachable || pathUp ? Trouble.UNREACHABLE : Trouble.UNENCRYPTED, "");
            case CLOSED -> fail(Trouble.ENDED, "");
            // Not a failure yet: the watch over the path notices sooner, and ICE may mend it.
            case DISCONNECTED -> owner.path(false);
            case NEW, CONNECTING -> {}
        }
    }

    private void fail(Trouble trouble, String detail) {
        String sentence = owner.sentence(trouble, detail);
        LOG.warn("Media: {}", sentence);
        close();
        owner.failed(sentence);
    }

    /** Runs something later, unless it was closed, another negotiation began or it is no longer needed by then. */
    private void unless(Duration after, BooleanSupplier done, Runnable otherwise) {
        int current = round;
        ops.after(after, () -> {
            if (stage != Stage.CLOSED && round == current && !done.getAsBoolean()) {
                otherwise.run();
            }
        });
    }

    /** Queues what WebRTC tells on its own threads; left out once it is closed. */
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
            LOG.error("Media: {} could not {}.", link, what, e);
            fail(Trouble.DEFECT, what + ": " + e.getMessage());
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
            queue(() -> fail(Trouble.NOT_MADE, error));
        }
    }

    private final class Done implements SetSessionDescriptionObserver {
        private final Trouble otherwise;
        private final Runnable then;

        private Done(Trouble otherwise, Runnable then) {
            this.otherwise = otherwise;
            this.then = then;
        }

        @Override
        public void onSuccess() {
            queue(then);
        }

        @Override
        public void onFailure(String error) {
            queue(() -> fail(otherwise, error));
        }
    }

    private final class Observer implements PeerConnectionObserver {
        @Override
        public void onIceCandidate(RTCIceCandidate candidate) {
            // All candidates are told together, within the description.
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
