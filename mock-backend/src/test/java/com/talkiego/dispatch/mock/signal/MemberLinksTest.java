package com.talkiego.dispatch.mock.signal;

import static com.talkiego.dispatch.mock.signal.Desk.EMS;
import static com.talkiego.dispatch.mock.signal.SmallChannel.HARBOR;
import static org.assertj.core.api.Assertions.assertThat;

import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.wire.ClientMessage;
import com.talkiego.dispatch.core.wire.ClientMessage.LinkState;
import com.talkiego.dispatch.core.wire.ServerMessage;
import com.talkiego.dispatch.core.wire.ServerMessage.PeerLink;
import com.talkiego.dispatch.core.wire.ServerMessage.Phase;
import com.talkiego.dispatch.core.wire.ServerMessage.Road;
import com.talkiego.dispatch.mock.rooms.RoomsSnapshot;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The links between the members of a small channel: how they are described, when they count as up, and when they end. */
class MemberLinksTest {
    private final SmallChannel harbor = new SmallChannel();
    private final Desk desk = harbor.desk;
    private final Peer anna = harbor.join("anna");
    private final Peer ben = harbor.join("ben");

    @Test
    void a_link_that_only_one_end_calls_up_is_not_up() {
        ben.opensLinks = false;
        harbor.pass(5_000);
        assertThat(harbor.now().phase()).isEqualTo(Phase.PREPARE);
        for (PeerLink link : anna.named) {
            anna.report(link.id(), LinkState.UP);
        }
        harbor.pass(1_000);
        assertThat(harbor.now().phase()).isEqualTo(Phase.PREPARE);
    }

    @Test
    void links_that_do_not_come_up_are_given_up_after_ten_seconds_and_tried_again_later_each_time() {
        ben.opensLinks = false;
        harbor.pass(11_500);
        assertThat(anna.steps()).endsWith("P2P PREPARE", "SFU SETTLED");
        assertThat(harbor.now().reason()).contains("did not come up");
        assertThat(harbor.now().links()).as("given up for good").isEmpty();
        assertThat(anna.client.heard(ServerMessage.PeerClosed.class)).hasSize(2);
        harbor.pass(28_000);
        assertThat(harbor.now().road()).isEqualTo(Road.SFU);
        harbor.pass(4_000);
        assertThat(harbor.now().phase()).isEqualTo(Phase.PREPARE);
        harbor.pass(10_000);
        assertThat(harbor.now().road()).isEqualTo(Road.SFU);
        harbor.pass(55_000);
        assertThat(harbor.now().road()).as("the second wait is a minute").isEqualTo(Road.SFU);
        ben.opensLinks = true;
        harbor.pass(8_000);
        assertThat(harbor.now().road()).isEqualTo(Road.P2P);
    }

    @Test
    void descriptions_go_from_one_end_to_the_other_and_to_nobody_else() {
        Peer carl = harbor.join("carl", HARBOR, EMS);
        harbor.goStraight();
        PeerLink link = anna.named.stream()
                .filter(one -> one.from().equals("anna") && one.to().equals("ben"))
                .findFirst()
                .orElseThrow();
        anna.client.say(new ClientMessage.PeerOffer(7, link.id(), "again"));
        ServerMessage.PeerOffer offer = ben.client.only(ServerMessage.PeerOffer.class);
        assertThat(offer.sdp()).isEqualTo("again");
        assertThat(offer.from().id()).isEqualTo("anna");
        assertThat(offer.channel()).isEqualTo(HARBOR);
        assertThat(offer.signature())
                .as("signed for its receiver")
                .startsWith("signed for " + ben.client.welcome().session() + " " + link.id());
        assertThat(carl.client.heard(ServerMessage.PeerOffer.class)).isEmpty();

        carl.client.say(new ClientMessage.PeerOffer(8, link.id(), "not mine"));
        ben.client.say(new ClientMessage.PeerOffer(9, link.id(), "the wrong end"));
        carl.client.say(new ClientMessage.PeerAnswer(10, link.id(), "not mine"));
        anna.client.say(new ClientMessage.PeerOffer(11, "p999", "none"));
        anna.client.say(new ClientMessage.PeerOffer(12, link.id(), "v".repeat(20_000)));
        assertThat(carl.client.heard(ServerMessage.Failed.class))
                .extracting(ServerMessage.Failed::code)
                .containsExactly("not_found", "not_found");
        assertThat(ben.client.only(ServerMessage.Failed.class).ref()).isEqualTo(9);
        assertThat(anna.client.heard(ServerMessage.Failed.class))
                .extracting(ServerMessage.Failed::code)
                .containsExactly("not_found", "bad_sdp");
        assertThat(ben.client.heard(ServerMessage.PeerOffer.class)).hasSize(1);
    }

