package com.talkiego.dispatch.console.soak;

import com.talkiego.dispatch.core.api.Trust;
import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.ChannelState;
import com.talkiego.dispatch.core.model.Emergency;
import com.talkiego.dispatch.core.model.PttTarget;
import com.talkiego.dispatch.core.model.TransmitPhase;
import com.talkiego.dispatch.core.session.DispatchSession;
import com.talkiego.dispatch.core.session.Press;
import com.talkiego.dispatch.core.session.SessionStatistics;
import com.talkiego.dispatch.core.session.SourceId;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Works a console at random for a while: presses, selects, mutes; cuts, stalls, refuses, kills and drains at the backend; and watches
 * the invariants all along. The same seed makes the same chances. One thread, the caller's.
 */
public final class Soak implements AutoCloseable {
    private static final Duration LEASE = Duration.ofMillis(800);
    private static final long GLANCE_NANOS = 20_000_000L;
    private static final Duration WARM = Duration.ofSeconds(8);
    private static final int MOST_HELD = 2;
    private static final int STEPS_TO_A_REST = 12;
    private static final int LOST_EACH = 5;
    private static final long MINUTE_NANOS = 60_000_000_000L;
    private static final long PLANTING_NANOS = 2_000_000_000L;

    /** What is broken on purpose, to see that the soak finds it. */
    public enum Plant {
        NONE,
        /** Keys stay down though they count as let go. */
        STUCK_KEY,
        /** Each step leaves threads behind. */
        LOST_THREADS
    }

    /**
     * What came of it.
     *
     * @param breach what must never have happened; null if nothing did
     * @param trace what was done last
     * @param counts how often each kind of thing was done
     * @param longestOfflineMillis the longest time without signalling, in ms
     * @param longestDeafMillis the longest time in which no channel could be heard, in ms
     * @param minutes what the process held after each minute
     */
    public record Outcome(
            long seed,
            @Nullable String breach,
            List<String> trace,
            Map<String, Integer> counts,
            SessionStatistics session,
            long longestOfflineMillis,
            long longestDeafMillis,
            ProcessLeaks before,
            ProcessLeaks after,
            List<ProcessLeaks> minutes) {}

    private record Held(Press press, long untilNanos, String words) {}

    private record Later(long atNanos, String action, Map<String, Object> fields) {}

    private final Subject subject;
    private final List<String> regions;
    private final int units;
    private final Plant plant;
    private final SplittableRandom random;
    private final long seed;
    private final Trace trace = new Trace();
    private final BackendButtons backend;
    private final Invariants invariants;
    private final List<Held> held = new ArrayList<>();
    private final List<Later> later = new ArrayList<>();
    private final List<Thread> lost = new ArrayList<>();
    private final List<Press> stuck = new ArrayList<>();
    private final List<ProcessLeaks> minutes = new ArrayList<>();
    private long keys;

    /**
     * @param state address of the backend's state page
     * @param regions its regions; fewer than two: none of them is broken
     * @param units how many simulated units it has, {@code unit-1} and on
     */
    public Soak(Subject subject, URI state, Trust trust, List<String> regions, int units, long seed, Plant plant) {
        this.subject = subject;
        this.regions = List.copyOf(regions);
        this.plant = plant;
        this.units = units;
        this.seed = seed;
        this.random = new SplittableRandom(seed);
        this.backend = new BackendButtons(state, trust);
        this.invariants = new Invariants(subject, backend);
    }

    /**
     * Works so long, unless a breach ends it.
     *
     * @param told hears each thing that is done
     */
    public Outcome run(Duration length, Consumer<String> told) {
        String breach = null;
        try {
            work(WARM, told);
            invariants.settle();
            work(length, told);
            recover();
        } catch (Breach found) {
            breach = found.sentence();
        }
        held.forEach(one -> one.press().release());
        lost.forEach(Thread::interrupt);
        return new Outcome(
                seed,
                breach,
                trace.lines(),
                trace.counts(),
                subject.session().statistics(),
                invariants.longestOfflineMillis(),
                invariants.longestDeafMillis(),
                invariants.base(),
                ProcessLeaks.now(),
                List.copyOf(minutes));
    }

