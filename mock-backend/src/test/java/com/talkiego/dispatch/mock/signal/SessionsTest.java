package com.talkiego.dispatch.mock.signal;

import static com.talkiego.dispatch.mock.signal.Desk.EMS;
import static com.talkiego.dispatch.mock.signal.Desk.FIRE;
import static org.assertj.core.api.Assertions.assertThat;

import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.wire.ClientMessage;
import com.talkiego.dispatch.core.wire.ProtocolVersion;
import com.talkiego.dispatch.core.wire.ServerMessage;
import com.talkiego.dispatch.core.wire.ServerMessage.FloorGranted;
import com.talkiego.dispatch.core.wire.ServerMessage.FloorIdle;
import com.talkiego.dispatch.core.wire.ServerMessage.FloorRevoked;
import com.talkiego.dispatch.core.wire.ServerMessage.FloorTaken;
import com.talkiego.dispatch.core.wire.ServerMessage.Joined;
import com.talkiego.dispatch.core.wire.ServerMessage.Presence;
import com.talkiego.dispatch.core.wire.ServerMessage.Refused;
import com.talkiego.dispatch.core.wire.ServerMessage.Welcome;
import org.junit.jupiter.api.Test;

/** Who comes in, how sessions outlive their sockets, and what a client that comes back is told. */
class SessionsTest {
    private static final String CONSOLE = "POSITION:dispatcher";

    private final Desk desk = new Desk();

    @Test
    void a_client_is_welcomed_with_what_it_needs_to_know() {
        Client client = new Client(desk);
        client.hello(CONSOLE, "Position 1");

        Welcome welcome = client.only(Welcome.class);
        assertThat(welcome.protocol()).isEqualTo(2);
        assertThat(welcome.resumed()).isFalse();
        assertThat(welcome.self().alias()).isEqualTo("Position 1");
        assertThat(welcome.self().id()).isEqualTo(welcome.session());
        assertThat(welcome.self().room()).isEqualTo("room-1");
        assertThat(welcome.slots()).isEqualTo(16);
        assertThat(welcome.resumeToken()).hasSizeGreaterThan(40);
    }

    @Test
    void clients_one_version_older_and_newer_work() {
        desk.position("Position 1", FIRE);
        Client old = new Client(desk);
        old.text("{\"type\":\"hello\",\"protocol\":1,\"oldest\":1,\"token\":\"UNIT:old\",\"client\":\"radio 1\"}");
        Client newer = new Client(desk);
        newer.text("{\"type\":\"hello\",\"protocol\":4,\"oldest\":3,\"token\":\"UNIT:new\",\"client\":\"radio 3\","
                + "\"mood\":{\"hopeful\":true}}");

        assertThat(old.welcome().protocol()).isEqualTo(1);
        assertThat(newer.welcome().protocol()).isEqualTo(3);
        old.join(FIRE);
        old.offer("pub", 1);
        old.text("{\"type\":\"floor.request\",\"ref\":7,\"ticket\":\"t\",\"uplink\":\"0\",\"channel\":\"fire-1\"}");
        assertThat(old.only(FloorGranted.class).channel()).isEqualTo(FIRE);
    }

    @Test
    void clients_too_old_or_too_new_are_refused() {
        Client ancient = new Client(desk);
        ancient.say(new ClientMessage.Hello(0, 0, "UNIT:a", "test", null, null, null));
        Client future = new Client(desk);
        future.say(new ClientMessage.Hello(
                ProtocolVersion.CURRENT + 2, ProtocolVersion.CURRENT + 1, "UNIT:a", "test", null, null, null));

        assertThat(ancient.only(Refused.class).code()).isEqualTo("version");
        assertThat(future.only(Refused.class).code()).isEqualTo("version");
        assertThat(future.closeCode).isEqualTo(CloseReason.REFUSED.code());
    }

