package com.talkiego.dispatch.console.app;

import java.lang.management.ManagementFactory;
import java.util.StringJoiner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the time of a start goes: how long after the JVM's own start each step was done. Any thread. */
final class StartTimes {
    private static final Logger LOG = LoggerFactory.getLogger(StartTimes.class);

    private final long jvmStart = ManagementFactory.getRuntimeMXBean().getStartTime();
    private final StringJoiner steps = new StringJoiner(", ");

    /** A step is done now. */
    synchronized void done(String step) {
        steps.add(step + " " + (System.currentTimeMillis() - jvmStart) + " ms");
    }

    /** The last step is done: all of them are logged. */
    void complete(String step) {
        done(step);
        synchronized (this) {
            LOG.info("Since the start: {}", steps);
        }
    }
}
