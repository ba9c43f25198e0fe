package com.talkiego.dispatch.mock.rooms;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the rooms read in an SDP offer (RFC 8829): the names of its media lines, and whether it is the same connection's. */
final class OfferedLines {
    private static final String MID = "a=mid:";
    private static final String ORIGIN = "o=";
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

    /**
     * What is the same for a connection's whole life, also if ICE restarts, and for no other: the certificate's fingerprint (RFC 8122)
     * and the session's id (RFC 8829, 5.2.1). A client shows one certificate on all connections it opens one after the other, so
     * that the fingerprint alone would take a new connection for the one that was lost. Null without a fingerprint.
     */
    static @Nullable String connection(String sdp) {
        String fingerprint = value(sdp, FINGERPRINT);
        String origin = value(sdp, ORIGIN);
        String[] parts = origin == null ? new String[0] : origin.split(" ", -1);
        return fingerprint == null ? null : fingerprint + " " + (parts.length > 1 ? parts[1] : "");
    }

    private static @Nullable String value(String sdp, String name) {
        return sdp.lines()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()).strip())
                .findFirst()
                .orElse(null);
    }
}
