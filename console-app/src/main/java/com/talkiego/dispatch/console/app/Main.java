package com.talkiego.dispatch.console.app;

import com.talkiego.dispatch.core.media.MediaUnavailableException;
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
                .setExecutionExceptionHandler((e, line, parsed) -> {
                    if (e instanceof MediaUnavailableException) {
                        line.getErr().println(e.getMessage());
                        return ExitCode.FAILED;
                    }
                    LoggerFactory.getLogger(Main.class).error("A defect ended the console", e);
                    line.getErr().println("Something went wrong that should not have; the log above has the details.");
                    return ExitCode.FAILED;
                })
                .execute(arguments);
    }

    @Override
    public Integer call() throws Exception {
        checkServer();
        try {
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
        } catch (BundledBackend.BackendFailed e) {
            spec.commandLine().getErr().println(e.sentence());
            return ExitCode.NO_BACKEND;
        } catch (UnusableFile e) {
            spec.commandLine().getErr().println(e.sentence());
            return ExitCode.FILE;
        }
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