    private void work(Duration length, Consumer<String> told) throws Breach {
        long start = System.nanoTime();
        for (int steps = 1; System.nanoTime() - start < length.toNanos(); steps++) {
            if (System.nanoTime() - start >= MINUTE_NANOS * (minutes.size() + 1)) {
                minutes.add(ProcessLeaks.now());
            }
            step(told);
            watch(Duration.ofMillis(random.nextLong(50, 600)));
            if (steps % STEPS_TO_A_REST == 0) {
                rest();
            }
        }
    }

    /** All keys are let go, for as long as it takes until nothing may be on the air any more. */
    private void rest() throws Breach {
        List<Held> all = List.copyOf(held);
        held.clear();
        all.forEach(one -> letGo(one, one.untilNanos()));
        invariants.held(false);
        watch(Invariants.GATES_CLOSED.plusMillis(500));
    }

    /** Everything broken is mended, all keys are let go, and the path has to come back. */
    private void recover() throws Breach {
        later.forEach(mend -> backend.press(mend.action(), mend.fields()));
        later.clear();
        held.forEach(one -> one.press().release());
        held.clear();
        invariants.held(false);
        // Looked at until all is free, or until that is a breach.
        long end = System.nanoTime() + Invariants.FLOOR_FREE.plusSeconds(2).toNanos();
        do {
            watch(Duration.ofMillis(500));
        } while (!invariants.free() && System.nanoTime() - end < 0);
    }

    /** Looks on for a while: leases are renewed, keys let go in their time, faults mended in theirs. */
    private void watch(Duration length) throws Breach {
        long end = System.nanoTime() + length.toNanos();
        do {
            long now = System.nanoTime();
            held.forEach(one -> one.press().renew());
            stuck.forEach(Press::renew);
            if (held.removeIf(one -> letGo(one, now)) && held.isEmpty()) {
                invariants.held(false);
            }
            later.removeIf(mend -> mended(mend, now));
            invariants.check();
            LockSupport.parkNanos(GLANCE_NANOS);
        } while (System.nanoTime() - end < 0);
    }

    private boolean letGo(Held one, long now) {
        if (now - one.untilNanos() < 0) {
            return false;
        }
        if (plant == Plant.STUCK_KEY && !onAir() && now - one.untilNanos() < PLANTING_NANOS) {
            // A key that sticks off the air breaks no promise: each is held until it is on the air, or never will be.
            return false;
        }
        if (plant == Plant.STUCK_KEY && onAir()) {
            stuck.add(one.press());
        } else {
            one.press().release();
        }
        trace.add("release", one.words());
        return true;
    }

    private boolean onAir() {
        return session().state().channels().stream()
                .anyMatch(channel -> channel.transmit().phase() == TransmitPhase.ON_AIR);
    }

    private boolean mended(Later mend, long now) {
        if (now - mend.atNanos() < 0) {
            return false;
        }
        trace.add("mend", mend.action() + " " + mend.fields());
        return backend.press(mend.action(), mend.fields());
    }

    private void step(Consumer<String> told) {
        for (int n = 0; plant == Plant.LOST_THREADS && n < LOST_EACH; n++) {
            lost.add(Thread.ofPlatform().name("lost").daemon().start(LockSupport::park));
        }
        int chance = random.nextInt(100);
        if (chance < 40) {
            press();
        } else if (chance < 52) {
            String unit = "unit-" + random.nextInt(1, units + 1);
            act("speak", Map.of("unit", unit, "seconds", random.nextInt(1, 5)));
        } else if (chance < 65) {
            desk();
        } else if (chance < 72) {
            emergency();
        } else if (chance < 92) {
            fault();
        } else {
            region();
        }
        List<String> lines = trace.lines();
        if (!lines.isEmpty()) {
            told.accept(lines.getLast());
        }
    }

    private void press() {
        if (held.size() >= MOST_HELD) {
            return;
        }
        ChannelId channel = channel();
        boolean general = random.nextInt(3) == 0;
        PttTarget target = general ? new PttTarget.General() : new PttTarget.OneChannel(channel);
        String words = general ? "selection" : channel.value();
        long millis = random.nextInt(8) == 0 ? random.nextLong(3_000, 6_000) : random.nextLong(20, 1_200);
        Press press = session().press(new SourceId("soak-" + ++keys), "soak", target, LEASE);
        invariants.held(true);
        held.add(new Held(press, System.nanoTime() + Duration.ofMillis(millis).toNanos(), words));
        trace.add("press", words + " for " + millis + " ms");
    }

