package com.talkiego.dispatch.mock.sfu;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes the answer to an offer: ICE-lite, passive in the handshake, every line in the offer's order.
 *
 * <p>What belongs to the bundled transport stands in its first line only (RFC 8843, 7.1.3): with hundreds of lines the
 * text stays small. RED is answered where the offer has it and in the offer's own order, so that a client decides by
 * its order whether to send it.
 */
final class Answer {
    private static final long HOST_PRIORITY = 2_130_706_431L;
    private static final long PRIORITY_STEP = 256;

    private final SfuSettings settings;
    private final int port;

    Answer(SfuSettings settings, int port) {
        this.settings = settings;
        this.port = port;
    }

    /**
     * The text of an answer.
     *
     * @param fingerprint SHA-256 of the server's certificate
     * @param sources the SSRC of every line that sends to the client, by mid
     */
    String write(Offer offer, LinkKind kind, IceCredentials ice, byte[] fingerprint, Map<String, Integer> sources) {
        StringBuilder text = new StringBuilder(512 + offer.lines.size() * 384);
        text.append("v=0\r\no=- ").append(ice.sessionId()).append(" 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n");
        text.append("a=group:BUNDLE");
        offer.lines.stream()
                .filter(line -> !line.refused())
                .forEach(line -> text.append(' ').append(line.mid()));
        text.append("\r\na=ice-lite\r\na=msid-semantic: WMS *\r\n");
        boolean transportWritten = false;
        for (OfferedLine line : offer.lines) {
            if (line.refused()) {
                refuse(text, line);
                continue;
            }
            open(text, line);
            if (!transportWritten) {
                transport(text, ice, fingerprint);
                transportWritten = true;
            }
            codecs(text, line);
            direction(text, line, kind, sources);
        }
        return text.toString();
    }

    private static void refuse(StringBuilder text, OfferedLine line) {
        text.append("m=")
                .append(line.media())
                .append(" 0 ")
                .append(line.protocol())
                .append(' ');
        text.append(line.formats()).append("\r\nc=IN IP4 0.0.0.0\r\na=mid:").append(line.mid());
        text.append("\r\na=inactive\r\n");
    }

    private void open(StringBuilder text, OfferedLine line) {
        text.append("m=audio ").append(port).append(" UDP/TLS/RTP/SAVPF ");
        if (line.red() < 0) {
            text.append(line.opus());
        } else if (line.redPreferred()) {
            text.append(line.red()).append(' ').append(line.opus());
        } else {
            text.append(line.opus()).append(' ').append(line.red());
        }
        text.append("\r\nc=IN ").append(address(settings.candidates().getFirst()));
        text.append("\r\na=mid:").append(line.mid()).append("\r\na=rtcp-mux\r\n");
    }

    private void transport(StringBuilder text, IceCredentials ice, byte[] fingerprint) {
        text.append("a=ice-ufrag:").append(ice.ufrag()).append("\r\na=ice-pwd:").append(ice.password());
        text.append("\r\na=fingerprint:sha-256 ");
        text.append(HexFormat.ofDelimiter(":").withUpperCase().formatHex(fingerprint));
        text.append("\r\na=setup:passive\r\n");
        List<InetAddress> candidates = settings.candidates();
        for (int i = 0; i < candidates.size(); i++) {
            text.append("a=candidate:").append(i + 1).append(" 1 udp ").append(HOST_PRIORITY - i * PRIORITY_STEP);
            text.append(' ')
                    .append(plain(candidates.get(i)))
                    .append(' ')
                    .append(port)
                    .append(" typ host\r\n");
        }
        text.append("a=end-of-candidates\r\n");
    }

    private void codecs(StringBuilder text, OfferedLine line) {
        if (line.levelExtension() > 0) {
            text.append("a=extmap:").append(line.levelExtension());
            text.append(" urn:ietf:params:rtp-hdrext:ssrc-audio-level\r\n");
        }
        text.append("a=rtpmap:").append(line.opus()).append(" opus/48000/2\r\n");
        text.append("a=fmtp:").append(line.opus()).append(" minptime=10;useinbandfec=1\r\n");
        if (line.nack()) {
            text.append("a=rtcp-fb:").append(line.opus()).append(" nack\r\n");
        }
        if (line.red() >= 0) {
            text.append("a=rtpmap:").append(line.red()).append(" red/48000/2\r\n");
            text.append(String.format(Locale.ROOT, "a=fmtp:%d %d/%d\r\n", line.red(), line.opus(), line.opus()));
        }
        text.append("a=ptime:").append(settings.ptimeMillis());
        text.append("\r\na=maxptime:").append(settings.ptimeMillis()).append("\r\n");
    }

    private static void direction(StringBuilder text, OfferedLine line, LinkKind kind, Map<String, Integer> sources) {
        if (!line.carries(kind)) {
            text.append("a=inactive\r\n");
            return;
        }
        if (kind == LinkKind.PUBLISHER) {
            text.append("a=recvonly\r\n");
            return;
        }
        Integer source = sources.get(line.mid());
        if (source == null) {
            throw new IllegalStateException("line " + line.mid() + " has no source");
        }
        text.append("a=sendonly\r\na=msid:slot-")
                .append(line.mid())
                .append(" track-")
                .append(line.mid());
        text.append("\r\na=ssrc:").append(Integer.toUnsignedString(source)).append(" cname:sfu\r\n");
    }

    private static String address(InetAddress address) {
        return (address instanceof Inet6Address ? "IP6 " : "IP4 ") + plain(address);
    }

    /** The address without the zone that Java adds. */
    private static String plain(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }
}
