package com.talkiego.dispatch.core.session;

import com.talkiego.dispatch.core.model.IceServer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/** Media links that connect as soon as they are answered, and beat while told to. */
final class FakeMedia implements MediaPort {
    final List<String> calls = new ArrayList<>();
    final Map<Link, Listener> listeners = new EnumMap<>(Link.class);
    final Map<Link, Integer> lines = new EnumMap<>(Link.class);
    final Map<Link, List<IceServer>> servers = new EnumMap<>(Link.class);

    /** Links to members that do not beat. */
    final Set<String> silentPeers = new HashSet<>();

    boolean connecting = true;
    boolean beatingSub = true;
    boolean beatingPub = true;

    @Override
    public List<String> fingerprints() {
        return List.of("sha-256 01:02");
    }

    @Override
    public void open(Link link, int count, int ptimeMillis, List<IceServer> iceServers, Listener listener) {
        calls.add("open " + link + " " + count);
        servers.put(link, iceServers);
        listeners.put(link, listener);
        lines.put(link, count);
        offer(link);
    }

    private void offer(Link link) {
        Listener listener = listeners.get(link);
        if (listener != null) {
            listener.offer(link, "offer " + link, mids(lines.getOrDefault(link, 0)));
        }
    }

    private static List<String> mids(int count) {
        return IntStream.range(0, count).mapToObj(line -> "m" + line).toList();
    }

    @Override
    public void answer(Link link, String sdp) {
        calls.add("answer " + link + " " + sdp);
        Listener listener = listeners.get(link);
        if (connecting && listener != null) {
            listener.connected(link);
        }
    }

    @Override
    public void grow(Link link, int count) {
        calls.add("grow " + count);
        lines.put(link, count);
        offer(link);
    }

    @Override
    public void close(Link link) {
        calls.add("close " + link);
        listeners.remove(link);
    }

    /** The listeners of links to members, by id of the link. */
    final Map<String, PeerPort.Listener> peers = new LinkedHashMap<>();

    PeerPort.Listener peer(String link) {
        return Objects.requireNonNull(peers.get(link));
    }

    @Override
    public void talkTo(String link, int sink, int ptimeMillis, List<IceServer> iceServers, PeerPort.Listener listener) {
        calls.add("talk " + link + " " + sink);
        peers.put(link, listener);
        listener.described("offer of " + link);
    }

    @Override
    public void hear(
            String link,
            String offer,
            int slot,
            int ptimeMillis,
            List<IceServer> iceServers,
            PeerPort.Listener listener) {
        calls.add("hear " + link + " " + slot);
        peers.put(link, listener);
        listener.described("answer of " + link);
    }

    @Override
    public void answered(String link, String sdp) {
        calls.add("answered " + link + " " + sdp);
    }

    @Override
    public void closePeer(String link) {
        calls.add("close " + link);
        peers.remove(link);
    }

    void beat(long nanoTime) {
        peers.forEach((link, listener) -> {
            if (!silentPeers.contains(link)) {
                listener.beat(nanoTime);
            }
        });
        listeners.forEach((link, listener) -> {
            if (link.receives() ? beatingSub : beatingPub) {
                listener.beat(link, nanoTime);
            }
        });
    }

    void fail(Link link, String sentence) {
        Listener listener = listeners.get(link);
        if (listener != null) {
            listener.failed(link, sentence);
        }
    }
}
