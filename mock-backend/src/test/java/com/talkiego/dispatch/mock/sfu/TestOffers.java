package com.talkiego.dispatch.mock.sfu;

/** Offers as clients write them, with lines named 0, 1, … that send under the sources 1000, 1001, … */
final class TestOffers {
    static final String FINGERPRINT = "0A:".repeat(31) + "0B";

    private TestOffers() {}

    static String of(String direction, int lines, String ufrag) {
        StringBuilder text = new StringBuilder("v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE");
        for (int i = 0; i < lines; i++) {
            text.append(' ').append(i);
        }
        text.append("\r\n");
        for (int i = 0; i < lines; i++) {
            text.append(line(Integer.toString(i), direction, ufrag));
        }
        return text.toString();
    }

    static String line(String mid, String direction, String ufrag) {
        return "m=audio 9 UDP/TLS/RTP/SAVPF 111 63 9\r\nc=IN IP4 0.0.0.0\r\na=ice-ufrag:" + ufrag
                + "\r\na=ice-pwd:x\r\na=fingerprint:sha-256 " + FINGERPRINT + "\r\na=setup:actpass\r\na=mid:" + mid
                + "\r\na=extmap:3 urn:ietf:params:rtp-hdrext:ssrc-audio-level\r\na=" + direction
                + "\r\na=rtcp-mux\r\na=rtpmap:111 opus/48000/2\r\na=rtcp-fb:111 nack\r\na=rtpmap:63 red/48000/2\r\n"
                + "a=fmtp:63 111/111\r\na=ssrc:" + (1_000 + Integer.parseInt(mid)) + " cname:x\r\n";
    }
}