    @Test
    void a_link_is_not_described_without_end() {
        harbor.goStraight();
        PeerLink link = anna.named.getFirst();
        Client end = link.from().equals("anna") ? anna.client : ben.client;
        for (int i = 0; i < 40; i++) {
            end.say(new ClientMessage.PeerOffer(i, link.id(), "again"));
        }
        assertThat(end.heard(ServerMessage.Failed.class))
                .isNotEmpty()
                .allMatch(failed -> failed.code().equals("quota"));
    }

    @Test
    void one_bad_report_is_chance_two_in_a_row_are_not() {
        harbor.goStraight();
        String link = anna.named.getFirst().id();
        ben.report(link, LinkState.UP, 600, 0);
        ben.report(link, LinkState.UP, 20, 0);
        ben.report(link, LinkState.UP, 20, 0.2);
        assertThat(harbor.now().road()).isEqualTo(Road.P2P);
        ben.report(link, LinkState.UP, 20, 0.2);
        assertThat(harbor.now().road()).isEqualTo(Road.SFU);
        assertThat(harbor.now().reason()).contains("loss of 20 %");
    }

    @Test
    void links_are_counted_over_all_channels() {
        ChannelId second = new ChannelId("public-works");
        desk.small(second, 3);
        anna.client.join(second);
        ben.client.join(second);
        harbor.pass(1_500);
        assertThat(harbor.now().road()).isEqualTo(Road.P2P);
        RoomsSnapshot.Topology other = harbor.now(second);
        assertThat(other.road()).isEqualTo(Road.SFU);
        assertThat(other.reason()).contains("as many links as it can");
    }

    @Test
    void who_is_cut_keeps_its_links_and_who_is_gone_loses_them() {
        harbor.goStraight();
        anna.client.press("t1", HARBOR);
        ben.client.lose();
        harbor.peers.remove(ben);
        harbor.pass(1_000);
        assertThat(harbor.now().road()).isEqualTo(Road.P2P);
        harbor.pass(32_000);
        assertThat(harbor.now().links()).isEmpty();
        assertThat(harbor.now().road()).isEqualTo(Road.SFU);
    }

    @Test
    void who_was_cut_while_links_were_opened_gets_the_offers_when_it_is_back() {
        ben.opensLinks = false;
        harbor.pass(1_500);
        long last = ben.client.told().stream().mapToLong(Client::seqOf).max().orElse(0);
        ben.client.lose();
        Peer back = new Peer(ben.client.resume("UNIT:ben", last));
        harbor.peers.set(1, back);
        assertThat(back.client.only(ServerMessage.PeerOffer.class).from().id()).isEqualTo("anna");
    }

    @Test
    void links_fail_on_purpose_and_channels_of_the_server_have_none_to_fail() {
        assertThat(desk.layer.faults().failLinks(HARBOR)).isFalse();
        harbor.goStraight();
        assertThat(desk.layer.faults().failLinks(HARBOR)).isTrue();
        harbor.pass(500);
        assertThat(anna.steps()).containsExactly("SFU ACTIVE", "SFU SETTLED");
        assertThat(harbor.now().links()).isEmpty();
        assertThat(desk.layer.snapshot().rooms().counts().topologyChanges()).isEqualTo(2);
    }

    @Test
    void whoever_leaves_takes_only_its_own_links() {
        Peer carl = harbor.join("carl", HARBOR);
        harbor.goStraight();
        anna.client.press("t1", HARBOR);
        carl.client.say(new ClientMessage.Leave(9, List.of(HARBOR)));
        harbor.pass(1_500);

        assertThat(harbor.now().road()).isEqualTo(Road.P2P);
        assertThat(harbor.now().links()).hasSize(2);
        assertThat(anna.client.heard(ServerMessage.PeerClosed.class)).hasSize(2);
        assertThat(anna.steps()).isEmpty();

        ben.client.say(new ClientMessage.Leave(10, List.of(HARBOR)));
        harbor.pass(1_500);
        assertThat(harbor.now().road()).isEqualTo(Road.SFU);
        assertThat(harbor.now().reason()).isEqualTo("nobody else is on the channel");
    }
}
