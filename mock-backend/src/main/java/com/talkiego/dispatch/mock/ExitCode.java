package com.talkiego.dispatch.mock;

/** How the process ends; usage errors end with picocli's 2, a SIGTERM with 143. */
final class ExitCode {
    static final int GOOD = 0;
    static final int FAILED = 1;
    static final int PORT_TAKEN = 3;
    static final int HOME_UNUSABLE = 4;

    private ExitCode() {}
}
