package com.talkiego.dispatch.core.model;

/** What a call on a channel is (TS 22.179, 5.1): {@code GROUP} for all its members, {@code BROADCAST} where only the initiator speaks. */
public enum ChannelKind {
    GROUP,
    BROADCAST
}
