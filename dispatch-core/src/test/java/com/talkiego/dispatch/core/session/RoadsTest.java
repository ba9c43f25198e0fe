package com.talkiego.dispatch.core.session;

import static com.talkiego.dispatch.core.session.Rig.EMS;
import static com.talkiego.dispatch.core.session.Rig.ENGINE;
import static com.talkiego.dispatch.core.session.Rig.FIRE;
import static org.assertj.core.api.Assertions.assertThat;

import com.talkiego.dispatch.core.mix.SlotPlan;
import com.talkiego.dispatch.core.mix.TicketGate;
import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.ChannelState.Path;
import com.talkiego.dispatch.core.model.ChannelState.PathKind;
import com.talkiego.dispatch.core.signing.SigningKey;
import com.talkiego.dispatch.core.wire.ApiMessage;
import com.talkiego.dispatch.core.wire.ClientMessage;
import com.talkiego.dispatch.core.wire.ClientMessage.LinkPath;
import com.talkiego.dispatch.core.wire.ClientMessage.LinkState;
import com.talkiego.dispatch.core.wire.ServerMessage;
import com.talkiego.dispatch.core.wire.ServerMessage.Phase;
import com.talkiego.dispatch.core.wire.ServerMessage.Road;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A channel's sound changes its way, while others talk and while this position talks. */
class RoadsTest {
    private static final int PEER = FakeAudio.PEERS;
    private static final String OUT = "link-out";
    private static final String IN = "link-in";

    private final Rig rig = Rig.online();
    private long revision;

    private void topology(Road road, Phase phase) {
        topology(FIRE, road, phase);
    }

    private void topology(ChannelId channel, Road road, Phase phase) {
        rig.backend.say(new ServerMessage.Topology(
                ++rig.backend.seq,
                channel,
                road,
                phase,
                revision,
                road == Road.P2P ? "2 members" : "a link failed",
                List.of(
                        new ServerMessage.PeerLink(OUT, FakeBackend.SELF.id(), ENGINE.id()),
                        new ServerMessage.PeerLink(IN, ENGINE.id(), FakeBackend.SELF.id()))));
        rig.actor.run();
    }

    /** Both links up, as after a whole preparation. */
    private void prepared() {
        revision++;
        topology(Road.P2P, Phase.PREPARE);
        rig.backend.say(new ServerMessage.PeerOffer(IN, FIRE, ENGINE, "offer", null));
        rig.actor.run();
        rig.backend.say(new ServerMessage.PeerAnswer(OUT, "answer", null));
        rig.actor.run();
        for (String link : List.of(OUT, IN)) {
            rig.media.peer(link).connected();
            rig.media.peer(link).fares(new PeerPort.Fare(false, 12, 0.01));
        }
        rig.actor.run();
    }

    private void straight() {
        prepared();
        topology(Road.P2P, Phase.ACTIVE);
        rig.advance(60);
        topology(Road.P2P, Phase.SETTLED);
    }

    private void taken(long over) {
        rig.backend.say(new ServerMessage.FloorTaken(++rig.backend.seq, FIRE, over, ENGINE, false, rig.actor.now()));
        rig.actor.run();
    }

    private void assigned(long over, boolean continues) {
        rig.backend.say(new ServerMessage.SlotAssigned(++rig.backend.seq, "m0", over, FIRE, ENGINE, false, continues));
        rig.actor.run();
    }

    private SlotPlan planned(int slot) {
        return Objects.requireNonNull(rig.audio.mix.slot(slot));
    }

    private List<Long> ready() {
        return rig.backend.all(ClientMessage.TopologyReady.class).stream()
                .map(ClientMessage.TopologyReady::revision)
                .toList();
    }

    @Test
    void a_position_says_how_many_links_it_holds() {
        assertThat(rig.backend.last(ClientMessage.Hello.class).peerLinks()).isEqualTo(32);
    }

