package com.talkiego.dispatch.core.model;

import org.jspecify.annotations.Nullable;

/**
 * A talk group as the tenant's directory describes it.
 *
 * @param number place in the tenant's list, from 1; the first twelve answer to F1 to F12
 * @param priority 0 (lowest) to 9; orders the display and ducking, never pre-empts
 * @param maxOverMillis longest over the backend grants, in ms (channel time-out, TS 24.380 T2)
 * @param media how its sound may go; null where the directory says nothing, which means through the media server
 */
public record Channel(
        ChannelId id,
        int number,
        String name,
        ChannelKind kind,
        int priority,
        boolean receiveOnly,
        long maxOverMillis,
        @Nullable MediaPolicy media) {

    /** A channel whose sound always goes through the media server. */
    public Channel(
            ChannelId id,
            int number,
            String name,
            ChannelKind kind,
            int priority,
            boolean receiveOnly,
            long maxOverMillis) {
        this(id, number, name, kind, priority, receiveOnly, maxOverMillis, MediaPolicy.SERVER);
    }
}
