package com.talkiego.dispatch.devices.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.talkiego.dispatch.core.mix.Bus;
import com.talkiego.dispatch.core.mix.KeyingPlan;
import com.talkiego.dispatch.core.mix.Lease;
import com.talkiego.dispatch.core.mix.MicProcessor;
import com.talkiego.dispatch.core.mix.MixPlan;
import com.talkiego.dispatch.core.mix.SlotPlan;
import com.talkiego.dispatch.core.mix.TicketGate;
import com.talkiego.dispatch.devices.priority.ThreadPriorities;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The desk's sound on virtual devices that really run, listened to from outside. */
class DeskAudioRigTest {
    /** Constant power, unity at the centre: all of it in one ear is 3 dB more there. */
    private static final double HARD_PAN_DB = 3;

    private static final double HALF_DB = 6;

    private static SoundRig rig;
    private static String headset;

    @BeforeAll
    static void startRig() throws Exception {
        if (!SoundRig.possible()) {
            System.err.println("NOT PROVED HERE: sound on real devices; it needs PipeWire");
            assertThat(System.getenv("CI")).as("PipeWire must be there in CI").isNotEqualTo("true");
            Assumptions.abort("no PipeWire");
        }
        rig = SoundRig.start();
        headset = rig.addSink("headset");
        rig.addSink("booth");
        rig.setDefault("sink", "headset");
        rig.setDefault("source", "booth.monitor");
        Map<String, String> environment = new HashMap<>(rig.environment());
        environment.put("ALSOFT_DRIVERS", "pulse");
        RigEnvironment.set(environment);
    }

    @AfterAll
    static void stopRig() {
        if (rig != null) {
            rig.close();
        }
    }

    @Test
    void plays_left_and_right_apart_without_a_gap() throws Exception {
        Reference reference = new Reference();
        try (DeskAudio desk = new DeskAudio(
                        2,
                        SoundChoice.DEFAULTS,
                        (uplink, pcm) -> {},
                        reference,
                        ThreadPriorities.ofThisSystem(),
                        System::nanoTime);
                Pull pull = new Pull(desk, 1_000, 1_500)) {
            desk.mix(new MixPlan(
                    1,
                    List.of(new SlotPlan(1, Bus.SELECT, 1f, -1f, false), new SlotPlan(2, Bus.UNSELECT, 1f, 1f, false)),
                    1f,
                    1f,
                    1f));
            await().atMost(Duration.ofSeconds(10)).until(() -> desk.health().selectDevice() && pull.running());
            rig.record("headset", 1.0);

            short[] heard = rig.record("headset", 2.0);

            // The recorder's own first moments are silent.
            double[] left = Arrays.copyOfRange(channel(heard, 0), 9_600, heard.length / 2);
            double[] right = Arrays.copyOfRange(channel(heard, 1), 9_600, heard.length / 2);
            assertThat(Tones.dbfs(left, 1_000)).isCloseTo(Pull.DBFS + HARD_PAN_DB, within(0.5));
            assertThat(Tones.dbfs(right, 1_500)).isCloseTo(Pull.DBFS + HARD_PAN_DB, within(0.5));
            assertThat(Tones.dbfs(left, 1_500)).isLessThan(Pull.DBFS - 30);
            assertThat(Tones.dbfs(right, 1_000)).isLessThan(Pull.DBFS - 30);
            assertThat((long) Tones.quiet(left, 200))
                    .as("samples of silence in the tone, beyond those the desk counted itself")
                    .isLessThanOrEqualTo(desk.silentFrames() + 96);
            // Told to the echo canceller: both outputs, in mono, where all of one ear and nothing of the other is half.
            double[] told = reference.lastSecond();
            assertThat(Tones.dbfs(told, 1_000)).isCloseTo(Pull.DBFS + HARD_PAN_DB - HALF_DB, within(1.0));
            assertThat(Tones.dbfs(told, 1_500)).isCloseTo(Pull.DBFS + HARD_PAN_DB - HALF_DB, within(1.0));
        }
    }

    @Test
    void brings_the_microphone_to_the_uplink(@TempDir Path folder) throws Exception {
        Path tone = folder.resolve("tone.wav");
        writeTone(tone, 800, 20);
        ConcurrentLinkedQueue<short[]> sent = new ConcurrentLinkedQueue<>();
        Process player = rig.play("booth", tone);
        try (DeskAudio desk = new DeskAudio(
                1,
                SoundChoice.DEFAULTS,
                (uplink, pcm) -> sent.add(pcm.clone()),
                MicProcessor.NONE,
                ThreadPriorities.ofThisSystem(),
                System::nanoTime)) {
            await().atMost(Duration.ofSeconds(10))
                    .until(() ->
                            desk.health().microphone() && desk.microphonePath().peakDbfs() > -30);
            Lease lease = new Lease(System.nanoTime() + 30_000_000_000L);

            desk.key(new KeyingPlan(1, List.of(new TicketGate(1, 0, true, TicketGate.Uplink.SEND, lease))));

            await().atMost(Duration.ofSeconds(10)).until(() -> sent.size() > 150);
            double[] heard = sent.stream()
                    .skip(20)
                    .limit(100)
                    .flatMapToDouble(frame ->
                            java.util.stream.IntStream.range(0, frame.length).mapToDouble(i -> frame[i] / 32_768.0))
                    .toArray();
            // The sound server adds both channels of the monitor: up to 3 dB more than what was played.
            assertThat(Tones.dbfs(heard, 800)).isBetween(-13.0, -8.0);
            lease.end();
            await().atMost(Duration.ofSeconds(5)).until(() -> desk.over(1).ended());
        } finally {
            player.destroy();
        }
    }

