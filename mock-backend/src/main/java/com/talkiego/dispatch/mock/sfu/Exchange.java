package com.talkiego.dispatch.mock.sfu;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where all links meet: tells arriving datagrams apart (RFC 7983), and hands audio to the {@link Forwarder}.
 *
 * <p>On the thread {@code sfu} only; time is given with every call.
 */
final class Exchange {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
    private static final long CONSENT_NANOS = 30_000_000_000L;
    private static final long HOUSEKEEPING_NANOS = 20_000_000L;

    private final Links links;
    private final LinkDesk desk;
    private final Forwarder forwarder;
    private final Reports reports;
    private final Outbox outbox;
    private final FaultGate faults;
    private final Tally tally;
    private final SfuListener listener;
    private final RtpHeader header = new RtpHeader();
    private final PacketBuffer buffer = new PacketBuffer();
    private long nextHousekeepingNanos;

    Exchange(
            Links links,
            LinkDesk desk,
            Forwarder forwarder,
            Reports reports,
            Outbox outbox,
            FaultGate faults,
            Tally tally,
            SfuListener listener) {
        this.links = links;
        this.desk = desk;
        this.forwarder = forwarder;
        this.reports = reports;
        this.outbox = outbox;
        this.faults = faults;
        this.tally = tally;
        this.listener = listener;
    }

    /** Takes a datagram. */
    void datagram(InetSocketAddress from, byte[] data, int length, long nowNanos) {
        int first = length == 0 ? -1 : data[0] & 0xFF;
        if (first >= 0 && first <= 3) {
            stun(from, data, length, nowNanos);
            return;
        }
        Link link = links.at(from);
        boolean control = length >= 8 && RtpHeader.isControl(data);
        if (link == null) {
            tally.garbage++;
        } else if (faults.takesArriving(link.peer)) {
            LOG.trace("A fault took a datagram of {}", link.peer);
        } else if (first >= 20 && first <= 63) {
            if (!link.handshake().feed(data, length)) {
                tally.drops.count(DropCause.HANDSHAKE_OVERRUN);
            }
        } else if (first < 128 || first > 191) {
            tally.drops.count(DropCause.MALFORMED);
        } else if (control) {
            control(link, data, length, nowNanos);
        } else {
            audio(link, data, length, nowNanos);
        }
    }

    private void stun(InetSocketAddress from, byte[] data, int length, long nowNanos) {
        Stun.Request request = Stun.parse(data, length);
        Link link = request == null ? null : links.ofUfrag(request.serverUfrag);
        if (request == null || link == null) {
            tally.garbage++;
            return;
        }
        if (faults.takesArriving(link.peer)) {
            return;
        }
        byte[] key = link.ice().key();
        if (!request.authentic(key)) {
            tally.drops.count(DropCause.NOT_AUTHENTIC);
            return;
        }
        link.lastStunNanos = nowNanos;
        links.bind(link, from, request.useCandidate);
        byte[] response = request.success(from, key);
        outbox.send(link.peer, from, response, response.length, nowNanos);
    }

    private void audio(Link link, byte[] data, int length, long nowNanos) {
        SrtpSession srtp = link.srtp();
        if (srtp == null) {
            tally.drops.count(DropCause.NOT_CONNECTED);
            return;
        }
        if (!header.parse(data, length, 0, false)) {
            tally.drops.count(DropCause.MALFORMED);
            return;
        }
        UplinkLine line = link.uplinkOf(header.source);
        if (line == null) {
            tally.drops.count(DropCause.UNKNOWN_SOURCE);
            return;
        }
        buffer.fill(data, length);
        if (!admit(srtp.unprotectAudio(buffer, header.source))) {
            return;
        }
        byte[] plain = buffer.getBuffer();
        boolean parsed = header.parse(plain, buffer.getLength(), line.levelExtension(), true);
        MediaPacket packet = parsed ? line.read(header, plain, nowNanos) : null;
        if (packet == null) {
            tally.drops.count(DropCause.MALFORMED);
            return;
        }
        link.packetsIn++;
        tally.packetsIn++;
        forwarder.packet(line.uplink, packet, nowNanos);
        reports.askAgain(link, line, nowNanos);
    }

    private void control(Link link, byte[] data, int length, long nowNanos) {
        SrtpSession srtp = link.srtp();
        if (srtp == null) {
            tally.drops.count(DropCause.NOT_CONNECTED);
            return;
        }
        buffer.fill(data, length);
        if (admit(srtp.unprotectControl(buffer, RtpHeader.integer(data, 4)))) {
            reports.arrived(link, buffer.getBuffer(), buffer.getLength(), nowNanos);
        }
    }

