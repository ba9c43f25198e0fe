package com.talkiego.dispatch.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.talkiego.dispatch.core.api.ApiProblem;
import com.talkiego.dispatch.core.model.ChannelState;
import com.talkiego.dispatch.core.model.MediaWay;
import com.talkiego.dispatch.core.session.MediaPort.Link;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The credentials of the TURN servers, and what is said of the way by a relay. */
class RelayCredentialsTest {
    private final Rig rig = new Rig();

    RelayCredentialsTest() {
        rig.api.turnLifeSeconds = 100;
        rig.signedIn();
    }

    private String userOf(Link link) {
        return String.valueOf(
                Objects.requireNonNull(rig.media.servers.get(link)).getFirst().username());
    }

    private void way(MediaWay way) {
        Objects.requireNonNull(rig.media.listeners.get(Link.SUBSCRIBER)).way(Link.SUBSCRIBER, way);
    }

    @Test
    void areRenewedAheadOfTimeWithoutTouchingTheLinks() {
        assertThat(rig.api.turns).isEqualTo(1);
        rig.advance(59_000);
        assertThat(rig.api.turns).isEqualTo(1);
        int calls = rig.media.calls.size();
        rig.advance(2_000);
        assertThat(rig.api.turns).isEqualTo(2);
        rig.advance(60_000);
        assertThat(rig.api.turns).isEqualTo(3);
        assertThat(rig.media.calls).hasSize(calls);
        assertThat(userOf(Link.SUBSCRIBER)).isEqualTo("user-1");

        rig.media.fail(Link.SUBSCRIBER, "gone");
        rig.advance(1_000);
        assertThat(userOf(Link.SUBSCRIBER)).isEqualTo("user-3");
        assertThat(userOf(Link.PUBLISHER)).isEqualTo("user-1");
    }

    @Test
    void areAskedForAgainAndAgainWhereThatFailsAndItIsSaidOnce() {
        rig.api.turnProblem =
                FakeApi.problem(ApiProblem.Kind.UNREACHABLE, "The backend does not answer.", Duration.ZERO);
        rig.advance(95_000);
        assertThat(rig.api.turns).isBetween(4, 6);
        assertThat(rig.events())
                .filteredOn(line -> line.contains("could not be renewed"))
                .hasSize(1);
        rig.api.turnProblem = null;
        rig.advance(11_000);
        assertThat(rig.events().getLast()).contains("renewed again");
        rig.media.fail(Link.SUBSCRIBER, "gone");
        rig.advance(1_000);
        assertThat(userOf(Link.SUBSCRIBER)).isEqualTo("user-" + rig.api.turns);
    }

    @Test
    void comeAnewWithAnotherTry() {
        rig.backend.cut();
        rig.advance(1_500);
        assertThat(rig.api.turns).isEqualTo(2);
        rig.media.fail(Link.SUBSCRIBER, "gone");
        rig.advance(1_000);
        assertThat(userOf(Link.SUBSCRIBER)).isEqualTo("user-2");
    }

    @Test
    void areForgottenAtTheEnd() {
        rig.session.signOut();
        rig.advance(200_000);
        assertThat(rig.api.turns).isEqualTo(1);
    }

    @Test
    void aChannelThatComesByARelaySaysSo() {
        assertThat(rig.channel(Rig.FIRE).path()).isEqualTo(new ChannelState.Path.Up(ChannelState.PathKind.SFU));
        way(MediaWay.RELAY_TLS);
        assertThat(rig.channel(Rig.FIRE).path()).isEqualTo(new ChannelState.Path.Up(ChannelState.PathKind.RELAYED));
        way(MediaWay.DIRECT);
        assertThat(rig.channel(Rig.FIRE).path()).isEqualTo(new ChannelState.Path.Up(ChannelState.PathKind.SFU));
    }

    @Test
    void whyARelayCannotBeUsedIsToldWithTheLossOfThePath() {
        rig.session.relayTrouble("TURN over TLS: the relay does not answer.");
        assertThat(rig.events().getLast()).isEqualTo("TURN over TLS: the relay does not answer.");
        rig.media.connecting = false;
        rig.media.fail(Link.SUBSCRIBER, "The media server cannot be reached");
        assertThat(rig.state().connection().toString())
                .contains("The media server cannot be reached. TURN over TLS: the relay does not answer.");
    }
}
