package com.talkiego.dispatch.devices.sound;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import com.talkiego.dispatch.core.media.MicSetting;
import com.talkiego.dispatch.core.media.WebRtcMicProcessor;
import com.talkiego.dispatch.core.mix.Frame;
import com.talkiego.dispatch.core.mix.MicPath;
import com.talkiego.dispatch.core.mix.MicProcessor;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lwjgl.system.MemoryUtil;

/** What the outputs play reaches the echo canceller as it was played; by hand-moved devices, faster than real time. */
class EchoReferenceTest {
    private final EchoReference reference = new EchoReference();
    private final List<Short> told = new ArrayList<>();
    private final MicPath path = new MicPath((uplink, pcm) -> {}, remembering(), 1, () -> 0);
    private int next = 1;

    @Test
    void what_was_played_is_told_in_order_one_frame_later() {
        for (int frame = 0; frame < 200; frame++) {
            play(reference.select(), Frame.SAMPLES);
            reference.tell(path);
        }

        assertThat(told.subList(0, Frame.SAMPLES)).containsOnly((short) 0);
        assertThat(told.subList(Frame.SAMPLES, told.size())).isEqualTo(ramp(199 * Frame.SAMPLES));
        assertThat(reference.dropped()).isZero();
    }

    @Test
    void bursts_on_both_sides_neither_lose_nor_change_the_order() {
        for (int seed = 1; seed <= 20; seed++) {
            told.clear();
            next = 1;
            EchoReference bursty = new EchoReference();
            Random random = new Random(seed);
            int played = 0;
            int frames = 0;
            for (int millis = 0; millis < 20_000; millis += 5) {
                // Each side acts now and then, up to 20 ms late, and makes up for it.
                if (random.nextInt(3) == 0 || millis * 48 - played >= 960) {
                    play(bursty.select(), millis * 48 - played);
                    played = millis * 48;
                }
                if (random.nextInt(3) == 0 || millis / 10 - frames >= 2) {
                    while (frames < millis / 10) {
                        bursty.tell(path);
                        frames++;
                    }
                }
            }
            List<Short> sounding = told.stream().filter(sample -> sample != 0).toList();
            assertThat(sounding).as("seed %d", seed).isEqualTo(ramp(sounding.size()));
            assertThat(told.size() - sounding.size())
                    .as("samples of silence, seed %d", seed)
                    .isLessThanOrEqualTo(5 * Frame.SAMPLES);
            assertThat(bursty.dropped()).as("seed %d", seed).isZero();
        }
    }

    @Test
    void a_reference_later_than_its_echo_is_dropped_within_a_second_and_counted() {
        play(reference.select(), 12 * Frame.SAMPLES);
        for (int frame = 0; frame < 200; frame++) {
            reference.tell(path);
            play(reference.select(), Frame.SAMPLES);
        }

        assertThat(reference.dropped()).isEqualTo(10 * Frame.SAMPLES);
        assertThat(told.getLast()).isEqualTo(rampAt(next - 1 - 2 * Frame.SAMPLES));
    }

    @Test
    void while_nobody_reads_the_ring_fills_up_and_counts() {
        play(reference.unselect(), 100 * Frame.SAMPLES);

        assertThat(reference.dropped()).isEqualTo(60 * Frame.SAMPLES);
    }

    @Test
    void both_outputs_are_added_and_never_wrap() {
        short[] loud = stereo(2 * Frame.SAMPLES, 30_000, 20_000);
        short[] soft = stereo(2 * Frame.SAMPLES, 1_000, -3_000);
        reference.select().write(loud, 2 * Frame.SAMPLES);
        reference.tell(path);
        reference.unselect().write(soft, 2 * Frame.SAMPLES);
        reference.tell(path);
        reference.select().write(loud, 2 * Frame.SAMPLES);
        reference.unselect().write(loud, 2 * Frame.SAMPLES);
        reference.tell(path);
        reference.tell(path);

        assertThat(told.subList(0, Frame.SAMPLES)).containsOnly((short) 25_000);
        assertThat(told.subList(Frame.SAMPLES, 2 * Frame.SAMPLES)).containsOnly((short) 24_000);
        assertThat(told.subList(2 * Frame.SAMPLES, 3 * Frame.SAMPLES)).containsOnly((short) 24_000);
        assertThat(told.subList(3 * Frame.SAMPLES, 4 * Frame.SAMPLES)).containsOnly(Short.MAX_VALUE);
    }