    @Test
    void bad_and_expired_tokens_are_refused_with_different_codes() {
        Client bad = new Client(desk);
        bad.hello("nonsense", null);
        Client late = new Client(desk);
        late.hello("EXPIRED:x", null);

        assertThat(bad.only(Refused.class).code()).isEqualTo("unauthorized");
        assertThat(late.only(Refused.class).code()).isEqualTo("token_expired");
    }

    @Test
    void a_position_has_one_session_while_that_is_alive() {
        Client first = desk.position("Position 1");
        Client second = new Client(desk);
        second.hello(CONSOLE, "Position 1");
        assertThat(second.only(Refused.class).code()).isEqualTo("position_in_use");
        Client elsewhere = new Client(desk);
        elsewhere.hello(CONSOLE, "Position 2");
        assertThat(elsewhere.heard(Welcome.class)).hasSize(1);

        first.lose();
        Client third = new Client(desk);
        third.hello(CONSOLE, "Position 1");
        assertThat(third.heard(Welcome.class)).hasSize(1);
        assertThat(desk.layer.snapshot().sessions()).hasSize(2);
    }

    @Test
    void a_client_that_comes_back_is_told_everything_it_missed_in_order() {
        Client console = desk.position("Position 1", FIRE);
        Client unit = desk.unit("engine-7", FIRE);
        long last = console.heard(Presence.class).getLast().seq();
        console.lose();
        unit.press("t1", FIRE);
        unit.release("t1");

        Client back = console.resume(CONSOLE, last);

        assertThat(back.only(Welcome.class).resumed()).isTrue();
        assertThat(back.told().getFirst()).isInstanceOf(Welcome.class);
        assertThat(back.only(FloorTaken.class).seq()).isEqualTo(last + 1);
        assertThat(back.only(FloorIdle.class).over())
                .isEqualTo(back.only(FloorTaken.class).over());
        unit.press("t2", FIRE);
        assertThat(back.heard(FloorTaken.class)).hasSize(2);
    }

    @Test
    void a_client_that_noticed_first_takes_its_session_to_the_new_socket() {
        Client console = desk.position("Position 1", FIRE);
        Client back = console.resume(CONSOLE, 0);

        assertThat(back.only(Welcome.class).resumed()).isTrue();
        assertThat(console.closeCode).isEqualTo(CloseReason.SUPERSEDED.code());
        desk.pass(20_000, back);
        assertThat(desk.layer.snapshot().sessions()).hasSize(1);
    }

    @Test
    void a_session_is_kept_for_thirty_seconds_and_no_longer() {
        Client console = desk.position("Position 1", FIRE);
        Client unit = desk.unit("engine-7", FIRE);
        console.lose();
        desk.pass(29_000, unit);
        assertThat(desk.layer.snapshot().sessions()).hasSize(2);
        desk.pass(2_000, unit);

        assertThat(desk.layer.snapshot().sessions()).hasSize(1);
        assertThat(unit.heard(Presence.class).getLast().went()).hasSize(1);
        assertThat(desk.media.asked("drop")).hasSize(2);
        assertThat(console.resume(CONSOLE, 0).only(Welcome.class).resumed()).isFalse();
    }

    @Test
    void what_is_forgotten_cannot_be_resumed() {
        Client console = desk.position("Position 1", FIRE);
        Client unit = desk.unit("engine-7", FIRE);
        console.lose();
        for (int over = 0; over < 600; over++) {
            unit.press("t" + over, FIRE);
            unit.release("t" + over);
            // No faster than a member may ask for the floor.
            desk.pass(40, unit);
        }

        Client back = console.resume(CONSOLE, 0);
        assertThat(back.only(Welcome.class).resumed()).isFalse();
        assertThat(back.only(Welcome.class).session())
                .isNotEqualTo(console.welcome().session());
        assertThat(desk.layer.snapshot().sessions()).hasSize(2);
        Client liar = back.resume(CONSOLE, 1_000_000);
        assertThat(liar.only(Welcome.class).resumed()).isFalse();
    }

