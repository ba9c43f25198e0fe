package com.talkiego.dispatch.devices.priority;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the system to let a desk's urgent threads go first, and remembers what each of them got. A refusal is no fault: the desk
 * works, its sound may falter when the machine is full.
 */
public final class ThreadPriorities {
    private static final Logger LOG = LoggerFactory.getLogger(ThreadPriorities.class);

    /** How long a thread of sound runs without real time after its start. */
    static final Duration COLD = Duration.ofSeconds(5);

    /** After that time every thread of sound that started with the desk has what it gets. */
    public static final Duration SETTLED = COLD.plusSeconds(1);

    private final Scheduler scheduler;
    private final Map<String, Priority> audio = new ConcurrentHashMap<>();

    ThreadPriorities(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** Those of the system this runs on. */
    public static ThreadPriorities ofThisSystem() {
        return new ThreadPriorities(Scheduler.ofThisSystem());
    }

    /**
     * For one thread of sound: to be called by it whenever it wakes, with the nano clock's time. At first it asks for a larger share, and
     * after {@link #COLD} for real time: code that is not compiled yet would keep the compiler itself, and whatever else starts with it,
     * from the core.
     */
    public LongConsumer audio() {
        return new Urgency();
    }

    private final class Urgency implements LongConsumer {
        private boolean awake;
        private boolean settled;
        private long since;

        @Override
        public void accept(long nowNanos) {
            if (settled) {
                return;
            }
            if (!awake) {
                awake = true;
                since = nowNanos;
                audio.put(Thread.currentThread().getName(), scheduler.raised());
            } else if (nowNanos - since >= COLD.toNanos()) {
                settled = true;
                audio.put(Thread.currentThread().getName(), scheduler.realtime());
            }
        }
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

    /** Writes into the log what each thread of sound got; not on one of them. */
    public void tell() {
        LOG.info("Threads of sound run with priority {}", granted());
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
