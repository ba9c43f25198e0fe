package com.talkiego.dispatch.core.mix;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Random;
import java.util.random.RandomGenerator;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One over, heard through one slot and then through another: nothing missing, nothing twice, no seam. */
class HandOverTest {
    private static final int MILLI = Frame.SAMPLE_RATE / 1_000;
    private static final int START = 24_000;

    private final Desk desk = new Desk(4);
    private final Sound record = new Sound();
    private final RecordedFrame recorded = new RecordedFrame();

    @BeforeEach
    void recordAll() {
        desk.engine.record();
    }

    private static SlotPlan continuing(long over, int slot) {
        return new SlotPlan(over, Bus.SELECT, 1f, 0f, false, slot);
    }

    private void takeRecord() {
        while (desk.engine.record().read(recorded)) {
            assertThat(recorded.over).isEqualTo(7);
            record.add(recorded.pcm, Frame.SAMPLES);
        }
    }

    private void frames(TwoRoads roads, int count) {
        for (int i = 0; i < count; i++) {
            roads.frames(1);
            takeRecord();
        }
    }

    /** Noise below 3 kHz: each 10 ms of it are like no other. */
    private static short[] noise(int seconds) {
        RandomGenerator random = new Random(11);
        short[] noise = new short[seconds * Frame.SAMPLE_RATE];
        double low = 0;
        double lower = 0;
        for (int i = 0; i < noise.length; i++) {
            low += 0.3 * (random.nextGaussian() * 9_000 - low);
            lower += 0.3 * (low - lower);
            noise[i] = (short) Math.clamp(Math.round(lower), -30_000, 30_000);
        }
        return noise;
    }

