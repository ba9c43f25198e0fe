package com.talkiego.dispatch.core.session;

import static com.talkiego.dispatch.core.session.Rig.FIRE;
import static org.assertj.core.api.Assertions.assertThat;

import com.talkiego.dispatch.core.api.ApiProblem;
import com.talkiego.dispatch.core.mix.Bus;
import com.talkiego.dispatch.core.mix.Cue;
import com.talkiego.dispatch.core.model.Connection;
import com.talkiego.dispatch.core.model.ConsoleState;
import com.talkiego.dispatch.core.wire.ClientMessage;
import com.talkiego.dispatch.core.wire.ServerMessage;
import com.talkiego.dispatch.core.wire.ServerMessage.PositionChanged;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A position that is taken, taken over, or handed to another operator. */
class SeatTest {
    private static final SignIn KIM = new SignIn("demo", "kim", "secret");

    private final Rig rig = new Rig();

    private ConsoleState.Operator operator() {
        return Objects.requireNonNull(rig.state().operator());
    }

    private void say(String state) {
        rig.backend.say(new PositionChanged(++rig.backend.seq, "Desk 1", "Kim", state, rig.actor.now()));
        rig.advance(10);
    }

    @Test
    void aRefusalOffersToTakeThePositionOverAndOnlyThatTakesIt() {
        rig.backend.greeting = false;
        rig.signedIn();
        rig.backend.say(new ServerMessage.Refused("position_in_use", "Desk 1 is in use by Kim", 5_000));
        rig.advance(10);
        assertThat(rig.state().connection()).isEqualTo(new Connection.SignedOut("Desk 1 is in use by Kim.", true));
        assertThat(rig.backend.last(ClientMessage.Hello.class).takeOver()).isFalse();
        rig.backend.greeting = true;
        rig.session.signIn(new SignIn("demo", "dispatcher", "demo", true));
        rig.advance(200);
        assertThat(rig.backend.last(ClientMessage.Hello.class).takeOver()).isTrue();
        assertThat(rig.state().connection()).isInstanceOf(Connection.Online.class);

        rig.backend.resuming = false;
        rig.backend.cut();
        rig.advance(1_000);
        assertThat(rig.backend.last(ClientMessage.Hello.class).takeOver())
                .as("coming back takes nobody's place")
                .isFalse();
    }

    @Test
    void whoIsTakenOverIsToldAtOnceAndNothingOfItIsOnTheAir() {
        rig.signedIn();
        Press press = rig.press(FIRE);
        rig.grant(press, FIRE);
        rig.passing(press);
        say(PositionChanged.TAKEN_OVER);
        assertThat(rig.audio.of(press.ticket()).intakeOpen).isFalse();
        assertThat(rig.state().connection())
                .isEqualTo(new Connection.SignedOut(
                        "Desk 1 was taken over by Kim. This desk is signed out: you hear nothing here any more."));
        assertThat(rig.audio.count(Cue.PATH_LOST, Bus.SELECT)).isOne();
        rig.advance(10_000);
        assertThat(rig.backend.opened).isOne();
    }

    @Test
    void whoWasTakenOverWhileAwayIsToldOnComingBack() {
        rig.signedIn();
        rig.backend.greeting = false;
        rig.backend.cut();
        rig.advance(400);
        rig.backend.say(new ServerMessage.Refused("taken_over", "Desk 1 was taken over by Kim at 06:00:01 UTC", 0));
        rig.advance(10);
        assertThat(rig.state().connection())
                .isInstanceOfSatisfying(
                        Connection.SignedOut.class,
                        out -> assertThat(out.reason()).startsWith("Desk 1 was taken over by Kim at"));
    }

    @Test
    void anotherOperatorSitsDownWithoutASeam() {
        rig.signedIn();
        rig.session.select(FIRE);
        rig.session.changeOperator(KIM);
        rig.advance(10);
        assertThat(operator().change().busy()).isTrue();
        assertThat(rig.backend.last(ClientMessage.OperatorChange.class).token()).isEqualTo("signal-of-kim");
        assertThat(rig.api.accepted).isEmpty();
        say(PositionChanged.OPERATOR_CHANGED);

        assertThat(operator().name()).isEqualTo("Kim");
        assertThat(operator().position()).isEqualTo("Desk 1");
        assertThat(operator().change()).isEqualTo(new ConsoleState.OperatorChange(false, "", 1));
        assertThat(rig.api.accepted).containsExactly("kim");
        assertThat(rig.channel(FIRE).selected()).isTrue();
        assertThat(rig.media.calls).filteredOn(call -> call.startsWith("open")).hasSize(2);
        assertThat(rig.backend.opened).isOne();
        assertThat(rig.events()).contains("Operator of Desk 1 is now Kim");
    }

    @Test
    void aChangeThatIsRefusedLeavesTheOperatorThereIs() {
        rig.signedIn();
        rig.session.changeOperator(KIM);
        rig.advance(10);
        rig.backend.say(new ServerMessage.Failed(
                rig.backend.last(ClientMessage.OperatorChange.class).ref(), "position_busy", "An over is in progress"));
        rig.advance(10);
        assertThat(operator().name()).isEqualTo("Dana");
        assertThat(operator().change().refusal()).isEqualTo("An over is in progress.");
        assertThat(rig.api.rejected).containsExactly("kim");

        rig.api.signInProblem = FakeApi.problem(ApiProblem.Kind.NOT_SIGNED_IN, "Wrong password.", Duration.ZERO);
        rig.session.changeOperator(KIM);
        rig.advance(10);
        assertThat(operator().change()).isEqualTo(new ConsoleState.OperatorChange(false, "Wrong password.", 0));
        say(PositionChanged.OPERATOR_CHANGED);
        assertThat(operator().name()).as("no change was asked for").isEqualTo("Dana");
    }

    @Test
    void nobodySitsDownInMidOverOrWithoutAPath() {
        rig.signedIn();
        Press press = rig.press(FIRE);
        rig.grant(press, FIRE);
        rig.session.changeOperator(KIM);
        rig.advance(10);
        assertThat(operator().change().refusal()).contains("An over of this desk is in progress");
        assertThat(rig.backend.all(ClientMessage.OperatorChange.class)).isEmpty();
        rig.release(press);
        rig.advance(3_000);

        rig.session.changeOperator(KIM);
        rig.advance(10);
        rig.backend.cut();
        rig.advance(10);
        assertThat(operator().change().refusal()).contains("path to the backend was lost");
        assertThat(rig.api.rejected).containsExactly("kim");
        rig.session.changeOperator(KIM);
        rig.advance(10);
        assertThat(operator().change().refusal()).contains("no path");
    }

    @Test
    void aBackendThatDoesNotAnswerIsGivenUp() {
        rig.signedIn();
        rig.session.changeOperator(KIM);
        rig.advance(15_100);
        assertThat(operator().change().refusal()).contains("too long");
        assertThat(rig.api.rejected).containsExactly("kim");
    }

    @Test
    void anOlderBackendIsNotAsked() {
        rig.backend.protocol = 2;
        rig.signedIn();
        rig.session.changeOperator(KIM);
        rig.advance(10);
        assertThat(operator().change().refusal()).contains("too old");
        assertThat(rig.backend.all(ClientMessage.OperatorChange.class)).isEmpty();
    }
}
