package com.talkiego.dispatch.mock.signal;

import static org.assertj.core.api.Assertions.assertThat;

import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.wire.ServerMessage.Phase;
import com.talkiego.dispatch.core.wire.ServerMessage.Road;
import com.talkiego.dispatch.mock.rooms.RoomsSnapshot;
import java.util.ArrayList;
import java.util.List;

/** A channel whose sound may go straight between its members, who act as true ones do, on hand-moved time. */
final class SmallChannel {
    static final ChannelId HARBOR = new ChannelId("harbor");

    final Desk desk = new Desk();
    final List<Peer> peers = new ArrayList<>();

    SmallChannel() {
        desk.small(HARBOR, 32);
    }

    /** A member of it. */
    Peer join(String account) {
        return join(account, HARBOR);
    }

    /** One who is on those channels. */
    Peer join(String account, ChannelId... channels) {
        Peer peer = new Peer(desk.linkedUnit(account, 32));
        peers.add(peer);
        peer.client.join(channels);
        return peer;
    }

    /** Lets everybody act, then time pass, in steps that all beat in. */
    void pass(long millis) {
        for (long left = millis; left >= 0; left -= 100) {
            boolean busy = true;
            while (busy) {
                busy = false;
                for (Peer peer : peers) {
                    busy |= peer.acts();
                }
            }
            desk.pass(
                    Math.min(left, 100), peers.stream().map(peer -> peer.client).toArray(Client[]::new));
        }
    }

    /** Waits until it has gone straight for good. */
    void goStraight() {
        pass(1_500);
        assertThat(now().road()).isEqualTo(Road.P2P);
        assertThat(now().phase()).isEqualTo(Phase.SETTLED);
        peers.forEach(Peer::forget);
    }

    RoomsSnapshot.Topology now() {
        return now(HARBOR);
    }

    /** How another channel goes. */
    RoomsSnapshot.Topology now(ChannelId channel) {
        return desk.layer.snapshot().rooms().rooms().stream()
                .filter(room -> room.channel().equals(channel))
                .findFirst()
                .orElseThrow()
                .topology();
    }
}
