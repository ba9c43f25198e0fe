package com.talkiego.dispatch.mock;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The mock backend's command line. */
@Command(
        name = "mock-backend",
        description = "A small TalkieGo backend to try a console against.",
        mixinStandardHelpOptions = true)
public final class Main {
    private Main() {}

    static CommandLine commandLine(ServeCommand serve) {
        return new CommandLine(new Main())
                .addSubcommand(serve)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setCommandName("mock-backend");
    }
}
