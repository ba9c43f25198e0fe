package com.talkiego.dispatch.mock.rooms;

import com.talkiego.dispatch.core.model.Channel;
import com.talkiego.dispatch.core.model.Member;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** One talker's audio on one channel, from the grant until its last packet was passed on. */
final class Over {
    final long number;
    final Channel channel;
    final Member talker;
    final boolean emergency;
    final Instant since;
    /** The over's name at the media server: the ticket's key. */
    final String ticketKey;

    /** The regions its packets go to. */
    final Set<String> relayedTo = new LinkedHashSet<>();

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

    /** As other regions are told of it, with the leg that has it and the region where its talker is. */
    RegionMessage.Speech speech(Leg leg, String region) {
        return new RegionMessage.Speech(number, talker, emergency, since, leg.nameAbroad(), region);
    }

    /** How often its legs through the media server ended while it went on; the name of an ended leg is spent. */
    private int legsEnded;

    /** The leg's name at the media server. */
    String legKey() {
        return legsEnded == 0 ? channel.id().value() : channel.id().value() + "/" + legsEnded;
    }

    /** Its leg has ended at the media server; another one would have another name. */
    void legEnded() {
        legsEnded++;
    }

    /** Lets one more client hear it. */
    void receive(Participant listener, boolean fromStart, long nowNanos) {
        receive(listener, new Reception(this, fromStart, false, nowNanos));
    }

    /** Lets a client go on to hear, through the media server, what it heard another way. */
    void goOnReceiving(Participant listener, long nowNanos) {
        receive(listener, new Reception(this, false, true, nowNanos));
    }

    private void receive(Participant listener, Reception reception) {
        receptions.put(listener.id(), reception);
        listener.slots.want(reception);
    }

    /** One listener's part in it. */
    static final class Reception {
        final Over over;
        final long wantedAtNanos;
        /** Whether the listener heard it another way until now. */
        final boolean continues;

        boolean fromStart;

        Reception(Over over, boolean fromStart, boolean continues, long wantedAtNanos) {
            this.over = over;
            this.fromStart = fromStart;
            this.continues = continues;
            this.wantedAtNanos = wantedAtNanos;
        }
    }
}
