package com.talkiego.dispatch.core.media;

import java.util.List;

/** Answers that can be set though nobody is behind them: enough to attach and detach everything. */
final class Answers {
    private Answers() {}

    static String plausible(Told.Offer offer) {
        List<String> mids = offer.mids();
        String direction = offer.sdp().contains("a=sendonly") ? "recvonly" : "sendonly";
        StringBuilder sdp = new StringBuilder("v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE ")
                .append(String.join(" ", mids))
                .append("\r\na=ice-lite\r\n");
        for (String mid : mids) {
            sdp.append("m=audio 9 UDP/TLS/RTP/SAVPF 111\r\nc=IN IP4 127.0.0.1\r\na=mid:")
                    .append(mid)
                    .append("\r\na=")
                    .append(direction)
                    .append("\r\na=rtcp-mux\r\na=ice-ufrag:abcd\r\na=ice-pwd:abcdefghijklmnopqrstuvwx\r\n")
                    .append("a=fingerprint:sha-256 ")
                    .append("AB:".repeat(31))
                    .append("AB\r\na=setup:passive\r\na=rtpmap:111 opus/48000/2\r\n")
                    .append("a=fmtp:111 minptime=10;useinbandfec=1\r\n");
            if (direction.equals("sendonly")) {
                // Without a stream announced, WebRTC asks a receiver for no sound, not even for silence.
                sdp.append("a=ssrc:").append(4000 + mids.indexOf(mid)).append(" cname:far\r\n");
            }
        }
        return sdp.toString();
    }
}
