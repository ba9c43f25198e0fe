package com.talkiego.dispatch.mock.signal;

import static com.talkiego.dispatch.mock.signal.Desk.EMS;
import static com.talkiego.dispatch.mock.signal.Desk.FIRE;
import static org.assertj.core.api.Assertions.assertThat;

import com.talkiego.dispatch.core.model.EmergencyState;
import com.talkiego.dispatch.core.wire.ClientMessage;
import com.talkiego.dispatch.core.wire.Codec;
import com.talkiego.dispatch.core.wire.ServerMessage.EmergencyChanged;
import com.talkiego.dispatch.core.wire.ServerMessage.FloorTaken;
import com.talkiego.dispatch.core.wire.ServerMessage.Joined;
import com.talkiego.dispatch.core.wire.ServerMessage.JoinedChannel;
import com.talkiego.dispatch.core.wire.ServerMessage.MissedOver;
import com.talkiego.dispatch.core.wire.ServerMessage.Welcome;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a client is told that was silent for a second, for half a minute, for five minutes: everything, by one way or the other. */
class CatchUpTest {
    private static final String CONSOLE = "POSITION:dispatcher";

    private final Desk desk = new Desk();
    private final Client unit = desk.unit("engine-7", FIRE, EMS);
    private final Client other = desk.unit("ladder-2", FIRE, EMS);

    private void over(String ticket, long millis) {
        unit.press(ticket, FIRE);
        desk.pass(millis, unit, other);
        unit.release(ticket);
    }

    private List<MissedOver> missed(Client client) {
        return Objects.requireNonNull(
                client.only(Joined.class).channels().getFirst().missed());
    }

    @Test
    void after_a_second_the_session_goes_on_with_every_event() {
        Client console = desk.position("Position 1", FIRE);
        console.lose();
        over("t1", 1_000);
        Client back = console.resume(CONSOLE, 0);

        assertThat(back.only(Welcome.class).resumed()).isTrue();
        assertThat(back.heard(FloorTaken.class)).hasSize(1);
        assertThat(back.heard(Joined.class)).isEmpty();
    }

    @Test
    void after_half_a_minute_and_after_five_the_overs_missed_are_named() {
        for (long silence : new long[] {31_000, 300_000}) {
            Client console = new Client(desk);
            console.hello3(CONSOLE, "Position 1", false);
            console.join(FIRE);
            over("before" + silence, 1_000);
            Instant told = desk.actor.now();
            console.lose();
            desk.pass(1_000, unit, other);
            over("first" + silence, 2_000);
            over("second" + silence, 1_000);
            desk.pass(silence, unit, other);

            Client back = console.resume(CONSOLE, 0);
            assertThat(back.only(Welcome.class).resumed()).as("%s ms", silence).isFalse();
            back.joinSince(told, FIRE);
            assertThat(missed(back)).hasSize(2).allSatisfy(over -> {
                assertThat(over.talker().alias()).isEqualTo("alias of engine-7");
                assertThat(over.from()).isAfter(told);
            });
            assertThat(missed(back).getFirst().to())
                    .isEqualTo(missed(back).getFirst().from().plusMillis(2_000));
            assertThat(back.only(Joined.class).channels().getFirst().missedMore())
                    .isFalse();
            back.say(new ClientMessage.Bye());
        }
    }

    @Test
    void an_over_that_ended_in_the_gap_counts_whenever_it_began() {
        unit.press("t1", FIRE);
        desk.pass(1_000, unit, other);
        Instant told = desk.actor.now();
        desk.pass(1_000, unit, other);
        unit.release("t1");
        Client console = new Client(desk);
        console.hello3(CONSOLE, "Position 1", false);
        console.joinSince(told, FIRE, EMS);

        assertThat(missed(console))
                .singleElement()
                .satisfies(over -> assertThat(over.from()).isBefore(told));
        assertThat(console.only(Joined.class).channels().getLast().missed()).isEmpty();
    }

