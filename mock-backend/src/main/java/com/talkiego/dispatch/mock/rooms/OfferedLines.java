package com.talkiego.dispatch.mock.rooms;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The two things the rooms read in an SDP offer (RFC 8829): the names of its media lines and whose certificate it is. */
final class OfferedLines {
    private static final String MID = "a=mid:";
    private static final String FINGERPRINT = "a=fingerprint:";
    private static final int LONGEST_MID = 32;

    private OfferedLines() {}

    /** The lines' names in their order; empty if one is repeated or too long. */
    static List<String> mids(String sdp) {
        List<String> mids = sdp.lines()
                .filter(line -> line.startsWith(MID))
                .map(line -> line.substring(MID.length()).strip())
                .toList();
        boolean usable = mids.stream().distinct().count() == mids.size()
                && mids.stream().noneMatch(mid -> mid.isEmpty() || mid.length() > LONGEST_MID);
        return usable ? mids : List.of();
    }

    /** The fingerprint of the client's DTLS certificate, the same for a link's whole life, also if ICE restarts (RFC 8122). */
    static @Nullable String fingerprint(String sdp) {
        return sdp.lines()
                .filter(line -> line.startsWith(FINGERPRINT))
                .map(line -> line.substring(FINGERPRINT.length()).strip())
                .findFirst()
                .orElse(null);
    }
}
