package com.talkiego.dispatch.mock.rooms;

import com.talkiego.dispatch.core.signing.SignedDescription;
import com.talkiego.dispatch.core.wire.ClientMessage;
import com.talkiego.dispatch.core.wire.ServerMessage;
import com.talkiego.dispatch.mock.sfu.LinkKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The two media links of one client: offered by it, answered by the media server, gone when that says so. */
final class MediaLinks {
    static final String ANOTHER_CERTIFICATE =
            "The offer bears another certificate than the one this client signed in with. Somebody may be between: no"
                    + " sound is exchanged";

    static final int MOST_LINES = 512;
    private static final String PUBLISHER = "pub";
    private static final String SUBSCRIBER = "sub";

    private final Participant owner;
    private final RoomsContext context;
    private @Nullable Link publisher;
    private @Nullable Link subscriber;
    private int generation;

    MediaLinks(Participant owner, RoomsContext context) {
        this.owner = owner;
        this.context = context;
    }

    /** Takes an offer: a new one of a link that is up renegotiates it, one of another connection replaces it. */
    void offer(ClientMessage.MediaOffer offer) {
        LinkKind kind = kindOf(offer.link());
        List<String> mids = OfferedLines.mids(offer.sdp());
        String connection = OfferedLines.connection(offer.sdp());
        if (kind == null || connection == null || mids.isEmpty() || mids.size() > MOST_LINES) {
            refuse(offer, "That is not an offer of a media link with 1 to " + MOST_LINES + " audio lines");
            return;
        }
        if (!owner.bears(SignedDescription.fingerprints(offer.sdp()))) {
            refuse(offer, ANOTHER_CERTIFICATE);
            return;
        }
        Link now = kind == LinkKind.PUBLISHER ? publisher : subscriber;
        if (now == null || !now.connection.equals(connection)) {
            close(kind);
            now = new Link(owner.id() + "/" + offer.link() + "." + ++generation, kind, connection);
            keep(kind, now);
        }
        Link link = now;
        context.media()
                .accept(link.peer, kind, offer.sdp())
                .whenComplete((answer, failure) -> context.actor().postOwn(() -> {
                    if (failure == null) {
                        accepted(offer, link, mids, answer);
                    } else {
                        refused(offer, link, failure);
                    }
                }));
    }

    private void accepted(ClientMessage.MediaOffer offer, Link link, List<String> mids, String answer) {
        if (!current(link)) {
            return;
        }
        context.counters().linksAccepted++;
        link.mids = List.copyOf(mids);
        owner.say(new ServerMessage.MediaAnswer(offer.ref(), offer.link(), answer, owner.vouch(offer.link(), answer)));
        if (link.kind == LinkKind.SUBSCRIBER) {
            owner.slots.lines(mids);
        }
    }

    private void refused(ClientMessage.MediaOffer offer, Link link, Throwable failure) {
        if (current(link) && link.mids.isEmpty()) {
            keep(link.kind, null);
        }
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        String sentence = cause.getMessage();
        refuse(offer, sentence == null ? "The media server cannot use that offer" : sentence);
    }

    private void refuse(ClientMessage.MediaOffer offer, String sentence) {
        context.counters().linksRefused++;
        owner.say(new ServerMessage.Failed(offer.ref(), "bad_sdp", sentence));
    }

    /** Audio can flow over that link. */
    void connected(String peer) {
        Link sub = subscriber;
        if (sub != null && sub.peer.equals(peer)) {
            owner.slots.connected(peer);
        }
    }

    /** The media server lost that link; the client is told to offer it anew. */
    void gone(String peer, String reason) {
        LinkKind kind = kindOfPeer(peer);
        if (kind != null) {
            context.counters().linksGone++;
            detach(kind);
            owner.say(new ServerMessage.MediaGone(kind == LinkKind.PUBLISHER ? PUBLISHER : SUBSCRIBER, reason));
        }
    }

    /** Makes the links fail, as a fault on the way would. */
    void cut() {
        for (Link link : new Link[] {publisher, subscriber}) {
            if (link != null) {
                context.media().drop(link.peer);
                gone(link.peer, "The media link was cut");
            }
        }
    }

    void closeAll() {
        close(LinkKind.PUBLISHER);
        close(LinkKind.SUBSCRIBER);
    }

    private void close(LinkKind kind) {
        Link link = kind == LinkKind.PUBLISHER ? publisher : subscriber;
        if (link != null) {
            detach(kind);
            context.media().drop(link.peer);
        }
    }

    private void detach(LinkKind kind) {
        keep(kind, null);
        if (kind == LinkKind.PUBLISHER) {
            owner.tickets.uplinksLost();
        } else {
            owner.slots.lost();
        }
    }

    /**
     * The publisher link's name if it was answered and has that line, else null. Whether it is up already the client knows first: it may
     * ask before the media server has told.
     */
    @Nullable
    String publisherWith(String uplink) {
        Link link = publisher;
        return link != null && link.mids.contains(uplink) ? link.peer : null;
    }

    boolean owns(String peer) {
        return kindOfPeer(peer) != null;
    }

    private @Nullable LinkKind kindOfPeer(String peer) {
        if (publisher != null && publisher.peer.equals(peer)) {
            return LinkKind.PUBLISHER;
        }
        return subscriber != null && subscriber.peer.equals(peer) ? LinkKind.SUBSCRIBER : null;
    }

    private static @Nullable LinkKind kindOf(String name) {
        return switch (name) {
            case PUBLISHER -> LinkKind.PUBLISHER;
            case SUBSCRIBER -> LinkKind.SUBSCRIBER;
            default -> null;
        };
    }

    private boolean current(Link link) {
        return publisher == link || subscriber == link;
    }

    private void keep(LinkKind kind, @Nullable Link link) {
        if (kind == LinkKind.PUBLISHER) {
            publisher = link;
        } else {
            subscriber = link;
        }
    }

    private static final class Link {
        final String peer;
        final LinkKind kind;
        final String connection;
        List<String> mids = List.of();

        Link(String peer, LinkKind kind, String connection) {
            this.peer = peer;
            this.kind = kind;
            this.connection = connection;
        }
    }
}
