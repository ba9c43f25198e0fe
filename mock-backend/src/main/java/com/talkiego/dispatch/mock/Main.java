package com.talkiego.dispatch.mock;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The mock backend's command line. */
@Command(
        name = "mock-backend",
        description = "A small TalkieGo backend to try a console against.",
        mixinStandardHelpOptions = true)
public final class Main {
    private static final String LOGGING = "logback.configurationFile";

    private Main() {}

    public static void main(String[] arguments) {
        // A file of its own name: the console beside it on the class path has its own.
        if (System.getProperty(LOGGING) == null) {
            System.setProperty(LOGGING, "mock-logback.xml");
        }
        ServeCommand serve = new ServeCommand(LiveWorld.maker(UnitsStarter.FLEET), System.in, System.out, System.err);
        System.exit(commandLine(serve).execute(arguments));
    }

    static CommandLine commandLine(ServeCommand serve) {
        return new CommandLine(new Main())
                .addSubcommand(serve)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setCommandName("mock-backend");
    }
}
