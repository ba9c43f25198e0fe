package com.talkiego.dispatch.mock.signal;

import static com.talkiego.dispatch.mock.signal.Desk.BROADCAST;
import static com.talkiego.dispatch.mock.signal.Desk.EMS;
import static com.talkiego.dispatch.mock.signal.Desk.FIRE;
import static com.talkiego.dispatch.mock.signal.Desk.RECEIVE_ONLY;
import static org.assertj.core.api.Assertions.assertThat;

import com.talkiego.dispatch.core.model.DenyCause;
import com.talkiego.dispatch.core.model.RevokeCause;
import com.talkiego.dispatch.core.wire.ClientMessage;
import com.talkiego.dispatch.core.wire.ServerMessage;
import com.talkiego.dispatch.core.wire.ServerMessage.FloorDenied;
import com.talkiego.dispatch.core.wire.ServerMessage.FloorGranted;
import com.talkiego.dispatch.core.wire.ServerMessage.FloorIdle;
import com.talkiego.dispatch.core.wire.ServerMessage.FloorQueuePosition;
import com.talkiego.dispatch.core.wire.ServerMessage.FloorRevoked;
import com.talkiego.dispatch.core.wire.ServerMessage.FloorTaken;
import com.talkiego.dispatch.core.wire.ServerMessage.OverPassing;
import com.talkiego.dispatch.core.wire.ServerMessage.SlotAssigned;
import com.talkiego.dispatch.core.wire.ServerMessage.SlotReleased;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The floor of a channel, seen by those who ask for it and those who listen. */
class FloorTest {
    private final Desk desk = new Desk();
    private final Client talker = desk.unit("engine-7", FIRE, EMS);
    private final Client other = desk.unit("ladder-2", FIRE, EMS);
    private final Client console = desk.position("Position 1", FIRE, EMS);

    @Test
    void a_press_is_granted_and_heard_from_its_first_packet_by_everyone_else() {
        talker.press("t1", FIRE);

        FloorGranted granted = talker.only(FloorGranted.class);
        assertThat(granted.durationMillis()).isEqualTo(Desk.MAX_OVER_MILLIS);
        assertThat(console.only(FloorTaken.class).talker().id()).isEqualTo("engine-7");
        assertThat(console.only(SlotAssigned.class).over()).isEqualTo(granted.over());
        assertThat(other.only(SlotAssigned.class).over()).isEqualTo(granted.over());
        assertThat(talker.heard(SlotAssigned.class)).isEmpty();
        assertThat(desk.media.asked("open")).containsExactly("open s1/t1 s1/pub.1 0");
        assertThat(desk.media.asked("forward"))
                .containsExactlyInAnyOrder(
                        "forward s1/t1 fire-1 s2/sub.2 0 start", "forward s1/t1 fire-1 s3/sub.2 0 start");
    }

    @Test
    void packets_are_kept_from_the_request_on_also_while_it_waits() {
        other.press("o", FIRE);
        talker.request("t1", "0", 0, true, FIRE);

        assertThat(talker.heard(FloorGranted.class)).isEmpty();
        assertThat(desk.media.open).contains("s1/t1");
    }

    @Test
    void a_second_talker_is_refused_with_the_name_of_the_first() {
        talker.press("t1", FIRE);
        other.press("o1", FIRE);

        FloorDenied denied = other.only(FloorDenied.class);
        assertThat(denied.cause()).isEqualTo(DenyCause.ANOTHER_HAS_PERMISSION.code());
        assertThat(denied.text()).isEqualTo("alias of engine-7 is talking");
        assertThat(desk.media.open).containsExactly("s1/t1");
    }

    @Test
    void the_floor_is_idle_only_when_the_last_packet_was_passed_on() {
        desk.media.holdEnds = true;
        talker.press("t1", FIRE);
        talker.release("t1");
        other.press("o1", FIRE);

        assertThat(console.heard(FloorIdle.class)).isEmpty();
        assertThat(other.heard(FloorDenied.class)).isEmpty();

        desk.media.ends.getFirst().complete(null);

        assertThat(console.only(FloorIdle.class).over())
                .isEqualTo(talker.only(FloorGranted.class).over());
        assertThat(console.only(SlotReleased.class).over())
                .isEqualTo(talker.only(FloorGranted.class).over());
        assertThat(other.heard(FloorGranted.class)).hasSize(1);
    }