    @Test
    void links_are_opened_and_told_of() {
        prepared();
        assertThat(rig.media.calls).contains("talk " + OUT + " 0", "hear " + IN + " " + PeerPort.FIRST_SLOT);
        assertThat(rig.backend.last(ClientMessage.PeerOffer.class).link()).isEqualTo(OUT);
        assertThat(rig.backend.last(ClientMessage.PeerAnswer.class).link()).isEqualTo(IN);
        assertThat(rig.media.calls).contains("answered " + OUT + " answer");
        assertThat(rig.backend.all(ClientMessage.PeerState.class))
                .containsExactly(
                        new ClientMessage.PeerState(OUT, LinkState.UP, LinkPath.DIRECT, 12, 0.01),
                        new ClientMessage.PeerState(IN, LinkState.UP, LinkPath.DIRECT, 12, 0.01));
        assertThat(rig.channel(FIRE).path()).isEqualTo(new Path.Up(PathKind.SFU));
    }

    @Test
    void silence_is_pushed_into_a_link_from_its_connection_on() {
        prepared();
        assertThat(rig.audio.keying.peers()).isEqualTo(1);
        assertThat(rig.audio.keying.gates()).isEmpty();
    }

    @Test
    void the_way_is_shown_and_stands_in_the_list() {
        straight();
        assertThat(rig.channel(FIRE).path()).isEqualTo(new Path.Up(PathKind.DIRECT, 12, 0.01, "2 members"));
        assertThat(rig.events()).contains("Fire 1 now direct: 2 members");
        revision++;
        topology(Road.SFU, Phase.ACTIVE);
        assertThat(rig.channel(FIRE).path()).isEqualTo(new Path.Up(PathKind.SFU, 0, 0, "a link failed"));
        assertThat(rig.events()).contains("Fire 1 through the server: a link failed");
    }

    @Test
    void a_relayed_link_shows() {
        straight();
        rig.media.peer(IN).fares(new PeerPort.Fare(true, 80, 0));
        rig.actor.run();
        assertThat(rig.channel(FIRE).path()).isEqualTo(new Path.Up(PathKind.RELAYED, 80, 0.01, "2 members"));
        assertThat(rig.backend.last(ClientMessage.PeerState.class).path()).isEqualTo(LinkPath.RELAYED);
    }

    @Test
    void a_link_that_goes_silent_for_2_s_is_told_and_closed() {
        straight();
        rig.media.silentPeers.add(IN);
        rig.advance(2_600);
        assertThat(rig.backend.all(ClientMessage.PeerState.class))
                .contains(new ClientMessage.PeerState(IN, LinkState.FAILED, null, 0, 0));
        assertThat(rig.media.calls).contains("close " + IN);
    }

    @Test
    void an_over_begun_straight_is_heard_over_its_link_and_told() {
        straight();
        taken(5);
        assertThat(planned(PEER).over()).isEqualTo(5);
        assertThat(planned(PEER).continues()).isEqualTo(SlotPlan.NOTHING);
        rig.audio.playing[PEER] = 5;
        rig.audio.sounded[PEER] = 3;
        rig.advance(60);
        ClientMessage.OverHeard heard = rig.backend.last(ClientMessage.OverHeard.class);
        assertThat(heard.over()).isEqualTo(5);
        assertThat(heard.packets()).isEqualTo(3);
        assertThat(rig.channel(FIRE).talkers().getFirst().slot()).isEqualTo(PEER);
        rig.advance(1_020);
        assertThat(rig.backend.all(ClientMessage.OverHeard.class)).hasSize(3);
        rig.backend.say(new ServerMessage.FloorIdle(++rig.backend.seq, FIRE, 5, rig.actor.now()));
        rig.audio.quietMillis = 0;
        rig.advance(250);
        assertThat(planned(PEER)).isNotNull();
        rig.audio.quietMillis = 200;
        rig.advance(20);
        assertThat(rig.audio.mix.slot(PEER)).isNull();
        assertThat(rig.channel(FIRE).missed()).isZero();
        assertThat(rig.events()).anyMatch(line -> line.startsWith("Engine 7 on Fire 1"));
    }

    @Test
    void without_the_floor_nothing_of_a_link_is_played_and_it_is_counted() {
        straight();
        rig.audio.sounded[PEER] = 500;
        rig.audio.unannounced[PEER] = 400;
        rig.advance(1_000);
        assertThat(rig.audio.mix.slot(PEER)).isNull();
        assertThat(rig.backend.all(ClientMessage.OverHeard.class)).isEmpty();
        assertThat(rig.session.statistics().unauthorisedFrames()).isEqualTo(400);
    }

