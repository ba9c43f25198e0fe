package com.talkiego.dispatch.mock.sfu;

import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One client's connection, one-way: its transport, and the lines it carries. On the thread {@code sfu} only. */
final class Link {
    private static final int MOST_ADDRESSES = 8;

    final String peer;
    final LinkKind kind;
    /** The source under which reports to this client are written. */
    final int reportSource;

    private final byte[] clientFingerprint;
    private final Map<String, SlotLine> slots = new LinkedHashMap<>();
    private final Map<Integer, SlotLine> slotsBySource = new HashMap<>();
    private final Map<String, UplinkLine> uplinks = new LinkedHashMap<>();
    private final Map<Integer, UplinkLine> uplinksBySource = new HashMap<>();
    private final Deque<InetSocketAddress> addresses = new ArrayDeque<>();

    private IceCredentials ice;
    private String clientUfrag;
    private @Nullable InetSocketAddress remote;
    private @Nullable DtlsHandshake handshake;
    private @Nullable SrtpSession srtp;

    long packetsIn;
    long packetsOut;
    long lastStunNanos;
    long nextReportNanos;
    double roundTripMillis = -1;

    Link(String peer, LinkKind kind, Offer offer, IceCredentials ice, int reportSource, long nowNanos) {
        this.peer = peer;
        this.kind = kind;
        this.clientFingerprint = offer.fingerprint();
        this.clientUfrag = offer.ufrag;
        this.ice = ice;
        this.reportSource = reportSource;
        this.lastStunNanos = nowNanos;
    }

    /** Whether an offer comes from the client at the other end, so that its handshake goes on to hold. */
    boolean sameClient(LinkKind offeredKind, Offer offer) {
        return kind == offeredKind && MessageDigest.isEqual(clientFingerprint, offer.fingerprint());
    }

    /** Whether an offer of the same client asks for new ICE credentials (RFC 8839, 4.4.1.1). */
    boolean restartsIce(Offer offer) {
        return !clientUfrag.equals(offer.ufrag);
    }

    void restartIce(Offer offer, IceCredentials fresh) {
        clientUfrag = offer.ufrag;
        ice = fresh;
    }

    IceCredentials ice() {
        return ice;
    }

    @Nullable
    InetSocketAddress remote() {
        return remote;
    }

    /**
     * An authentic request came from this address.
     *
     * @param chosen whether the client chose the path
     * @return an address that is forgotten for it, or null
     */
    @Nullable
    InetSocketAddress reachedFrom(InetSocketAddress address, boolean chosen) {
        if (chosen || remote == null) {
            remote = address;
        }
        if (addresses.contains(address)) {
            return null;
        }
        addresses.addLast(address);
        return addresses.size() > MOST_ADDRESSES ? addresses.removeFirst() : null;
    }

    Collection<InetSocketAddress> addresses() {
        return List.copyOf(addresses);
    }

    DtlsHandshake handshake() {
        return Objects.requireNonNull(handshake, "a link is given its handshake when it is made");
    }

    void use(DtlsHandshake newHandshake) {
        handshake = newHandshake;
    }

    byte[] clientFingerprint() {
        return clientFingerprint.clone();
    }

    @Nullable
    SrtpSession srtp() {
        return srtp;
    }

    void use(SrtpSession session) {
        srtp = session;
    }

    Collection<SlotLine> slots() {
        return slots.values();
    }

    Collection<UplinkLine> uplinks() {
        return uplinks.values();
    }

    @Nullable
    SlotLine slot(String mid) {
        return slots.get(mid);
    }

    @Nullable
    SlotLine slotOf(int source) {
        return slotsBySource.get(source);
    }

    @Nullable
    UplinkLine uplink(String mid) {
        return uplinks.get(mid);
    }

    @Nullable
    UplinkLine uplinkOf(int source) {
        return uplinksBySource.get(source);
    }

    Set<String> slotMids() {
        return Set.copyOf(slots.keySet());
    }

    Set<String> uplinkMids() {
        return Set.copyOf(uplinks.keySet());
    }

    void put(String mid, SlotLine line) {
        slots.put(mid, line);
        slotsBySource.put(line.source(), line);
    }

    void put(String mid, UplinkLine line) {
        uplinks.put(mid, line);
        indexUplinks();
    }

    /** Finds uplinks by what their sources are now. */
    void indexUplinks() {
        uplinksBySource.clear();
        uplinks.values().forEach(each -> uplinksBySource.put(each.source(), each));
    }

    @Nullable
    SlotLine removeSlot(String mid) {
        SlotLine removed = slots.remove(mid);
        if (removed != null) {
            slotsBySource.remove(removed.source());
        }
        return removed;
    }

    @Nullable
    UplinkLine removeUplink(String mid) {
        UplinkLine removed = uplinks.remove(mid);
        indexUplinks();
        return removed;
    }

    /** The source of every slot, by mid. */
    Map<String, Integer> slotSources() {
        Map<String, Integer> sources = new HashMap<>();
        slots.forEach((mid, line) -> sources.put(mid, line.source()));
        return sources;
    }

    PeerStats stats() {
        double worst = 0;
        for (SlotLine each : slots.values()) {
            worst = Math.max(worst, each.loss());
        }
        for (UplinkLine each : uplinks.values()) {
            worst = Math.max(worst, each.loss());
        }
        int lines = slots.size() + uplinks.size();
        return new PeerStats(kind, srtp != null, lines, packetsIn, packetsOut, worst, roundTripMillis);
    }
}
