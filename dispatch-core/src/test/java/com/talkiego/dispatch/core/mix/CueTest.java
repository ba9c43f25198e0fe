package com.talkiego.dispatch.core.mix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CueTest {
    private final Desk desk = new Desk(1);

    @ParameterizedTest
    @EnumSource
    void each_is_clear_and_without_a_click(Cue cue) {
        desk.engine.cue(cue, Bus.SELECT);
        desk.ticks(100);
        assertThat(desk.left.peak()).isBetween(8_231, 11_630);
        assertThat(desk.left.largestStep()).isLessThan(2_300);
        assertThat(desk.right.firstDifference(desk.left)).isEqualTo(-1);
        assertThat(desk.unselectLeft.peak()).isZero();
    }

    @Test
    void each_sounds_at_its_documented_pitch() {
        Map<Cue, double[]> pitches = Map.of(
                Cue.TALK_PERMIT, new double[] {784, 988, 1_319},
                Cue.REFUSED, new double[] {150, 450, 750},
                Cue.PARTIAL, new double[] {988, 659},
                Cue.CUT_OFF, new double[] {600, 450, 300},
                Cue.TIME_OUT_WARNING, new double[] {1_600},
                Cue.DEAF, new double[] {520, 390},
                Cue.PATH_LOST, new double[] {830, 415},
                Cue.PATH_BACK, new double[] {415, 830});
        pitches.forEach((cue, hertz) -> {
            Sound tone = sounding(cue);
            for (double each : hertz) {
                assertThat(tone.strongest(each)).as("%s at %s Hz", cue, each).isGreaterThan(1_500);
            }
            assertThat(tone.strongest(2_500)).as("%s at 2500 Hz", cue).isLessThan(150);
        });
    }

    @Test
    void the_siren_rises_and_falls() {
        Sound siren = sounding(Cue.EMERGENCY);
        assertThat(siren.part(0, 2_400).amplitude(710)).isGreaterThan(4_000);
        assertThat(siren.part(13_200, 15_600).amplitude(1_490)).isGreaterThan(4_000);
    }

    private static Sound sounding(Cue cue) {
        Desk own = new Desk(1);
        own.engine.cue(cue, Bus.SELECT);
        own.ticks(60);
        return own.left;
    }

    @Test
    void one_that_repeats_goes_on_until_silenced_and_then_fades() {
        desk.engine.cue(Cue.EMERGENCY, Bus.SELECT);
        desk.engine.cue(Cue.EMERGENCY, Bus.UNSELECT);
        desk.ticks(500);
        assertThat(desk.left.part(230_000, 240_000).peak()).isGreaterThan(8_000);
        desk.engine.silence(Cue.EMERGENCY);
        desk.ticks(20);
        assertThat(desk.left.part(241_000, desk.left.length()).peak()).isZero();
        assertThat(desk.unselectLeft.part(241_000, desk.left.length()).peak()).isZero();
        assertThat(desk.left.largestStep()).isLessThan(2_300);
    }

    @Test
    void one_that_sounds_already_does_not_begin_again() {
        desk.engine.cue(Cue.CUT_OFF, Bus.SELECT);
        desk.ticks(10);
        desk.engine.cue(Cue.CUT_OFF, Bus.SELECT);
        desk.ticks(60);
        assertThat(desk.left.firstDifference(withOneStart(Cue.CUT_OFF))).isEqualTo(-1);
    }

    private static Sound withOneStart(Cue cue) {
        Desk own = new Desk(1);
        own.engine.cue(cue, Bus.SELECT);
        own.ticks(70);
        return own.left;
    }

    @Test
    void masters_do_not_turn_tones_down_the_cue_gain_does() {
        desk.masters(0f, 0f, 0.5f);
        desk.tick();
        desk.engine.cue(Cue.TALK_PERMIT, Bus.SELECT);
        desk.ticks(30);
        assertThat(desk.left.peak()).isBetween(4_900, 5_400);
    }
}
