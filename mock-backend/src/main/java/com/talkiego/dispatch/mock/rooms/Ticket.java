package com.talkiego.dispatch.mock.rooms;

import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.DenyCause;
import com.talkiego.dispatch.core.model.RevokeCause;
import com.talkiego.dispatch.core.wire.ServerMessage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One press of a talker: the over it wants on one or several channels, carried by one uplink. The media server keeps its packets from
 * the request on, so that each channel gets it from its first word however late that channel is granted.
 */
final class Ticket {
    /** Word of passing sound comes every 500 ms. */
    private static final long LATELY_NANOS = TimeUnit.MILLISECONDS.toNanos(1_500);

    private static final long OFTEN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    final Participant owner;
    final String name;
    /** Its name at the media server, unique among all clients. */
    final String key;

    final String uplink;
    final Map<ChannelId, Leg> legs = new LinkedHashMap<>();

    /** The region whose member it is of; null for a client of this region. */
    final @Nullable String guestOf;
    /** Where the answers to a guest's request go. */
    final Participant.@Nullable Wire answers;

    private final RoomsContext context;
    private boolean open;
    private long packets;
    private long lastHeardNanos;
    private long serverNanos;
    private Actor.@Nullable Timer endOfMedia;

    Ticket(Participant owner, String name, String key, String uplink, RoomsContext context) {
        this(owner, name, key, uplink, null, null, context);
    }

    /** A ticket of a member in another region, whose media comes from there and is watched there. */
    static Ticket ofGuest(
            Participant owner, String key, String region, Participant.Wire answers, RoomsContext context) {
        return new Ticket(owner, key, key, "", region, answers, context);
    }

    private Ticket(
            Participant owner,
            String name,
            String key,
            String uplink,
            @Nullable String guestOf,
            Participant.@Nullable Wire answers,
            RoomsContext context) {
        this.guestOf = guestOf;
        this.answers = answers;
        this.owner = owner;
        this.name = name;
        this.key = key;
        this.uplink = uplink;
        this.context = context;
    }

    /** What it wants of one channel, asked now. */
    Leg leg(Room room, int priority, boolean queue, boolean emergency) {
        Leg leg = new Leg(
                this, room, priority, queue, emergency, context.arrivals().next());
        legs.put(room.id(), leg);
        return leg;
    }

    /** Begins to keep its packets. */
    void open(String publisherPeer) {
        open = true;
        context.media().openOver(key, publisherPeer, uplink);
    }

    /** Whether its uplink is taken. */
    boolean open() {
        return open;
    }

    /** One of its channels was granted: from now on packets are expected (T1). */
    void expectMedia() {
        if (guestOf != null) {
            return;
        }
        if (endOfMedia == null) {
            lastHeardNanos = context.actor().nanoTime();
            watchMedia();
        }
        if (packets > 0) {
            tellPassing();
        }
    }

    /** The media server told of its packets. */
    void heard(long soFar) {
        packets = Math.max(packets, soFar);
        lastHeardNanos = context.actor().nanoTime();
        serverNanos = lastHeardNanos;
        tellPassing();
    }

    /** A listener of one of its channels hears it straight from the talker. */
    void heardStraight(Leg leg, long soFar) {
        long now = context.actor().nanoTime();
        // Several listeners say the same, and one could say it without end: the talker is told now and then.
        if (leg.straightNanos == 0 || now - leg.straightNanos >= OFTEN_NANOS) {
            packets = Math.max(packets, soFar);
            lastHeardNanos = now;
            leg.straightNanos = now;
            tellPassing();
        }
    }

    /** It is passing when each way that it goes is. */
    private void tellPassing() {
        List<Leg> granted = legs.values().stream()
                .filter(leg -> leg.state == Leg.State.GRANTED)
                .toList();
        if (!granted.isEmpty() && granted.stream().allMatch(this::passing)) {
            owner.say(new ServerMessage.OverPassing(name, packets));
        }
    }

    private boolean passing(Leg leg) {
        Topology topology = leg.room.topology;
        return (topology.throughServer() && lately(serverNanos)) || (topology.straight() && lately(leg.straightNanos));
    }

    private boolean lately(long nanos) {
        return nanos != 0 && context.actor().nanoTime() - nanos < LATELY_NANOS;
    }

    /** The talker's socket was lost or came back: another T1 counts. */
    void watchAnew() {
        if (endOfMedia != null) {
            Leg.cancel(endOfMedia);
            watchMedia();
        }
    }

    private void watchMedia() {
        long silence = TimeUnit.NANOSECONDS.toMillis(context.actor().nanoTime() - lastHeardNanos);
        long left = silenceLimit() - silence;
        if (left > 0) {
            endOfMedia = context.actor().after(left, this::watchMedia);
        } else {
            endOfMedia = null;
            context.counters().endedWithoutMedia++;
            revoke(RevokeCause.OTHER, "Cut off: no audio arrived at the server");
        }
    }

    private long silenceLimit() {
        return owner.connected()
                ? context.settings().endOfMediaMillis()
                : context.settings().cutSilenceMillis();
    }

    /** Takes the floor back on all channels that were granted, and gives up those that wait. */
    void revoke(RevokeCause cause, String text) {
        for (Leg leg : List.copyOf(legs.values())) {
            switch (leg.state) {
                case GRANTED -> leg.room.floor.revoke(leg, cause, text);
                case WAITING -> leg.room.floor.refuse(leg, DenyCause.OTHER, text);
                case ASKED, DENIED, REVOKED, RELEASED -> {}
            }
        }
    }

    /** Lets the uplink go once no channel needs it any more. */
    void settle() {
        if (open && legs.values().stream().noneMatch(leg -> leg.state.live())) {
            open = false;
            Leg.cancel(endOfMedia);
            endOfMedia = null;
            context.media().closeOver(key);
        }
    }
}
