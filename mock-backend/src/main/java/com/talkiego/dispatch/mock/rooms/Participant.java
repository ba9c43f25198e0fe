package com.talkiego.dispatch.mock.rooms;

import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.Member;
import com.talkiego.dispatch.core.model.MemberKind;
import com.talkiego.dispatch.core.signing.SignedDescription;
import com.talkiego.dispatch.core.wire.ServerMessage;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** One signed-in client, as the rooms see it: what it joined, its tickets, its media links and its receive slots. */
public final class Participant {
    private final String id;
    private final String tenant;
    private final Member member;
    private final int maxChannels;
    private final int peerLinks;
    private final Wire wire;
    private final RoomsContext context;
    private final ArrayDeque<LongFunction<ServerMessage>> delayedSlotEvents = new ArrayDeque<>();
    private long lastDelayedNanos = Long.MIN_VALUE;
    private boolean connected = true;
    private List<String> certificates = List.of();
    private long cuts;

    final Quotas.Window requests = new Quotas.Window();
    final TreeMap<ChannelId, Room> joined = new TreeMap<>();
    /** The links to and from other members, by id. */
    final Map<String, PeerLink> peers = new HashMap<>();

    final Tickets tickets;
    final SlotPool slots;
    final MediaLinks links;

    Participant(
            String id, String tenant, Member member, int maxChannels, int peerLinks, Wire wire, RoomsContext context) {
        this.id = id;
        this.tenant = tenant;
        this.member = member;
        this.maxChannels = maxChannels;
        this.peerLinks = peerLinks;
        this.wire = wire;
        this.context = context;
        this.tickets = new Tickets(this, context);
        this.slots = new SlotPool(this, context);
        this.links = new MediaLinks(this, context);
    }

    /** A member of another region, to whom nothing is said here. */
    static Participant visitor(String region, String tenant, Member member, RoomsContext context) {
        return new Participant(region + "!" + member.id(), tenant, member, 0, 0, Wire.NOWHERE, context);
    }

    /** The session's id. */
    public String id() {
        return id;
    }

    /** How others see it. */
    public Member member() {
        return member;
    }

    String tenant() {
        return tenant;
    }

    int maxChannels() {
        return maxChannels;
    }

    /** How many links to and from other members it can hold; 0 if it knows of none. */
    int peerLinks() {
        return peerLinks;
    }

    String alias() {
        return member.alias();
    }

    boolean position() {
        return member.kind() == MemberKind.POSITION;
    }

    /** Whether an over of it is in progress: it has, or had a moment ago, somebody's ear. */
    public boolean talking() {
        return tickets.anyGranted();
    }

    /** Whether it has a socket, and so can be told to stop. */
    boolean connected() {
        return connected;
    }

    void connected(boolean now) {
        connected = now;
        cuts += now ? 0 : 1;
    }

    /** The fingerprints of the certificates it may come with; none for any. */
    public void certified(List<String> fingerprints) {
        certificates = List.copyOf(fingerprints);
    }

    /** Whether a description with those fingerprints can be this client's. */
    boolean bears(List<String> fingerprints) {
        return certificates.isEmpty() || (!fingerprints.isEmpty() && certificates.containsAll(fingerprints));
    }

    /** The backend's signature under what this client is told of the other end of a link; null where it cannot check one. */
    @Nullable
    String vouch(String link, String sdp) {
        return wire.vouch(link, SignedDescription.fingerprints(sdp));
    }

    /** How often its socket was lost. */
    long cuts() {
        return cuts;
    }

    void event(LongFunction<ServerMessage> message) {
        wire.event(message);
    }

    void say(ServerMessage message) {
        wire.say(message);
    }

    /** Tells a client that knows of regions which ones are out of reach, unless its tenant has nobody there anyway. */
    void tellUnreachable() {
        if (wire.knowsRegions() && context.abroad().shares(tenant)) {
            event(seq -> new ServerMessage.RegionLinks(seq, context.abroad().unreachable()));
        }
    }

    /** Tells of a slot, later if that fault is on; the order of such events is kept whatever the delay. */
    void slotEvent(LongFunction<ServerMessage> message) {
        long delay = context.faults().assignmentDelayMillis();
        if (delay == 0 && delayedSlotEvents.isEmpty()) {
            wire.event(message);
        } else {
            delayedSlotEvents.add(message);
            long now = context.actor().nanoTime();
            long due = Math.max(now + TimeUnit.MILLISECONDS.toNanos(delay), lastDelayedNanos);
            lastDelayedNanos = due;
            context.actor()
                    .after(TimeUnit.NANOSECONDS.toMillis(due - now), () -> wire.event(delayedSlotEvents.remove()));
        }
    }

    /** Where messages to the client go; called on the thread {@code rooms}. */
    public interface Wire {
        /** For somebody whom nothing is said. */
        Wire NOWHERE = new Wire() {
            @Override
            public void event(LongFunction<ServerMessage> message) {
                // Nobody is there.
            }

            @Override
            public void say(ServerMessage message) {
                // Nobody is there.
            }
        };

        /** Whether the client knows of other regions. */
        default boolean knowsRegions() {
            return false;
        }

        /** An event of the session's journal: the message is made with its sequence number. */
        void event(LongFunction<ServerMessage> message);

        /** A message that is not repeated after a resume. */
        void say(ServerMessage message);

        /** The backend's signature under the fingerprints of the other end of a link; null for none. */
        default @Nullable String vouch(String link, List<String> fingerprints) {
            return null;
        }
    }
}
