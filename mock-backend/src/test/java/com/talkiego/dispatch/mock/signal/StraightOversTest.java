package com.talkiego.dispatch.mock.signal;

import static com.talkiego.dispatch.mock.signal.Desk.EMS;
import static com.talkiego.dispatch.mock.signal.SmallChannel.HARBOR;
import static org.assertj.core.api.Assertions.assertThat;

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
import com.talkiego.dispatch.mock.rooms.TopologyChoice.Mode;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What becomes of an over whose channel goes straight between its members, or changes its way meanwhile. */
class StraightOversTest {
    private final SmallChannel harbor = new SmallChannel();
    private final Desk desk = harbor.desk;
    private final Peer anna = harbor.join("anna");
    private final Peer ben = harbor.join("ben");

    @Test
    void an_over_that_runs_keeps_its_slot_until_all_have_changed_over() {
        Peer talker = anna;
        ben.saysReady = false;
        talker.client.press("t1", HARBOR);
        desk.media.listener().firstPacket("s1/t1");
        SlotAssigned slot = ben.client.only(SlotAssigned.class);
        harbor.pass(1_500);
        assertThat(harbor.now().phase()).isEqualTo(Phase.ACTIVE);
        assertThat(ben.client.heard(SlotReleased.class)).isEmpty();
        assertThat(desk.media.asked("end")).isEmpty();

        Topology active = ben.client.heard(Topology.class).getLast();
        ben.client.say(new ClientMessage.TopologyReady(HARBOR, active.revision() - 1));
        assertThat(harbor.now().phase()).as("an old revision means nothing").isEqualTo(Phase.ACTIVE);
        ben.client.say(new ClientMessage.TopologyReady(HARBOR, active.revision()));

        assertThat(harbor.now().phase()).isEqualTo(Phase.SETTLED);
        assertThat(ben.client.only(SlotReleased.class).mid()).isEqualTo(slot.mid());
        assertThat(desk.media.asked("end")).hasSize(1);
        assertThat(ben.client.heard(ServerMessage.FloorIdle.class))
                .as("the over goes on")
                .isEmpty();
        assertThat(talker.client.heard(ServerMessage.FloorRevoked.class)).isEmpty();
    }

    @Test
    void a_new_over_takes_no_slot_and_passes_by_the_word_of_its_listeners() {
        harbor.goStraight();
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
        Peer carl = harbor.join("carl", HARBOR);
        harbor.goStraight();
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
        harbor.goStraight();
        anna.client.press("t1", HARBOR);
        harbor.pass(3_800);
        assertThat(anna.client.heard(ServerMessage.FloorRevoked.class)).isEmpty();
        harbor.pass(400);
        assertThat(anna.client.only(ServerMessage.FloorRevoked.class).text()).contains("no audio");
    }

    @Test
    void an_over_both_ways_passes_only_when_both_report() {
        Peer carl = harbor.join("carl", EMS);
        anna.client.join(EMS);
        harbor.goStraight();
        anna.client.press("t1", HARBOR, EMS);
        anna.client.ack("t1", HARBOR);
        anna.client.ack("t1", EMS);
        desk.media.listener().firstPacket("s1/t1");
        assertThat(carl.client.heard(SlotAssigned.class)).hasSize(1);
        assertThat(anna.client.heard(OverPassing.class)).isEmpty();
        long over = ben.client.only(ServerMessage.FloorTaken.class).over();
        ben.client.say(new ClientMessage.OverHeard(HARBOR, over, 3));
        assertThat(anna.client.heard(OverPassing.class)).hasSize(1);
        harbor.pass(1_600);
        ben.client.say(new ClientMessage.OverHeard(HARBOR, over, 150));
        assertThat(anna.client.heard(OverPassing.class))
                .as("nothing came to the media server meanwhile")
                .hasSize(1);
    }

    @Test
    void a_newcomer_hears_the_over_at_once_and_the_others_go_on_through_the_server() {
        harbor.goStraight();
        anna.client.press("t1", HARBOR);
        Peer carl = harbor.join("carl", HARBOR);

        assertThat(ben.steps()).containsExactly("SFU ACTIVE");
        assertThat(ben.client.heard(Topology.class).getFirst().reason()).isEqualTo("alias of carl joined");
        assertThat(ben.client.only(SlotAssigned.class).continues()).isTrue();
        assertThat(carl.client.only(SlotAssigned.class).continues()).isFalse();
        ServerMessage.Joined joined = carl.client.only(ServerMessage.Joined.class);
        ServerMessage.ChannelTopology found =
                Objects.requireNonNull(joined.channels().getFirst().topology());
        assertThat(found.topology()).isEqualTo(Road.SFU);
        assertThat(desk.media.asked("forward")).hasSize(2).allMatch(line -> line.endsWith("now"));

        harbor.pass(1_500);
        assertThat(harbor.now().road()).isEqualTo(Road.P2P);
        assertThat(harbor.now().phase()).isEqualTo(Phase.SETTLED);
        assertThat(harbor.now().links()).hasSize(6);
        assertThat(desk.media.asked("end")).hasSize(1);
        assertThat(anna.client.heard(ServerMessage.FloorRevoked.class)).isEmpty();
    }

    @Test
    void an_over_can_change_its_way_again_and_again() {
        anna.client.press("t1", HARBOR);
        anna.client.ack("t1", HARBOR);
        for (int round = 0; round < 3; round++) {
            desk.media.listener().uplinkProgress("s1/t1", 10);
            harbor.pass(3_000);
            desk.media.listener().uplinkProgress("s1/t1", 20);
            harbor.pass(3_000);
            desk.layer.faults().topology(HARBOR, Mode.P2P);
            desk.media.listener().uplinkProgress("s1/t1", 50);
            harbor.pass(1_000);
            assertThat(harbor.now().road()).isEqualTo(Road.P2P);
            desk.layer.faults().topology(HARBOR, Mode.SFU);
            desk.media.listener().uplinkProgress("s1/t1", 100);
            harbor.pass(1_000);
            assertThat(harbor.now().road()).isEqualTo(Road.SFU);
        }
        List<String> ended = desk.media.asked("end");
        assertThat(ended).as("each leg has its own name").hasSize(3).doesNotHaveDuplicates();
        anna.client.release("t1");
        assertThat(ben.client.heard(ServerMessage.FloorIdle.class)).hasSize(1);
        assertThat(ben.client.heard(SlotReleased.class)).hasSize(4);
    }

    @Test
    void a_failed_link_brings_the_over_back_through_the_server() {
        harbor.goStraight();
        anna.client.press("t1", HARBOR);
        PeerLink link = anna.named.getFirst();
        ben.report(link.id(), LinkState.FAILED);

        assertThat(ben.steps()).startsWith("SFU ACTIVE");
        assertThat(ben.client.only(SlotAssigned.class).continues()).isTrue();
        assertThat(ben.client.heard(Topology.class).getFirst().reason()).contains("failed");
        harbor.pass(1_000);
        assertThat(ben.client.only(ServerMessage.PeerClosed.class).link()).isEqualTo(link.id());
        assertThat(harbor.now().links()).hasSize(1);
        desk.media.listener().uplinkProgress("s1/t1", 100);
        anna.client.release("t1");
        harbor.pass(27_000);
        assertThat(harbor.now().road()).isEqualTo(Road.SFU);
        harbor.pass(4_000);
        assertThat(harbor.now().road()).isEqualTo(Road.P2P);
    }
}
