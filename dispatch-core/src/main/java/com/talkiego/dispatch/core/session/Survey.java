package com.talkiego.dispatch.core.session;

import com.talkiego.dispatch.core.api.Nearness;
import com.talkiego.dispatch.core.wire.ApiMessage;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Asks for the directory of regions and measures them all: once at sign-in, then about once a minute as long as somebody is signed in.
 * On {@code signalling} only; the measuring itself is the ApiLayer client's.
 */
final class Survey {
    /** The mean time between two; each is scattered by a quarter either way. */
    static final Duration EVERY = Duration.ofSeconds(60);

    /** How long a sign-in waits for the regions to be measured. */
    static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final Duration IN_NEED = Duration.ofSeconds(2);

    private final Actor actor;
    private final Asking asking;
    private final RegionChoice choice;
    private final RandomGenerator random;
    private final Runnable surveyed;
    private final Attempt round;
    private long lookedNanos;
    private int awaited;

    /** @param surveyed told after each round, once every region was measured */
    Survey(Actor actor, Asking asking, RegionChoice choice, RandomGenerator random, Runnable surveyed) {
        this.actor = actor;
        this.round = new Attempt(actor);
        this.asking = asking;
        this.choice = choice;
        this.random = random;
        this.surveyed = surveyed;
        this.lookedNanos = actor.nanoTime() - IN_NEED.toNanos();
    }

    /** Measures the regions of the directory just read, then goes on; where there is but one at once. */
    void first(Runnable then) {
        again();
        if (choice.measurable().size() < 2) {
            then.run();
            return;
        }
        Once once = new Once(then);
        actor.after(PATIENCE, once);
        measure(choice.measurable(), once);
    }

    /** Nobody is signed in any more. */
    void end() {
        round.end();
    }

    /** Looks again at once, though not more often than every 2 s: what is known leads nowhere. */
    void soon() {
        if (actor.nanoTime() - lookedNanos >= IN_NEED.toNanos()) {
            look();
        }
    }

    private void again() {
        round.begin();
        long millis = EVERY.toMillis();
        round.after(Duration.ofMillis(millis * 3 / 4 + random.nextLong(millis / 2 + 1)), this::look);
    }

    private void look() {
        lookedNanos = actor.nanoTime();
        again();
        asking.regions(
                round.ifCurrent((Asking.Places found) -> {
                    choice.directory(found);
                    measure(choice.measurable(), surveyed);
                }),
                // The directory of before stays good; whether it still is true shows where it is used.
                problem -> {});
    }

    private void measure(List<ApiMessage.Region> regions, Runnable then) {
        awaited = regions.size();
        if (regions.isEmpty()) {
            then.run();
        }
        for (ApiMessage.Region region : regions) {
            asking.measure(region, round.ifCurrent((Nearness near) -> {
                choice.measured(region.id(), near);
                if (--awaited == 0) {
                    then.run();
                }
            }));
        }
    }

    /** Runs it once, however often it is asked to. */
    private static final class Once implements Runnable {
        private final Runnable task;
        private boolean done;

        Once(Runnable task) {
            this.task = task;
        }

        @Override
        public void run() {
            if (!done) {
                done = true;
                task.run();
            }
        }
    }
}
