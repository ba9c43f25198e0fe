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

    /** Exit code of a process that has no memory left, or whose JVM is broken. */
    private static final int BROKEN = 70;

    private Main() {}

    public static void main(String[] arguments) {
        // A file of its own name: the console beside it on the class path has its own.
        if (System.getProperty(LOGGING) == null) {
            System.setProperty(LOGGING, "mock-logback.xml");
        }
        Thread.setDefaultUncaughtExceptionHandler(Main::uncaught);
        ServeCommand serve = new ServeCommand(LiveWorld.maker(UnitsStarter.FLEET), System.in, System.out, System.err);
        System.exit(commandLine(serve).execute(arguments));
    }

    /** A backend without one of its threads only looks alive: what no thread caught on purpose is told, and without memory all ends. */
    private static void uncaught(Thread thread, Throwable error) {
        boolean ends = error instanceof VirtualMachineError && !(error instanceof StackOverflowError);
        try {
            System.err.println("The backend's thread " + thread.getName() + " ended by an error"
                    + (ends ? "; nothing can go on without it, so the backend ends." : "."));
            error.printStackTrace();
        } finally {
            if (ends) {
                Runtime.getRuntime().halt(BROKEN);
            }
        }
    }

    static CommandLine commandLine(ServeCommand serve) {
        return new CommandLine(new Main())
                .addSubcommand(serve)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setCommandName("mock-backend");
    }
}
