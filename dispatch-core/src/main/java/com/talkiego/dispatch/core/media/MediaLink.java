package com.talkiego.dispatch.core.media;

import com.talkiego.dispatch.core.session.MediaPort;
import dev.onvoid.webrtc.PeerConnectionFactory;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One link with the media server, from its first offer to its end: negotiated, again for each growth, and watched. On {@code media-ops}
 * only. It ends by {@link #close()} or, told to its listener, by a failure; after that it is silent.
 */
final class MediaLink implements Negotiation.Owner {
    private final MediaPort.Link name;
    private final Lines lines;
    private final MediaPort.Listener listener;
    private final Negotiation negotiation;
    private final LinkWatch watch;

    MediaLink(
            MediaPort.Link name,
            LinkSetting setting,
            MediaRuntime runtime,
            PeerConnectionFactory factory,
            Lines lines,
            MediaPort.Listener listener,
            AtomicReference<LinkStatistics> statistics) {
        this.name = name;
        this.lines = lines;
        this.listener = listener;
        negotiation = new Negotiation(words(name), setting, runtime, factory, lines, this);
        watch = new LinkWatch(name, negotiation.connection(), lines, setting.times(), runtime, listener, statistics);
    }

    /** Begins the first negotiation. */
    void open() {
        negotiation.offer();
    }

    /** Wants more lines; offered at once, or after the negotiation that is going on. */
    void grow(int count) {
        negotiation.grow(count);
    }

    /** Takes the answer to the last offer told; false if there is none to be answered. */
    boolean answer(String sdp) {
        return negotiation.answered(sdp);
    }

    /** Ends the link; nothing is told any more, and nobody is inside a line when this returns. */
    void close() {
        watch.end();
        negotiation.close();
    }

    @Override
    public void described(String sdp) {
        listener.offer(name, sdp, lines.mids());
    }

    @Override
    public void connected() {
        listener.connected(name);
        watch.begin();
    }

    @Override
    public void path(boolean up) {
        watch.connected(up);
    }

    @Override
    public void failed(String sentence) {
        watch.end();
        listener.failed(name, sentence);
    }

    @Override
    public String sentence(Negotiation.Trouble trouble, String detail) {
        String link = words(name);
        return switch (trouble) {
            case NOT_MADE -> "No offer could be made for " + link + ": " + detail + ".";
            case NOT_SET -> "The offer for " + link + " could not be set: " + detail + ".";
            case NO_ADDRESS ->
                "No way to the media server was found for " + link + ": this computer has no network, or only a relay"
                        + " (TURN) may be used and none answers.";
            case UNUSABLE -> "The backend's answer for " + link + " cannot be used: " + detail + ".";
            case UNANSWERED -> "The backend did not answer the offer for " + link + " within " + detail + " ms.";
            case NOT_REACHED ->
                "The media server could not be reached for " + link + " within " + detail
                        + " ms. Check that the network lets UDP through to it, or that a TURN server is given.";
            case UNREACHABLE -> "The media server can no longer be reached for " + link + " (ICE). Check the network.";
            case UNENCRYPTED ->
                "The encryption of " + link + " failed (DTLS): the media server's certificate is not the one whose"
                        + " fingerprint the backend gave, or it refused ours. No sound was exchanged.";
            case ENDED -> "WebRTC closed the connection for " + link + ".";
            case DEFECT -> "WebRTC could not serve " + link + ": it could not " + detail + ".";
        };
    }

    private static String words(MediaPort.Link name) {
        return name.receives() ? "the listen link" : "the talk link";
    }
}
