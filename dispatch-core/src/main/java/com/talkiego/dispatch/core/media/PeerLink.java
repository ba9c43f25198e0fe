package com.talkiego.dispatch.core.media;

import com.talkiego.dispatch.core.session.PeerPort;
import dev.onvoid.webrtc.PeerConnectionFactory;

/**
 * One end of a link to another member, from its one negotiation to its end. The talking end offers, the listening end answers. On
 * {@code media-ops} only. It ends by {@link #close()} or, told to its listener, by a failure; after that it is silent.
 */
final class PeerLink implements Negotiation.Owner {
    private final boolean talks;
    private final PeerPort.Listener listener;
    private final Negotiation negotiation;
    private final PeerWatch watch;

    PeerLink(
            LinkSetting setting,
            MediaRuntime runtime,
            PeerConnectionFactory factory,
            Lines lines,
            PeerPort.Listener listener) {
        this.talks = lines instanceof SendLines;
        this.listener = listener;
        negotiation = new Negotiation("a link to a member", setting, runtime, factory, lines, this);
        watch = new PeerWatch(negotiation.connection(), setting.times(), runtime, listener);
    }

    /** The talking end begins. */
    void offer() {
        negotiation.offer();
    }

    /** The listening end begins, with what the other one offers. */
    void accept(String offer) {
        negotiation.accept(offer);
    }

    /** The talking end takes the answer; false if it awaits none. */
    boolean answered(String sdp) {
        return negotiation.answered(sdp);
    }

    /** Ends it; nothing is told any more, and nobody is inside its line when this returns. */
    void close() {
        watch.end();
        negotiation.close();
    }

    @Override
    public void described(String sdp) {
        listener.described(sdp);
    }

    @Override
    public void connected() {
        listener.connected();
        watch.begin();
    }

    @Override
    public void path(boolean up) {
        // The watch notices by itself whether anything comes.
    }

    @Override
    public void failed(String sentence) {
        watch.end();
        listener.failed(sentence);
    }

    @Override
    public String sentence(Negotiation.Trouble trouble, String detail) {
        return switch (trouble) {
            case NOT_MADE -> "A link to another member could not be described: " + detail + ".";
            case NOT_SET -> "A link to another member could not set its own description: " + detail + ".";
            case NO_ADDRESS -> "No way to the other member was found: no relay (TURN) answers, or there is no network.";
            case UNUSABLE ->
                "The other member's " + (talks ? "answer to" : "offer of") + " a link cannot be used: " + detail + ".";
            case UNANSWERED -> "The other member did not answer the offer of a link in time.";
            case NOT_REACHED -> "The other member could not be reached within " + detail + " ms.";
            case UNREACHABLE -> "The other member can no longer be reached straight (ICE).";
            case UNENCRYPTED ->
                "The encryption of a link to another member failed (DTLS): its certificate is not the one"
                        + " whose fingerprint the backend gave. No sound was exchanged.";
            case ENDED -> "WebRTC closed a link to another member.";
            case DEFECT -> "WebRTC could not serve a link to another member: it could not " + detail + ".";
        };
    }
}
