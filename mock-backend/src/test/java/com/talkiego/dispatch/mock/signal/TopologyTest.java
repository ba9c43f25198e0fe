package com.talkiego.dispatch.mock.signal;

import static com.talkiego.dispatch.mock.signal.Desk.EMS;
import static org.assertj.core.api.Assertions.assertThat;

import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.wire.ClientMessage;
import com.talkiego.dispatch.core.wire.ClientMessage.LinkState;
import com.talkiego.dispatch.core.wire.ServerMessage;
import com.talkiego.dispatch.core.wire.ServerMessage.OverPassing;
import com.talkiego.dispatch.core.wire.ServerMessage.PeerLink;
import com.talkiego.dispatch.core.wire.ServerMessage.Phase;
import com.talkiego.dispatch.core.wire.ServerMessage.Road;
import com.talkiego.dispatch.core.wire.ServerMessage.SlotAssigned;
import com.talkiego.dispatch.core.wire.ServerMessage.SlotReleased;
import com.talkiego.dispatch.core.wire.ServerMessage.Topology;
import com.talkiego.dispatch.mock.rooms.RoomsSnapshot;
import com.talkiego.dispatch.mock.rooms.TopologyChoice.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Which way the sound of a channel goes, when that changes, and what its members are told of it. */
class TopologyTest {
    private static final ChannelId HARBOR = new ChannelId("harbor");

    private final Desk desk = new Desk();
    private final List<Peer> peers = new ArrayList<>();
    private final Peer anna;
    private final Peer ben;

    TopologyTest() {
        desk.small(HARBOR, 32);
        anna = join("anna", HARBOR);
        ben = join("ben", HARBOR);
    }

    private Peer join(String account, ChannelId... channels) {
        Peer peer = new Peer(desk.linkedUnit(account, 32));
        peers.add(peer);
        peer.client.join(channels);
        return peer;
    }

    /** Lets everybody act, then time pass, in steps that all beat in. */
    private void pass(long millis) {
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

    private void goStraight() {
        pass(1_500);
        assertThat(now().road()).isEqualTo(Road.P2P);
        assertThat(now().phase()).isEqualTo(Phase.SETTLED);
        peers.forEach(Peer::forget);
    }

    private RoomsSnapshot.Topology now() {
        return desk.layer.snapshot().rooms().rooms().stream()
                .filter(room -> room.channel().equals(HARBOR))
                .findFirst()
                .orElseThrow()
                .topology();
    }

    private static List<String> steps(Peer peer) {
        return peer.client.heard(Topology.class).stream()
                .map(told -> told.topology() + " " + told.state())
                .toList();
    }

    @Test
    void two_members_go_straight_a_second_after_the_last_came() {
        pass(900);
        assertThat(now().road()).isEqualTo(Road.SFU);
        pass(300);

        assertThat(steps(anna)).endsWith("P2P PREPARE", "P2P ACTIVE", "P2P SETTLED");
        Topology prepare = anna.client.heard(Topology.class).stream()
                .filter(told -> told.state() == Phase.PREPARE)
                .findFirst()
                .orElseThrow();
        assertThat(prepare.links())
                .extracting(PeerLink::from, PeerLink::to)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("anna", "ben"),
                        org.assertj.core.groups.Tuple.tuple("ben", "anna"));
        assertThat(prepare.reason()).isEqualTo("2 members");
        assertThat(now().links()).allMatch(link -> link.state().equals("up"));
    }

    @Test
    void a_link_that_only_one_end_calls_up_is_not_up() {
        ben.opensLinks = false;
        pass(5_000);
        assertThat(now().phase()).isEqualTo(Phase.PREPARE);
        for (PeerLink link : anna.named) {
            anna.report(link.id(), LinkState.UP);
        }
        pass(1_000);
        assertThat(now().phase()).isEqualTo(Phase.PREPARE);
    }

    @Test
    void links_that_do_not_come_up_are_given_up_after_ten_seconds_and_tried_again_later_each_time() {
        ben.opensLinks = false;
        pass(11_500);
        assertThat(steps(anna)).endsWith("P2P PREPARE", "SFU SETTLED");
        assertThat(now().reason()).contains("did not come up");
        assertThat(now().links()).as("given up for good").isEmpty();
        assertThat(anna.client.heard(ServerMessage.PeerClosed.class)).hasSize(2);
        pass(28_000);
        assertThat(now().road()).isEqualTo(Road.SFU);
        pass(4_000);
        assertThat(now().phase()).isEqualTo(Phase.PREPARE);
        pass(10_000);
        assertThat(now().road()).isEqualTo(Road.SFU);
        pass(55_000);
        assertThat(now().road()).as("the second wait is a minute").isEqualTo(Road.SFU);
        ben.opensLinks = true;
        pass(8_000);
        assertThat(now().road()).isEqualTo(Road.P2P);
    }

