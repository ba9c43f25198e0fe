package com.talkiego.dispatch.mock.rooms;

import com.talkiego.dispatch.core.model.Channel;
import com.talkiego.dispatch.core.model.Member;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** One talker's audio on one channel, from the grant until its last packet was passed on. */
final class Over {
    final long number;
    final Channel channel;
    final Member talker;
    final boolean emergency;
    final Instant since;
    /** The over's name at the media server: the ticket's key. */
    final String ticketKey;

    /** Who hears it, by session. */
    final Map<String, Reception> receptions = new LinkedHashMap<>();

    Over(long number, Channel channel, Member talker, boolean emergency, Instant since, String ticketKey) {
        this.number = number;
        this.channel = channel;
        this.talker = talker;
        this.emergency = emergency;
        this.since = since;
        this.ticketKey = ticketKey;
    }

    /** The leg's name at the media server. */
    String legKey() {
        return channel.id().value();
    }

    /** Lets one more client hear it. */
    void receive(Participant listener, boolean fromStart, long nowNanos) {
        Reception reception = new Reception(this, fromStart, nowNanos);
        receptions.put(listener.id(), reception);
        listener.slots.want(reception);
    }

    /** One listener's part in it. */
    static final class Reception {
        final Over over;
        final long wantedAtNanos;
        boolean fromStart;

        Reception(Over over, boolean fromStart, long wantedAtNanos) {
            this.over = over;
            this.fromStart = fromStart;
            this.wantedAtNanos = wantedAtNanos;
        }
    }
}