    @Test
    void an_over_through_the_server_goes_on_straight_and_only_then_is_it_ready() {
        taken(5);
        assigned(5, false);
        rig.audio.playing[0] = 5;
        prepared();
        topology(Road.P2P, Phase.ACTIVE);
        assertThat(planned(0).continues()).isEqualTo(SlotPlan.NOTHING);
        assertThat(planned(PEER))
                .isEqualTo(new SlotPlan(
                        5, planned(0).bus(), 1f, 0f, false, 0, planned(0).talker()));
        rig.advance(500);
        assertThat(ready()).isEmpty();
        rig.audio.playing[0] = -1;
        rig.audio.playing[PEER] = 5;
        rig.advance(100);
        assertThat(ready()).containsExactly(revision);
        assertThat(planned(PEER).continues()).isEqualTo(SlotPlan.NOTHING);
        assertThat(planned(0).continues()).as("let go of here").isZero();
        topology(Road.P2P, Phase.SETTLED);
        rig.backend.say(new ServerMessage.SlotReleased(++rig.backend.seq, "m0", 5));
        rig.advance(400);
        assertThat(rig.audio.mix.slot(0)).isNull();
        assertThat(planned(PEER).over()).isEqualTo(5);
    }

    @Test
    void back_through_the_server_the_over_goes_on_from_its_link() {
        straight();
        taken(5);
        rig.audio.playing[PEER] = 5;
        rig.audio.sounded[PEER] = 3;
        rig.advance(60);
        revision++;
        topology(Road.SFU, Phase.ACTIVE);
        assertThat(planned(PEER).over()).isEqualTo(5);
        rig.advance(100);
        assertThat(ready()).doesNotContain(revision);
        assigned(5, true);
        assertThat(planned(0).continues()).isEqualTo(PEER);
        rig.audio.playing[PEER] = -1;
        rig.audio.playing[0] = 5;
        rig.advance(100);
        assertThat(ready()).contains(revision);
        assertThat(planned(0).continues()).isEqualTo(SlotPlan.NOTHING);
        assertThat(planned(PEER).continues()).isEqualTo(PEER);
    }

    @Test
    void an_over_goes_straight_again_over_another_link_than_before() {
        straight();
        taken(5);
        rig.audio.playing[PEER] = 5;
        revision++;
        topology(Road.SFU, Phase.ACTIVE);
        assigned(5, true);
        rig.audio.playing[PEER] = -1;
        rig.audio.playing[0] = 5;
        rig.advance(100);
        topology(Road.SFU, Phase.SETTLED);
        rig.backend.say(new ServerMessage.PeerClosed(IN, "through the server"));
        rig.backend.say(new ServerMessage.PeerClosed(OUT, "through the server"));
        rig.advance(100);
        assertThat(rig.audio.mix.slot(PEER)).isNull();
        prepared();
        topology(Road.P2P, Phase.ACTIVE);
        assertThat(planned(PEER).over()).isEqualTo(5);
        assertThat(planned(PEER).continues()).isZero();
        rig.audio.playing[0] = -1;
        rig.audio.playing[PEER] = 5;
        rig.audio.sounded[PEER] = 40;
        rig.advance(100);
        assertThat(ready()).contains(revision);
        assertThat(rig.backend.last(ClientMessage.OverHeard.class).over()).isEqualTo(5);
    }

    @Test
    void an_offer_that_the_backend_did_not_sign_opens_no_link() {
        rig.api.keys = new ApiMessage.Keys(List.of(SigningKey.make("k1").published()), rig.actor.now());
        rig.session.signOut();
        rig.advance(100);
        rig.backend.answers = offer -> new ServerMessage.MediaAnswer(offer.ref(), offer.link(), "v=0\r\n", null);
        rig.signedIn();
        rig.backend.say(new ServerMessage.PeerOffer(IN, FIRE, ENGINE, "offer", null));
        rig.advance(20);
        assertThat(rig.media.calls).noneMatch(call -> call.startsWith("hear "));
        assertThat(rig.backend.last(ClientMessage.PeerState.class))
                .isEqualTo(new ClientMessage.PeerState(IN, LinkState.FAILED, null, 0, 0));
        assertThat(rig.events()).anyMatch(line -> line.contains("offer of a link to another member is refused"));
        assertThat(rig.session.statistics().descriptionsRefused()).isPositive();
    }