    @Test
    void nothing_is_allocated() {
        EchoReference quiet = new EchoReference();
        MicPath nobody = new MicPath((uplink, pcm) -> {}, MicProcessor.NONE, 1, () -> 0);
        short[] chunk = new short[2 * Frame.SAMPLES];
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().threadId();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 20; round++) {
            long before = threads.getThreadAllocatedBytes(thread);
            for (int i = 0; i < 200; i++) {
                quiet.select().write(chunk, Frame.SAMPLES);
                quiet.tell(nobody);
            }
            least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
        }
        assertThat(least).isZero();
    }

    @Test
    void speech_from_the_loudspeaker_is_taken_out_of_the_microphone() {
        double without = echoDb(false);
        double with = echoDb(true);

        // The high-pass and the canceller itself change a level a little even where nothing is to be taken out.
        assertThat(without).isBetween(-6.0, 6.0);
        assertThat(with).isLessThan(-15);
    }

    /** Level of the echo after processing against before, after 3 s of speech: playback, device and room as in a desk. */
    private static double echoDb(boolean told) {
        EchoReference reference = new EchoReference();
        DeviceRing ring = new DeviceRing(4_800, 0);
        Speech speech = new Speech();
        Room room = new Room();
        short[] chunk = new short[480];
        short[] heard = new short[Frame.SAMPLES];
        double before = 0;
        double after = 0;
        long memory = MemoryUtil.nmemAlloc(4 * Frame.SAMPLES);
        try (WebRtcMicProcessor processor = new WebRtcMicProcessor(new MicSetting(true, MicSetting.Noise.OFF, false))) {
            MicPath path = new MicPath((uplink, pcm) -> {}, processor, 1, () -> 0);
            for (int frame = 0; frame < 600; frame++) {
                while (ring.fill() < 1_200) {
                    speech.next(chunk);
                    int played = ring.write(chunk, 240);
                    if (told) {
                        reference.select().write(chunk, played);
                    }
                }
                ring.readTo(memory, Frame.SAMPLES, 0);
                room.microphone(memory, heard);
                double echo = energy(heard);
                reference.tell(path);
                path.frame(heard);
                if (frame >= 300) {
                    before += echo;
                    after += energy(heard);
                }
            }
            assertThat(processor.unprocessed()).isZero();
        } finally {
            MemoryUtil.nmemFree(memory);
        }
        return 10 * Math.log10(after / before);
    }

    private static double energy(short[] pcm) {
        double sum = 0;
        for (short sample : pcm) {
            sum += (double) sample * sample;
        }
        return sum;
    }

    private MicProcessor remembering() {
        return new MicProcessor() {
            @Override
            public void microphone(short[] pcm) {}

            @Override
            public void playedBack(short[] pcm) {
                for (short sample : pcm) {
                    told.add(sample);
                }
            }
        };
    }

    /** Plays a ramp that goes on from call to call, never silent. */
    private void play(PlayedRing ring, int frames) {
        short[] sound = new short[2 * frames];
        for (int i = 0; i < frames; i++) {
            sound[2 * i] = rampAt(next);
            sound[2 * i + 1] = rampAt(next);
            next++;
        }
        ring.write(sound, frames);
    }

    private static short rampAt(int number) {
        return (short) ((number - 1) % 32_000 + 1);
    }

    private static List<Short> ramp(int length) {
        List<Short> all = new ArrayList<>(length);
        for (int number = 1; number <= length; number++) {
            all.add(rampAt(number));
        }
        return all;
    }

    private static short[] stereo(int frames, int left, int right) {
        short[] sound = new short[2 * frames];
        for (int i = 0; i < frames; i++) {
            sound[2 * i] = (short) left;
            sound[2 * i + 1] = (short) right;
        }
        return sound;
    }

    /** Sounds like a voice to a canceller: harmonics of a wandering pitch and breath, in syllables with pauses. */
    private static final class Speech {
        private final Random random = new Random(7);
        private double phase;
        private long at;

        void next(short[] stereo) {
            for (int i = 0; i < stereo.length / 2; i++, at++) {
                double seconds = at / 48_000.0;
                phase += 2 * Math.PI * (130 + 30 * Math.sin(2 * Math.PI * 0.7 * seconds)) / 48_000;
                double voice = 0.25 * random.nextGaussian();
                for (int harmonic = 1; harmonic <= 20; harmonic++) {
                    voice += Math.sin(harmonic * phase + harmonic * harmonic) / harmonic;
                }
                double syllable = Math.max(0, Math.sin(2 * Math.PI * 3.1 * seconds));
                short sample = (short) Math.clamp(5_000 * syllable * voice, -32_000, 32_000);
                stereo[2 * i] = sample;
                stereo[2 * i + 1] = sample;
            }
        }
    }

    /** A loudspeaker 25 ms away and two walls. */
    private static final class Room {
        private final double[] line = new double[4_800];
        private int at;

        void microphone(long played, short[] heard) {
            for (int i = 0; i < heard.length; i++, at++) {
                line[at % line.length] = MemoryUtil.memGetShort(played + 4L * i);
                heard[i] = (short) (0.3 * before(1_200) - 0.12 * before(1_530) + 0.06 * before(2_110));
            }
        }

        private double before(int samples) {
            return line[Math.floorMod(at - samples, line.length)];
        }
    }
}