    private boolean admit(SrtpSession.Outcome outcome) {
        switch (outcome) {
            case AUTHENTIC -> {
                return true;
            }
            case REPLAYED -> tally.drops.count(DropCause.REPLAYED);
            case NOT_AUTHENTIC -> tally.drops.count(DropCause.NOT_AUTHENTIC);
            case TOO_MANY_SOURCES -> tally.drops.count(DropCause.TOO_MANY);
        }
        return false;
    }

    /** Does what is due. */
    void tick(long nowNanos) {
        outbox.tick(nowNanos);
        forwarder.tick(nowNanos);
        if (nowNanos - nextHousekeepingNanos < 0) {
            return;
        }
        nextHousekeepingNanos = nowNanos + HOUSEKEEPING_NANOS;
        for (Link link : links.all()) {
            if (nowNanos - link.lastStunNanos > CONSENT_NANOS) {
                desk.gone(link, "nothing was heard of the client for 30 s", nowNanos);
            } else {
                reports.tick(link, nowNanos);
            }
        }
    }

    /** Nanoseconds until {@link #tick} should be called, at the latest. */
    long nanosUntilDue(long nowNanos) {
        long limit = Math.clamp(nextHousekeepingNanos - nowNanos, 0, HOUSEKEEPING_NANOS);
        return outbox.nanosUntilDue(nowNanos, forwarder.nanosUntilDue(nowNanos, limit));
    }

    void openOver(String ticket, String peer, String mid, long nowNanos) {
        Link link = links.of(peer);
        UplinkLine line = link == null ? null : link.uplink(mid);
        if (line == null) {
            tally.drops.count(DropCause.NO_SUCH_TARGET);
            LOG.warn("No over can be opened on line {} of {}: there is no such uplink.", mid, peer);
            return;
        }
        forwarder.open(ticket, line.uplink, nowNanos);
    }

    void forward(String ticket, String leg, String peer, String mid, boolean fromStart, long nowNanos) {
        Link link = links.of(peer);
        SlotLine line = link == null ? null : link.slot(mid);
        if (line == null) {
            tally.drops.count(DropCause.NO_SUCH_TARGET);
            LOG.debug("No over can be forwarded to line {} of {}: there is no such slot.", mid, peer);
            return;
        }
        forwarder.forward(ticket, leg, line.slot, fromStart, nowNanos);
    }

    void relay(String ticket, String leg, Slot slot, long nowNanos) {
        forwarder.forward(ticket, leg, slot, true, nowNanos);
    }

    void openRemote(String ticket, long nowNanos) {
        forwarder.openRemote(ticket, nowNanos);
    }

    void remote(String ticket, RelayedPacket packet, long arrivalNanos, long nowNanos) {
        if (packet.first()) {
            forwarder.openRemote(ticket, nowNanos);
        }
        forwarder.remote(ticket, packet.arrivedAt(arrivalNanos), nowNanos);
    }

    CompletableFuture<Void> endLeg(String ticket, String leg, boolean discard, long nowNanos) {
        return forwarder.endLeg(ticket, leg, discard, nowNanos);
    }

    void closeOver(String ticket, long nowNanos) {
        forwarder.close(ticket, nowNanos);
    }

    void drop(String peer, long nowNanos) {
        Link link = links.of(peer);
        if (link != null) {
            desk.end(link, nowNanos);
        }
    }

    SfuCounters counters() {
        Map<String, PeerStats> peers = new HashMap<>();
        links.all().forEach(link -> peers.put(link.peer, link.stats()));
        return new SfuCounters(
                tally.packetsIn,
                tally.packetsOut,
                tally.drops.snapshot(),
                tally.nackAsked,
                tally.nackResent,
                tally.nackSent,
                tally.garbage,
                tally.internalErrors,
                peers);
    }

    /** The handshake of a link is done, unless the link is gone meanwhile. */
    void established(Link link, SrtpKeys keys, long nowNanos) {
        if (links.holds(link)) {
            link.use(new SrtpSession(keys));
            link.nextReportNanos = nowNanos;
            listener.peerConnected(link.peer);
        }
    }

    /** The handshake of a link failed, or its client said goodbye. */
    void ended(Link link, String reason, long nowNanos) {
        if (links.holds(link)) {
            desk.gone(link, reason, nowNanos);
        }
    }

    /** Sends a datagram of a handshake, also of a link that has just ended: its goodbye. */
    void handshake(Link link, byte[] datagram, long nowNanos) {
        outbox.send(link, datagram, datagram.length, nowNanos);
    }

    /** Ends all links, and says goodbye to their clients. */
    void endAll(long nowNanos) {
        links.all().forEach(link -> desk.end(link, nowNanos));
    }
}
