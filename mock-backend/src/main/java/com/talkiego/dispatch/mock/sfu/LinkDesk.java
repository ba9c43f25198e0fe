package com.talkiego.dispatch.mock.sfu;

import java.security.SecureRandom;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes links from offers, changes them when a client offers again, and ends them. On the thread {@code sfu} only. */
final class LinkDesk {
    private static final Logger LOG = LoggerFactory.getLogger(LinkDesk.class);
    private static final int TICKS_A_MILLI = 48;

    private final Links links;
    private final Forwarder forwarder;
    private final Outbox outbox;
    private final FaultGate faults;
    private final Tally tally;
    private final SfuListener listener;
    private final SecureRandom random;
    private final DtlsIdentity identity;
    private final SfuSettings settings;
    private final Answer answer;
    private final PacketBuffer buffer = new PacketBuffer();
    private final Function<Link, DtlsHandshake> handshakes;

    LinkDesk(
            Links links,
            Forwarder forwarder,
            Outbox outbox,
            FaultGate faults,
            Tally tally,
            SfuListener listener,
            SecureRandom random,
            DtlsIdentity identity,
            SfuSettings settings,
            int port,
            Function<Link, DtlsHandshake> handshakes) {
        this.links = links;
        this.forwarder = forwarder;
        this.outbox = outbox;
        this.faults = faults;
        this.tally = tally;
        this.listener = listener;
        this.random = random;
        this.identity = identity;
        this.settings = settings;
        this.answer = new Answer(settings, port);
        this.handshakes = handshakes;
    }

    /**
     * Answers an offer. The same client offering again keeps its transport and the sources of its slots; another client
     * under the same id takes the place of the one before.
     */
    String accept(String peer, LinkKind kind, Offer offer, long nowNanos) throws SdpException {
        Link known = links.of(peer);
        if (known != null && !known.sameClient(kind, offer)) {
            end(known, nowNanos);
            known = null;
        }
        Link link = known == null ? open(peer, kind, offer, nowNanos) : known;
        if (link.restartsIce(offer)) {
            links.restartIce(link, offer, IceCredentials.create(random));
        }
        if (kind == LinkKind.SUBSCRIBER) {
            negotiateSlots(link, offer);
        } else {
            negotiateUplinks(link, offer, nowNanos);
        }
        byte[] fingerprint = identity.fingerprint();
        if (faults.wrongFingerprint(peer)) {
            fingerprint[0] ^= 1;
        }
        return answer.write(offer, kind, link.ice(), fingerprint, link.slotSources());
    }

    private Link open(String peer, LinkKind kind, Offer offer, long nowNanos) throws SdpException {
        if (links.size() >= Links.MOST) {
            tally.drops.count(DropCause.TOO_MANY);
            throw new SdpException("The media server carries " + Links.MOST + " links already; try again later.");
        }
        Link link = new Link(peer, kind, offer, IceCredentials.create(random), random.nextInt(), nowNanos);
        link.use(handshakes.apply(link));
        // Known before the answer leaves: the client's first request may overtake what the caller does with it.
        links.add(link);
        return link;
    }

    private void negotiateSlots(Link link, Offer offer) {
        for (OfferedLine line : offer.lines) {
            SlotLine known = link.slot(line.mid());
            if (!line.carries(LinkKind.SUBSCRIBER)) {
                removeSlot(link, line.mid());
            } else if (known != null) {
                known.renegotiate(line);
            } else {
                link.put(line.mid(), newSlot(link, line));
            }
        }
        link.slotMids().stream()
                .filter(mid -> offer.lines.stream().noneMatch(line -> line.mid().equals(mid)))
                .forEach(mid -> removeSlot(link, mid));
    }

    private SlotLine newSlot(Link link, OfferedLine line) {
        int source = random.nextInt();
        while (source == 0 || source == link.reportSource || link.slotOf(source) != null) {
            source = random.nextInt();
        }
        SlotFormat format = new SlotFormat(source, line.opus(), line.red(), line.levelExtension());
        SlotClock clock = new SlotClock(settings.ptimeMillis() * TICKS_A_MILLI, random.nextLong());
        return new SlotLine(link, line.mid(), clock, format, line.nack(), outbox, buffer, tally);
    }

    private void removeSlot(Link link, String mid) {
        SlotLine removed = link.removeSlot(mid);
        if (removed != null) {
            forwarder.remove(removed.slot);
        }
    }

    private void negotiateUplinks(Link link, Offer offer, long nowNanos) {
        for (OfferedLine line : offer.lines) {
            UplinkLine known = link.uplink(line.mid());
            if (!line.carries(LinkKind.PUBLISHER)) {
                removeUplink(link, line.mid(), nowNanos);
            } else if (known != null) {
                known.renegotiate(line);
            } else {
                link.put(line.mid(), new UplinkLine(link.peer, line));
            }
        }
        link.indexUplinks();
        link.uplinkMids().stream()
                .filter(mid -> offer.lines.stream().noneMatch(line -> line.mid().equals(mid)))
                .forEach(mid -> removeUplink(link, mid, nowNanos));
    }

    private void removeUplink(Link link, String mid, long nowNanos) {
        UplinkLine removed = link.removeUplink(mid);
        if (removed != null) {
            forwarder.remove(removed.uplink, nowNanos);
        }
    }

    /** Ends a link because its caller wants so: nobody is told. */
    void end(Link link, long nowNanos) {
        links.remove(link);
        link.slots().forEach(line -> forwarder.remove(line.slot));
        link.uplinks().forEach(line -> forwarder.remove(line.uplink, nowNanos));
        link.handshake().cancel();
        SrtpSession srtp = link.srtp();
        if (srtp != null) {
            srtp.close();
        }
    }

    /** Ends a link by itself, and tells the listener why. */
    void gone(Link link, String reason, long nowNanos) {
        end(link, nowNanos);
        LOG.info("The link {} ended: {}.", link.peer, reason);
        listener.peerGone(link.peer, reason);
    }
}
