package com.talkiego.dispatch.console.app;

import com.talkiego.dispatch.console.keystore.SecretStore;
import com.talkiego.dispatch.console.look.Screenshots;
import com.talkiego.dispatch.console.ports.SignInForm;
import com.talkiego.dispatch.console.report.Observation;
import com.talkiego.dispatch.console.report.Report;
import com.talkiego.dispatch.console.report.ReportFile;
import com.talkiego.dispatch.core.api.Trust;
import com.talkiego.dispatch.core.model.ChannelState;
import com.talkiego.dispatch.core.model.Connection;
import com.talkiego.dispatch.core.model.ConsoleState;
import com.talkiego.dispatch.core.session.DeskMemory;
import com.talkiego.dispatch.core.session.SignIn;
import com.talkiego.dispatch.devices.sound.SoundChoice;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/**
 * The same console on the headless platform, pressing push-to-talk by itself, with a report at the end: against the bundled backend,
 * or the one that is named.
 */
final class HeadlessRun {
    private static final long JOIN_NANOS = 20_000_000_000L;
    private static final long ASK_NANOS = 200_000_000L;
    private static final int LONGEST_SECONDS = 86_400;

    private final DeskOptions desk;
    private final HeadlessOptions options;

    /**
     * Where it signs in, as whom, and from which position.
     *
     * @param own what can be learned of the backend itself; null for one that is not ours
     */
    private record Place(URI server, Trust trust, SignIn who, String position, Observation.@Nullable OwnBackend own) {
        SignInForm form() {
            return new SignInForm(server.toString(), who.tenant(), who.user(), who.password(), position);
        }
    }

    HeadlessRun(DeskOptions desk, HeadlessOptions options) {
        this.desk = desk;
        this.options = options;
    }

    /** What a start without a display does in place of a window. */
    static HeadlessRun insteadOfWindow(DeskOptions desk, HeadlessOptions options) throws IOException {
        if (options.screenshots == null) {
            options.screenshots = Files.createTempDirectory("talkiego-dispatch");
        }
        System.out.println("There is no display here. The console runs without a window for " + options.seconds
                + " seconds, then says what was heard. Pictures will be in " + options.screenshots);
        return new HeadlessRun(desk, options);
    }

    int call() throws Exception {
        Display.none();
        CompletableFuture<Void> toolkit = new CompletableFuture<>();
        Thread.ofPlatform().name("toolkit-start").daemon().start(() -> Platform.startup(() -> toolkit.complete(null)));
        URI named = options.server;
        try {
            if (named != null) {
                return at(new Place(named, desk.trust(), options.who(), options.position, null), toolkit);
            }
            try (BundledBackend backend = BundledBackend.start(List.of("--scenario", options.scenario))) {
                return at(bundled(backend), toolkit);
            }
        } finally {
            Platform.exit();
        }
    }

    private Place bundled(BundledBackend backend) throws UnusableFile {
        Trust trust = trust(backend);
        return new Place(
                backend.ready().api(),
                trust,
                new SignIn("demo", "dispatcher", "demo"),
                options.position,
                new Observation.OwnBackend(backend.handle(), backend.ready().state(), trust));
    }

    private int at(Place place, CompletableFuture<Void> toolkit) throws Exception {
        try (ConsoleHome home = desk.home();
                Desk console = new Desk(new Desk.Setup(
                        place.server(),
                        place.trust(),
                        place.position(),
                        desk.soundOfAutomaticDispatcher(),
                        false,
                        DeskMemory.EMPTY,
                        options.stay ? home.secrets() : SecretStore.NONE));
                Observation observation = new Observation(console.session(), console.audio(), place.own())) {
            toolkit.join();
            return run(place, console, observation);
        }
    }

