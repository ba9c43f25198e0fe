package com.talkiego.dispatch.console.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.talkiego.dispatch.console.conformance.ConformanceRun;
import com.talkiego.dispatch.console.conformance.ConformanceRun.Outcome;
import com.talkiego.dispatch.console.conformance.Examinee;
import com.talkiego.dispatch.console.soak.BackendButtons;
import com.talkiego.dispatch.core.media.MediaRuntime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The bundled backend keeps the protocol, and an examination finds each single thing that one does wrong. All examinations mostly wait,
 * so they run side by side, each with channels and positions of its own, and only those positions meet a fault that it is for.
 */
class ConformanceTest {
    /** Which check has to find which fault; one is enough, others may find it too. */
    private static final Map<String, String> FOUND_BY = Map.ofEntries(
            Map.entry("seq-gap", "join.presence"),
            Map.entry("wrong-beat", "beat.answered"),
            Map.entry("no-idle", "floor.taken"),
            Map.entry("no-presence", "join.presence"),
            Map.entry("two-talkers", "floor.one-talker"),
            Map.entry("cause-lost", "floor.denied"),
            Map.entry("wrong-talker", "floor.taken"),
            Map.entry("no-revoke", "floor.t1"),
            Map.entry("no-repeat", "floor.t20"),
            Map.entry("unknown-closes", "frame.unknown-type"),
            Map.entry("acknowledged-is-closed", "emergency.acknowledged"),
            Map.entry("wrong-slot", "media.heard"),
            Map.entry("forgetful", "resume.events"),
            Map.entry("stuck-topology", "topology.straight"),
            Map.entry("failed-link-used", "topology.failed-link"),
            Map.entry("no-way-back", "topology.back"),
            Map.entry("no-redirect", "region.drained"));

    /** The same for faults that are no position's own. */
    private static final Map<String, String> FOUND_AFTERWARDS_BY = Map.of(
            "wrong-ping", "region.ping",
            "wrong-health", "region.health",
            "wrong-directory", "region.directory",
            "no-redirect", "region.newcomer");

    /**
     * What works on a small channel, of which there are two, on the only spare region, or with emergencies, which every position hears
     * of, is done one after the other.
     */
    private static final Set<String> CHAPTERS_APART = Set.of("topology", "region", "emergency");

    private static final int LANES = 6;
    /** Each lane has two channels of its own, beside the two small ones. */
    private static final String CHANNELS = "14";

    /** Chapters that take long, in parts of so many checks. */
    private static final List<String> LONG_CHAPTERS = List.of("floor", "media");

    private static final int PART = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** What is missing is waited for so long, and several times over. */
    private static final Duration SHORT_PATIENCE = Duration.ofSeconds(2);

    private static final Map<String, ConformanceRun.Result> SOUND = new ConcurrentHashMap<>();
    private static final Map<String, List<ConformanceRun.Result>> WRONG = new ConcurrentHashMap<>();

    @TempDir
    private static Path home;

    private static TestBackend backend;
    private static BackendButtons buttons;
    private static MediaRuntime runtime;

    @BeforeAll
    static void examineAll() throws Exception {
        backend = TestBackend.start(
                home,
                "--scenario",
                "none",
                "--units",
                "0",
                "--time-out",
                "6000",
                "--regions",
                "eu,us",
                "--channels",
                CHANNELS);
        runtime = MediaRuntime.start();
        buttons = new BackendButtons(backend.statePage(), backend.trust());
        for (String fault : FOUND_BY.keySet()) {
            backend.act("wrong", "{\"fault\":\"%s\",\"position\":\"%s \"}".formatted(fault, fault));
        }
        sideBySide();
        backend.act("wrong", "{}");
        for (Map.Entry<String, String> fault : FOUND_AFTERWARDS_BY.entrySet()) {
            backend.act("wrong", "{\"fault\":\"%s\"}".formatted(fault.getKey()));
            WRONG.put(
                    fault.getKey() + " for all",
                    examine(Set.of(fault.getValue()), SHORT_PATIENCE, new Examinee.Place(0, "Afterwards")));
            backend.act("wrong", "{}");
        }
    }

    private static void sideBySide() throws InterruptedException, ExecutionException {
        Queue<Task> inTheFirstLane = new ConcurrentLinkedQueue<>();
        Queue<Task> inTheSecondLane = new ConcurrentLinkedQueue<>();
        Queue<Task> anywhere = new ConcurrentLinkedQueue<>();
        inTheFirstLane.add(lane -> sound(lane, checksOf("topology")));
        inTheFirstLane.add(lane -> sound(lane, checksOf("region")));
        wrong("region", inTheFirstLane);
        inTheFirstLane.add(lane -> sound(lane, checksOf("emergency")));
        wrong("emergency", inTheFirstLane);
        wrong("topology", inTheSecondLane);
        // The longest first, so that all lanes end together.
        for (String chapter : LONG_CHAPTERS) {
            List<String> checks = checksOf(chapter);
            for (int from = (checks.size() - 1) / PART * PART; from >= 0; from -= PART) {
                List<String> part = checks.subList(from, Math.min(checks.size(), from + PART));
                anywhere.add(lane -> sound(lane, part));
            }
        }
        LONG_CHAPTERS.forEach(chapter -> wrong(chapter, anywhere));
        checks().stream()
                .map(ConformanceTest::chapter)
                .distinct()
                .filter(chapter -> !CHAPTERS_APART.contains(chapter) && !LONG_CHAPTERS.contains(chapter))
                .forEach(chapter -> {
                    anywhere.add(lane -> sound(lane, checksOf(chapter)));
                    wrong(chapter, anywhere);
                });
        inLanes(List.of(inTheFirstLane, inTheSecondLane), anywhere);
    }