    /** A clip of the simulated units, spoken over and over, at 48 kHz. */
    private static short[] speech(int seconds) throws IOException, UnsupportedAudioFileException {
        Path clip = Path.of("..", "mock-backend", "src", "main", "resources", "speech", "clip-001.wav");
        try (AudioInputStream coded = AudioSystem.getAudioInputStream(clip.toFile());
                AudioInputStream linear = AudioSystem.getAudioInputStream(AudioFormat.Encoding.PCM_SIGNED, coded)) {
            float rate = linear.getFormat().getSampleRate();
            ByteBuffer pcm = ByteBuffer.wrap(linear.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
            int samples = pcm.capacity() / 2;
            short[] speech = new short[seconds * Frame.SAMPLE_RATE];
            for (int i = 0; i < speech.length; i++) {
                double at = (double) i * rate / Frame.SAMPLE_RATE;
                int place = (int) at;
                double part = at - place;
                speech[i] = (short) Math.round(pcm.getShort(2 * (place % samples)) * (1 - part)
                        + pcm.getShort(2 * ((place + 1) % samples)) * part);
            }
            return speech;
        }
    }

    /** The over is heard through slot 0 for a while, then both roads bring it, then the first one stops. */
    private void switched(short[] sound, int lag) {
        desk.announce(0, Desk.plan(7));
        TwoRoads roads = new TwoRoads(desk, sound, lag);
        frames(roads, 100);
        roads.second = true;
        desk.announce(1, continuing(7, 0));
        int until = 0;
        while (desk.engine.playing(1) != 7) {
            frames(roads, 1);
            assertThat(++until).as("frames to the take-over").isLessThan(240);
        }
        frames(roads, 10);
        roads.first = false;
        desk.announce(0, null);
        frames(roads, 100);
    }

    @ParameterizedTest
    @ValueSource(ints = {-450, -190, -13, 0, 7, 120, 300})
    void each_piece_of_the_sound_is_heard_once(int lagMillis) {
        short[] sound = noise(8);
        switched(sound, lagMillis * MILLI + 5);
        Sound heard = desk.left;
        TimeMap map = new TimeMap(heard.samples(), 4_800, heard.length() - 480, sound, START + 4_800 - 48, 4_000);
        assertThat(map.mostLost()).isLessThanOrEqualTo(16 * MILLI);
        assertThat(map.mostRepeated()).isLessThanOrEqualTo(16 * MILLI);
        assertThat(map.longestUnknown()).isLessThanOrEqualTo(40 * MILLI);
    }

    @ParameterizedTest
    @ValueSource(ints = {-450, -33, 0, 21, 300})
    void the_record_goes_on_sample_by_sample(int lagMillis) {
        short[] sound = noise(8);
        switched(sound, lagMillis * MILLI + 5);
        Sound sent = Sound.of(sound).part(START, START + record.length());
        int differing = 0;
        for (int i = 0; i < record.length(); i++) {
            differing = Math.max(differing, Math.abs(record.samples()[i] - sent.samples()[i]));
        }
        assertThat(record.length()).isGreaterThan(190 * Frame.SAMPLES);
        assertThat(differing).as("largest difference, coding included").isLessThan(600);
        assertThat(desk.engine.counters().unattributed()).isZero();
        assertThat(desk.engine.counters().underruns()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {-120, -13, 0, 7, 40, 120})
    void a_steady_tone_has_no_gap_and_no_click(int lagMillis) {
        switched(new Tone(700, 8_000).next(8 * Frame.SAMPLE_RATE), lagMillis * MILLI + 11);
        short[] heard = desk.left.samples();
        int quiet = 0;
        for (int at = 4_800; at + 240 <= heard.length; at += 240) {
            double level = desk.left.part(at, at + 240).rms();
            quiet += level < 4_000 ? 1 : 0;
        }
        assertThat(quiet).as("pieces of 5 ms that are quieter by 3 dB").isZero();
        assertThat(desk.left.part(4_800, heard.length).largestStep()).isLessThan(1_500);
    }

    @ParameterizedTest
    @ValueSource(ints = {-450, -190, -45, 0, 45, 120, 300})
    void speech_loses_and_repeats_no_word(int lagMillis) throws IOException, UnsupportedAudioFileException {
        short[] sound = speech(8);
        switched(sound, lagMillis * MILLI + 5);
        Sound heard = desk.left;
        TimeMap map = new TimeMap(heard.samples(), 4_800, heard.length() - 480, sound, START + 4_800 - 48, 2_400);
        assertThat(map.mostLost()).isLessThanOrEqualTo(40 * MILLI);
        assertThat(map.mostRepeated()).isLessThanOrEqualTo(40 * MILLI);
    }

    @Test
    void there_and_back_the_sound_stays_whole() {
        short[] sound = noise(9);
        desk.announce(0, Desk.plan(7));
        TwoRoads roads = new TwoRoads(desk, sound, 30 * MILLI);
        frames(roads, 50);
        roads.second = true;
        desk.announce(1, continuing(7, 0));
        frames(roads, 150);
        assertThat(desk.engine.playing(1)).isEqualTo(7);
        assertThat(desk.engine.playing(0)).isEqualTo(-1);
        desk.announce(1, Desk.plan(7));
        desk.announce(0, continuing(7, 1));
        frames(roads, 150);
        assertThat(desk.engine.playing(0)).isEqualTo(7);
        roads.second = false;
        desk.announce(1, null);
        frames(roads, 100);
        TimeMap map =
                new TimeMap(desk.left.samples(), 4_800, desk.left.length() - 480, sound, START + 4_800 - 48, 4_000);
        assertThat(map.mostLost()).isLessThanOrEqualTo(16 * MILLI);
        assertThat(map.mostRepeated()).isLessThanOrEqualTo(16 * MILLI);
        assertThat(desk.engine.counters().unattributed()).isZero();
    }

    @Test
    void the_old_slot_is_played_as_long_as_the_new_one_brings_nothing() {
        desk.announce(0, Desk.plan(7));
        TwoRoads roads = new TwoRoads(desk, noise(6), 0);
        frames(roads, 50);
        desk.announce(1, continuing(7, 0));
        desk.announce(0, null);
        for (int i = 0; i < 200; i++) {
            desk.write(1, Tone.silence());
            frames(roads, 1);
        }
        assertThat(desk.engine.playing(1)).isEqualTo(-1);
        assertThat(desk.left.part(4_800, desk.left.length()).longestSilence()).isLessThan(10);
    }

    @Test
    void when_the_old_one_has_ended_and_the_new_one_never_sounded_the_new_one_has_it() {
        desk.announce(0, Desk.plan(7));
        TwoRoads roads = new TwoRoads(desk, noise(6), 0);
        frames(roads, 50);
        roads.first = false;
        desk.announce(1, continuing(7, 0));
        desk.announce(0, null);
        int frames = 0;
        while (desk.engine.playing(1) != 7) {
            desk.write(1, Tone.silence());
            frames(roads, 1);
            assertThat(++frames).isLessThan(HandOver.ENDED + 5);
        }
    }

    @Test
    void an_old_road_that_breaks_in_mid_word_is_replaced_by_the_new_one_at_once() {
        desk.announce(0, Desk.plan(7));
        TwoRoads roads = new TwoRoads(desk, noise(6), 20 * MILLI);
        frames(roads, 50);
        roads.first = false;
        roads.second = true;
        desk.announce(1, continuing(7, 0));
        frames(roads, HandOver.ENDED + 5);
        assertThat(desk.engine.playing(1)).isEqualTo(7);
        frames(roads, 50);
        assertThat(desk.left
                        .part(desk.left.length() - 24_000, desk.left.length())
                        .rms())
                .isGreaterThan(500);
    }

    @Test
    void sounds_that_are_not_alike_are_faded_over_all_the_same() {
        desk.announce(0, Desk.plan(7));
        Tone one = new Tone(500, 6_000);
        Tone other = new Tone(1_310, 6_000);
        desk.play(0, one, 50);
        desk.announce(1, continuing(7, 0));
        for (int i = 0; i < HandOver.UNALIKE + 20; i++) {
            desk.write(1, other.nextBytes());
            desk.play(0, one, 1);
        }
        assertThat(desk.engine.playing(1)).isEqualTo(7);
        desk.play(1, other, 50);
        assertThat(desk.left.part(4_800, desk.left.length()).longestSilence()).isLessThan(10);
        assertThat(desk.left
                        .part(desk.left.length() - 9_600, desk.left.length())
                        .amplitude(1_310))
                .isGreaterThan(5_000);
    }

    @Test
    void a_withdrawn_hand_over_leaves_the_old_slot_playing_and_forgets_the_new_one() {
        desk.announce(0, Desk.plan(7));
        TwoRoads roads = new TwoRoads(desk, noise(6), 100 * MILLI);
        frames(roads, 50);
        roads.second = true;
        desk.announce(1, continuing(7, 0));
        frames(roads, 25);
        desk.announce(1, null);
        frames(roads, 100);
        assertThat(desk.engine.playing(0)).isEqualTo(7);
        assertThat(desk.engine.playing(1)).isEqualTo(-1);
        assertThat(desk.left.part(4_800, desk.left.length()).longestSilence()).isLessThan(10);
    }

    @Test
    void the_meter_of_the_new_slot_shows_the_over_all_along() {
        desk.announce(0, Desk.plan(7));
        TwoRoads roads = new TwoRoads(desk, noise(6), 60 * MILLI);
        frames(roads, 50);
        roads.second = true;
        desk.announce(1, continuing(7, 0));
        for (int i = 0; i < 200; i++) {
            frames(roads, 1);
            assertThat(desk.engine.slotPeakDbfs(1)).isGreaterThan(-30f);
        }
    }

    @Test
    void a_hand_over_allocates_nothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().threadId();
        short[] sound = noise(5);
        AudioEngine engine = desk.engine;
        short[] out = new short[2 * Frame.SAMPLES];
        long least = Long.MAX_VALUE;
        int done = 0;
        for (int round = 0; round < 12; round++) {
            long spent = 0;
            for (int i = 0; i < 200; i++) {
                if (i == 50) {
                    desk.announce(1, continuing(round, 0));
                } else if (i == 0) {
                    desk.announce(1, null);
                    desk.announce(0, Desk.plan(round));
                }
                desk.write(0, piece(sound, i * Frame.SAMPLES));
                desk.write(1, piece(sound, Math.max(0, i * Frame.SAMPLES - 2_881)));
                long before = threads.getThreadAllocatedBytes(thread);
                engine.tick(desk.clock.addAndGet(Frame.NANOS));
                spent += threads.getThreadAllocatedBytes(thread) - before;
                engine.output(Bus.SELECT).read(out, 0, Frame.SAMPLES);
            }
            least = Math.min(least, spent);
            done += engine.playing(1) == round ? 1 : 0;
        }
        assertThat(done).isEqualTo(12);
        assertThat(least).isZero();
    }

    private static byte[] piece(short[] sound, int from) {
        return Tone.bytes(Sound.of(sound).part(from, from + Frame.SAMPLES).samples());
    }
}
