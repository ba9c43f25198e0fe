package com.talkiego.dispatch.mock.signal;

import static com.talkiego.dispatch.mock.signal.Desk.EMS;
import static com.talkiego.dispatch.mock.signal.Desk.FIRE;
import static org.assertj.core.api.Assertions.assertThat;

import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.ChannelKind;
import com.talkiego.dispatch.core.wire.ClientMessage;
import com.talkiego.dispatch.core.wire.ServerMessage;
import com.talkiego.dispatch.core.wire.ServerMessage.SlotAssigned;
import com.talkiego.dispatch.core.wire.ServerMessage.SlotReleased;
import com.talkiego.dispatch.core.wire.ServerMessage.SlotsWanted;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Receive slots and media links: who gets which line, when it is used again, and how more are asked for. */
class SlotsTest {
    private final Desk desk = new Desk();

    /** A listener with two slots and three talkers on three channels. */
    private final List<Client> talkers = new ArrayList<>();

    private final List<ChannelId> channels = new ArrayList<>();

    private void talkers(int count) {
        for (int number = 0; number < count; number++) {
            ChannelId channel = new ChannelId("talk-" + number);
            desk.channel(channel, ChannelKind.GROUP, false);
            channels.add(channel);
            talkers.add(desk.unit("unit-" + number, channel));
        }
    }

    private Client listener() {
        return desk.unit("listener", channels.toArray(ChannelId[]::new));
    }

    private void talk(int number, String ticket) {
        talkers.get(number).press(ticket, channels.get(number));
    }

    private void pass(long millis, Client... more) {
        List<Client> all = new ArrayList<>(talkers);
        all.addAll(List.of(more));
        desk.pass(millis, all.toArray(Client[]::new));
    }

    private void quiet(Client listener, String mid) {
        desk.media.listener().slotQuiet(listener.welcome().session() + "/sub.2", mid);
    }

    @Test
    void a_slot_is_used_again_only_when_both_ends_are_through_with_it() {
        talkers(1);
        Client listener = listener();
        talk(0, "a");
        SlotAssigned first = listener.only(SlotAssigned.class);
        talkers.getFirst().release("a");
        assertThat(listener.only(SlotReleased.class).over()).isEqualTo(first.over());
        talk(0, "b");
        assertThat(listener.heard(SlotAssigned.class).getLast().mid()).isNotEqualTo(first.mid());
        talkers.getFirst().release("b");

        // Both slots were used: neither word alone frees one.
        listener.say(new ClientMessage.SlotFreed(first.mid(), first.over()));
        quiet(listener, "1");
        talk(0, "c");
        assertThat(listener.heard(SlotAssigned.class)).hasSize(2);
        quiet(listener, first.mid());

        assertThat(listener.heard(SlotAssigned.class)).hasSize(3);
        assertThat(listener.heard(SlotAssigned.class).getLast().mid()).isEqualTo(first.mid());
    }

    @Test
    void word_of_an_earlier_over_frees_nothing() {
        talkers(1);
        Client listener = listener();
        talk(0, "a");
        SlotAssigned assigned = listener.only(SlotAssigned.class);
        listener.say(new ClientMessage.SlotFreed(assigned.mid(), assigned.over() - 1));
        listener.say(new ClientMessage.SlotFreed("99", assigned.over()));
        talkers.getFirst().release("a");
        quiet(listener, assigned.mid());

        assertThat(busy(listener)).isEqualTo(1);
        listener.say(new ClientMessage.SlotFreed(assigned.mid(), assigned.over()));
        assertThat(busy(listener)).isZero();
    }

    @Test
    void a_slot_counts_as_quiet_at_last_though_nobody_said_so() {
        talkers(1);
        Client listener = listener();
        talk(0, "a");
        SlotAssigned assigned = listener.only(SlotAssigned.class);
        talkers.getFirst().release("a");
        listener.say(new ClientMessage.SlotFreed(assigned.mid(), assigned.over()));
        pass(4_900, listener);
        assertThat(busy(listener)).isEqualTo(1);
        pass(200, listener);
        assertThat(busy(listener)).isZero();
    }

