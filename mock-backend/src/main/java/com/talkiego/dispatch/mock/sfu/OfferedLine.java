package com.talkiego.dispatch.mock.sfu;

/**
 * One media line of an offer.
 *
 * @param media {@code audio}, or a kind that is refused
 * @param protocol and {@code formats}: as offered, echoed when the line is refused
 * @param mid its name in the bundle
 * @param refused switched off by the client, or not audio
 * @param direction which way the client wants it
 * @param opus payload type of Opus
 * @param red payload type of redundant Opus, or −1
 * @param redPreferred whether RED stands before Opus: a publisher then sends it
 * @param nack whether lost packets may be asked for again
 * @param levelExtension id of the audio level header extension (RFC 6464), or 0
 * @param source the SSRC the client sends under, or −1
 */
record OfferedLine(
        String media,
        String protocol,
        String formats,
        String mid,
        boolean refused,
        Direction direction,
        int opus,
        int red,
        boolean redPreferred,
        boolean nack,
        int levelExtension,
        long source) {
    /** Which way a line carries audio, seen from the client. */
    enum Direction {
        SENDS,
        RECEIVES,
        BOTH,
        INACTIVE
    }

    /** Whether the line carries audio the way a link of this kind does. */
    boolean carries(LinkKind kind) {
        Direction wanted = kind == LinkKind.PUBLISHER ? Direction.SENDS : Direction.RECEIVES;
        return !refused && (direction == wanted || direction == Direction.BOTH);
    }
}
