package com.talkiego.dispatch.core.mix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AudioEngineTest {
    private static final int HALF_SECOND = 24_000;
    private final Desk desk = new Desk(64);

    @Test
    void an_announced_slot_is_heard_unchanged_in_the_middle() {
        desk.announce(0, Desk.plan(7));
        desk.play(0, new Tone(1_000, 8_000), 100);

        Sound heard = desk.left.part(HALF_SECOND, 2 * HALF_SECOND);
        assertThat(heard.amplitude(1_000)).isCloseTo(8_000, within(8.0));
        assertThat(heard.signalToRestDb(1_000)).isGreaterThan(60);
        assertThat(desk.right.firstDifference(desk.left)).isEqualTo(-1);
        assertThat(desk.unselectLeft.peak()).isZero();
        assertThat(desk.engine.counters().ticks()).isEqualTo(100);
        assertThat(desk.engine.counters().drops()).isZero();
        assertThat(desk.engine.counters().underruns()).isZero();
    }

    @Test
    void a_slot_says_for_how_long_it_has_been_silent() {
        desk.announce(0, Desk.plan(7));
        desk.play(0, new Tone(1_000, 8_000), 20);
        assertThat(desk.engine.slotQuietMillis(0)).isZero();
        for (int i = 0; i < 30; i++) {
            desk.write(0, new byte[2 * Frame.SAMPLES]);
            desk.tick();
        }
        assertThat(desk.engine.slotQuietMillis(0)).isBetween(270L, 300L);
        desk.play(0, new Tone(1_000, 8_000), 3);
        assertThat(desk.engine.slotQuietMillis(0)).isZero();
    }

    @Test
    void a_slot_is_not_silent_while_sound_of_its_over_waits() {
        for (int i = 0; i < 10; i++) {
            desk.write(0, new Tone(1_000, 8_000).nextBytes());
        }
        for (int i = 0; i < 60; i++) {
            desk.write(0, new byte[2 * Frame.SAMPLES]);
        }
        desk.announce(0, Desk.plan(7));
        for (int i = 0; i < 35; i++) {
            desk.write(0, new byte[2 * Frame.SAMPLES]);
            desk.tick();
        }
        assertThat(desk.engine.slotQuietMillis(0)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"-1, 1.4142, 0", "1, 0, 1.4142", "0, 1, 1", "0.5, 0.5412, 1.3066"})
    void pan_keeps_the_power(float pan, double left, double right) {
        desk.announce(3, new SlotPlan(1, Bus.UNSELECT, 0.5f, pan, false));
        desk.play(3, new Tone(500, 8_000), 100);

        assertThat(desk.unselectLeft.part(HALF_SECOND, 2 * HALF_SECOND).amplitude(500))
                .isCloseTo(left * 4_000, within(15.0));
        assertThat(desk.unselectRight.part(HALF_SECOND, 2 * HALF_SECOND).amplitude(500))
                .isCloseTo(right * 4_000, within(15.0));
        assertThat(desk.left.peak()).isZero();
    }

    @Test
    void faders_pans_buses_and_masters_move_without_a_click() {
        Tone tone = new Tone(387, 8_000);
        desk.announce(0, Desk.plan(1));
        desk.play(0, tone, 20);
        desk.announce(0, new SlotPlan(1, Bus.SELECT, 0f, 0f, false));
        desk.play(0, tone, 5);
        desk.announce(0, new SlotPlan(1, Bus.SELECT, 1f, -1f, false));
        desk.play(0, tone, 5);
        desk.announce(0, new SlotPlan(1, Bus.UNSELECT, 1f, 1f, false));
        desk.play(0, tone, 5);
        desk.masters(0.2f, 0.2f, 1f);
        desk.play(0, tone, 3);
        desk.masters(1f, 1f, 1f);
        desk.play(0, tone, 4);
        desk.announce(0, new SlotPlan(1, Bus.UNSELECT, 1f, 0f, true));
        desk.play(0, tone, 5);
        desk.masters(0.1f, 0.1f, 1f);
        desk.play(0, tone, 5);

        double steepest = 1.4142 * 8_000 * 2 * Math.PI * 387 / Frame.SAMPLE_RATE;
        for (Sound side : List.of(desk.left, desk.right, desk.unselectLeft, desk.unselectRight)) {
            assertThat(side.peak()).isGreaterThan(7_000);
            assertThat(side.largestStep()).isLessThan((int) (1.25 * steepest));
        }
    }

    @Test
    void masters_turn_a_bus_down_but_not_an_emergency() {
        desk.masters(0.1f, 1f, 1f);
        desk.announce(0, new SlotPlan(1, Bus.SELECT, 1f, 0f, false));
        desk.announce(1, new SlotPlan(2, Bus.SELECT, 0.7f, 0f, true));
        Tone ordinary = new Tone(1_000, 8_000);
        Tone emergency = new Tone(600, 8_000);
        for (int i = 0; i < 100; i++) {
            desk.write(0, ordinary.nextBytes());
            desk.write(1, emergency.nextBytes());
            desk.tick();
        }

        Sound heard = desk.left.part(HALF_SECOND, 2 * HALF_SECOND);
        assertThat(heard.amplitude(1_000)).isCloseTo(800, within(10.0));
        assertThat(heard.amplitude(600)).isCloseTo(5_600, within(20.0));
    }

    @Test
    void sixty_four_talkers_are_mixed_each_at_its_own_pitch_and_never_clip() {
        List<Tone> tones = new ArrayList<>();
        for (int slot = 0; slot < 64; slot++) {
            desk.announce(slot, new SlotPlan(slot, slot % 2 == 0 ? Bus.SELECT : Bus.UNSELECT, 1f, 0f, false));
            tones.add(new Tone(200 + 50 * slot, 400));
        }
        for (int i = 0; i < 100; i++) {
            for (int slot = 0; slot < 64; slot++) {
                desk.write(slot, tones.get(slot).nextBytes());
            }
            desk.tick();
        }

        Sound select = desk.left.part(HALF_SECOND, 2 * HALF_SECOND);
        Sound unselect = desk.unselectLeft.part(HALF_SECOND, 2 * HALF_SECOND);
        for (int slot = 0; slot < 64; slot++) {
            Sound own = slot % 2 == 0 ? select : unselect;
            Sound other = slot % 2 == 0 ? unselect : select;
            assertThat(own.amplitude(200 + 50 * slot)).isCloseTo(400, within(12.0));
            assertThat(other.amplitude(200 + 50 * slot)).isLessThan(12);
        }
    }

    @Test
    void meters_show_the_level_before_the_fader_and_fall_back_to_silence() {
        desk.announce(0, new SlotPlan(1, Bus.SELECT, 0.1f, 0f, false));
        assertThat(desk.engine.slotPeakDbfs(0)).isEqualTo(-120f);
        desk.play(0, new Tone(1_000, 16_384), 20);
        assertThat(desk.engine.slotPeakDbfs(0)).isCloseTo(-6f, within(0.1f));
        assertThat(desk.engine.outputPeakDbfs(Bus.SELECT)).isCloseTo(-26f, within(0.1f));
        desk.playSilence(0, 100);
        assertThat(desk.engine.slotPeakDbfs(0)).isCloseTo(-30f, within(1.5f));
        desk.playSilence(0, 500);
        assertThat(desk.engine.slotPeakDbfs(0)).isEqualTo(-120f);
        assertThat(desk.engine.outputPeakDbfs(Bus.UNSELECT)).isEqualTo(-120f);
    }

    @Test
    void a_plan_is_passed_once_a_tick_has_worked_with_it() {
        desk.announce(0, Desk.plan(1));
        assertThat(desk.engine.passedRevision()).isZero();
        desk.tick();
        assertThat(desk.engine.passedRevision()).isEqualTo(1);
    }

    @Test
    void the_record_has_every_frame_as_it_came_even_of_a_muted_channel() {
        RecordRing record = desk.engine.record();
        desk.announce(5, new SlotPlan(42, Bus.UNSELECT, 0f, 0f, false));
        Tone tone = new Tone(700, 5_000);
        RecordedFrame frame = new RecordedFrame();
        for (int i = 0; i < 30; i++) {
            short[] sent = tone.next();
            long tapped = desk.clock.get();
            desk.write(5, Tone.bytes(sent));
            desk.tick();
            assertThat(record.read(frame)).isTrue();
            assertThat(frame.pcm).isEqualTo(sent);
            assertThat(frame.slot).isEqualTo(5);
            assertThat(frame.over).isEqualTo(42);
            assertThat(frame.bus).isEqualTo(Bus.UNSELECT);
            assertThat(frame.tapNanos).isEqualTo(tapped);
            assertThat(frame.tickNanos).isEqualTo(tapped + Frame.NANOS);
            assertThat(frame.playIndex).isEqualTo((long) i * Frame.SAMPLES);
            assertThat(desk.engine.output(Bus.UNSELECT).takenNanos(frame.playIndex))
                    .isEqualTo(desk.clock.get());
            assertThat(record.read(frame)).isFalse();
        }
        assertThat(desk.unselectLeft.peak()).isZero();
    }

    @Test
    void a_record_that_nobody_reads_drops_and_counts() {
        desk.engine.record();
        desk.announce(0, Desk.plan(1));
        desk.play(0, new Tone(700, 5_000), RecordRing.CAPACITY + 3);
        assertThat(desk.engine.record().drops()).isEqualTo(3);
        assertThat(desk.engine.counters().drops()).isEqualTo(3);
    }

    @Test
    void a_frame_of_a_wrong_size_is_left_out_and_counted() {
        desk.engine.tap(0).write(new byte[320], 160, 0);
        desk.engine.tap(0).write(new byte[10], Frame.SAMPLES, 0);
        assertThat(desk.engine.counters().drops()).isEqualTo(2);
    }

    @Test
    void a_tick_allocates_nothing() {
        AudioEngine engine = desk.engine;
        engine.record();
        List<@Nullable SlotPlan> plans = new ArrayList<>();
        for (int slot = 0; slot < 64; slot++) {
            plans.add(new SlotPlan(
                    slot,
                    slot % 2 == 0 ? Bus.SELECT : Bus.UNSELECT,
                    0.5f,
                    0.2f,
                    slot == 9,
                    SlotPlan.NOTHING,
                    slot + 1));
        }
        MixPlan loud = new MixPlan(1, plans, 1f, 1f, 1f, true);
        MixPlan quiet = new MixPlan(2, plans, 0.5f, 0.5f, 0.5f, true);
        byte[] pcm = new Tone(300, 3_000).nextBytes();
        RecordedFrame recorded = new RecordedFrame();
        short[] out = new short[2 * Frame.SAMPLES];
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().threadId();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 20; round++) {
            long before = threads.getThreadAllocatedBytes(thread);
            for (int i = 0; i < 100; i++) {
                engine.publish(i % 7 == 0 ? MixPlan.EMPTY : i % 2 == 0 ? loud : quiet);
                engine.cue(Cue.DEAF, Bus.SELECT);
                for (int slot = 0; slot < 64 && i % 5 != 0; slot++) {
                    engine.tap(slot).write(pcm, Frame.SAMPLES, desk.clock.get());
                    engine.tap(slot).write(pcm, Frame.SAMPLES, desk.clock.get());
                }
                engine.tick(desk.clock.addAndGet(Frame.NANOS));
                boolean more = true;
                while (more) {
                    more = engine.record().read(recorded);
                }
                engine.output(Bus.SELECT).read(out, 0, Frame.SAMPLES);
                engine.output(Bus.UNSELECT).read(out, 0, Frame.SAMPLES);
            }
            least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
        }
        assertThat(engine.counters().caughtUpMillis()).isPositive();
        assertThat(least).isZero();
    }
}
