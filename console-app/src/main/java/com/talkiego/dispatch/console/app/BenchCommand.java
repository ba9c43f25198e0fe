package com.talkiego.dispatch.console.app;

import com.talkiego.dispatch.console.report.Observation;
import com.talkiego.dispatch.console.report.Report;
import com.talkiego.dispatch.console.report.ReportFile;
import com.talkiego.dispatch.core.session.SignIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench}: the console against the bundled backend in another process, measured apart. */
@Command(
        name = "bench",
        description = "Measures the console against the bundled backend: M of N channels carry continuous speech.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class BenchCommand implements java.util.concurrent.Callable<Integer> {
    private static final long JOIN_NANOS = 60_000_000_000L;
    private static final long WARM_NANOS = 6_000_000_000L;

    @Option(names = "--channels", description = "How many channels are joined.")
    private int channels = 64;

    @Option(names = "--talking", description = "How many of them carry continuous speech.")
    private int talking = 64;

    @Option(names = "--seconds", description = "How long it is measured, after a warm-up of 6 s.")
    private int seconds = 20;

    @Option(names = "--ptime", description = "Packet time of the media, 10 or 20 ms.")
    private int ptime = 10;

    @Option(
            names = "--taps",
            description =
                    "How often a second the dispatcher presses, up to 3, where a channel is quiet; 0 for one who only listens.")
    private int taps = 1;

    @Option(names = "--window", description = "With the console's window, drawn in memory.")
    private boolean window;

    @Option(names = "--backend", description = "Measures the backend instead: many signalling clients, some that talk.")
    private boolean backendOnly;

    @Option(
            names = "--roads",
            description =
                    "Measures mouth to ear straight between members and through the media server, in turn, instead:"
                            + " twice --seconds each.")
    private boolean roads;

    @Option(names = "--clients", description = "With --backend: how many signalling clients.")
    private int clients = 500;

    @Option(names = "--report", paramLabel = "FILE", description = "Write the report as JSON.")
    private @Nullable Path report;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    BenchCommand() {}

    @Override
    public Integer call() throws Exception {
        if (taps < 0 || taps > AutomaticDispatcher.MOST_TAPS) {
            throw new ParameterException(
                    spec.commandLine(), "--taps is from 0 to " + AutomaticDispatcher.MOST_TAPS + ".");
        }
        if (roads) {
            if (backendOnly || report != null) {
                throw new ParameterException(
                        spec.commandLine(), "--roads goes with neither --backend nor --report: it prints its figures.");
            }
            return new RoadsBench(seconds, ptime).call();
        }
        if (backendOnly) {
            return new BackendBench(clients, talking, seconds, ptime, report).call();
        }
        try (BundledBackend backend = talkingWorld(channels, talking, ptime);
                Desk desk = DeskOptions.silentDesk(backend, "Position 1");
                Observation observation = new Observation(
                        desk.session(),
                        desk.audio(),
                        new Observation.OwnBackend(
                                backend.handle(), backend.ready().state(), HeadlessRun.trust(backend)))) {
            Wiring wiring = window ? openWindow(backend, desk) : null;
            int result = measure(desk, observation);
            if (wiring != null) {
                WindowRun.onToolkit(() -> {
                    wiring.close();
                    return true;
                });
                Platform.exit();
            }
            return result;
        }
    }

    /** A backend with so many channels, on so many of which a unit talks without a pause. */
    static BundledBackend talkingWorld(int channels, int talking, int ptime) throws BundledBackend.BackendFailed {
        return BundledBackend.start(List.of(
                "--channels",
                Integer.toString(channels),
                "--talking",
                Integer.toString(talking),
                "--scenario",
                "none",
                "--ptime",
                Integer.toString(ptime)));
    }

    private int measure(Desk desk, Observation observation) throws Exception {
        // The units need a moment to sign in and talk; what is measured is the console joining a world already busy.
        LockSupport.parkNanos(WARM_NANOS / 2);
        desk.signIn(new SignIn("demo", "dispatcher", "demo"));
        boolean joined = HeadlessRun.await(() -> HeadlessRun.joined(desk), JOIN_NANOS);
        LockSupport.parkNanos(WARM_NANOS);
        observation.settle();
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        if (taps > 0) {
            AutomaticDispatcher.tapping(desk.session(), taps).talkUntil(() -> System.nanoTime() - end >= 0, turn -> {});
        }
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        Report measured = observation.report(channels, talking);
        System.out.print(ReportFile.table(measured));
        if (report != null) {
            try {
                ReportFile.write(measured, report);
            } catch (IOException e) {
                throw new UnusableFile("The report " + report + " cannot be written: " + e.getMessage() + ".", e);
            }
        }
        return joined && measured.heard().size() >= talking ? ExitCode.GOOD : ExitCode.FAILED;
    }

    private static Wiring openWindow(BundledBackend backend, Desk desk) throws Exception {
        Display.none();
        CompletableFuture<Void> toolkit = new CompletableFuture<>();
        Thread.ofPlatform().name("toolkit-start").daemon().start(() -> Platform.startup(() -> toolkit.complete(null)));
        toolkit.join();
        return WindowRun.onToolkit(() -> {
            Wiring made = new Wiring(
                    desk,
                    new ConsoleHome(Files.createTempDirectory("talkiego-dispatch")),
                    new Wiring.Start(
                            true,
                            DeskOptions.silent(),
                            Wiring.demoForm(backend.ready().api())));
            Stage stage = new Stage();
            made.open(stage);
            return made;
        });
    }
}
