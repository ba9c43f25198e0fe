package com.talkiego.dispatch.core.session;

import com.talkiego.dispatch.core.wire.ClientMessage;

/** What is being said with the SignalLayer, as those see it who have something to say. On {@code signalling} only. */
interface Conversation {
    /** Says something; false if nobody listens now. */
    boolean say(ClientMessage message);

    /** A number for the next request. */
    long nextRef();

    /** The version both ends speak. */
    int protocol();

    /** The id of this client's session; empty before the first welcome. */
    String session();

    /** This client's own member id; empty before the first welcome. */
    String selfId();
}
