package com.talkiego.dispatch.mock.signal;

import static com.talkiego.dispatch.mock.signal.Desk.FIRE;
import static org.assertj.core.api.Assertions.assertThat;

import com.talkiego.dispatch.core.wire.ClientMessage;
import com.talkiego.dispatch.core.wire.ServerMessage;
import com.talkiego.dispatch.core.wire.ServerMessage.Failed;
import com.talkiego.dispatch.core.wire.ServerMessage.PositionChanged;
import com.talkiego.dispatch.core.wire.ServerMessage.Refused;
import com.talkiego.dispatch.core.wire.ServerMessage.Welcome;
import org.junit.jupiter.api.Test;

/** A second sign-in at a position, and another operator at the same desk. */
class PositionsTest {
    private static final String DANA = "POSITION:dana";
    private static final String KIM = "POSITION:kim";

    private final Desk desk = new Desk();
    private final Client unit = desk.unit("engine-7", FIRE);
    private final Client dana = seated(DANA, "Position 1", false);

    private Client seated(String token, String position, boolean takeOver) {
        Client client = new Client(desk);
        client.hello3(token, position, takeOver);
        if (!client.heard(Welcome.class).isEmpty()) {
            client.offer("pub", 4);
            client.join(FIRE);
        }
        return client;
    }

    @Test
    void a_second_sign_in_is_refused_with_who_and_since_when() {
        Client kim = seated(KIM, "Position 1", false);
        Refused refused = kim.only(Refused.class);
        assertThat(refused.code()).isEqualTo("position_in_use");
        assertThat(refused.text()).contains("Position 1", "alias of dana", "since", "UTC", "take the position over");
        assertThat(dana.closedBecause).isNull();
    }

    @Test
    void a_take_over_is_told_to_the_first_and_to_the_other_positions() {
        Client other = seated("POSITION:lee", "Position 2", false);
        dana.forget();
        Client kim = seated(KIM, "Position 1", true);

        assertThat(kim.only(Welcome.class).resumed()).isFalse();
        assertThat(dana.only(PositionChanged.class)).satisfies(news -> {
            assertThat(news.state()).isEqualTo(PositionChanged.TAKEN_OVER);
            assertThat(news.operator()).isEqualTo("alias of kim");
            assertThat(news.at()).isEqualTo(desk.actor.now());
        });
        assertThat(dana.closeCode).isEqualTo(CloseReason.TAKEN_OVER.code());
        assertThat(other.only(PositionChanged.class).position()).isEqualTo("Position 1");
        assertThat(unit.heard(PositionChanged.class)).isEmpty();
        assertThat(desk.layer.snapshot().sessions()).hasSize(3);

        Client again = dana.resume(DANA, 0);
        assertThat(again.only(Refused.class).code()).isEqualTo("taken_over");
        assertThat(again.only(Refused.class).text()).contains("taken over by alias of kim at ");
    }

    @Test
    void nobody_is_taken_over_in_mid_over() {
        dana.press("t1", FIRE);
        Client kim = seated(KIM, "Position 1", true);
        assertThat(kim.only(Refused.class).code()).isEqualTo("position_busy");
        assertThat(kim.only(Refused.class).retryAfterMillis()).isEqualTo(2_000);
        assertThat(dana.closedBecause).isNull();
        dana.release("t1");
        assertThat(seated(KIM, "Position 1", true).heard(Welcome.class)).hasSize(1);
    }

    @Test
    void a_position_whose_socket_broke_waits_a_moment_for_its_own_operator() {
        dana.lose();
        assertThat(seated(KIM, "Position 1", false).only(Refused.class).text()).contains("connection broke");
        assertThat(dana.resume(DANA, 0).only(Welcome.class).resumed()).isTrue();

        Client back = seated(DANA, "Position 2", false);
        back.lose();
        desk.pass(5_500, unit);
        Client kim = seated(KIM, "Position 2", false);
        assertThat(kim.heard(Welcome.class)).hasSize(1);
        assertThat(back.resume(DANA, 0).only(Refused.class).code()).isEqualTo("taken_over");
    }

    @Test
    void another_operator_goes_on_with_the_same_session() {
        Client other = seated("POSITION:lee", "Position 2", false);
        dana.forget();
        dana.say(new ClientMessage.OperatorChange(7, KIM));

        assertThat(dana.only(PositionChanged.class).state()).isEqualTo(PositionChanged.OPERATOR_CHANGED);
        assertThat(dana.only(PositionChanged.class).operator()).isEqualTo("alias of kim");
        assertThat(other.only(PositionChanged.class).operator()).isEqualTo("alias of kim");
        assertThat(dana.closedBecause).isNull();
        dana.press("t1", FIRE);
        assertThat(dana.heard(ServerMessage.FloorGranted.class)).hasSize(1);
        assertThat(unit.heard(ServerMessage.FloorTaken.class).getLast().talker().alias())
                .isEqualTo("Position 1");
        dana.release("t1");

        dana.lose();
        assertThat(dana.resume(DANA, 0, "Position 1").only(Refused.class).code())
                .as("the old operator's tokens open nothing")
                .isEqualTo("position_in_use");
        assertThat(dana.resume(KIM, 0).only(Welcome.class).resumed()).isTrue();
    }

    @Test
    void a_change_in_mid_over_or_to_nobody_is_refused_with_words() {
        dana.press("t1", FIRE);
        dana.say(new ClientMessage.OperatorChange(7, KIM));
        assertThat(dana.only(Failed.class).code()).isEqualTo("position_busy");
        assertThat(dana.only(Failed.class).ref()).isEqualTo(7);
        dana.release("t1");
        dana.forget();
        dana.say(new ClientMessage.OperatorChange(8, "EXPIRED:kim"));
        dana.say(new ClientMessage.OperatorChange(9, "nonsense"));
        dana.say(new ClientMessage.OperatorChange(10, "UNIT:engine-9"));
        unit.say(new ClientMessage.OperatorChange(11, KIM));

        assertThat(dana.heard(Failed.class))
                .extracting(Failed::code)
                .containsExactly("token_expired", "unauthorized", "not_allowed");
        assertThat(unit.only(Failed.class).code()).isEqualTo("not_allowed");
        assertThat(dana.heard(PositionChanged.class)).isEmpty();
    }

    @Test
    void clients_of_an_older_version_are_told_nothing_of_positions() {
        Client old = desk.position("Position 2", FIRE);
        seated(KIM, "Position 1", true);
        assertThat(old.heard(PositionChanged.class)).isEmpty();
    }
}
