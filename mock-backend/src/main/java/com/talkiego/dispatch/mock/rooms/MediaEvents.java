package com.talkiego.dispatch.mock.rooms;

import org.jspecify.annotations.Nullable;

/** Hands over what the media server tells, from its thread to the thread {@code rooms}. */
final class MediaEvents implements MediaServer.Listener {
    private final Actor actor;
    /** Set once, on the thread {@code rooms} or before it can run a task of this listener. */
    private volatile @Nullable Rooms rooms;

    MediaEvents(Actor actor) {
        this.actor = actor;
    }

    void tell(Rooms listener) {
        rooms = listener;
    }

    @Override
    public void peerConnected(String peer) {
        hand(now -> now.linkConnected(peer));
    }

    @Override
    public void peerGone(String peer, String reason) {
        hand(now -> now.linkGone(peer, reason));
    }

    @Override
    public void firstPacket(String ticket) {
        hand(now -> now.heard(ticket, 1));
    }

    @Override
    public void uplinkProgress(String ticket, long packets) {
        hand(now -> now.heard(ticket, packets));
    }

    @Override
    public void slotQuiet(String peer, String mid) {
        hand(now -> now.slotQuiet(peer, mid));
    }

    private void hand(java.util.function.Consumer<Rooms> event) {
        actor.postOwn(() -> {
            Rooms listener = rooms;
            if (listener != null) {
                event.accept(listener);
            }
        });
    }
}
