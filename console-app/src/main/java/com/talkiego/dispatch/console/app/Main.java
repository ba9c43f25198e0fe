package com.talkiego.dispatch.console.app;

import com.talkiego.dispatch.core.media.MediaUnavailableException;
import java.io.PrintWriter;
import java.net.URI;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The console's command line: the window without a command, and what can be done without one. */
@Command(
        name = "talkiego-dispatch",
        description = "TalkieGo Dispatch: a desktop console for push-to-talk dispatch.",
        mixinStandardHelpOptions = true,
        subcommands = {BenchCommand.class, ConformanceCommand.class, SoakCommand.class},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all went well",
            "1:it ran, but something promised did not happen; the report says what",
            "2:wrong options",
            "3:the bundled backend could not be started",
            "4:a file could not be read or written"
        })
public final class Main implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--demo", description = "Start with the bundled backend and sign in there.")
    private boolean demo;

    @Option(names = "--headless", description = "No window: run by itself for a while, then report.")
    private boolean headless;

    @Mixin
    private HeadlessOptions headlessOptions = new HeadlessOptions();

    @Mixin
    private DeskOptions deskOptions = new DeskOptions();

    private Main() {}

    /** Starts the console. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** Runs a command line and gives its exit code. */
    static int run(String... arguments) {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, line, parsed) -> failed(failure, line.getErr()))
                .execute(arguments);
    }

    /** Says why a command could not go on; the exit code for it. */
    private static int failed(Exception failure, PrintWriter words) {
        return switch (failure) {
            case BundledBackend.BackendFailed backend -> {
                words.println(backend.sentence());
                yield ExitCode.NO_BACKEND;
            }
            case UnusableFile file -> {
                words.println(file.sentence());
                yield ExitCode.FILE;
            }
            case MediaUnavailableException media -> {
                words.println(media.getMessage());
                yield ExitCode.FAILED;
            }
            default -> {
                LoggerFactory.getLogger(Main.class).error("A defect ended the console", failure);
                words.println("Something went wrong that should not have; the log above has the details.");
                yield ExitCode.FAILED;
            }
        };
    }

    @Override
    public Integer call() throws Exception {
        checkServer();
        if (headless) {
            return new HeadlessRun(deskOptions, headlessOptions).call();
        }
        if (demo && !Display.present()) {
            return HeadlessRun.insteadOfWindow(deskOptions, headlessOptions).call();
        }
        if (!Display.present()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "There is no display here. Start it on a desktop, or use --headless with --seconds.");
        }
        return new WindowRun(deskOptions, demo).call();
    }

    private void checkServer() {
        URI server = headlessOptions.server;
        if (server == null) {
            return;
        }
        if (!headless) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--server is for --headless; with a window the server's address is typed in at sign-in.");
        }
        if (!"https".equals(server.getScheme()) || server.getHost() == null) {
            throw new ParameterException(spec.commandLine(), "--server must begin with https:// and name a host.");
        }
    }
}