    private void desk() {
        ChannelId channel = channel();
        switch (random.nextInt(7)) {
            case 0 -> session().select(channel);
            case 1 -> session().toggleInSelection(channel);
            case 2 -> session().mute(channel, random.nextBoolean());
            case 3 -> session().volume(channel, random.nextDouble(-20, 6));
            case 4 -> session().solo(random.nextBoolean() ? channel : null);
            case 5 -> session().allMute(random.nextBoolean());
            default -> session().pan(channel, random.nextDouble(-1, 1));
        }
        trace.add("desk", channel.value());
    }

    private void emergency() {
        List<Emergency> open = session().state().emergencies().stream()
                .filter(one -> one.state().open())
                .toList();
        if (open.isEmpty()) {
            ChannelId channel = channel();
            session().raiseEmergency(channel);
            trace.add("emergency", "raised on " + channel);
        } else {
            Emergency one = open.get(random.nextInt(open.size()));
            if (random.nextBoolean()) {
                session().acknowledgeEmergency(one.id());
            } else {
                session().clearEmergency(one.id(), random.nextBoolean());
            }
            trace.add("emergency", "answered " + one.id());
        }
    }

    private void fault() {
        String channel = channel().value();
        switch (random.nextInt(11)) {
            case 0 -> act("cut-signal", Map.of());
            case 1 -> act("stall-signal", Map.of("millis", random.nextInt(100, 3_000)));
            case 2 -> act("cut-media", Map.of());
            case 3 -> act("revoke", Map.of("channel", channel, "cause", 4));
            case 4 -> act("refuse-floor", Map.of("channel", channel, "cause", 1, "count", 1));
            case 5 -> forAWhile("delay-assignments", Map.of("millis", 300), "delay-assignments", Map.of("millis", 0));
            case 6 -> forAWhile("loss", Map.of("fraction", 0.1), "loss", Map.of("fraction", 0));
            case 7 -> act("expire-tokens", Map.of());
            case 8 -> act("rotate-keys", Map.of());
            case 9 -> act("topology", Map.of("channel", channel, "road", random.nextBoolean() ? "p2p" : "sfu"));
            default -> act("fail-peer", Map.of("channel", channel));
        }
    }

    private void region() {
        if (regions.size() < 2 || later.stream().anyMatch(mend -> mend.action().startsWith("region"))) {
            fault();
            return;
        }
        String region = regions.get(random.nextInt(regions.size()));
        Map<String, Object> named = Map.of("region", region);
        switch (random.nextInt(6)) {
            case 0 -> forAWhile("region-kill", named, "region-revive", named);
            case 1 -> {
                Map<String, Object> service =
                        Map.of("region", region, "service", random.nextBoolean() ? "signal" : "media");
                forAWhile("region-kill", service, "region-revive", service);
            }
            case 2 -> act("region-cut", named);
            case 3 ->
                forAWhile("region-drain", Map.of("region", region, "withinMillis", 3_000), "region-revive", named);
            case 4 -> forAWhile("global-kill", Map.of(), "global-revive", Map.of());
            default ->
                forAWhile(
                        "region-slow",
                        Map.of("region", region, "millis", 80),
                        "region-slow",
                        Map.of("region", region, "millis", 0));
        }
    }

    private void act(String action, Map<String, Object> fields) {
        // Sorted, so that the same seed reads the same.
        trace.add(action, new TreeMap<>(fields).toString() + (backend.press(action, fields) ? "" : " (no occasion)"));
    }

    private void forAWhile(String action, Map<String, Object> fields, String end, Map<String, Object> endFields) {
        act(action, fields);
        long millis = random.nextLong(1_000, 6_000);
        later.add(new Later(System.nanoTime() + Duration.ofMillis(millis).toNanos(), end, endFields));
    }

    private ChannelId channel() {
        List<ChannelState> channels = session().state().channels();
        return channels.isEmpty()
                ? new ChannelId("none")
                : channels.get(random.nextInt(channels.size())).channel().id();
    }

    private DispatchSession session() {
        return subject.session();
    }

    @Override
    public void close() {
        backend.close();
    }
}
