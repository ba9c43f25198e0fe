package com.talkiego.dispatch.devices.sound;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A sound server of its own with virtual devices that really run: PipeWire in a run-time folder of its own. What a sink plays can
 * be recorded, what is played into a sink can be a microphone. For tests only; knows nothing of the console.
 */
public final class SoundRig implements AutoCloseable {
    private static final long START_NANOS = 15_000_000_000L;

    private final Path home;
    private final Map<String, String> environment;
    private final List<Process> processes = new ArrayList<>();

    private SoundRig(Path home) {
        this.home = home;
        this.environment = Map.of(
                "XDG_RUNTIME_DIR", home.toString(),
                "PULSE_RUNTIME_PATH", home.resolve("pulse").toString(),
                "PULSE_SERVER", "unix:" + home.resolve("pulse/native"),
                "DBUS_SESSION_BUS_ADDRESS", "unix:path=" + home.resolve("bus"),
                "HOME", home.toString());
    }

    /** Whether this machine has the programs it takes. */
    public static boolean possible() {
        return Stream.of("dbus-daemon", "pipewire", "wireplumber", "pipewire-pulse", "pactl", "parec", "paplay")
                .allMatch(program -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program))));
    }

    /** Starts it, without any device yet. */
    public static SoundRig start() throws IOException, InterruptedException {
        Path home = Files.createTempDirectory("sound-rig");
        SoundRig rig = new SoundRig(home);
        try {
            rig.launch(
                    "dbus-daemon",
                    "--session",
                    "--nofork",
                    "--nopidfile",
                    "--address=unix:path=" + home.resolve("bus"));
            rig.await(() -> Files.exists(home.resolve("bus")));
            rig.launch("pipewire");
            rig.await(() -> Files.exists(home.resolve("pipewire-0")));
            rig.launch("wireplumber");
            rig.launch("pipewire-pulse");
            rig.await(() -> rig.tryRun("pactl", "info"));
            return rig;
        } catch (IOException | InterruptedException | RuntimeException e) {
            rig.close();
            throw e;
        }
    }

    /** Environment a program needs to play and record here. */
    public Map<String, String> environment() {
        return environment;
    }

    /** Adds a sink; its monitor, {@code NAME.monitor}, can be a microphone. Gives the module's number, to remove it. */
    public String addSink(String name) throws IOException, InterruptedException {
        String module = run(
                        "pactl",
                        "load-module",
                        "module-null-sink",
                        "sink_name=" + name,
                        "sink_properties=device.description=" + name,
                        "channels=2",
                        "rate=48000")
                .strip();
        await(() -> tryRunFor(name, "pactl", "list", "short", "sinks"));
        return module;
    }

    /** Unplugs what was added. */
    public void remove(String module) throws IOException, InterruptedException {
        run("pactl", "unload-module", module);
    }

    /** Makes a sink the default output, or a monitor the default microphone. */
    public void setDefault(String kind, String name) throws IOException, InterruptedException {
        run("pactl", "set-default-" + kind, name);
    }

    /** Records what a sink plays: interleaved stereo, 16 bit, 48 kHz. */
    public short[] record(String sink, double seconds) throws IOException, InterruptedException {
        Process recorder = launch(
                "parec",
                "-d",
                sink + ".monitor",
                "--format=s16le",
                "--rate=48000",
                "--channels=2",
                "--latency-msec=20");
        int wanted = ((int) (seconds * 48_000)) * 4;
        byte[] bytes;
        try (InputStream in = recorder.getInputStream()) {
            bytes = in.readNBytes(wanted);
        } finally {
            recorder.destroy();
            recorder.waitFor();
            processes.remove(recorder);
        }
        short[] samples = new short[bytes.length / 2];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) ((bytes[2 * i] & 0xff) | bytes[2 * i + 1] << 8);
        }
        return samples;
    }

    /** Starts playing a WAV file into a sink. */
    public Process play(String sink, Path wav) throws IOException {
        return launch("paplay", "-d", sink, wav.toString());
    }

    private Process launch(String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        if (!command[0].equals("parec")) {
            builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        }
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    private String run(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true);
        Process process = builder.start();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        process.getInputStream().transferTo(out);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + out.toString(StandardCharsets.UTF_8));
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private boolean tryRun(String... command) throws InterruptedException {
        return tryRunFor("", command);
    }

    private boolean tryRunFor(String content, String... command) throws InterruptedException {
        try {
            return run(command).contains(content);
        } catch (IOException notYet) {
            return false;
        }
    }

    private interface Condition {
        boolean holds() throws InterruptedException;
    }

    private void await(Condition condition) throws InterruptedException, IOException {
        long deadline = System.nanoTime() + START_NANOS;
        while (!condition.holds()) {
            if (System.nanoTime() - deadline > 0) {
                throw new IOException("the sound server did not come up");
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    @Override
    public void close() {
        for (Process process : processes.reversed()) {
            process.destroy();
        }
        for (Process process : processes) {
            process.onExit()
                    .orTimeout(3, TimeUnit.SECONDS)
                    .exceptionally(late -> process.destroyForcibly())
                    .join();
        }
        try (Stream<Path> files = Files.walk(home)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