    @Test
    void tells_a_lost_output_and_comes_back_on_another() throws Exception {
        String spare = rig.addSink("spare");
        try (DeskAudio desk = new DeskAudio(
                1,
                SoundChoice.DEFAULTS,
                (uplink, pcm) -> {},
                MicProcessor.NONE,
                ThreadPriorities.ofThisSystem(),
                System::nanoTime)) {
            await().atMost(Duration.ofSeconds(10)).until(() -> desk.health().selectDevice());

            rig.remove(headset);
            await().atMost(Duration.ofSeconds(15))
                    .until(() -> desk.health().selectDevice() && desk.health().sinceSelectTakenNanos() < 200_000_000L);
        } finally {
            headset = rig.addSink("headset");
            rig.setDefault("sink", "headset");
            rig.remove(spare);
        }
    }

    private static double[] channel(short[] interleaved, int channel) {
        double[] out = new double[interleaved.length / 2];
        for (int i = 0; i < out.length; i++) {
            out[i] = interleaved[2 * i + channel] / 32_768.0;
        }
        return out;
    }

    private static void writeTone(Path file, double hertz, int seconds) throws Exception {
        byte[] bytes = new byte[seconds * 48_000 * 2];
        for (int i = 0; i < bytes.length / 2; i++) {
            int sample = (int) (32_768 * Math.pow(10, -12 / 20.0) * Math.sin(2 * Math.PI * hertz * i / 48_000));
            bytes[2 * i] = (byte) sample;
            bytes[2 * i + 1] = (byte) (sample >> 8);
        }
        AudioFormat format = new AudioFormat(48_000, 16, 1, true, false);
        AudioSystem.write(
                new AudioInputStream(new ByteArrayInputStream(bytes), format, bytes.length / 2),
                AudioFileFormat.Type.WAVE,
                file.toFile());
    }

    /** In the echo canceller's place: keeps the last second of what it is told. */
    private static final class Reference implements MicProcessor {
        private final Deque<short[]> frames = new ArrayDeque<>();

        @Override
        public void microphone(short[] pcm) {}

        @Override
        public synchronized void playedBack(short[] pcm) {
            frames.add(pcm.clone());
            if (frames.size() > 100) {
                frames.remove();
            }
        }

        synchronized double[] lastSecond() {
            return frames.stream()
                    .flatMapToDouble(frame -> Arrays.stream(samples(frame)))
                    .toArray();
        }

        private static double[] samples(short[] frame) {
            double[] out = new double[frame.length];
            for (int i = 0; i < frame.length; i++) {
                out[i] = frame[i] / 32_768.0;
            }
            return out;
        }
    }

    /** In WebRTC's place: writes a tone into each tap, 100 times a second. */
    private static final class Pull implements AutoCloseable {
        static final double DBFS = -15;
        private final AtomicBoolean closing = new AtomicBoolean();
        private final Thread thread;
        private volatile long frames;

        Pull(DeskAudio desk, double... hertz) {
            thread = Thread.ofPlatform().name("pull").start(() -> run(desk, hertz));
        }

        boolean running() {
            return frames > 50;
        }

        private void run(DeskAudio desk, double[] hertz) {
            long next = System.nanoTime();
            byte[] pcm = new byte[960];
            long at = 0;
            while (!closing.get()) {
                for (int slot = 0; slot < hertz.length; slot++) {
                    for (int i = 0; i < 480; i++) {
                        int sample = (int) (32_768
                                * Math.pow(10, DBFS / 20)
                                * Math.sin(2 * Math.PI * hertz[slot] * (at + i) / 48_000));
                        pcm[2 * i] = (byte) sample;
                        pcm[2 * i + 1] = (byte) (sample >> 8);
                    }
                    desk.engine().tap(slot).write(pcm, 480, System.nanoTime());
                }
                at += 480;
                frames = at / 480;
                next += 10_000_000;
                while (System.nanoTime() - next < 0) {
                    LockSupport.parkNanos(next - System.nanoTime());
                }
            }
            Arrays.fill(pcm, (byte) 0);
        }

        @Override
        public void close() {
            closing.set(true);
            await().until(() -> !thread.isAlive());
        }
    }
}
