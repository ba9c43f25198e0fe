package com.talkiego.dispatch.console.app;

import com.talkiego.dispatch.console.conformance.ConformanceRun;
import com.talkiego.dispatch.console.conformance.ConformanceRun.Outcome;
import com.talkiego.dispatch.console.conformance.Examinee;
import com.talkiego.dispatch.console.soak.BackendButtons;
import com.talkiego.dispatch.core.api.Trust;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@code conformance}: examines any backend against the protocol, the bundled one unless another is named. */
@Command(
        name = "conformance",
        description = "Examines a backend against the protocol, message by message, and prints what it found.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every check passed or was skipped",
            "1:a check failed",
            "2:wrong options",
            "3:the bundled backend could not be started",
            "4:a file could not be read or written"
        })
final class ConformanceCommand implements Callable<Integer> {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "The backend. Default: the bundled one, started for it.")
    private @Nullable URI server;

    @Mixin
    private TrustOptions trust = new TrustOptions();

    @Option(names = "--tenant", description = "Tenant to sign in to.")
    private String tenant = "demo";

    @Option(names = "--user", description = "Operator to sign in as; several positions are opened with it.")
    private String user = "dispatcher";

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "File with the operator's password. Default: the demo's.")
    private @Nullable Path passwordFile;

    @Option(names = "--patience", paramLabel = "MILLIS", description = "How long an answer may take.")
    private long patience = 4_000;

    @Option(names = "--longest", paramLabel = "SECONDS", description = "The longest timer that is waited for.")
    private long longest = 10;

    @Option(names = "--only", paramLabel = "PATTERN", description = "Only checks whose name matches, like 'floor.*'.")
    private String only = ".*";

    @Option(names = "--list", description = "Print the names of all checks, and do nothing else.")
    private boolean list;

    @Option(names = "--report", paramLabel = "FILE", description = "Write the results as JSON.")
    private @Nullable Path report;

    ConformanceCommand() {}

    @Override
    public Integer call() throws Exception {
        if (list) {
            ConformanceRun.names().forEach(System.out::println);
            return ExitCode.GOOD;
        }
        try {
            Pattern pattern = Pattern.compile(only);
            URI named = server;
            if (named != null) {
                return examine(named, trust.trust(), pattern, null);
            }
            try (BundledBackend backend = BundledBackend.start(
                            List.of("--scenario", "none", "--units", "0", "--time-out", "6000", "--regions", "eu,us"));
                    BackendButtons buttons = new BackendButtons(backend.ready().state(), HeadlessRun.trust(backend))) {
                return examine(backend.ready().api(), HeadlessRun.trust(backend), pattern, buttons::drain);
            }
        } catch (PatternSyntaxException e) {
            throw new ParameterException(spec.commandLine(), "--only is no pattern: " + e.getDescription() + ".", e);
        }
    }

    private String password() throws UnusableFile {
        try {
            return passwordFile == null
                    ? "demo"
                    : Files.readString(passwordFile).strip();
        } catch (IOException e) {
            throw new UnusableFile("The password file " + passwordFile + " cannot be read.", e);
        }
    }

    private int examine(URI api, Trust trust, Pattern pattern, Examinee.@Nullable Drill drill)
            throws InterruptedException, UnusableFile {
        if (!"https".equals(api.getScheme())) {
            throw new ParameterException(spec.commandLine(), "--server must begin with https://.");
        }
        Examinee examinee = new Examinee(
                api,
                trust,
                tenant,
                user,
                password(),
                Duration.ofMillis(patience),
                Duration.ofSeconds(longest),
                drill,
                Examinee.Place.ALONE);
        List<ConformanceRun.Result> results =
                ConformanceRun.examine(examinee, name -> pattern.matcher(name).matches(), ConformanceCommand::print);
        long failed = count(results, Outcome.FAILED);
        System.out.printf(
                Locale.ROOT,
                "%nOf %d checks of %s: %d kept, %d broken, %d not applicable.%n",
                results.size(),
                api,
                count(results, Outcome.PASSED),
                failed,
                count(results, Outcome.SKIPPED));
        write(api, results);
        return failed == 0 && !results.isEmpty() ? ExitCode.GOOD : ExitCode.FAILED;
    }

    private static long count(List<ConformanceRun.Result> results, Outcome outcome) {
        return results.stream().filter(result -> result.outcome() == outcome).count();
    }

    private static void print(ConformanceRun.Result result) {
        String word = switch (result.outcome()) {
            case PASSED -> "kept";
            case FAILED -> "BROKEN";
            case SKIPPED -> "skipped";
        };
        System.out.printf(Locale.ROOT, "%-8s %-34s %6d ms  %s%n", word, result.id(), result.millis(), result.title());
        if (!result.text().isEmpty()) {
            System.out.printf(Locale.ROOT, "         %s%n", result.text());
        }
    }

    private void write(URI api, List<ConformanceRun.Result> results) throws UnusableFile {
        Path file = report;
        if (file == null) {
            return;
        }
        List<Map<String, Object>> checks = new ArrayList<>();
        for (ConformanceRun.Result result : results) {
            checks.add(Map.of(
                    "id", result.id(),
                    "title", result.title(),
                    "outcome", result.outcome().name().toLowerCase(Locale.ROOT),
                    "text", result.text(),
                    "millis", result.millis()));
        }
        try {
            Files.writeString(
                    file,
                    JSON.writeValueAsString(Map.of("server", api.toString(), "checks", checks)) + "\n",
                    StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UnusableFile("The report " + file + " cannot be written: " + e.getMessage() + ".", e);
        }
    }
}
