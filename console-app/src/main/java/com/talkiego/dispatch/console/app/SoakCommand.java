package com.talkiego.dispatch.console.app;

import com.talkiego.dispatch.console.soak.Soak;
import com.talkiego.dispatch.console.soak.Subject;
import com.talkiego.dispatch.core.session.SignIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@code soak}: a console worked and broken at random for a while, watched for what must never happen. */
@Command(
        name = "soak",
        description =
                "Works a console at random against the bundled backend, breaks things, and ends at the first breach.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing happened that must not",
            "1:something did; the seed and what was done last are printed",
            "2:wrong options",
            "3:the bundled backend could not be started",
            "4:a file could not be read or written"
        })
final class SoakCommand implements Callable<Integer> {
    private static final String POSITION = "Soak 1";
    private static final int UNITS_ON_A_CHANNEL = 2;
    private static final long JOIN_NANOS = 60_000_000_000L;
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    @Option(names = "--minutes", description = "How long.")
    private double minutes = 1;

    @Option(names = "--seed", description = "Makes the same chances again.")
    private long seed = 1;

    @Option(names = "--regions", split = ",", description = "Regions of the backend.")
    private List<String> regions = List.of("eu", "us");

    @Option(names = "--channels", description = "Channels of the backend, with two units each.")
    private int channels = 12;

    @Option(names = "--plant", description = "Breaks the console on purpose: ${COMPLETION-CANDIDATES}.")
    private Soak.Plant plant = Soak.Plant.NONE;

    @Option(names = "--verbose", description = "Print what is done.")
    private boolean verbose;

    @Option(names = "--report", paramLabel = "FILE", description = "Write what came of it as JSON.")
    private @Nullable Path report;

    SoakCommand() {}

    @Override
    public Integer call() throws Exception {
        int units = channels * UNITS_ON_A_CHANNEL;
        try (BundledBackend backend = BundledBackend.start(List.of(
                        "--scenario",
                        "none",
                        "--channels",
                        Integer.toString(channels),
                        "--units",
                        Integer.toString(units),
                        "--regions",
                        String.join(",", regions),
                        "--seed",
                        Long.toString(seed)));
                Desk desk = DeskOptions.silentDesk(backend, POSITION);
                Soak soak = new Soak(
                        new Subject(
                                desk.session(),
                                POSITION,
                                () -> desk.audio().health(),
                                () -> desk.media().statistics().soundPushed()),
                        backend.ready().state(),
                        HeadlessRun.trust(backend),
                        regions,
                        units,
                        seed,
                        plant)) {
            desk.signIn(new SignIn("demo", "dispatcher", "demo"));
            if (!HeadlessRun.await(() -> HeadlessRun.joined(desk), JOIN_NANOS)) {
                System.err.println("The console could not join its channels: "
                        + desk.session().state().connection());
                return ExitCode.FAILED;
            }
            // With nobody to talk to, every press would be refused.
            HeadlessRun.await(SoakCommand.everybodyThere(desk), JOIN_NANOS);
            Soak.Outcome outcome = soak.run(Duration.ofMillis(Math.round(minutes * 60_000)), line -> {
                if (verbose) {
                    System.out.println(line);
                }
            });
            if (verbose) {
                desk.session().state().events().stream()
                        .map(event -> event.at() + " " + event.sentence())
                        .forEach(System.out::println);
            }
            print(outcome);
            return outcome.breach() == null ? ExitCode.GOOD : ExitCode.FAILED;
        }
    }

    private static BooleanSupplier everybodyThere(Desk desk) {
        return () -> desk.session().state().channels().stream().allMatch(channel -> channel.members() > 1);
    }

    private void print(Soak.Outcome outcome) throws UnusableFile {
        System.out.printf(
                Locale.ROOT,
                "seed %d: %d presses, %d granted, %d refused, %d let go before, %d cut off; %d sockets and %d media links"
                        + " opened again, longest without signalling %.1f s, without hearing anything %.1f s%n",
                outcome.seed(),
                outcome.session().presses(),
                outcome.session().granted(),
                outcome.session().denied(),
                outcome.session().cancelled(),
                outcome.session().cutOff(),
                outcome.session().reconnects(),
                outcome.session().mediaReopened(),
                outcome.longestOfflineMillis() / 1000.0,
                outcome.longestDeafMillis() / 1000.0);
        System.out.printf(
                Locale.ROOT,
                "memory %.0f MB, %d threads, %d descriptors at the start; %.0f MB, %d, %d at the end%n",
                outcome.before().rssMb(),
                outcome.before().threads(),
                outcome.before().descriptors(),
                outcome.after().rssMb(),
                outcome.after().threads(),
                outcome.after().descriptors());
        System.out.println("memory in MB after each minute: "
                + outcome.minutes().stream()
                        .map(one -> Long.toString(Math.round(one.rssMb())))
                        .collect(Collectors.joining(" ")));
        outcome.counts().entrySet().stream()
                .sorted(java.util.Map.Entry.comparingByKey())
                .forEach(entry -> System.out.printf(Locale.ROOT, "  %-20s %d%n", entry.getKey(), entry.getValue()));
        if (outcome.breach() != null) {
            System.out.println("What was done last:");
            outcome.trace().forEach(System.out::println);
            System.out.println("BREACH (seed " + outcome.seed() + "): " + outcome.breach());
        }
        if (report != null) {
            try {
                Files.writeString(report, JSON.writeValueAsString(outcome) + "\n");
            } catch (IOException e) {
                throw new UnusableFile("The report " + report + " cannot be written: " + e.getMessage() + ".", e);
            }
        }
    }
}
