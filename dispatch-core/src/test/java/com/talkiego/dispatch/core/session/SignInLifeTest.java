package com.talkiego.dispatch.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.talkiego.dispatch.core.api.ApiProblem;
import com.talkiego.dispatch.core.model.Alarm;
import com.talkiego.dispatch.core.model.Connection;
import com.talkiego.dispatch.core.model.TransmitPhase;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A sign-in is renewed by itself, and whatever becomes of it takes nobody off the air. */
class SignInLifeTest {
    private final Rig rig = new Rig();

    private List<Alarm> alarms() {
        return rig.state().alarms().stream()
                .filter(alarm -> alarm.kind() == Alarm.Kind.SIGN_IN)
                .toList();
    }

    private void failWith(ApiProblem.Kind kind, String sentence) {
        rig.api.renewProblem = FakeApi.problem(kind, sentence, Duration.ZERO);
    }

    @Test
    void isRenewedWhenItIsDueAndNotBefore() {
        rig.api.nextRenewal = rig.actor.now().plusSeconds(60);
        rig.signedIn();
        rig.advance(59_000);
        assertThat(rig.api.renewals).isEqualTo(1);
        rig.api.nextRenewal = rig.actor.now().plusSeconds(60);
        rig.advance(2_000);
        assertThat(rig.api.renewals).isEqualTo(2);
        assertThat(alarms()).isEmpty();
    }

    @Test
    void aRenewalThatFailsIsTriedAgainAndToldOnlyIfItLasts() {
        rig.signedIn();
        failWith(ApiProblem.Kind.UNREACHABLE, "The backend does not answer.");
        rig.api.nextRenewal = rig.actor.now();
        rig.advance(601_000);
        int asked = rig.api.renewals;
        rig.advance(30_000);
        assertThat(rig.api.renewals).isGreaterThan(asked + 2);
        assertThat(alarms()).isEmpty();
        rig.advance(40_000);
        assertThat(alarms())
                .singleElement()
                .satisfies(alarm -> assertThat(alarm.sentence())
                        .contains("cannot be renewed: The backend does not answer.", "You go on hearing and talking"));
        assertThat(rig.state().connection()).isInstanceOf(Connection.Online.class);

        rig.api.renewProblem = null;
        rig.advance(12_000);
        assertThat(alarms()).isEmpty();
    }

    @Test
    void aSignInThatEndedLeavesTheDeskHearingAndItsOverOnTheAir() {
        rig.api.nextRenewal = rig.actor.now().plusSeconds(20);
        rig.signedIn();
        Press press = rig.press(Rig.FIRE);
        rig.grant(press, Rig.FIRE);
        rig.passing(press);
        failWith(ApiProblem.Kind.NOT_SIGNED_IN, "This sign-in was ended for safety.");
        long seconds = 0;
        while (alarms().isEmpty() && seconds++ < 60) {
            rig.backend.passing(rig.ticketOf(press));
            rig.advance(500);
        }
        assertThat(rig.phase(Rig.FIRE)).as("never in mid-over").isEqualTo(TransmitPhase.ON_AIR);
        assertThat(alarms())
                .singleElement()
                .satisfies(alarm -> assertThat(alarm.sentence())
                        .contains(
                                "YOUR SIGN-IN HAS ENDED: This sign-in was ended for safety.", "sign out and in again"));
        assertThat(rig.state().connection()).isInstanceOf(Connection.Online.class);
        rig.release(press);
        rig.advance(2_000);
        Press next = rig.press(Rig.FIRE);
        rig.grant(next, Rig.FIRE);
        rig.passing(next);
        assertThat(rig.phase(Rig.FIRE)).isEqualTo(TransmitPhase.ON_AIR);
    }

    @Test
    void signingOutEndsTheWatch() {
        rig.api.nextRenewal = rig.actor.now().plusSeconds(30);
        rig.signedIn();
        rig.session.signOut();
        rig.advance(60_000);
        assertThat(rig.api.renewals).isEqualTo(1);
        assertThat(alarms()).isEmpty();
        assertThat(rig.api.signOuts).as("the backend is told").isEqualTo(1);
    }

    @Test
    void aKeptSignInNeedsNoPassword() {
        rig.session.signIn(SignIn.kept("demo", "dispatcher"));
        rig.advance(200);
        assertThat(rig.state().connection()).isInstanceOf(Connection.Online.class);
        assertThat(rig.api.resumes).isEqualTo(1);
        assertThat(rig.api.signIns).isZero();
    }

    @Test
    void aKeptSignInThatIsOverLeadsToTheForm() {
        rig.api.signInProblem =
                FakeApi.problem(ApiProblem.Kind.NOT_SIGNED_IN, "The sign-in has expired.", Duration.ZERO);
        rig.session.signIn(SignIn.kept("demo", "dispatcher"));
        rig.advance(200);
        assertThat(rig.state().connection()).isEqualTo(new Connection.SignedOut("The sign-in has expired."));
        assertThat(rig.api.lettings).isEqualTo(1);
    }

    @Test
    void closingTheConsoleOnlyLetsGo() {
        rig.signedIn();
        rig.session.close();
        rig.advance(100);
        assertThat(rig.api.lettings).isEqualTo(1);
        assertThat(rig.api.signOuts).isZero();
    }
}
