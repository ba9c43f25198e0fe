package com.talkiego.dispatch.core.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An emergency alarm of one member on one channel (TS 22.179, 5.6).
 *
 * @param by alias of who acknowledged or cleared it last, null while raised
 * @param at when that was, server time, null while raised
 */
public record Emergency(
        String id,
        ChannelId channel,
        Member member,
        Instant raisedAt,
        EmergencyState state,
        @Nullable String by,
        @Nullable Instant at) {}
