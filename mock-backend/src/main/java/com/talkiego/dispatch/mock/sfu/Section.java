package com.talkiego.dispatch.mock.sfu;

import com.talkiego.dispatch.mock.sfu.OfferedLine.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One section of an offer: its attributes, and the media line that opens it (the session section has none). */
final class Section {
    private static final Pattern MID = Pattern.compile("[A-Za-z0-9._-]{1,32}");
    private static final Pattern TOKENS = Pattern.compile("[A-Za-z0-9/ ._-]{1,256}");
    private static final String LEVEL = "urn:ietf:params:rtp-hdrext:ssrc-audio-level";
    private static final int MOST_PAYLOAD = 127;
    /** One-byte header extensions (RFC 8285) have the ids 1 to 14. */
    private static final int MOST_EXTENSION = 14;

    private static final long MOST_SOURCE = 0xFFFF_FFFFL;

    private final @Nullable String media;
    final List<String> attributes = new ArrayList<>();

    Section(@Nullable String media) {
        this.media = media;
    }

    /** What follows the prefix in the first attribute that has it; empty if none has. */
    String value(String prefix) {
        for (String attribute : attributes) {
            if (attribute.startsWith(prefix)) {
                return attribute.substring(prefix.length()).strip();
            }
        }
        return "";
    }

    String orElse(Section session, String prefix) {
        String own = value(prefix);
        return own.isEmpty() ? session.value(prefix) : own;
    }

    OfferedLine read() throws SdpException {
        String[] words = media == null ? new String[0] : media.split(" ", 4);
        if (words.length < 4
                || !TOKENS.matcher(words[2]).matches()
                || !TOKENS.matcher(words[3]).matches()) {
            throw new SdpException("The offer has a media line that does not parse.");
        }
        String mid = value("mid:");
        if (!MID.matcher(mid).matches()) {
            throw new SdpException("A media line of the offer has no valid a=mid.");
        }
        boolean audio = words[0].equals("audio") && !words[1].equals("0") && words[2].equals("UDP/TLS/RTP/SAVPF");
        int opus = audio ? payload("opus/48000") : -1;
        if (audio && opus < 0) {
            throw new SdpException("Line '" + mid + "' of the offer has no Opus; offer opus/48000/2.");
        }
        if (audio && !attributes.contains("rtcp-mux")) {
            throw new SdpException("Line '" + mid + "' of the offer has no a=rtcp-mux.");
        }
        int red = audio ? payload("red/48000") : -1;
        List<String> formats = List.of(words[3].split(" ", -1));
        boolean redPreferred = red >= 0 && formats.indexOf(Integer.toString(red)) < formats.indexOf("" + opus);
        return new OfferedLine(
                TOKENS.matcher(words[0]).matches() ? words[0] : "audio",
                words[2],
                words[3],
                mid,
                !audio,
                direction(),
                opus,
                red,
                redPreferred,
                audio && attributes.contains("rtcp-fb:" + opus + " nack"),
                levelExtension(),
                source());
    }

    private Direction direction() {
        if (attributes.contains("sendonly")) {
            return Direction.SENDS;
        }
        if (attributes.contains("recvonly")) {
            return Direction.RECEIVES;
        }
        return attributes.contains("inactive") ? Direction.INACTIVE : Direction.BOTH;
    }

    private int payload(String codec) {
        for (String attribute : attributes) {
            String[] words = attribute.split(" ", 2);
            if (words.length == 2
                    && words[0].startsWith("rtpmap:")
                    && words[1].regionMatches(true, 0, codec, 0, codec.length())) {
                return number(words[0].substring("rtpmap:".length()), 10, MOST_PAYLOAD);
            }
        }
        return -1;
    }

    private int levelExtension() {
        for (String attribute : attributes) {
            String[] words = attribute.split(" ", -1);
            if (words.length >= 2 && words[0].startsWith("extmap:") && words[1].equals(LEVEL)) {
                String id = words[0].substring("extmap:".length()).split("/", 2)[0];
                return Math.max(0, number(id, 10, MOST_EXTENSION));
            }
        }
        return 0;
    }

    private long source() {
        String declared = value("ssrc:").split(" ", 2)[0];
        try {
            long source = declared.length() <= 10 ? Long.parseLong(declared) : -1;
            return source >= 0 && source <= MOST_SOURCE ? source : -1;
        } catch (NumberFormatException notANumber) {
            return -1;
        }
    }

    /** A number between 0 and a bound, or −1 if it is none. */
    static int number(String text, int radix, int most) {
        try {
            int number = text.length() <= 5 ? Integer.parseInt(text, radix) : -1;
            return number <= most ? Math.max(-1, number) : -1;
        } catch (NumberFormatException notANumber) {
            return -1;
        }
    }
}
