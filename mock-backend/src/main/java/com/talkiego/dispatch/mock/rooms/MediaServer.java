package com.talkiego.dispatch.mock.rooms;

import com.talkiego.dispatch.mock.sfu.LinkKind;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/**
 * The media server as the rooms see it: it moves the packets of an <em>over</em> (named by its ticket) from a publisher's uplink into
 * subscribers' slots, and knows neither channels nor the floor. Calls return at once and are carried out in order.
 */
public interface MediaServer extends AutoCloseable {

    /** Answers an offer, also a new offer of a link it already has; fails with the sentence why the offer is of no use. */
    CompletableFuture<String> accept(String peer, LinkKind kind, String offerSdp);

    /** Closes a link. */
    void drop(String peer);

    /** Begins to keep what arrives on an uplink as the over of this ticket. */
    void openOver(String ticket, String publisherPeer, String mid);

    /** Forwards the over into a listener's slot, from its first kept packet or from now. */
    void forward(String ticket, String leg, String subscriberPeer, String slotMid, boolean fromStart);

    /**
     * Sends one leg of an over to another region, once for all its listeners there.
     *
     * @param remote the over's name there
     */
    default void relay(String ticket, String leg, String region, String remote) {}

    /** Takes what another region sends of the over of that name, from now on or since its first packet. */
    default void openRemote(String remote) {}

    /** Ends one leg: complete when the last packet that was already received has gone out, or at once if they are discarded. */
    CompletableFuture<Void> endLeg(String ticket, String leg, boolean discard);

    /** Takes no more packets for the over. */
    void closeOver(String ticket);

    @Override
    void close();

    /** What the media server tells, on a thread of its own; implementers only hand it over. */
    interface Listener {
        void peerConnected(String peer);

        void peerGone(String peer, String reason);

        /** The first packet of an over arrived. */
        void firstPacket(String ticket);

        /** How many packets of an over have arrived; told at most every 500 ms while they do. */
        void uplinkProgress(String ticket, long packets);

        /** A slot that was let go has had no packets for 500 ms. */
        void slotQuiet(String peer, String mid);
    }

    /** Starts a media server that tells that listener. */
    interface Starter {
        /** @throws IOException if its port cannot be had */
        MediaServer start(Listener listener) throws IOException;
    }
}