    @Test
    void the_slot_that_rested_longest_is_taken_first() {
        talkers(2);
        Client listener = listener();
        talk(0, "a");
        talkers.getFirst().release("a");
        SlotAssigned first = listener.only(SlotAssigned.class);
        listener.say(new ClientMessage.SlotFreed(first.mid(), first.over()));
        quiet(listener, first.mid());
        talk(1, "b");

        assertThat(listener.heard(SlotAssigned.class).getLast().mid()).isNotEqualTo(first.mid());
    }

    @Test
    void more_slots_are_asked_for_and_what_waited_is_heard_from_its_start() {
        talkers(3);
        Client listener = listener();
        for (int number = 0; number < 3; number++) {
            talk(number, "t");
        }
        assertThat(listener.only(SlotsWanted.class).slots()).isEqualTo(4);
        assertThat(listener.heard(SlotAssigned.class)).hasSize(2);
        listener.offer("sub", 4);
        assertThat(listener.heard(SlotAssigned.class)).hasSize(2);
        pass(250, listener);

        assertThat(listener.heard(SlotAssigned.class)).hasSize(3);
        assertThat(desk.media.asked("accept"))
                .filteredOn(line -> line.contains("s4/sub"))
                .containsExactly("accept s4/sub.2 SUBSCRIBER", "accept s4/sub.2 SUBSCRIBER");
        assertThat(desk.media.asked("forward").getLast()).isEqualTo("forward s3/t talk-2 s4/sub.2 2 start");
    }

    @Test
    void an_over_that_waited_too_long_is_heard_from_now_and_counted() {
        talkers(3);
        Client listener = listener();
        for (int number = 0; number < 3; number++) {
            talk(number, "t");
        }
        pass(1_000, listener);
        listener.offer("sub", 4);
        pass(250, listener);

        assertThat(desk.media.asked("forward").getLast()).endsWith("now");
        assertThat(desk.layer.snapshot().rooms().counts().slotsLate()).isEqualTo(1);
    }

    @Test
    void slots_are_limited_and_an_over_without_one_is_counted() {
        talkers(9);
        Client listener = listener();
        listener.offer("sub", 8);
        pass(300, listener);
        for (int number = 0; number < 9; number++) {
            talk(number, "t");
        }
        assertThat(listener.heard(SlotAssigned.class)).hasSize(8);
        assertThat(listener.heard(SlotsWanted.class)).isEmpty();
        talkers.get(8).release("t");

        assertThat(desk.layer.snapshot().rooms().counts().oversWithoutSlot()).isEqualTo(1);
        assertThat(listener.heard(SlotReleased.class)).isEmpty();
    }

    @Test
    void a_position_that_comes_when_many_talk_is_asked_for_enough_at_once() {
        talkers(40);
        assertThat(desk.position("Position 1").welcome().slots()).isEqualTo(16);
        listener();
        for (int number = 0; number < 40; number++) {
            talk(number, "t");
        }
        assertThat(desk.position("Position 2").welcome().slots()).isEqualTo(64);
    }

    @Test
    void assignments_can_be_late_and_keep_their_order() {
        talkers(1);
        Client listener = listener();
        desk.layer.faults().delayAssignments(300);
        talk(0, "a");
        talkers.getFirst().release("a");
        assertThat(desk.media.asked("forward")).hasSize(1);
        desk.layer.faults().delayAssignments(0);
        talk(0, "b");
        pass(200, listener);
        assertThat(listener.heard(SlotAssigned.class)).isEmpty();
        pass(100, listener);

        assertThat(listener.told().stream()
                        .filter(told -> told instanceof SlotAssigned || told instanceof SlotReleased))
                .hasExactlyElementsOfTypes(SlotAssigned.class, SlotReleased.class, SlotAssigned.class);
    }

