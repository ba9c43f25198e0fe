package com.talkiego.dispatch.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.talkiego.dispatch.core.mix.Bus;
import com.talkiego.dispatch.core.mix.Cue;
import com.talkiego.dispatch.core.model.Alarm;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeafWatchTest {
    private final Rig rig = Rig.online();

    private List<Alarm.Kind> alarms() {
        return rig.state().alarms().stream().map(Alarm::kind).toList();
    }

    @Test
    void isQuietWhileAllIsWell() {
        rig.advance(5000);
        assertThat(alarms()).isEmpty();
        assertThat(rig.audio.cues).isEmpty();
    }

    @Test
    void aReceiverThatStopsIsHeardAndRead() {
        rig.audio.sincePullMillis = 60;
        rig.advance(60);
        assertThat(alarms()).containsExactly(Alarm.Kind.NO_AUDIO_CLOCK);
        assertThat(rig.audio.count(Cue.DEAF, Bus.SELECT)).isOne();
        rig.advance(2000);
        assertThat(rig.audio.count(Cue.DEAF, Bus.SELECT)).as("repeated").isEqualTo(2);
        rig.audio.sincePullMillis = 0;
        rig.advance(700);
        assertThat(alarms()).isEmpty();
        assertThat(rig.audio.cues).contains("silence DEAF");
    }

    @Test
    void aStalledOutputIsSoundedOnTheOther() {
        rig.audio.sinceSelectMillis = 210;
        rig.advance(60);
        assertThat(alarms()).containsExactly(Alarm.Kind.OUTPUT_STALLED);
        assertThat(rig.audio.count(Cue.DEAF, Bus.SELECT)).isZero();
        assertThat(rig.audio.count(Cue.DEAF, Bus.UNSELECT)).isOne();
    }

    @Test
    void acknowledgingSilencesItAndKeepsItShown() {
        rig.audio.selectDevice = false;
        rig.advance(100);
        rig.session.acknowledgeAlarms();
        rig.advance(5000);
        assertThat(rig.state().alarms()).singleElement().satisfies(alarm -> {
            assertThat(alarm.kind()).isEqualTo(Alarm.Kind.NO_OUTPUT);
            assertThat(alarm.acknowledged()).isTrue();
        });
        assertThat(rig.audio.count(Cue.DEAF, Bus.UNSELECT)).isOne();
        rig.audio.sincePullMillis = 60;
        rig.advance(100);
        assertThat(rig.audio.count(Cue.DEAF, Bus.UNSELECT))
                .as("a new fault sounds again")
                .isEqualTo(2);
    }

    @Test
    void aComputerWithoutSoundSaysSoOnceAndCanBeSilenced() {
        rig.audio.selectDevice = false;
        rig.audio.unselectDevice = false;
        rig.advance(3000);
        assertThat(alarms()).containsExactly(Alarm.Kind.NO_OUTPUT);
        assertThat(rig.events())
                .filteredOn(event -> event.contains("no sound output"))
                .hasSize(1);
        assertThat(rig.audio.count(Cue.DEAF, Bus.SELECT)).isZero();
        rig.session.acknowledgeAlarms();
        assertThat(rig.state().alarms()).allMatch(Alarm::acknowledged);
    }

    @Test
    void aSelectVolumeAtZeroIsNeverMistakenForAQuietNight() {
        rig.session.masterVolume(Bus.SELECT, -40);
        rig.advance(60);
        assertThat(alarms()).containsExactly(Alarm.Kind.SELECT_OUTPUT_SILENT);
        rig.session.masterVolume(Bus.SELECT, -39);
        rig.advance(700);
        assertThat(alarms()).isEmpty();
    }

    @Test
    void aLostPathSoundsUntilItIsBack() {
        rig.backend.reachable = false;
        rig.backend.cut();
        rig.advance(2100);
        assertThat(alarms()).containsExactly(Alarm.Kind.NO_PATH);
        assertThat(rig.audio.count(Cue.DEAF, Bus.SELECT)).isEqualTo(2);
        rig.backend.reachable = true;
        rig.advance(6000);
        assertThat(alarms()).isEmpty();
    }

    @Test
    void aMissingMicrophoneIsShownButDoesNotSoundDeaf() {
        rig.audio.microphone = false;
        rig.advance(100);
        assertThat(alarms()).containsExactly(Alarm.Kind.NO_MICROPHONE);
        assertThat(rig.audio.count(Cue.DEAF, Bus.SELECT)).isZero();
    }

    @Test
    void manyDroppedFramesAreShownForAWhile() {
        rig.audio.drops = 3;
        rig.advance(100);
        assertThat(alarms()).isEmpty();
        rig.audio.drops = 30;
        rig.advance(100);
        assertThat(alarms()).containsExactly(Alarm.Kind.AUDIO_DROPPED);
        rig.advance(11_000);
        assertThat(alarms()).isEmpty();
    }
}
