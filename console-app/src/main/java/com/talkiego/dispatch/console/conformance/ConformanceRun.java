package com.talkiego.dispatch.console.conformance;

import com.talkiego.dispatch.core.media.MediaRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One examination of a backend, from the first check to the last. */
public final class ConformanceRun {
    /** What became of a check. */
    public enum Outcome {
        PASSED,
        FAILED,
        /** This backend, as it is set up, gives no occasion for it. */
        SKIPPED
    }

    /**
     * The result of one check.
     *
     * @param text what was expected and what came, or why it was skipped; empty if it passed
     */
    public record Result(String id, String title, Outcome outcome, String text, long millis) {}

    private ConformanceRun() {}

    /** The names of all checks, in their order. */
    public static List<String> names() {
        return all().map(Check::id).toList();
    }

    private static Stream<Check> all() {
        return Stream.of(
                        ApiChecks.all(),
                        SocketChecks.all(),
                        FloorChecks.all(),
                        MediaChecks.all(),
                        TopologyChecks.all(),
                        AlarmChecks.all(),
                        ResumeChecks.all(),
                        RegionChecks.all(),
                        ApiChecks.last())
                .flatMap(List::stream);
    }

    /**
     * Examines a backend; returns when all is done.
     *
     * @param wanted which checks, by name
     * @param told hears each result as it comes
     */
    public static List<Result> examine(Examinee examinee, Predicate<String> wanted, Consumer<Result> told)
            throws InterruptedException {
        try (MediaRuntime runtime = MediaRuntime.start()) {
            return examine(examinee, runtime, wanted, told);
        }
    }

    /** The same with a runtime that several examinations share. */
    public static List<Result> examine(
            Examinee examinee, MediaRuntime runtime, Predicate<String> wanted, Consumer<Result> told)
            throws InterruptedException {
        List<Result> results = new ArrayList<>();
        try (Room room = new Room(examinee, runtime)) {
            for (Check check : all().filter(check -> wanted.test(check.id())).toList()) {
                Result result = examined(check, room);
                results.add(result);
                told.accept(result);
            }
        }
        return results;
    }

    private static Result examined(Check check, Room room) throws InterruptedException {
        long begun = System.nanoTime();
        Outcome outcome = Outcome.PASSED;
        String text = "";
        try {
            check.body().examine(room);
        } catch (Broken broken) {
            outcome = Outcome.FAILED;
            text = broken.sentence();
        } catch (NotApplicable none) {
            outcome = Outcome.SKIPPED;
            text = none.sentence();
        }
        @Nullable String disorder = room.leave();
        if (outcome == Outcome.PASSED && disorder != null) {
            outcome = Outcome.FAILED;
            text = disorder;
        }
        long millis = Duration.ofNanos(System.nanoTime() - begun).toMillis();
        return new Result(check.id(), check.title(), outcome, text, millis);
    }
}
