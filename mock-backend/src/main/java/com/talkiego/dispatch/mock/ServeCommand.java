package com.talkiego.dispatch.mock;

import com.talkiego.dispatch.mock.BackendSettings.Scenario;
import com.talkiego.dispatch.mock.api.DemoTenant;
import com.talkiego.dispatch.mock.api.TurnServers;
import com.talkiego.dispatch.mock.edge.HomeUnusable;
import com.talkiego.dispatch.mock.edge.Json;
import com.talkiego.dispatch.mock.edge.PortTaken;
import com.talkiego.dispatch.mock.regions.RegionSettings;
import com.talkiego.dispatch.mock.wrong.SeededFault;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code serve}: runs the backend until it is told to end. */
@Command(
        name = "serve",
        description = "Runs the mock backend until SIGTERM, or until standard input ends with --with-parent.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:ended in good order",
            "1:failed",
            "2:wrong options",
            "3:a port is in use",
            "4:the home directory cannot be used",
            "70:out of memory, or the JVM is broken",
            "143:ended by SIGTERM, in good order"
        })
final class ServeCommand implements Callable<Integer> {
    private final World.Maker maker;
    private final InputStream parent;
    private final PrintStream out;
    private final PrintStream err;
    private final CountDownLatch ended = new CountDownLatch(1);

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--port", description = "TCP port of HTTPS and WSS; 0 for any free one.")
    private int port;

    @Option(names = "--sfu-port", description = "UDP port of media; 0 for any free one.")
    private int sfuPort;

    @Option(names = "--seed", description = "Makes the units' chances the same again.")
    private long seed = 1;

    @Option(names = "--scenario", description = "What the units do: ${COMPLETION-CANDIDATES}.")
    private Scenario scenario = Scenario.QUIET;

    @Option(names = "--channels", description = "How many channels the tenant has.")
    private int channels = 12;

    @Option(names = "--units", description = "How many simulated units; -1 for as many as suit the channels.")
    private int units = -1;

    @Option(names = "--talking", description = "On how many channels somebody talks all the time, to measure with.")
    private int talking;

    @Option(names = "--home", description = "Where the certificates are kept.")
    private Path home = Homes.usual(System.getenv(), System.getProperty("user.home"));

    @Option(names = "--lan", description = "Listen on every interface, so that phones and other machines can come in.")
    private boolean lan;

    @Option(names = "--ptime", description = "Media packet time in ms, 10 or 20.")
    private int ptime = 10;

    @Option(names = "--turn", description = "Address of a TURN server, like turn:host:3478; may be repeated.")
    private List<String> turn = new ArrayList<>();

    @Option(names = "--turn-secret-file", description = "File with the secret shared with the TURN servers.")
    private @Nullable Path turnSecretFile;

    @Option(names = "--regions", split = ",", description = "Regions the backend is made of, like eu,us,ap.")
    private List<String> regions = new ArrayList<>();

    @Option(
            names = "--residency",
            description = "The region the tenant must stay in, and whether another serves it while that is down:"
                    + " eu:stay or eu:move.")
    private @Nullable String residency;

    @Option(names = "--time-out", paramLabel = "MILLIS", description = "Longest over on every channel, in ms.")
    private long timeOut = DemoTenant.MAX_OVER_MILLIS;

    @Option(
            names = "--wrong",
            description = "One thing to do wrong, to examine checkers with: ${COMPLETION-CANDIDATES}.")
    private @Nullable SeededFault wrong;

    @Option(
            names = "--turn-server",
            description =
                    "auto: run coturn as the TURN server where it is installed and no other is named; off: do not.")
    private TurnServer turnServer = TurnServer.AUTO;

    @Option(names = "--with-parent", description = "End when standard input ends.")
    private boolean withParent;

    private enum TurnServer {
        AUTO,
        OFF;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    ServeCommand(World.Maker maker, InputStream parent, PrintStream out, PrintStream err) {
        this.maker = maker;
        this.parent = parent;
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() throws InterruptedException {
        BackendSettings settings = settings();
        CountDownLatch closed = new CountDownLatch(1);
        Thread hook = Thread.ofPlatform().name("shutdown").unstarted(() -> {
            ended.countDown();
            awaitAtMost(closed);
        });
        Runtime.getRuntime().addShutdownHook(hook);
        try (Backend backend = Backend.start(settings, InstantSource.system(), maker, ServeCommand::killSoon)) {
            out.println(Json.text(backend.ready()));
            out.flush();
            if (withParent) {
                Thread.ofVirtual().name("parent-watch").start(this::watchParent);
            }
            ended.await();
            return ExitCode.GOOD;
        } catch (PortTaken e) {
            err.println(e.getMessage());
            return ExitCode.PORT_TAKEN;
        } catch (HomeUnusable e) {
            err.println(e.getMessage());
            return ExitCode.HOME_UNUSABLE;
        } finally {
            closed.countDown();
        }
    }

    private BackendSettings settings() {
        try {
            int suiting = Math.min(2 * channels, BackendSettings.MOST_UNITS);
            int number = units >= 0 ? units : scenario == Scenario.NONE ? 0 : suiting;
            return new BackendSettings(
                    port,
                    sfuPort,
                    seed,
                    scenario,
                    channels,
                    number,
                    talking,
                    home.toAbsolutePath(),
                    lan,
                    ptime,
                    turnServers(),
                    new RegionSettings(regions, RegionSettings.residency(residency)),
                    new Deviations(timeOut, wrong));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(Objects.requireNonNull(spec).commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private TurnServers turnServers() {
        if (turn.isEmpty() && turnSecretFile == null) {
            return turnServer == TurnServer.AUTO ? TurnServers.BUNDLED : TurnServers.NONE;
        }
        if (turnSecretFile == null) {
            return new TurnServers(turn, "");
        }
        try {
            return new TurnServers(turn, Files.readString(turnSecretFile).strip());
        } catch (IOException e) {
            throw new IllegalArgumentException("--turn-secret-file " + turnSecretFile + " cannot be read.", e);
        }
    }

    private void watchParent() {
        try {
            while (parent.read() >= 0) {
                // Whatever the parent writes is of no interest, only that it is still there.
            }
        } catch (IOException e) {
            err.println("Standard input broke (" + e.getMessage() + "), ending as if it had ended.");
        }
        ended.countDown();
    }

    private static void awaitAtMost(CountDownLatch closed) {
        try {
            closed.await(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void killSoon() {
        // Late enough for the answer to be sent.
        CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS)
                .execute(() -> Runtime.getRuntime().halt(137));
    }
}
