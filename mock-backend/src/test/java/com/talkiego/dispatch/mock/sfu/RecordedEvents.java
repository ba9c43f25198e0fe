package com.talkiego.dispatch.mock.sfu;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what the media server tells. */
final class RecordedEvents implements SfuListener {
    final List<String> connected = new CopyOnWriteArrayList<>();
    final Map<String, String> gone = new ConcurrentHashMap<>();
    final List<String> firstPackets = new CopyOnWriteArrayList<>();
    final List<String> progress = new CopyOnWriteArrayList<>();
    final List<String> quiet = new CopyOnWriteArrayList<>();

    @Override
    public void peerConnected(String peer) {
        connected.add(peer);
    }

    @Override
    public void peerGone(String peer, String reason) {
        gone.put(peer, reason);
    }

    @Override
    public void firstPacket(String ticket, long nanoTime) {
        firstPackets.add(ticket);
    }

    @Override
    public void uplinkProgress(String ticket, long packets) {
        progress.add(ticket + " " + packets);
    }

    @Override
    public void slotQuiet(String peer, String mid) {
        quiet.add(peer + " " + mid);
    }
}