    @Test
    void a_new_link_takes_over_what_the_old_one_carried() {
        talkers(1);
        Client listener = listener();
        talk(0, "a");
        listener.forget();
        listener.offer("sub", 2, "another certificate");

        assertThat(desk.media.asked("drop")).containsExactly("drop s2/sub.2");
        assertThat(listener.heard(SlotReleased.class)).hasSize(1);
        assertThat(listener.heard(SlotAssigned.class)).hasSize(1);
        assertThat(desk.media.asked("forward").getLast()).isEqualTo("forward s1/a talk-0 s2/sub.3 0 now");
    }

    @Test
    void a_new_connection_with_the_same_certificate_replaces_the_lost_one() {
        talkers(1);
        Client listener = listener();
        talk(0, "a");

        listener.offer("sub", 2, listener.certificate, 2);

        assertThat(desk.media.asked("drop")).containsExactly("drop s2/sub.2");
        assertThat(desk.media.asked("forward").getLast()).isEqualTo("forward s1/a talk-0 s2/sub.3 0 now");
    }

    @Test
    void a_link_the_media_server_lost_is_offered_anew() {
        talkers(1);
        Client listener = listener();
        talk(0, "a");
        desk.media.listener().peerGone("s2/sub.2", "nothing was heard of the client for 30 s");
        assertThat(listener.only(ServerMessage.MediaGone.class).link()).isEqualTo("sub");
        listener.offer("sub", 2);

        assertThat(listener.heard(SlotAssigned.class)).hasSize(2);
    }

    @Test
    void links_can_be_cut() {
        talkers(1);
        assertThat(desk.layer.faults().cutMedia(null)).isEqualTo(1);

        assertThat(talkers.getFirst().heard(ServerMessage.MediaGone.class)).hasSize(2);
        assertThat(desk.media.asked("drop")).hasSize(2);
    }

    @Test
    void an_offer_that_is_none_fails_and_the_session_goes_on() {
        Client client = desk.unit("engine-7", FIRE);
        client.say(new ClientMessage.MediaOffer(5, "sub", "v=0"));
        client.say(new ClientMessage.MediaOffer(6, "side", "v=0\r\na=fingerprint:x\r\na=mid:0\r\n"));
        desk.media.refuseOffers = true;
        client.offer("sub", 4);

        assertThat(client.heard(ServerMessage.Failed.class))
                .extracting(ServerMessage.Failed::code)
                .containsExactly("bad_sdp", "bad_sdp", "bad_sdp");
        assertThat(client.heard(ServerMessage.Failed.class).getLast().text()).isEqualTo("No Opus in the offer");
    }

    @Test
    void who_leaves_a_channel_keeps_the_slot_until_the_over_ends() {
        talkers(1);
        Client listener = listener();
        talk(0, "a");
        listener.say(new ClientMessage.Leave(3, List.of(channels.getFirst())));
        assertThat(listener.heard(SlotReleased.class)).isEmpty();
        talkers.getFirst().release("a");

        assertThat(listener.heard(SlotReleased.class)).hasSize(1);
        assertThat(busy(listener)).isEqualTo(1);
    }

    private int busy(Client client) {
        return desk.layer.snapshot().rooms().participants().stream()
                .filter(one -> one.id().equals(client.welcome().session()))
                .findFirst()
                .orElseThrow()
                .slotsBusy();
    }

    @Test
    void an_over_heard_on_two_channels_has_two_slots() {
        Client talker = desk.unit("engine-7", FIRE, EMS);
        Client listener = desk.unit("listener", FIRE, EMS);
        talker.press("t", FIRE, EMS);

        assertThat(listener.heard(SlotAssigned.class))
                .extracting(SlotAssigned::mid)
                .doesNotHaveDuplicates();
        assertThat(listener.heard(SlotAssigned.class))
                .extracting(SlotAssigned::channel)
                .containsExactly(FIRE, EMS);
    }
}