    private int run(Place place, Desk console, Observation observation) throws Exception {
        Wiring wiring = WindowRun.onToolkit(() -> {
            Wiring made = new Wiring(
                    console,
                    new ConsoleHome(Files.createTempDirectory("talkiego-dispatch")),
                    new Wiring.Start(place.own() != null, desk.soundOfAutomaticDispatcher(), place.form()));
            Stage stage = new Stage();
            made.open(stage);
            return made;
        });
        console.relayOnly(desk.relayOnly(false));
        console.signIn(place.server(), place.who(), options.stay);
        await(() -> joined(console), JOIN_NANOS);
        // The seconds asked for begin when there is somebody to hear, however slow the machine starts.
        await(observation::unitsListen, JOIN_NANOS, ASK_NANOS);
        observation.settle();
        long end = System.nanoTime() + Math.clamp(options.seconds, 1, LONGEST_SECONDS) * 1_000_000_000L;
        BooleanSupplier done = () -> System.nanoTime() - end >= 0;
        picture(wiring, "joined");
        AutomaticDispatcher.talking(console.session()).talkUntil(done, turn -> picture(wiring, "on-air-" + turn));
        picture(wiring, "end");
        // The run is over: what sounded from now on would be heard and not be in the report.
        console.audio().choose(SoundChoice.silent(null));
        Report report = observation.report(null, null);
        WindowRun.onToolkit(() -> {
            wiring.close();
            return true;
        });
        return tell(report, console.session().state());
    }

    private int tell(Report report, ConsoleState state) throws UnusableFile {
        System.out.print(ReportFile.table(report));
        if (options.report != null) {
            try {
                ReportFile.write(report, options.report);
            } catch (IOException e) {
                throw new UnusableFile(
                        "The report " + options.report + " cannot be written: " + e.getMessage() + ".", e);
            }
        }
        if (options.screenshots != null) {
            System.out.println("Pictures are in " + options.screenshots);
        }
        int channels = state.channels().size();
        boolean allHeard = report.heard().size() >= channels;
        Report.HeardByUnits units = report.heardByUnits();
        boolean talked = units == null ? report.ptt().granted() > 0 : units.seconds() > 0;
        boolean good = channels > 0
                && report.channelsJoined() == channels
                && allHeard
                && !report.heard().isEmpty()
                && talked;
        if (!good) {
            String spoken = units == null
                    ? " heard, the dispatcher given the floor " + report.ptt().granted() + " times."
                    : " heard, the dispatcher heard for " + units.seconds() + " s.";
            System.err.println("Not everything happened: " + report.channelsJoined() + " of " + channels
                    + " channels joined, " + report.heard().size() + spoken);
            if (state.connection() instanceof Connection.SignedOut(String reason, boolean _) && !reason.isEmpty()) {
                System.err.println(reason);
            }
        }
        return good ? ExitCode.GOOD : ExitCode.FAILED;
    }

    static boolean joined(Desk console) {
        List<ChannelState> channels = console.session().state().channels();
        return !channels.isEmpty()
                && channels.stream().allMatch(line -> line.path() instanceof ChannelState.Path.Up)
                && console.session().statistics().signInToAllJoinedMillis() >= 0;
    }

    static boolean await(BooleanSupplier condition, long nanos) {
        return await(condition, nanos, 5_000_000);
    }

    private static boolean await(BooleanSupplier condition, long nanos, long stepNanos) {
        long end = System.nanoTime() + nanos;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end >= 0) {
                return false;
            }
            LockSupport.parkNanos(stepNanos);
        }
        return true;
    }

    static Trust trust(BundledBackend backend) throws UnusableFile {
        try {
            return Trust.authority(backend.ready().authority());
        } catch (IOException e) {
            throw new UnusableFile("The bundled backend's certificate authority cannot be read.", e);
        }
    }

    private void picture(Wiring wiring, String name) {
        if (options.screenshots == null) {
            return;
        }
        try {
            byte[] png =
                    WindowRun.onToolkit(() -> Screenshots.png(wiring.window().scene(), 1920, 1080));
            Screenshots.write(png, options.screenshots.resolve(name + ".png"));
        } catch (Exception e) {
            System.err.println("The picture '" + name + "' was not written: " + e.getMessage());
        }
    }
}