    @Test
    void an_end_that_never_reaches_everyone_is_cut_short() {
        desk.media.holdEnds = true;
        talker.press("t1", FIRE);
        talker.release("t1");
        desk.pass(3_000, talker, other, console);

        assertThat(console.heard(FloorIdle.class)).hasSize(1);
        assertThat(desk.media.asked("end")).containsExactly("end s1/t1 fire-1 drain", "end s1/t1 fire-1 discard");
        assertThat(desk.layer.snapshot().rooms().counts().drainsCutShort()).isEqualTo(1);
    }

    @Test
    void the_legs_end_before_their_over_is_closed() {
        talker.press("t1", FIRE, EMS);
        talker.release("t1");

        assertThat(desk.media.asked.stream().filter(line -> line.startsWith("end") || line.startsWith("close")))
                .containsExactly("end s1/t1 fire-1 drain", "end s1/t1 ems-1 drain", "close s1/t1");
    }

    @Test
    void simulselect_has_an_over_and_an_outcome_for_each_channel() {
        other.press("o1", EMS);
        talker.press("t1", FIRE, EMS);

        assertThat(talker.only(FloorGranted.class).channel()).isEqualTo(FIRE);
        assertThat(talker.only(FloorDenied.class).channel()).isEqualTo(EMS);
        assertThat(desk.media.open).containsExactlyInAnyOrder("s1/t1", "s2/o1");
        assertThat(console.heard(FloorTaken.class)).extracting(FloorTaken::over).doesNotHaveDuplicates();
    }

    @Test
    void one_channel_of_a_simulselect_can_be_let_go() {
        talker.press("t1", FIRE, EMS);
        talker.say(new ClientMessage.FloorRelease("t1", List.of(EMS)));

        assertThat(console.only(FloorIdle.class).channel()).isEqualTo(EMS);
        assertThat(desk.media.open).containsExactly("s1/t1");
        other.press("o1", EMS);
        assertThat(other.heard(FloorGranted.class)).hasSize(1);
    }

    @Test
    void the_same_ticket_is_answered_again_and_not_granted_twice() {
        talker.press("t1", FIRE);
        talker.press("t1", FIRE);

        List<FloorGranted> granted = talker.heard(FloorGranted.class);
        assertThat(granted).hasSize(2);
        assertThat(granted)
                .extracting(FloorGranted::over)
                .containsOnly(granted.getFirst().over());
        assertThat(granted.getLast().seq()).isZero();
        assertThat(desk.media.asked("open")).hasSize(1);
        talker.release("t1");
        talker.press("t1", FIRE);
        assertThat(talker.only(FloorDenied.class).text()).isEqualTo("That transmission is over");
    }

    @Test
    void priority_orders_the_queue_and_never_interrupts() {
        talker.press("t1", FIRE);
        other.request("o1", "0", 1, true, FIRE);
        console.request("c1", "0", 7, true, FIRE);

        assertThat(console.only(FloorQueuePosition.class).position()).isEqualTo(1);
        assertThat(other.heard(FloorQueuePosition.class).getLast().position()).isEqualTo(2);
        assertThat(talker.heard(FloorRevoked.class)).isEmpty();

        talker.release("t1");
        assertThat(console.heard(FloorGranted.class)).hasSize(1);
        assertThat(other.heard(FloorGranted.class)).isEmpty();
        console.release("c1");
        assertThat(other.heard(FloorGranted.class)).hasSize(1);
    }

    @Test
    void one_that_waits_can_ask_for_its_place_and_give_up() {
        talker.press("t1", FIRE);
        other.request("o1", "0", 1, true, FIRE);
        other.forget();
        other.say(new ClientMessage.FloorQueuePositionRequest("o1", FIRE));
        assertThat(other.only(FloorQueuePosition.class).position()).isEqualTo(1);

        other.release("o1");
        other.say(new ClientMessage.FloorQueuePositionRequest("o1", FIRE));
        assertThat(other.only(ServerMessage.Failed.class).code()).isEqualTo("not_found");
        talker.release("t1");
        assertThat(other.heard(FloorGranted.class)).isEmpty();
    }

    @Test
    void the_queue_is_bounded() {
        talker.press("t1", FIRE);
        for (int unit = 0; unit < 9; unit++) {
            Client waiting = desk.unit("unit-" + unit, FIRE);
            waiting.request("w", "0", 0, true, FIRE);
            boolean place = unit < 8;
            assertThat(waiting.heard(FloorQueuePosition.class).isEmpty()).isEqualTo(!place);
            assertThat(waiting.heard(FloorDenied.class).isEmpty()).isEqualTo(place);
        }
    }

