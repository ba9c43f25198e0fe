package com.talkiego.dispatch.devices.priority;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the system to let a desk's urgent threads go first, and remembers what each of them got. A refusal is no fault: the desk
 * works, its sound may falter when the machine is full.
 */
public final class ThreadPriorities {
    private static final Logger LOG = LoggerFactory.getLogger(ThreadPriorities.class);

    private final Scheduler scheduler;
    private final Map<String, Priority> audio = new ConcurrentHashMap<>();

    ThreadPriorities(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** Those of the system this runs on. */
    public static ThreadPriorities ofThisSystem() {
        return new ThreadPriorities(Scheduler.ofThisSystem());
    }

    /** Asks for real time; called by the thread itself, once, when it starts. */
    public void audio() {
        Priority got = scheduler.realtime();
        String name = Thread.currentThread().getName();
        audio.put(name, got);
        LOG.info("{} runs with priority {}", name, got);
    }

    /** Asks for a larger share, for a thread on which keys wait; called by the thread itself, once, when it starts. */
    public void control() {
        Priority got = scheduler.raised();
        LOG.info("{} runs with priority {}", Thread.currentThread().getName(), got);
    }

    /**
     * Lets the Java machine's own work that stops every thread be done at once: else a thread of sound that runs before all others
     * waits for one that waits for a core. Any thread, once.
     */
    public void safepoints() {
        LOG.info("The Java machine's safepoints run with priority {}", scheduler.safepoints());
    }

    /** What each thread that carries sound got, by its name; any thread. */
    public Map<String, Priority> granted() {
        return new TreeMap<>(audio);
    }

    /** The least that any of them got; ordinary before the first has started. */
    public Priority least() {
        return audio.values().stream().max(Enum::compareTo).orElse(Priority.ORDINARY);
    }
}