    /** Has each fault examined that a check of that chapter has to find. */
    private static void wrong(String chapter, Queue<Task> tasks) {
        FOUND_BY.forEach((fault, check) -> {
            if (chapter(check).equals(chapter)) {
                tasks.add(lane ->
                        WRONG.put(fault, examine(Set.of(check), SHORT_PATIENCE, new Examinee.Place(lane, fault))));
            }
        });
    }

    /** Does what has to be done in the first lanes there, and the rest in all of them. */
    private static void inLanes(List<Queue<Task>> own, Queue<Task> anywhere)
            throws InterruptedException, ExecutionException {
        try (ExecutorService lanes = Executors.newFixedThreadPool(LANES)) {
            List<Future<Void>> ends = new ArrayList<>();
            for (int n = 0; n < LANES; n++) {
                int lane = n;
                ends.add(lanes.submit((Callable<Void>) () -> {
                    if (lane < own.size()) {
                        work(own.get(lane), lane);
                    }
                    work(anywhere, lane);
                    return null;
                }));
            }
            for (Future<Void> end : ends) {
                end.get();
            }
        }
    }

    private static void work(Queue<Task> tasks, int lane) throws InterruptedException {
        for (Task task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run(lane);
        }
    }

    /** Something to do in one lane. */
    private interface Task {
        void run(int lane) throws InterruptedException;
    }

    private static void sound(int lane, Collection<String> checks) throws InterruptedException {
        examine(Set.copyOf(checks), PATIENCE, new Examinee.Place(lane, "Sound " + lane))
                .forEach(result -> SOUND.put(result.id(), result));
    }

    private static String chapter(String check) {
        return check.substring(0, check.indexOf('.'));
    }

    private static List<String> checksOf(String chapter) {
        return checks().stream().filter(check -> chapter(check).equals(chapter)).toList();
    }

    /** The quota's check would leave nothing for the others. */
    private static List<String> checks() {
        return ConformanceRun.names().stream()
                .filter(check -> !check.equals("api.quota"))
                .toList();
    }

    private static List<ConformanceRun.Result> examine(Set<String> checks, Duration patience, Examinee.Place place)
            throws InterruptedException {
        Examinee examinee = new Examinee(
                backend.api(),
                backend.trust(),
                "demo",
                "dispatcher",
                "demo",
                patience,
                Duration.ofSeconds(10),
                buttons::drain,
                place);
        return ConformanceRun.examine(examinee, runtime, checks::contains, result -> {});
    }

    @AfterAll
    static void end() {
        runtime.close();
        buttons.close();
        backend.close();
    }

    @Test
    void the_bundled_backend_keeps_the_protocol() {
        assertThat(SOUND.keySet()).containsExactlyInAnyOrderElementsOf(checks());
        assertThat(SOUND.values())
                .filteredOn(result -> result.outcome() == Outcome.FAILED)
                .isEmpty();
        assertThat(SOUND.values())
                .filteredOn(result -> result.outcome() == Outcome.SKIPPED)
                .extracting(ConformanceRun.Result::id)
                .isSubsetOf("api.turn", "floor.receive-only");
    }

    static Set<String> faults() {
        return Stream.concat(
                        FOUND_BY.keySet().stream(),
                        FOUND_AFTERWARDS_BY.keySet().stream().map(fault -> fault + " for all"))
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @MethodSource("faults")
    void a_single_fault_is_found(String fault) {
        List<ConformanceRun.Result> results = WRONG.getOrDefault(fault, List.of());

        assertThat(results).hasSize(1).allMatch(result -> result.outcome() == Outcome.FAILED);
        assertThat(results.getFirst().text()).isNotBlank();
    }

    @Test
    void a_used_up_quota_is_told_as_the_protocol_asks() throws Exception {
        backend.act("quota", "{\"requests\":20,\"seconds\":60}");
        try {
            assertThat(examine(Set.of("api.quota"), PATIENCE, Examinee.Place.ALONE))
                    .extracting(ConformanceRun.Result::outcome)
                    .containsExactly(Outcome.PASSED);
        } finally {
            backend.act("quota", "{\"requests\":1000,\"seconds\":60}");
        }
    }
}
