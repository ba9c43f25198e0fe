package com.talkiego.dispatch.mock.rooms;

import com.talkiego.dispatch.mock.sfu.LinkKind;
import com.talkiego.dispatch.mock.sfu.RelayedPacket;
import com.talkiego.dispatch.mock.sfu.Sfu;
import com.talkiego.dispatch.mock.sfu.SfuListener;
import com.talkiego.dispatch.mock.sfu.SfuSettings;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** The media server of the rooms, made of the {@link Sfu}. */
public final class SfuMediaServer implements MediaServer {
    private final Sfu sfu;
    private volatile Relay relay = (region, ticket, packet) -> {};

    private SfuMediaServer(Sfu sfu) {
        this.sfu = sfu;
    }

    /** The way to the media servers of other regions; called on the thread {@code sfu}, returns at once. */
    @FunctionalInterface
    public interface Relay {
        /** @param ticket the over's name there */
        void send(String region, String ticket, RelayedPacket packet);
    }

    /** What is for other regions goes that way from now on. */
    public void relayBy(Relay way) {
        relay = way;
    }

    @Override
    public void relay(String ticket, String leg, String region, String remote) {
        sfu.relay(ticket, leg, packet -> relay.send(region, remote, packet));
    }

    @Override
    public void openRemote(String remote) {
        sfu.openRemote(remote);
    }

    /** Starts an {@link Sfu} whose listener are the rooms. */
    public static SfuMediaServer start(SfuSettings settings, Listener listener) throws IOException {
        return new SfuMediaServer(Sfu.start(settings, new Told(listener)));
    }

    /** The server itself: its port, its counters and its faults. */
    public Sfu sfu() {
        return sfu;
    }

    @Override
    public CompletableFuture<String> accept(String peer, LinkKind kind, String offerSdp) {
        return sfu.accept(peer, kind, offerSdp);
    }

    @Override
    public void drop(String peer) {
        sfu.drop(peer);
    }

    @Override
    public void openOver(String ticket, String publisherPeer, String mid) {
        sfu.openOver(ticket, publisherPeer, mid);
    }

    @Override
    public void forward(String ticket, String leg, String subscriberPeer, String slotMid, boolean fromStart) {
        sfu.forward(ticket, leg, subscriberPeer, slotMid, fromStart);
    }

    @Override
    public CompletableFuture<Void> endLeg(String ticket, String leg, boolean discard) {
        return sfu.endLeg(ticket, leg, discard);
    }

    @Override
    public void closeOver(String ticket) {
        sfu.closeOver(ticket);
    }

    @Override
    public void close() {
        sfu.close();
    }

    private record Told(Listener listener) implements SfuListener {
        @Override
        public void peerConnected(String peer) {
            listener.peerConnected(peer);
        }

        @Override
        public void peerGone(String peer, String reason) {
            listener.peerGone(peer, reason);
        }

        @Override
        public void firstPacket(String ticket, long nanoTime) {
            listener.firstPacket(ticket);
        }

        @Override
        public void uplinkProgress(String ticket, long packets) {
            listener.uplinkProgress(ticket, packets);
        }

        @Override
        public void slotQuiet(String peer, String mid) {
            listener.slotQuiet(peer, mid);
        }
    }
}
