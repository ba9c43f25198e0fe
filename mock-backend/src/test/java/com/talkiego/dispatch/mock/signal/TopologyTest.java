package com.talkiego.dispatch.mock.signal;

import static com.talkiego.dispatch.mock.signal.SmallChannel.HARBOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.talkiego.dispatch.core.wire.ClientMessage;
import com.talkiego.dispatch.core.wire.ServerMessage.PeerLink;
import com.talkiego.dispatch.core.wire.ServerMessage.Phase;
import com.talkiego.dispatch.core.wire.ServerMessage.Road;
import com.talkiego.dispatch.core.wire.ServerMessage.Topology;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which way the sound of a channel goes, when that changes, and what its members are told of it. */
class TopologyTest {
    private final SmallChannel harbor = new SmallChannel();
    private final Desk desk = harbor.desk;
    private final Peer anna = harbor.join("anna");
    private final Peer ben = harbor.join("ben");

    @Test
    void two_members_go_straight_a_second_after_the_last_came() {
        harbor.pass(900);
        assertThat(harbor.now().road()).isEqualTo(Road.SFU);
        harbor.pass(300);

        assertThat(anna.steps()).endsWith("P2P PREPARE", "P2P ACTIVE", "P2P SETTLED");
        Topology prepare = anna.client.heard(Topology.class).stream()
                .filter(told -> told.state() == Phase.PREPARE)
                .findFirst()
                .orElseThrow();
        assertThat(prepare.links())
                .extracting(PeerLink::from, PeerLink::to)
                .containsExactlyInAnyOrder(tuple("anna", "ben"), tuple("ben", "anna"));
        assertThat(prepare.reason()).isEqualTo("2 members");
        assertThat(harbor.now().links()).allMatch(link -> link.state().equals("up"));
    }

    @Test
    void the_change_is_settled_after_two_seconds_without_those_who_do_not_answer() {
        ben.saysReady = false;
        harbor.pass(2_500);
        assertThat(harbor.now().phase()).isEqualTo(Phase.ACTIVE);
        harbor.pass(1_000);
        assertThat(harbor.now().phase()).isEqualTo(Phase.SETTLED);
    }

    @Test
    void five_members_go_through_the_server_with_the_reason_and_lose_their_links_after_a_minute() {
        harbor.join("carl", HARBOR);
        harbor.join("dora", HARBOR);
        harbor.goStraight();
        Peer eve = harbor.join("eve", HARBOR);
        harbor.pass(2_500);
        assertThat(harbor.now().road()).isEqualTo(Road.SFU);
        assertThat(harbor.now().reason()).isEqualTo("5 members, direct links are for up to 4");
        assertThat(harbor.now().links()).hasSize(12);
        assertThat(anna.up).hasSize(6);
        harbor.pass(61_000);
        assertThat(harbor.now().links()).isEmpty();
        assertThat(anna.up).isEmpty();

        eve.client.say(new ClientMessage.Leave(9, List.of(HARBOR)));
        harbor.pass(1_500);
        assertThat(harbor.now().road()).isEqualTo(Road.P2P);
    }

    @Test
    void a_member_without_links_keeps_the_channel_on_the_server_and_is_told_nothing() {
        Client old = desk.unit("old", HARBOR);
        harbor.pass(2_000);
        assertThat(harbor.now().road()).isEqualTo(Road.SFU);
        assertThat(harbor.now().reason()).isEqualTo("alias of old cannot hold links to other members");
        assertThat(old.heard(Topology.class)).isEmpty();
        assertThat(anna.client.heard(Topology.class).getLast().reason()).contains("alias of old");
    }
}