    @Test
    void who_asks_for_nothing_is_told_nothing() {
        over("t1", 500);
        Client console = desk.position("Position 1");
        console.join(FIRE);
        assertThat(console.only(Joined.class).channels())
                .extracting(JoinedChannel::missed)
                .containsOnlyNulls();
    }

    @Test
    void the_history_is_bounded_in_number_and_age_and_says_where_it_ends() {
        Instant told = desk.actor.now();
        for (int number = 0; number < 250; number++) {
            over("t" + number, 100);
        }
        Client console = new Client(desk);
        console.hello3(CONSOLE, "Position 1", false);
        console.joinSince(told, FIRE);
        assertThat(missed(console)).hasSize(200);
        assertThat(missed(console).getLast().over()).isEqualTo(250);
        assertThat(console.only(Joined.class).channels().getFirst().missedMore())
                .isTrue();

        Instant later = desk.actor.now();
        over("last", 100);
        desk.pass(901_000, unit, other);
        Client late = new Client(desk);
        late.hello3(CONSOLE, "Position 2", false);
        late.joinSince(later, FIRE);
        assertThat(missed(late)).isEmpty();
        assertThat(late.only(Joined.class).channels().getFirst().missedMore()).isTrue();

        Client ancient = new Client(desk);
        ancient.hello3(CONSOLE, "Position 3", false);
        ancient.joinSince(Instant.EPOCH, EMS);
        assertThat(ancient.only(Joined.class).channels().getFirst().missedMore())
                .as("before the server's start")
                .isTrue();
    }

    @Test
    void one_answer_names_a_thousand_overs_at_most_and_fits_a_frame() {
        Instant told = desk.actor.now();
        var channels = new com.talkiego.dispatch.core.model.ChannelId[10];
        for (int number = 0; number < channels.length; number++) {
            channels[number] = new com.talkiego.dispatch.core.model.ChannelId("talk-" + number);
            desk.channel(channels[number], com.talkiego.dispatch.core.model.ChannelKind.GROUP, false);
        }
        unit.join(channels);
        other.join(channels);
        desk.pass(1_000, unit, other);
        for (int number = 0; number < 150; number++) {
            unit.press("t" + number, channels);
            unit.release("t" + number);
            // No faster than a member may ask for the floor.
            desk.pass(25, unit, other);
        }
        Client console = new Client(desk);
        console.hello3(CONSOLE, "Position 1", false);
        console.joinSince(told, channels);

        Joined joined = console.only(Joined.class);
        int all = joined.channels().stream()
                .mapToInt(channel ->
                        channel.missed() == null ? 0 : channel.missed().size())
                .sum();
        assertThat(all).isEqualTo(1_000);
        assertThat(joined.channels().getLast().missedMore()).isTrue();
        assertThat(Codec.encode(joined).length()).isLessThan(Codec.MAX_SERVER_FRAME / 2);
    }

    @Test
    void an_emergency_closed_in_the_gap_is_told_as_closed() {
        Instant told = desk.actor.now();
        desk.pass(1_000, unit, other);
        unit.say(new ClientMessage.EmergencyRaise(1, FIRE));
        Client first = desk.position("Position 1", FIRE);
        String id = unit.only(EmergencyChanged.class).emergency().id();
        desk.pass(1_000, unit, other, first);
        first.say(new ClientMessage.EmergencyClear(2, id, true));

        Client console = new Client(desk);
        console.hello3(CONSOLE, "Position 2", false);
        assertThat(console.heard(EmergencyChanged.class)).isEmpty();
        console.joinSince(told, FIRE, EMS);
        assertThat(console.only(EmergencyChanged.class).emergency().state()).isEqualTo(EmergencyState.CLEARED_VALID);
        desk.pass(901_000, unit, other, first, console);
        Client late = new Client(desk);
        late.hello3(CONSOLE, "Position 3", false);
        late.joinSince(told, FIRE);
        assertThat(late.heard(EmergencyChanged.class)).isEmpty();
    }
}
