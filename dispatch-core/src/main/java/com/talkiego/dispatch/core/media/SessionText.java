package com.talkiego.dispatch.core.media;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What this console adds to session descriptions (RFC 8866), and what it demands of an answer; pure text, any thread. */
final class SessionText {
    /** Most characters of an answer that are looked at. */
    static final int LONGEST = 256 * 1024;

    private static final String LINE_END = "\r\n";
    private static final String MEDIA = "m=";
    private static final String RTPMAP = "a=rtpmap:";
    private static final String OPUS = " opus/48000/2";

    private SessionText() {}

    /**
     * The offer with what WebRTC leaves out: generic NACK for Opus (RFC 4585, 6.2.1), so that lost packets are sent again, and the
     * packet time wanted (RFC 8866, 6.4).
     */
    static String offer(String sdp, int ptimeMillis) {
        return withAfterOpus(sdp, ptimeMillis, true);
    }

    /** The answer with the packet time where the other end did not name one; senders go by the answer's. */
    static String answer(String sdp, int ptimeMillis) {
        return withAfterOpus(sdp, ptimeMillis, false);
    }

    private static String withAfterOpus(String sdp, int ptimeMillis, boolean nack) {
        StringBuilder text = new StringBuilder(sdp.length() * 5 / 4);
        for (List<String> section : sections(sdp)) {
            boolean ptime = section.stream().anyMatch(line -> line.startsWith("a=ptime:"));
            for (String line : section) {
                text.append(line).append(LINE_END);
                if (!line.startsWith(RTPMAP) || !line.toLowerCase(Locale.ROOT).endsWith(OPUS)) {
                    continue;
                }
                String type = line.substring(RTPMAP.length(), line.indexOf(' '));
                if (nack) {
                    text.append("a=rtcp-fb:").append(type).append(" nack").append(LINE_END);
                }
                if (!ptime) {
                    text.append("a=ptime:").append(ptimeMillis).append(LINE_END);
                    text.append("a=maxptime:").append(ptimeMillis).append(LINE_END);
                }
            }
        }
        return text.toString();
    }

    /** Whether a description names an address to be reached at (RFC 8839, 5.1). */
    static boolean hasAddress(String sdp) {
        return sdp.contains("a=candidate:");
    }

    /** What is wrong with an answer to so many lines, in words that end a sentence; null if nothing is. */
    static @Nullable String fault(String sdp, int lines) {
        if (sdp.length() > LONGEST) {
            return "it has " + sdp.length() + " characters, more than the " + LONGEST + " allowed";
        }
        List<List<String>> sections = sections(sdp);
        int media = sections.size() - 1;
        if (media != lines) {
            return "it has " + media + " media lines where " + lines + " were offered";
        }
        for (int i = 1; i < sections.size(); i++) {
            List<String> section = sections.get(i);
            String[] head = section.getFirst().split(" ", -1);
            if (!section.getFirst().startsWith("m=audio ") || head.length < 4) {
                return "its media line " + i + " is not one of audio";
            }
            if (head[1].equals("0")) {
                return "it refuses media line " + i;
            }
        }
        boolean sealed = sdp.contains("a=fingerprint:");
        return sealed ? null : "it has no certificate fingerprint, so the sound would not be encrypted";
    }

    /** The session's own lines first, then one list for each media line; always at least one list. */
    private static List<List<String>> sections(String sdp) {
        List<List<String>> sections = new ArrayList<>();
        List<String> section = new ArrayList<>();
        sections.add(section);
        for (String line : sdp.split("\r?\n", -1)) {
            if (line.startsWith(MEDIA)) {
                section = new ArrayList<>();
                sections.add(section);
            }
            if (!line.isEmpty()) {
                section.add(line);
            }
        }
        return sections;
    }
}
