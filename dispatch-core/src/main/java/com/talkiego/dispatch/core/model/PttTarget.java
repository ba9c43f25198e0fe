package com.talkiego.dispatch.core.model;

/** What a push-to-talk key talks on; looked up once, at key-down. */
public sealed interface PttTarget {

    /** The channels selected at that moment. */
    record General() implements PttTarget {}

    /** One channel, whatever is selected. */
    record OneChannel(ChannelId channel) implements PttTarget {}
}
