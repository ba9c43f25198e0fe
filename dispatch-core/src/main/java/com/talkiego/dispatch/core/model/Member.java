package com.talkiego.dispatch.core.model;

import org.jspecify.annotations.Nullable;

/**
 * Somebody on a channel.
 *
 * @param id unique within the tenant, the session's own for positions
 * @param alias what is shown: 'Engine 7', 'Position 2'
 * @param room the room a dispatch position stands in, so that positions beside each other can avoid howl; null for others
 */
public record Member(
        String id, String alias, MemberKind kind, @Nullable String room) {}
