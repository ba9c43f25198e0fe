package com.talkiego.dispatch.mock.sfu;

/** Which way the audio of a link flows; a link is one-way, so that a client can keep its sending and receiving apart. */
public enum LinkKind {
    /** The client speaks: its lines are {@code sendonly}, each is an uplink. */
    PUBLISHER,
    /** The client listens: its lines are {@code recvonly}, each is a receive slot. */
    SUBSCRIBER
}
