package com.talkiego.dispatch.console.app;

/** How the console's process ends. */
final class ExitCode {
    static final int GOOD = 0;
    static final int FAILED = 1;
    static final int NO_BACKEND = 3;
    static final int FILE = 4;

    private ExitCode() {}
}