    @Test
    void another_account_cannot_resume_a_session() {
        Client console = desk.position("Position 1", FIRE);
        console.lose();
        Client thief = console.resume("POSITION:mallory", 0);

        assertThat(thief.only(Welcome.class).resumed()).isFalse();
        assertThat(console.resume(CONSOLE, 0).only(Welcome.class).resumed()).isTrue();
    }

    @Test
    void a_cut_talker_is_passed_on_while_its_packets_come_but_four_seconds_at_most() {
        Client console = desk.position("Position 1", FIRE);
        Client unit = desk.unit("engine-7", FIRE);
        unit.press("t1", FIRE);
        unit.lose();
        for (int half = 0; half < 7; half++) {
            desk.media.listener().uplinkProgress("s2/t1", half);
            desk.pass(500, console);
        }
        assertThat(console.heard(FloorIdle.class)).isEmpty();
        desk.media.listener().uplinkProgress("s2/t1", 99);
        desk.pass(500, console);

        assertThat(console.heard(FloorIdle.class)).hasSize(1);
        Client back = unit.resume("UNIT:engine-7", 1);
        assertThat(back.heard(FloorRevoked.class)).isNotEmpty();
    }

    @Test
    void a_cut_talker_that_falls_silent_blocks_the_channel_no_longer_than_a_moment() {
        Client console = desk.position("Position 1", FIRE);
        Client unit = desk.unit("engine-7", FIRE);
        unit.press("t1", FIRE);
        desk.media.listener().firstPacket("s2/t1");
        unit.lose();
        desk.pass(1_600, console);

        assertThat(console.heard(FloorIdle.class)).hasSize(1);
    }

    @Test
    void a_talker_back_in_time_keeps_the_floor() {
        Client console = desk.position("Position 1", FIRE);
        Client unit = desk.unit("engine-7", FIRE);
        unit.press("t1", FIRE);
        unit.ack("t1", FIRE);
        unit.lose();
        desk.pass(1_000, console);
        desk.media.listener().uplinkProgress("s2/t1", 50);
        Client back = unit.resume(
                "UNIT:engine-7", unit.heard(FloorGranted.class).getFirst().seq());
        for (int second = 0; second < 6; second++) {
            desk.media.listener().uplinkProgress("s2/t1", second);
            desk.pass(1_000, console, back);
        }

        assertThat(console.heard(FloorIdle.class)).isEmpty();
        assertThat(back.heard(FloorRevoked.class)).isEmpty();
    }

    @Test
    void beats_are_answered_and_silence_is_closed() {
        Client console = desk.position("Position 1");
        console.beat();
        assertThat(console.only(ServerMessage.Beat.class).number()).isEqualTo(1);
        desk.actor.advance(4_500);
        assertThat(console.closedBecause).isNull();
        desk.actor.advance(500);

        assertThat(console.closeCode).isEqualTo(CloseReason.NO_BEAT.code());
        assertThat(desk.layer.snapshot().sessions().getFirst().connected()).isFalse();
    }

    @Test
    void silence_in_mid_over_is_closed_within_two_seconds() {
        Client unit = desk.unit("engine-7", FIRE);
        desk.position("Position 1", FIRE);
        unit.press("t1", FIRE);
        unit.beat();
        desk.actor.advance(1_500);
        assertThat(unit.closedBecause).isNull();
        desk.actor.advance(500);

        assertThat(unit.closeCode).isEqualTo(CloseReason.NO_BEAT.code());
    }

    @Test
    void a_server_that_stood_still_blames_nobody() {
        Client console = desk.position("Position 1", FIRE);
        desk.actor.pause(60_000);
        desk.actor.advance(1_000);

        assertThat(console.closedBecause).isNull();
    }