    @Test
    void an_answer_that_the_backend_did_not_sign_closes_its_link() {
        rig.api.keys = new ApiMessage.Keys(List.of(SigningKey.make("k1").published()), rig.actor.now());
        rig.session.signOut();
        rig.advance(100);
        rig.backend.answers = offer -> new ServerMessage.MediaAnswer(offer.ref(), offer.link(), "v=0\r\n", null);
        rig.signedIn();
        revision++;
        topology(Road.P2P, Phase.PREPARE);
        rig.backend.say(new ServerMessage.PeerAnswer(OUT, "answer", null));
        rig.advance(20);
        assertThat(rig.media.calls).noneMatch(call -> call.startsWith("answered "));
        assertThat(rig.media.calls).contains("close " + OUT);
        assertThat(rig.backend.last(ClientMessage.PeerState.class))
                .isEqualTo(new ClientMessage.PeerState(OUT, LinkState.FAILED, null, 0, 0));
        assertThat(rig.events()).anyMatch(line -> line.contains("answer for a link to another member is refused"));
    }

    @Test
    void an_over_that_comes_both_ways_from_its_start_is_heard_once() {
        prepared();
        topology(Road.P2P, Phase.ACTIVE);
        taken(5);
        rig.audio.playing[PEER] = 5;
        assigned(5, false);
        assertThat(planned(PEER).continues()).isEqualTo(SlotPlan.NOTHING);
        assertThat(planned(0).continues()).as("not heard here").isZero();
    }

    @Test
    void the_own_over_goes_both_ways_while_the_road_changes() {
        Press press = rig.press(FIRE);
        rig.grant(press, FIRE);
        prepared();
        assertThat(gate().peers()).isZero();
        topology(Road.P2P, Phase.ACTIVE);
        assertThat(gate().peers()).isEqualTo(1);
        assertThat(gate().server()).isTrue();
        topology(Road.P2P, Phase.SETTLED);
        assertThat(gate().peers()).isEqualTo(1);
        assertThat(gate().server()).isFalse();
        revision++;
        topology(Road.SFU, Phase.ACTIVE);
        assertThat(gate().peers()).isEqualTo(1);
        assertThat(gate().server()).isTrue();
        topology(Road.SFU, Phase.SETTLED);
        assertThat(gate().peers()).isZero();
        assertThat(gate().server()).isTrue();
        rig.release(press);
    }

    @Test
    void one_ticket_goes_straight_on_one_channel_and_through_the_server_on_another() {
        straight();
        rig.session.select(FIRE);
        rig.session.toggleInSelection(EMS);
        Press press = rig.general();
        rig.grant(press, EMS);
        // The link keeps nothing for late channels, so what was said waits for its answer.
        assertThat(gate().uplinkGate()).isEqualTo(TicketGate.Uplink.HOLD);
        rig.grant(press, FIRE);
        assertThat(gate().uplinkGate()).isEqualTo(TicketGate.Uplink.SEND);
        assertThat(gate().peers()).isEqualTo(1);
        assertThat(gate().server()).isTrue();
        rig.release(press);
    }

    @Test
    void a_channel_with_links_that_does_not_answer_holds_the_others_up_for_300_ms_only() {
        straight();
        rig.session.select(FIRE);
        rig.session.toggleInSelection(EMS);
        Press press = rig.general();
        rig.grant(press, EMS);
        rig.advance(310);
        assertThat(gate().uplinkGate()).isEqualTo(TicketGate.Uplink.SEND);
        assertThat(gate().peers()).isZero();
        rig.release(press);
    }

    @Test
    void a_lost_socket_leaves_the_links_and_a_new_session_does_not() {
        straight();
        rig.backend.cut();
        rig.advance(600);
        assertThat(rig.media.calls).doesNotContain("close " + IN);
        rig.backend.resuming = false;
        rig.backend.cut();
        rig.advance(1_000);
        assertThat(rig.media.calls).contains("close " + IN, "close " + OUT);
        assertThat(rig.audio.keying.peers()).isZero();
    }

    @Test
    void what_a_link_is_closed_for_by_the_backend_is_let_go_of() {
        straight();
        rig.backend.say(new ServerMessage.PeerClosed(OUT, "Engine 7 left the channel"));
        rig.advance(20);
        assertThat(rig.media.calls).contains("close " + OUT);
        assertThat(rig.audio.keying.peers()).isZero();
    }

    private TicketGate gate() {
        return rig.audio.keying.gates().getFirst();
    }
}