    @Test
    void a_queued_grant_nobody_uses_goes_to_the_next() {
        talker.press("t1", FIRE);
        other.request("o1", "0", 1, true, FIRE);
        console.request("c1", "0", 0, true, FIRE);
        talker.release("t1");
        assertThat(other.heard(FloorGranted.class)).hasSize(1);
        desk.pass(4_000, talker, other, console);

        assertThat(other.heard(FloorRevoked.class)).isNotEmpty();
        assertThat(console.heard(FloorGranted.class)).isNotEmpty();
    }

    @Test
    void an_over_that_lasts_too_long_is_cut_off_and_its_talker_refused_until_it_lets_go() {
        talker.press("t1", FIRE);
        talker.ack("t1", FIRE);
        for (int second = 0; second < 65; second++) {
            desk.media.listener().uplinkProgress("s1/t1", second);
            desk.pass(1_000, talker, other, console);
        }

        assertThat(talker.only(FloorRevoked.class).cause()).isEqualTo(RevokeCause.MEDIA_BURST_TOO_LONG.code());
        assertThat(console.heard(FloorIdle.class)).hasSize(1);
        talker.request("t2", "1", 0, false, FIRE);
        assertThat(talker.only(FloorDenied.class).cause()).isEqualTo(DenyCause.RETRY_AFTER_NOT_EXPIRED.code());
        talker.release("t1");
        talker.request("t3", "1", 0, false, FIRE);
        assertThat(talker.heard(FloorGranted.class))
                .extracting(FloorGranted::ticket)
                .contains("t3");
    }

    @Test
    void the_grace_of_one_that_was_cut_off_ends_by_itself() {
        talker.press("t1", FIRE);
        assertThat(desk.layer.faults().revoke(FIRE, RevokeCause.NO_PERMISSION)).isTrue();
        desk.pass(3_100, talker, other, console);
        talker.request("t2", "1", 0, false, FIRE);

        assertThat(talker.heard(FloorGranted.class))
                .extracting(FloorGranted::ticket)
                .contains("t2");
    }

    @Test
    void a_talker_without_packets_loses_the_floor_after_four_seconds() {
        talker.press("t1", FIRE);
        desk.media.listener().firstPacket("s1/t1");
        desk.pass(2_000, talker, other, console);
        desk.media.listener().uplinkProgress("s1/t1", 100);
        desk.pass(3_900, talker, other, console);
        assertThat(talker.heard(FloorRevoked.class)).isEmpty();
        desk.pass(100, talker, other, console);

        assertThat(talker.only(FloorRevoked.class).text()).contains("no audio");
        assertThat(console.heard(FloorIdle.class)).hasSize(1);
        assertThat(desk.media.open).isEmpty();
    }

    @Test
    void the_talker_is_told_that_its_packets_pass_but_not_before_the_grant() {
        other.press("o1", FIRE);
        talker.request("t1", "0", 0, true, FIRE);
        desk.media.listener().firstPacket("s1/t1");
        assertThat(talker.heard(OverPassing.class)).isEmpty();
        other.release("o1");
        assertThat(talker.only(OverPassing.class).packets()).isEqualTo(1);
        desk.media.listener().uplinkProgress("s1/t1", 25);
        assertThat(talker.heard(OverPassing.class).getLast().packets()).isEqualTo(25);
    }

    @Test
    void a_grant_is_sent_again_until_it_is_acknowledged() {
        talker.press("t1", FIRE);
        desk.pass(1_500, talker, other, console);
        assertThat(talker.heard(FloorGranted.class)).hasSize(2);
        talker.ack("t1", FIRE);
        desk.media.listener().uplinkProgress("s1/t1", 25);
        desk.pass(3_500, talker, other, console);
        assertThat(talker.heard(FloorGranted.class)).hasSize(2);

        other.press("o1", EMS);
        for (int second = 0; second < 6; second++) {
            desk.media.listener().uplinkProgress("s2/o1", second);
            desk.pass(1_000, talker, other, console);
        }
        assertThat(other.heard(FloorGranted.class)).hasSize(4);
    }

    @Test
    void the_next_press_of_the_same_talker_waits_for_its_first_to_end() {
        talker.press("t1", FIRE);
        talker.request("t2", "1", 0, false, FIRE);
        assertThat(talker.heard(FloorDenied.class)).isEmpty();
        talker.release("t1");

        assertThat(talker.heard(FloorGranted.class))
                .extracting(FloorGranted::ticket)
                .containsExactly("t1", "t2");
    }

    @Test
    void an_uplink_carries_one_over_at_a_time() {
        talker.press("t1", FIRE);
        talker.press("t2", EMS);

        FloorDenied denied = talker.only(FloorDenied.class);
        assertThat(denied.cause()).isEqualTo(DenyCause.NO_RESOURCES.code());
        assertThat(denied.text()).contains("still carries");
    }