    @Test
    void a_socket_that_says_nothing_or_not_hello_is_closed() {
        Client silent = new Client(desk);
        Client rude = new Client(desk);
        rude.join(FIRE);
        desk.actor.advance(11_000);

        assertThat(silent.closeCode).isEqualTo(CloseReason.NO_HELLO.code());
        assertThat(rude.closeCode).isEqualTo(CloseReason.NO_HELLO.code());
        assertThat(desk.layer.snapshot().counts().sockets()).isZero();
    }

    @Test
    void goodbye_ends_the_session_at_once() {
        Client console = desk.position("Position 1", FIRE);
        Client unit = desk.unit("engine-7", FIRE);
        unit.press("t1", FIRE);
        unit.say(new ClientMessage.Bye());

        assertThat(unit.closeCode).isEqualTo(CloseReason.GOODBYE.code());
        assertThat(console.heard(FloorIdle.class)).hasSize(1);
        assertThat(console.heard(Presence.class).getLast().went()).hasSize(1);
        assertThat(desk.layer.snapshot().sessions()).hasSize(1);
    }

    @Test
    void joining_tells_who_is_there_who_talks_and_what_was_refused() {
        Client unit = desk.unit("engine-7", FIRE);
        desk.unit("ladder-2", FIRE);
        unit.press("t1", FIRE);
        Client console = desk.position("Position 1");
        console.join(FIRE, EMS, new ChannelId("nowhere"));

        Joined joined = console.only(Joined.class);
        assertThat(joined.channels()).hasSize(2);
        assertThat(joined.channels().getFirst().members()).hasSize(3);
        ServerMessage.Talking talking = joined.channels().getFirst().talking();
        assertThat(talking).isNotNull();
        assertThat(joined.refused()).extracting(ServerMessage.NotJoined::code).containsExactly("not_found");
        assertThat(desk.media.asked("forward").getLast()).isEqualTo("forward s1/t1 fire-1 s3/sub.2 0 now");
        assertThat(unit.heard(Presence.class).getLast().came())
                .extracting(member -> member.alias())
                .containsExactly("Position 1");
    }

    @Test
    void nobody_joins_more_channels_than_allowed() {
        ChannelId[] many = new ChannelId[101];
        for (int number = 0; number < many.length; number++) {
            many[number] = new ChannelId("talk-" + number);
            desk.channel(many[number], com.talkiego.dispatch.core.model.ChannelKind.GROUP, false);
        }
        Client console = desk.position("Position 1");
        console.join(many);

        assertThat(console.only(Joined.class).channels()).hasSize(100);
        assertThat(console.only(Joined.class).refused())
                .extracting(ServerMessage.NotJoined::code)
                .containsExactly("quota");
    }

    @Test
    void a_cut_by_fault_looks_like_a_lost_network() {
        Client console = desk.position("Position 1", FIRE);
        desk.position("Position 2", FIRE);
        assertThat(desk.layer.faults().cut(console.welcome().session())).isEqualTo(1);
        assertThat(console.closeCode).isEqualTo(1006);
        assertThat(console.resume(CONSOLE, 0).only(Welcome.class).resumed()).isTrue();
        assertThat(desk.layer.faults().cut(null)).isEqualTo(2);
    }

    @Test
    void a_stall_holds_everything_back_and_loses_nothing() {
        Client console = desk.position("Position 1", FIRE);
        Client unit = desk.unit("engine-7", FIRE);
        console.forget();
        desk.layer.faults().stall(10_000);
        unit.press("t1", FIRE);
        desk.actor.advance(9_000);
        assertThat(unit.told()).isEmpty();
        desk.actor.advance(1_000);

        assertThat(unit.heard(FloorGranted.class)).hasSize(1);
        assertThat(console.heard(FloorTaken.class)).hasSize(1);
        assertThat(console.closedBecause).isNull();
    }

    @Test
    void closing_says_goodbye_to_everyone() {
        Client console = desk.position("Position 1", FIRE);
        desk.layer.close();

        assertThat(console.closeCode).isEqualTo(CloseReason.SERVER_STOPPING.code());
        assertThat(desk.media.asked.getLast()).isEqualTo("close");
    }
}
