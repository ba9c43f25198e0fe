package com.talkiego.dispatch.mock.sfu;

/** Why a packet, or a request to forward packets, came to nothing. */
public enum DropCause {
    /** It arrived on an uplink that carries no over: the floor was not granted, or is over. */
    NO_OVER,
    /** It came from, or was meant for, a link whose handshake is not done. */
    NOT_CONNECTED,
    /** Its authentication tag or message integrity is wrong. */
    NOT_AUTHENTIC,
    /** It was seen before, or is too old to tell. */
    REPLAYED,
    /** Its source was not declared in the offer. */
    UNKNOWN_SOURCE,
    /** It does not parse. */
    MALFORMED,
    /** It is older than the packet at which its over began in that slot. */
    OLDER_THAN_OVER,
    /** It left the cache before a late listener's turn came. */
    CACHE_OVERRUN,
    /** The publisher sent more than {@link Uplink#MOST_PACKETS_A_SECOND}. */
    FLOOD,
    /** The handshake was given more than it can take. */
    HANDSHAKE_OVERRUN,
    /** The operating system's send buffer was full. */
    SEND_BUFFER_FULL,
    /** A fault that was switched on took it. */
    FAULT,
    /** An over, leg, link or slot of that name does not exist. */
    NO_SUCH_TARGET,
    /** A bound was reached: links, overs, sources, or tasks. */
    TOO_MANY
}
