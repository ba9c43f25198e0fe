package com.talkiego.dispatch.console.app;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of a run without a window. */
final class HeadlessOptions {
    @Option(names = "--seconds", description = "How long a run without a window lasts. Default: ${DEFAULT-VALUE}.")
    int seconds = 20;

    @Option(names = "--report", paramLabel = "FILE", description = "Write what really happened as JSON.")
    @Nullable
    Path report;

    @Option(names = "--screenshots", paramLabel = "DIR", description = "Write pictures of the screen.")
    @Nullable
    Path screenshots;

    @Option(names = "--scenario", description = "What the simulated units do: quiet, busy or proof.")
    String scenario = "busy";
}
