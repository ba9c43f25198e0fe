package com.talkiego.dispatch.core.session;

import static com.talkiego.dispatch.core.session.Rig.EMS;
import static com.talkiego.dispatch.core.session.Rig.ENGINE;
import static com.talkiego.dispatch.core.session.Rig.FIRE;
import static com.talkiego.dispatch.core.session.Rig.WEATHER;
import static org.assertj.core.api.Assertions.assertThat;

import com.talkiego.dispatch.core.api.ApiProblem;
import com.talkiego.dispatch.core.mix.Bus;
import com.talkiego.dispatch.core.mix.Cue;
import com.talkiego.dispatch.core.mix.TicketGate;
import com.talkiego.dispatch.core.model.Alarm;
import com.talkiego.dispatch.core.model.Channel;
import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.ChannelKind;
import com.talkiego.dispatch.core.model.ChannelState;
import com.talkiego.dispatch.core.model.Connection;
import com.talkiego.dispatch.core.model.PttTarget;
import com.talkiego.dispatch.core.model.TransmitPhase;
import com.talkiego.dispatch.core.wire.ClientMessage;
import com.talkiego.dispatch.core.wire.ServerMessage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectingTest {
    private final Rig rig = new Rig();

    @Test
    void signsInJoinsAndOpensTheLinks() {
        rig.signedIn();
        assertThat(rig.state().connection()).isInstanceOf(Connection.Online.class);
        assertThat(rig.media.calls).contains("open SUBSCRIBER 4", "open PUBLISHER 2");
        assertThat(rig.backend.last(ClientMessage.Join.class).channels()).containsExactly(FIRE, EMS, WEATHER);
        assertThat(rig.channel(FIRE).path()).isEqualTo(new ChannelState.Path.Up(ChannelState.PathKind.SFU));
        assertThat(rig.session.statistics().signInToAllJoinedMillis()).isBetween(0.0, 200.0);
        assertThat(rig.backend.last(ClientMessage.Hello.class).resume()).isNull();
    }

    @Test
    void joinsHundredsOfChannelsInBatches() {
        for (int i = 0; i < 250; i++) {
            rig.api.channels.add(
                    new Channel(new ChannelId("talk-" + i), 10 + i, "Talk " + i, ChannelKind.GROUP, 1, false, 60_000));
        }
        rig.signedIn();
        assertThat(rig.backend.all(ClientMessage.Join.class))
                .extracting(join -> join.channels().size())
                .containsExactly(100, 100, 53);
        assertThat(rig.state().channels()).allMatch(channel -> channel.path() instanceof ChannelState.Path.Up);
    }

    @Test
    void saysWhyASignInFailed() {
        rig.api.signInProblem =
                FakeApi.problem(ApiProblem.Kind.NOT_SIGNED_IN, "Name or password is wrong.", Duration.ZERO);
        rig.signedIn();
        assertThat(rig.state().connection()).isEqualTo(new Connection.SignedOut("Name or password is wrong."));
        assertThat(rig.backend.opened).isZero();
        rig.api.signInProblem = null;
        rig.signedIn();
        assertThat(rig.state().connection()).isInstanceOf(Connection.Online.class);
    }

    @Test
    void aCutPathClosesTheGatesIsToldAndComesBackByItself() {
        rig.signedIn();
        rig.session.select(FIRE);
        rig.session.volume(FIRE, -7);
        Press press = rig.general();
        rig.advance(300);
        rig.grant(press, FIRE);
        rig.backend.cut();
        rig.advance(10);
        assertThat(rig.audio.gate(press.ticket()).uplinkGate()).isEqualTo(TicketGate.Uplink.DISCARD);
        assertThat(rig.audio.of(press.ticket()).intakeOpen).isFalse();
        assertThat(rig.phase(FIRE)).isEqualTo(TransmitPhase.CUT_OFF);
        assertThat(rig.audio.count(Cue.PATH_LOST, Bus.SELECT)).isOne();
        assertThat(rig.audio.count(Cue.CUT_OFF, Bus.SELECT)).isOne();
        assertThat(rig.state().connection()).isInstanceOf(Connection.Lost.class);
        assertThat(rig.channel(EMS).path()).isInstanceOf(ChannelState.Path.Down.class);
        rig.advance(60);
        assertThat(rig.state().alarms()).extracting(Alarm::kind).contains(Alarm.Kind.NO_PATH);

        rig.advance(1000);
        assertThat(rig.state().connection()).isInstanceOf(Connection.Online.class);
        assertThat(rig.audio.count(Cue.PATH_BACK, Bus.SELECT)).isOne();
        assertThat(rig.backend.last(ClientMessage.Hello.class).resume()).isNotNull();
        assertThat(rig.releases())
                .extracting(ClientMessage.FloorRelease::ticket)
                .contains(rig.ticketOf(press));
        assertThat(rig.channel(FIRE).selected()).isTrue();
        assertThat(rig.channel(FIRE).volumeDb()).isEqualTo(-7);
        assertThat(rig.backend.all(ClientMessage.Join.class)).hasSize(1);
        assertThat(rig.media.calls).filteredOn(call -> call.startsWith("open")).hasSize(2);

        long taken = rig.audio.of(press.ticket()).taken;
        rig.advance(500);
        assertThat(rig.audio.of(press.ticket()).taken)
                .as("the key is still held")
                .isEqualTo(taken);
        Press fresh = rig.press("source-1", new PttTarget.General());
        rig.grant(fresh, FIRE);
        assertThat(rig.phase(FIRE)).isEqualTo(TransmitPhase.GRANTED);
    }

    @Test
    void aResumeBringsWhatWasMissedOnce() {
        rig.signedIn();
        rig.backend.say(new ServerMessage.FloorTaken(++rig.backend.seq, FIRE, 5, ENGINE, false, rig.actor.now()));
        rig.advance(10);
        rig.backend.cut();
        rig.advance(600);
        ClientMessage.Resume resume =
                rig.backend.last(ClientMessage.Hello.class).resume();
        assertThat(resume).isEqualTo(new ClientMessage.Resume("resume-1", 1));
        rig.backend.say(new ServerMessage.FloorTaken(1, FIRE, 5, ENGINE, false, rig.actor.now()));
        rig.backend.say(new ServerMessage.FloorIdle(2, FIRE, 5, rig.actor.now()));
        rig.advance(10);
        assertThat(rig.channel(FIRE).talkers()).isEmpty();
        assertThat(rig.session.statistics().frames().duplicates()).isOne();
    }

    @Test
    void aSessionThatIsGoneIsBuiltAnew() {
        rig.signedIn();
        rig.backend.resuming = false;
        rig.backend.cut();
        rig.advance(1000);
        assertThat(rig.backend.all(ClientMessage.Join.class)).hasSize(2);
        assertThat(rig.media.calls).filteredOn(call -> call.startsWith("open")).hasSize(4);
        assertThat(rig.state().connection()).isInstanceOf(Connection.Online.class);
    }

    @Test
    void triesAgainWithinFiveSecondsHoweverLongItLasts() {
        rig.signedIn();
        rig.backend.reachable = false;
        rig.backend.cut();
        rig.advance(60_000);
        int before = rig.backend.opened;
        assertThat(before).isGreaterThan(12);
        rig.backend.reachable = true;
        rig.advance(5_100);
        assertThat(rig.state().connection()).isInstanceOf(Connection.Online.class);
    }

    @Test
    void retryNowTriesAtOnce() {
        rig.signedIn();
        rig.backend.reachable = false;
        rig.backend.cut();
        rig.advance(20_000);
        rig.backend.reachable = true;
        if (rig.state().connection() instanceof Connection.Online) {
            throw new AssertionError("online without a backend");
        }
        rig.session.retryNow();
        rig.advance(10);
        assertThat(rig.state().connection()).isInstanceOf(Connection.Online.class);
    }

    @Test
    void leavesABackendAloneForAsLongAsItAsks() {
        rig.signedIn();
        rig.backend.greeting = false;
        rig.backend.cut();
        rig.advance(400);
        rig.backend.say(new ServerMessage.Refused("quota", "Too many. Wait 20 seconds.", 20_000));
        rig.advance(10);
        int opened = rig.backend.opened;
        rig.backend.greeting = true;
        rig.advance(19_900);
        assertThat(rig.backend.opened).isEqualTo(opened);
        rig.advance(200);
        assertThat(rig.state().connection()).isInstanceOf(Connection.Online.class);
    }

    @Test
    void aStaleTokenIsReplacedOnce() {
        rig.backend.greeting = false;
        rig.signedIn();
        rig.backend.greeting = true;
        rig.backend.say(new ServerMessage.Refused("token_expired", "The token is too old.", 0));
        rig.advance(100);
        assertThat(rig.api.tokens).isEqualTo(2);
        assertThat(rig.state().connection()).isInstanceOf(Connection.Online.class);
    }

    @Test
    void aPositionInUseIsNotTakenOver() {
        rig.backend.greeting = false;
        rig.signedIn();
        rig.backend.say(new ServerMessage.Refused("position_in_use", "Desk 1 is in use by Kim.", 0));
        rig.advance(10);
        assertThat(rig.state().connection()).isEqualTo(new Connection.SignedOut("Desk 1 is in use by Kim.", true));
        rig.advance(10_000);
        assertThat(rig.backend.opened).isOne();
    }

    @Test
    void aRestartedBackendIsSignedInToAgainWithoutAsking() {
        rig.signedIn();
        rig.backend.resuming = false;
        rig.api.tokenProblem = FakeApi.problem(ApiProblem.Kind.NOT_SIGNED_IN, "Unknown token.", Duration.ZERO);
        rig.backend.script = message -> {};
        rig.backend.cut();
        rig.advance(250);
        assertThat(rig.api.signIns).isGreaterThan(1);
        rig.api.tokenProblem = null;
        rig.advance(6000);
        assertThat(rig.state().connection()).isInstanceOf(Connection.Online.class);
    }

    @Test
    void aSilentBackendIsNotConfirmedThenLost() {
        rig.signedIn();
        rig.press(FIRE);
        rig.backend.beating = false;
        rig.advance(1600);
        assertThat(rig.state().connection())
                .isInstanceOfSatisfying(
                        Connection.Online.class,
                        online -> assertThat(online.confirmed()).isFalse());
        rig.advance(1000);
        assertThat(rig.session.statistics().reconnects()).isOne();
        assertThat(rig.audio.keying.gates()).isEmpty();
    }

    @Test
    void beatsEveryHalfSecondWhileKeyed() {
        rig.signedIn();
        rig.advance(4000);
        int idle = rig.backend.all(ClientMessage.Beat.class).size();
        assertThat(idle).isBetween(2, 4);
        rig.press(FIRE);
        rig.advance(2000);
        assertThat(rig.backend.all(ClientMessage.Beat.class).size() - idle).isBetween(4, 6);
    }

    @Test
    void audioWithoutABeatIsClosedAndOpenedAgain() {
        rig.signedIn();
        rig.media.beatingSub = false;
        rig.advance(1450);
        assertThat(rig.state().connection())
                .isInstanceOfSatisfying(
                        Connection.Online.class,
                        online -> assertThat(online.confirmed()).isFalse());
        rig.media.connecting = false;
        rig.media.beatingSub = false;
        rig.advance(800);
        rig.media.beatingSub = true;
        assertThat(rig.media.calls).contains("close SUBSCRIBER");
        assertThat(rig.state().connection()).isInstanceOf(Connection.Lost.class);
        assertThat(rig.channel(FIRE).path()).isInstanceOf(ChannelState.Path.Down.class);
        rig.media.connecting = true;
        rig.advance(15_000);
        assertThat(rig.state().connection()).isInstanceOf(Connection.Online.class);
    }

    @Test
    void aRefusedOfferIsMadeAgain() {
        rig.backend.answering = false;
        rig.signedIn();
        ClientMessage.MediaOffer offer = rig.backend.last(ClientMessage.MediaOffer.class);
        rig.backend.answering = true;
        rig.backend.say(new ServerMessage.Failed(offer.ref(), "bad_sdp", "The offer has no audio line."));
        rig.backend.say(new ServerMessage.MediaGone("sub", "The media server restarted."));
        rig.advance(1000);
        assertThat(rig.state().connection()).isInstanceOf(Connection.Online.class);
    }

    @Test
    void strangeFramesAreCountedAndSurvived() {
        rig.signedIn();
        rig.backend.raw("not json");
        rig.backend.raw("{\"type\":\"call.incoming\",\"from\":\"unit-7\"}");
        rig.backend.raw("{\"type\":\"beat\",\"number\":1,\"x\":\"" + "y".repeat(2_000_000) + "\"}");
        rig.advance(50);
        assertThat(rig.session.statistics().frames()).isEqualTo(new SessionStatistics.Frames(1, 1, 1, 0, 0, 0));
        assertThat(rig.state().connection()).isInstanceOf(Connection.Online.class);
    }

    @Test
    void signingOutEndsWhatIsOnTheAirAndSaysGoodbye() {
        rig.signedIn();
        Press press = rig.press(FIRE);
        rig.grant(press, FIRE);
        rig.advance(50);
        rig.session.signOut();
        rig.advance(20);
        assertThat(rig.audio.of(press.ticket()).intakeOpen).isFalse();
        assertThat(rig.backend.received.getLast()).isInstanceOf(ClientMessage.Bye.class);
        assertThat(rig.media.calls).contains("close PUBLISHER", "close SUBSCRIBER");
        assertThat(rig.state().connection()).isEqualTo(new Connection.SignedOut(""));
        rig.advance(5000);
        assertThat(rig.state().alarms()).isEmpty();
    }

    @Test
    void closingTheSessionClosesMicrophonesBeforeItReturns() {
        rig.signedIn();
        Press press = rig.press(FIRE);
        rig.grant(press, FIRE);
        rig.session.close();
        assertThat(rig.audio.gate(press.ticket()).lease().live(rig.actor.nanoTime()))
                .isFalse();
        rig.advance(100);
        assertThat(rig.backend.connected()).isFalse();
        assertThat(rig.audio.keying.gates()).isEmpty();
    }

    @Test
    void aPressWithoutAPathIsRefusedWithAReason() {
        Press early = rig.press(FIRE);
        assertThat(rig.events()).last().asString().contains("not signed in");
        rig.signedIn();
        rig.advance(500);
        assertThat(rig.audio.hasGate(early.ticket()))
                .as("held since before the sign-in")
                .isFalse();
        rig.backend.reachable = false;
        rig.backend.cut();
        rig.advance(10);
        rig.press(FIRE);
        assertThat(rig.channel(FIRE).transmit().reason()).contains("no path");
    }

    @Test
    void aPauseOfTheProcessLeavesNothingOnTheAir() {
        rig.signedIn();
        Press press = rig.press(FIRE);
        rig.grant(press, FIRE);
        rig.advance(200);
        rig.actor.pause(Duration.ofSeconds(3));
        rig.advance(10);
        long sent = rig.audio.of(press.ticket()).sent;
        rig.advance(2000);
        assertThat(rig.audio.of(press.ticket()).intakeOpen).isFalse();
        assertThat(rig.audio.of(press.ticket()).sent).isEqualTo(sent);
        assertThat(List.of(TransmitPhase.CUT_OFF, TransmitPhase.NONE)).contains(rig.phase(FIRE));
    }

    @Test
    void aLostUplinkPathCutsWhatIsOnTheAir() {
        rig.signedIn();
        Press press = rig.press(FIRE);
        rig.grant(press, FIRE);
        rig.advance(100);
        rig.media.fail(MediaPort.Link.PUBLISHER, "The encryption failed.");
        rig.actor.run();
        assertThat(rig.audio.gate(press.ticket()).uplinkGate()).isEqualTo(TicketGate.Uplink.DISCARD);
        assertThat(rig.channel(FIRE).transmit().reason()).contains("audio path was lost");
        rig.advance(1000);
        assertThat(rig.releases())
                .extracting(ClientMessage.FloorRelease::ticket)
                .contains(rig.ticketOf(press));
        assertThat(rig.state().connection()).isInstanceOf(Connection.Online.class);
    }

    @Test
    void aLostDownlinkPathEmptiesTheSlots() {
        rig.signedIn();
        rig.backend.say(new ServerMessage.SlotAssigned(++rig.backend.seq, "m1", 5, FIRE, ENGINE, false));
        rig.advance(10);
        assertThat(rig.audio.mix.slot(1)).isNotNull();
        rig.media.fail(MediaPort.Link.SUBSCRIBER, "The encryption failed.");
        rig.actor.run();
        assertThat(rig.audio.mix.slot(1)).isNull();
    }
}