    @Test
    void without_an_audio_link_nobody_is_granted() {
        Client mute = new Client(desk);
        mute.hello("UNIT:mute", null);
        mute.join(FIRE);
        mute.press("m1", FIRE);

        assertThat(mute.only(FloorDenied.class).cause()).isEqualTo(DenyCause.NO_RESOURCES.code());
    }

    @Test
    void a_client_knows_before_the_media_server_that_its_link_is_up() {
        desk.media.connectAtOnce = false;
        Client quick = new Client(desk);
        quick.hello("UNIT:quick", null);
        quick.join(FIRE);
        quick.offer("pub", 1);
        quick.press("q1", FIRE);

        assertThat(quick.only(FloorGranted.class).ticket()).isEqualTo("q1");
    }

    @Test
    void nobody_talks_on_receive_only_channels_and_only_positions_on_broadcasts() {
        talker.join(RECEIVE_ONLY, BROADCAST);
        console.join(RECEIVE_ONLY, BROADCAST);
        talker.press("t1", RECEIVE_ONLY);
        talker.press("t2", BROADCAST);
        console.press("c1", BROADCAST);

        assertThat(talker.heard(FloorDenied.class))
                .extracting(FloorDenied::cause)
                .containsOnly(DenyCause.RECEIVE_ONLY.code());
        assertThat(console.heard(FloorGranted.class)).hasSize(1);
    }

    @Test
    void alone_on_a_channel_one_is_told_that_nobody_hears() {
        talker.join(BROADCAST);
        Client alone = desk.position("Position 9", BROADCAST);
        talker.say(new ClientMessage.Leave(1, List.of(BROADCAST)));
        alone.press("a", BROADCAST);

        assertThat(alone.only(FloorDenied.class).cause()).isEqualTo(DenyCause.ONLY_ONE_PARTICIPANT.code());
    }

    @Test
    void requests_that_make_no_sense_fail_with_a_sentence() {
        talker.request("", "0", 0, false, FIRE);
        talker.request("t1", "0", 8, false, FIRE);
        talker.request("t1", "0", 0, false);
        talker.request("t1", "0", 0, false, RECEIVE_ONLY);

        assertThat(talker.heard(ServerMessage.Failed.class))
                .extracting(ServerMessage.Failed::code)
                .containsExactly("malformed", "malformed", "malformed", "not_joined");
    }

    @Test
    void a_refusal_can_be_made_so_many_times() {
        desk.layer.faults().refuseFloor(FIRE, DenyCause.NO_RESOURCES, 2);
        talker.press("t1", FIRE);
        talker.press("t2", FIRE);
        talker.press("t3", FIRE);

        assertThat(talker.heard(FloorDenied.class))
                .extracting(FloorDenied::cause)
                .containsExactly(DenyCause.NO_RESOURCES.code(), DenyCause.NO_RESOURCES.code());
        assertThat(talker.only(FloorGranted.class).ticket()).isEqualTo("t3");
    }

    @Test
    void a_revoked_over_is_not_passed_on_and_the_revoke_is_sent_again_until_acknowledged() {
        talker.press("t1", FIRE);
        desk.layer.faults().revoke(FIRE, RevokeCause.NO_PERMISSION);
        assertThat(desk.media.asked("end")).containsExactly("end s1/t1 fire-1 discard");
        desk.pass(1_100, talker, other, console);
        talker.ack("t1", FIRE);
        desk.pass(5_000, talker, other, console);

        assertThat(talker.heard(FloorRevoked.class)).hasSize(2);
        assertThat(desk.layer.faults().revoke(FIRE, RevokeCause.NO_PERMISSION)).isFalse();
    }

    @Test
    void a_talker_that_leaves_the_channel_ends_its_over_first() {
        talker.press("t1", FIRE);
        talker.say(new ClientMessage.Leave(9, List.of(FIRE)));

        assertThat(talker.only(ServerMessage.Left.class).channels()).containsExactly(FIRE);
        assertThat(console.heard(FloorIdle.class)).hasSize(1);
        assertThat(console.only(ServerMessage.Presence.class).went()).hasSize(1);
    }

    @Test
    void a_lost_publisher_link_ends_its_overs() {
        talker.press("t1", FIRE);
        desk.media.listener().peerGone("s1/pub.1", "silent for 30 s");

        assertThat(talker.only(FloorRevoked.class).text()).contains("audio link");
        assertThat(talker.only(ServerMessage.MediaGone.class).link()).isEqualTo("pub");
        assertThat(console.heard(FloorIdle.class)).hasSize(1);
    }
}