    @Test
    void descriptions_go_from_one_end_to_the_other_and_to_nobody_else() {
        Peer carl = join("carl", HARBOR, EMS);
        goStraight();
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
        goStraight();
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
    void an_over_that_runs_keeps_its_slot_until_all_have_changed_over() {
        Peer talker = anna;
        ben.saysReady = false;
        talker.client.press("t1", HARBOR);
        desk.media.listener().firstPacket("s1/t1");
        SlotAssigned slot = ben.client.only(SlotAssigned.class);
        pass(1_500);
        assertThat(now().phase()).isEqualTo(Phase.ACTIVE);
        assertThat(ben.client.heard(SlotReleased.class)).isEmpty();
        assertThat(desk.media.asked("end")).isEmpty();

        Topology active = ben.client.heard(Topology.class).getLast();
        ben.client.say(new ClientMessage.TopologyReady(HARBOR, active.revision() - 1));
        assertThat(now().phase()).as("an old revision means nothing").isEqualTo(Phase.ACTIVE);
        ben.client.say(new ClientMessage.TopologyReady(HARBOR, active.revision()));

        assertThat(now().phase()).isEqualTo(Phase.SETTLED);
        assertThat(ben.client.only(SlotReleased.class).mid()).isEqualTo(slot.mid());
        assertThat(desk.media.asked("end")).hasSize(1);
        assertThat(ben.client.heard(ServerMessage.FloorIdle.class))
                .as("the over goes on")
                .isEmpty();
        assertThat(talker.client.heard(ServerMessage.FloorRevoked.class)).isEmpty();
    }

    @Test
    void the_change_is_settled_after_two_seconds_without_those_who_do_not_answer() {
        ben.saysReady = false;
        pass(2_500);
        assertThat(now().phase()).isEqualTo(Phase.ACTIVE);
        pass(1_000);
        assertThat(now().phase()).isEqualTo(Phase.SETTLED);
    }

    @Test
    void a_new_over_takes_no_slot_and_passes_by_the_word_of_its_listeners() {
        goStraight();
        anna.client.press("t1", HARBOR);
        assertThat(ben.client.only(ServerMessage.FloorTaken.class).talker().id())
                .isEqualTo("anna");
        assertThat(ben.client.heard(SlotAssigned.class)).isEmpty();
        assertThat(anna.client.heard(OverPassing.class)).isEmpty();

        long over = anna.client.only(ServerMessage.FloorGranted.class).over();
        anna.client.say(new ClientMessage.OverHeard(HARBOR, over, 5));
        ben.client.say(new ClientMessage.OverHeard(HARBOR, over + 1, 5));
        assertThat(anna.client.heard(OverPassing.class))
                .as("not by its own word, nor for another over")
                .isEmpty();
        ben.client.say(new ClientMessage.OverHeard(HARBOR, over, 5));
        assertThat(anna.client.only(OverPassing.class).packets()).isEqualTo(5);

        anna.client.release("t1");
        assertThat(ben.client.only(ServerMessage.FloorIdle.class).over()).isEqualTo(over);
    }

    @Test
    void the_talker_is_not_told_more_often_than_it_needs_and_only_by_who_has_a_link() {
        Peer carl = join("carl", HARBOR);
        goStraight();
        anna.client.press("t1", HARBOR);
        long over = anna.client.only(ServerMessage.FloorGranted.class).over();
        for (int i = 0; i < 50; i++) {
            ben.client.say(new ClientMessage.OverHeard(HARBOR, over, i));
            carl.client.say(new ClientMessage.OverHeard(HARBOR, over, i));
        }
        assertThat(anna.client.heard(OverPassing.class)).hasSize(1);
        desk.pass(500, anna.client, ben.client, carl.client);
        ben.client.say(new ClientMessage.OverHeard(HARBOR, over, 50));
        assertThat(anna.client.heard(OverPassing.class)).hasSize(2);

        Client old = desk.unit("old", HARBOR);
        desk.pass(500, anna.client, ben.client, carl.client, old);
        old.say(new ClientMessage.OverHeard(HARBOR, over, 99));
        assertThat(anna.client.heard(OverPassing.class)).as("it has no link").hasSize(2);
    }

    @Test
    void an_over_that_nobody_hears_loses_the_floor() {
        goStraight();
        anna.client.press("t1", HARBOR);
        pass(3_800);
        assertThat(anna.client.heard(ServerMessage.FloorRevoked.class)).isEmpty();
        pass(400);
        assertThat(anna.client.only(ServerMessage.FloorRevoked.class).text()).contains("no audio");
    }

    @Test
    void an_over_both_ways_passes_only_when_both_report() {
        Peer carl = join("carl", EMS);
        anna.client.join(EMS);
        goStraight();
        anna.client.press("t1", HARBOR, EMS);
        anna.client.ack("t1", HARBOR);
        anna.client.ack("t1", EMS);
        desk.media.listener().firstPacket("s1/t1");
        assertThat(carl.client.heard(SlotAssigned.class)).hasSize(1);
        assertThat(anna.client.heard(OverPassing.class)).isEmpty();
        long over = ben.client.only(ServerMessage.FloorTaken.class).over();
        ben.client.say(new ClientMessage.OverHeard(HARBOR, over, 3));
        assertThat(anna.client.heard(OverPassing.class)).hasSize(1);
        pass(1_600);
        ben.client.say(new ClientMessage.OverHeard(HARBOR, over, 150));
        assertThat(anna.client.heard(OverPassing.class))
                .as("nothing came to the media server meanwhile")
                .hasSize(1);
    }

    @Test
    void a_newcomer_hears_the_over_at_once_and_the_others_go_on_through_the_server() {
        goStraight();
        anna.client.press("t1", HARBOR);
        Peer carl = join("carl", HARBOR);

        assertThat(steps(ben)).containsExactly("SFU ACTIVE");
        assertThat(ben.client.heard(Topology.class).getFirst().reason()).isEqualTo("alias of carl joined");
        assertThat(ben.client.only(SlotAssigned.class).continues()).isTrue();
        assertThat(carl.client.only(SlotAssigned.class).continues()).isFalse();
        ServerMessage.Joined joined = carl.client.only(ServerMessage.Joined.class);
        ServerMessage.ChannelTopology found =
                Objects.requireNonNull(joined.channels().getFirst().topology());
        assertThat(found.topology()).isEqualTo(Road.SFU);
        assertThat(desk.media.asked("forward")).hasSize(2).allMatch(line -> line.endsWith("now"));

        pass(1_500);
        assertThat(now().road()).isEqualTo(Road.P2P);
        assertThat(now().phase()).isEqualTo(Phase.SETTLED);
        assertThat(now().links()).hasSize(6);
        assertThat(desk.media.asked("end")).hasSize(1);
        assertThat(anna.client.heard(ServerMessage.FloorRevoked.class)).isEmpty();
    }

    @Test
    void an_over_can_change_its_way_again_and_again() {
        anna.client.press("t1", HARBOR);
        anna.client.ack("t1", HARBOR);
        for (int round = 0; round < 3; round++) {
            desk.media.listener().uplinkProgress("s1/t1", 10);
            pass(3_000);
            desk.media.listener().uplinkProgress("s1/t1", 20);
            pass(3_000);
            desk.layer.faults().topology(HARBOR, Mode.P2P);
            desk.media.listener().uplinkProgress("s1/t1", 50);
            pass(1_000);
            assertThat(now().road()).isEqualTo(Road.P2P);
            desk.layer.faults().topology(HARBOR, Mode.SFU);
            desk.media.listener().uplinkProgress("s1/t1", 100);
            pass(1_000);
            assertThat(now().road()).isEqualTo(Road.SFU);
        }
        List<String> ended = desk.media.asked("end");
        assertThat(ended).as("each leg has its own name").hasSize(3).doesNotHaveDuplicates();
        anna.client.release("t1");
        assertThat(ben.client.heard(ServerMessage.FloorIdle.class)).hasSize(1);
        assertThat(ben.client.heard(SlotReleased.class)).hasSize(4);
    }

    @Test
    void five_members_go_through_the_server_with_the_reason_and_lose_their_links_after_a_minute() {
        join("carl", HARBOR);
        join("dora", HARBOR);
        goStraight();
        Peer eve = join("eve", HARBOR);
        pass(2_500);
        assertThat(now().road()).isEqualTo(Road.SFU);
        assertThat(now().reason()).isEqualTo("5 members, direct links are for up to 4");
        assertThat(now().links()).hasSize(12);
        assertThat(anna.up).hasSize(6);
        pass(61_000);
        assertThat(now().links()).isEmpty();
        assertThat(anna.up).isEmpty();

        eve.client.say(new ClientMessage.Leave(9, List.of(HARBOR)));
        pass(1_500);
        assertThat(now().road()).isEqualTo(Road.P2P);
    }

    @Test
    void whoever_leaves_takes_only_its_own_links() {
        Peer carl = join("carl", HARBOR);
        goStraight();
        anna.client.press("t1", HARBOR);
        carl.client.say(new ClientMessage.Leave(9, List.of(HARBOR)));
        pass(1_500);

        assertThat(now().road()).isEqualTo(Road.P2P);
        assertThat(now().links()).hasSize(2);
        assertThat(anna.client.heard(ServerMessage.PeerClosed.class)).hasSize(2);
        assertThat(steps(anna)).isEmpty();

        ben.client.say(new ClientMessage.Leave(10, List.of(HARBOR)));
        pass(1_500);
        assertThat(now().road()).isEqualTo(Road.SFU);
        assertThat(now().reason()).isEqualTo("nobody else is on the channel");
    }

    @Test
    void a_failed_link_brings_the_over_back_through_the_server() {
        goStraight();
        anna.client.press("t1", HARBOR);
        PeerLink link = anna.named.getFirst();
        ben.report(link.id(), LinkState.FAILED);

        assertThat(steps(ben)).startsWith("SFU ACTIVE");
        assertThat(ben.client.only(SlotAssigned.class).continues()).isTrue();
        assertThat(ben.client.heard(Topology.class).getFirst().reason()).contains("failed");
        pass(1_000);
        assertThat(ben.client.only(ServerMessage.PeerClosed.class).link()).isEqualTo(link.id());
        assertThat(now().links()).hasSize(1);
        desk.media.listener().uplinkProgress("s1/t1", 100);
        anna.client.release("t1");
        pass(27_000);
        assertThat(now().road()).isEqualTo(Road.SFU);
        pass(4_000);
        assertThat(now().road()).isEqualTo(Road.P2P);
    }

    @Test
    void one_bad_report_is_chance_two_in_a_row_are_not() {
        goStraight();
        String link = anna.named.getFirst().id();
        ben.report(link, LinkState.UP, 600, 0);
        ben.report(link, LinkState.UP, 20, 0);
        ben.report(link, LinkState.UP, 20, 0.2);
        assertThat(now().road()).isEqualTo(Road.P2P);
        ben.report(link, LinkState.UP, 20, 0.2);
        assertThat(now().road()).isEqualTo(Road.SFU);
        assertThat(now().reason()).contains("loss of 20 %");
    }

    @Test
    void a_member_without_links_keeps_the_channel_on_the_server_and_is_told_nothing() {
        Client old = desk.unit("old", HARBOR);
        pass(2_000);
        assertThat(now().road()).isEqualTo(Road.SFU);
        assertThat(now().reason()).isEqualTo("alias of old cannot hold links to other members");
        assertThat(old.heard(Topology.class)).isEmpty();
        assertThat(anna.client.heard(Topology.class).getLast().reason()).contains("alias of old");
    }

    @Test
    void links_are_counted_over_all_channels() {
        ChannelId second = new ChannelId("public-works");
        desk.small(second, 3);
        anna.client.join(second);
        ben.client.join(second);
        pass(1_500);
        assertThat(now().road()).isEqualTo(Road.P2P);
        RoomsSnapshot.Topology other = desk.layer.snapshot().rooms().rooms().stream()
                .filter(room -> room.channel().equals(second))
                .findFirst()
                .orElseThrow()
                .topology();
        assertThat(other.road()).isEqualTo(Road.SFU);
        assertThat(other.reason()).contains("as many links as it can");
    }

    @Test
    void who_is_cut_keeps_its_links_and_who_is_gone_loses_them() {
        goStraight();
        anna.client.press("t1", HARBOR);
        ben.client.lose();
        peers.remove(ben);
        pass(1_000);
        assertThat(now().road()).isEqualTo(Road.P2P);
        pass(32_000);
        assertThat(now().links()).isEmpty();
        assertThat(now().road()).isEqualTo(Road.SFU);
    }

    @Test
    void who_was_cut_while_links_were_opened_gets_the_offers_when_it_is_back() {
        ben.opensLinks = false;
        pass(1_500);
        long last = ben.client.told().stream().mapToLong(Client::seqOf).max().orElse(0);
        ben.client.lose();
        Peer back = new Peer(ben.client.resume("UNIT:ben", last));
        peers.set(1, back);
        assertThat(back.client.only(ServerMessage.PeerOffer.class).from().id()).isEqualTo("anna");
    }

    @Test
    void links_fail_on_purpose_and_channels_of_the_server_have_none_to_fail() {
        assertThat(desk.layer.faults().failLinks(HARBOR)).isFalse();
        goStraight();
        assertThat(desk.layer.faults().failLinks(HARBOR)).isTrue();
        pass(500);
        assertThat(steps(anna)).containsExactly("SFU ACTIVE", "SFU SETTLED");
        assertThat(now().links()).isEmpty();
        assertThat(desk.layer.snapshot().rooms().counts().topologyChanges()).isEqualTo(2);
    }
}
