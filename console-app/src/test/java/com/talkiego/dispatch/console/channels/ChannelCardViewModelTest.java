package com.talkiego.dispatch.console.channels;

import static org.assertj.core.api.Assertions.assertThat;

import com.talkiego.dispatch.console.channels.CardLook.Band;
import com.talkiego.dispatch.console.channels.CardLook.Speaker;
import com.talkiego.dispatch.console.sample.Sample;
import com.talkiego.dispatch.core.model.ChannelState.Path;
import com.talkiego.dispatch.core.model.ChannelState.PathKind;
import com.talkiego.dispatch.core.model.ConsoleState;
import com.talkiego.dispatch.core.model.EmergencyState;
import com.talkiego.dispatch.core.model.TransmitPhase;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChannelCardViewModelTest {

    private static CardLook fireOne(Sample sample) {
        ConsoleState state = sample.state();
        return new ChannelCardViewModel(state, Sample.NOW, ZoneOffset.UTC)
                .look(state.channels().getFirst());
    }

    @Test
    void idleShowsTheLastTalkerAndWhen() {
        CardLook look = fireOne(Sample.channels(1).heard("Fire 1", "Engine 7", 40));
        assertThat(look.state()).isEqualTo(CardState.IDLE);
        assertThat(look.headline()).isEqualTo("Engine 7");
        assertThat(look.detail()).isEqualTo("Last heard 14:01");
        assertThat(look.hotKey()).isEqualTo("F1");
    }

    @Test
    void receivingShowsWhoTalksAndForHowLong() {
        CardLook look = fireOne(Sample.channels(1).talk("Fire 1", "Engine 7", 7).talk("Fire 1", "Engine 8", 2));
        assertThat(look.state()).isEqualTo(CardState.RECEIVING);
        assertThat(look.headline()).isEqualTo("Engine 7");
        assertThat(look.detail()).isEqualTo("Receiving 0:07, and Engine 8");
        assertThat(look.meterSlots()).hasSize(2);
    }

    @Test
    void howTheSoundComesInIsToldInWordsWithItsReasonAndFigures() {
        Way direct = fireOne(Sample.channels(1).path("Fire 1", new Path.Up(PathKind.DIRECT, 12, 0.004, "3 members")))
                .way();
        assertThat(direct.word()).isEqualTo("Direct");
        assertThat(direct.quality()).isEqualTo(Way.Quality.GOOD);
        assertThat(direct.sentence())
                .isEqualTo(
                        "Direct between the members, good link: 12 ms there and back, 0.4 % lost. Reason: 3 members");
        CardLook relayed =
                fireOne(Sample.channels(1).path("Fire 1", new Path.Up(PathKind.RELAYED, 240, 0, "3 members")));
        assertThat(relayed.way().quality()).isEqualTo(Way.Quality.FAIR);
        assertThat(relayed.spoken()).contains("relayed, fair link");
        Way server = fireOne(Sample.channels(1)
                        .path("Fire 1", new Path.Up(PathKind.SFU, 0, 0, "5 members, direct links are for up to 4")))
                .way();
        assertThat(server.word()).isEqualTo("Server");
        assertThat(server.sentence()).isEqualTo("Through the server. Reason: 5 members, direct links are for up to 4");
        CardLook ordinary = fireOne(Sample.channels(1));
        assertThat(ordinary.way().word())
                .as("nothing to choose, nothing to say")
                .isEmpty();
        assertThat(ordinary.spoken()).doesNotContain("server");
    }

    @ParameterizedTest
    @CsvSource({
        "150, 0.01, GOOD",
        "151, 0, FAIR",
        "10, 0.02, FAIR",
        "400, 0.05, FAIR",
        "401, 0, POOR",
        "10, 0.06, POOR",
        "0, 0, UNKNOWN"
    })
    void aLinkIsAsGoodAsItsWorseFigure(int millis, double loss, Way.Quality quality) {
        assertThat(Way.of(new Path.Up(PathKind.DIRECT, millis, loss, "2 members"))
                        .quality())
                .isEqualTo(quality);
    }

    @Test
    void anotherPositionIsShownByName() {
        CardLook look = fireOne(Sample.channels(1).busy("Fire 1", "Position 2"));
        assertThat(look.state()).isEqualTo(CardState.BUSY_POSITION);
        assertThat(look.headline()).isEqualTo("Position 2");
    }

    @ParameterizedTest
    @CsvSource({
        "REQUESTED, REQUESTED, Requesting",
        "QUEUED, REQUESTED, 'Waiting, place 2'",
        "GRANTED, REQUESTED, Granted",
        "ON_AIR, ON_AIR, ON AIR 0:07",
        "NOT_CONFIRMED, NOT_CONFIRMED, NOT CONFIRMED",
        "STILL_SENDING, STILL_SENDING, Still sending 0.8 s",
        "REFUSED, REFUSED, Refused",
        "CUT_OFF, CUT_OFF, NOT ON AIR"
    })
    void eachPhaseHasItsStateAndWords(TransmitPhase phase, CardState state, String headline) {
        CardLook look = fireOne(
                Sample.channels(1).transmit("Fire 1", phase, 7_000, "Why").ticket(800));
        assertThat(look.state()).isEqualTo(state);
        assertThat(look.headline()).isEqualTo(headline);
    }

    @Test
    void ownTransmissionWinsOverWhatIsHeard() {
        CardLook look = fireOne(
                Sample.channels(1).talk("Fire 1", "Engine 7", 1).transmit("Fire 1", TransmitPhase.ON_AIR, 0, ""));
        assertThat(look.state()).isEqualTo(CardState.ON_AIR);
        assertThat(look.detail()).isEqualTo("Engine 7 is talking too");
    }

    @Test
    void aPartialTicketSaysWhoIsNotReached() {
        CardLook look = fireOne(Sample.channels(12)
                .transmit("Fire 1", TransmitPhase.ON_AIR, 4_000, "")
                .transmit("EMS 2", TransmitPhase.REFUSED, 4_000, "Unit 12 talking")
                .ticket(0));
        assertThat(look.state()).isEqualTo(CardState.PARTIAL);
        assertThat(look.detail()).isEqualTo("NOT EMS 2: Unit 12 talking");
    }

    @Test
    void withoutAPathItSaysWhyAndCannotTalk() {
        CardLook look = fireOne(Sample.channels(1).path("Fire 1", new Path.Down("No permission to join")));
        assertThat(look.state()).isEqualTo(CardState.NO_PATH);
        assertThat(look.detail()).isEqualTo("No permission to join");
        assertThat(look.canTalk()).isFalse();
        assertThat(fireOne(Sample.channels(1)).canTalk()).isTrue();
    }

    @Test
    void mutesAreToldApart() {
        assertThat(fireOne(Sample.channels(2).mute("Fire 1")).speaker()).isEqualTo(Speaker.MUTED);
        CardLook all = fireOne(Sample.channels(2).allMuted(42));
        assertThat(all.speaker()).isEqualTo(Speaker.ALL_MUTED);
        assertThat(all.speakerWords()).isEqualTo("All mute 0:42");
        assertThat(fireOne(Sample.channels(2).allMuted(42).select("Fire 1")).speaker())
                .isEqualTo(Speaker.HEARD);
        assertThat(fireOne(Sample.channels(2).solo("Fire 2")).speaker()).isEqualTo(Speaker.NOT_SOLO);
    }

    @Test
    void anEmergencyStaysUntilItIsCleared() {
        CardLook raised = fireOne(Sample.channels(1).emergency("Fire 1", "Engine 7", EmergencyState.RAISED));
        assertThat(raised.band()).isEqualTo(Band.RAISED);
        assertThat(raised.emergencyWords()).isEqualTo("EMERGENCY Engine 7");
        CardLook answered = fireOne(Sample.channels(1).emergency("Fire 1", "Engine 7", EmergencyState.ACKNOWLEDGED));
        assertThat(answered.band()).isEqualTo(Band.ACKNOWLEDGED);
        assertThat(answered.emergencyWords()).contains("Position 2").contains("14:02");
        assertThat(fireOne(Sample.channels(1).emergency("Fire 1", "Engine 7", EmergencyState.CLEARED_FALSE))
                        .band())
                .isEqualTo(Band.NONE);
    }

    @Test
    void ofTwoEmergenciesTheUnansweredOneIsShown() {
        CardLook look = fireOne(Sample.channels(1)
                .emergency("Fire 1", "Engine 7", EmergencyState.ACKNOWLEDGED)
                .emergency("Fire 1", "Engine 8", EmergencyState.RAISED));
        assertThat(look.emergencyWords()).isEqualTo("EMERGENCY Engine 8");
    }

    @Test
    void allOfItIsSpoken() {
        CardLook look = fireOne(Sample.channels(1)
                .select("Fire 1")
                .missed("Fire 1", 3)
                .talk("Fire 1", "Engine 7", 7)
                .emergency("Fire 1", "Engine 7", EmergencyState.RAISED));
        assertThat(look.spoken()).isEqualTo("Fire 1, EMERGENCY Engine 7, selected, Engine 7, Receiving 0:07, 3 missed");
    }

    @Test
    void everyStateHasAShapeOfItsOwn() {
        Set<String> shapes = new HashSet<>();
        for (CardState state : CardState.values()) {
            shapes.add(CardMarks.of(state).getDescription());
        }
        assertThat(shapes).hasSameSizeAs(CardState.values());
    }
}
