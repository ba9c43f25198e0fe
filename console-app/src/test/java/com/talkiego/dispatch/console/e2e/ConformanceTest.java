package com.talkiego.dispatch.console.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.talkiego.dispatch.console.conformance.ConformanceRun;
import com.talkiego.dispatch.console.conformance.ConformanceRun.Outcome;
import com.talkiego.dispatch.console.conformance.Examinee;
import com.talkiego.dispatch.console.soak.BackendButtons;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

    /** One lane for what works on the only small channels and the only spare region. */
    private static final Set<String> CHAPTERS_APART = Set.of("topology", "region");

    private static final int LANES = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** What is missing is waited for so long, and several times over. */
    private static final Duration SHORT_PATIENCE = Duration.ofSeconds(2);

    private static final Map<String, ConformanceRun.Result> SOUND = new ConcurrentHashMap<>();
    private static final Map<String, List<ConformanceRun.Result>> WRONG = new ConcurrentHashMap<>();

    @TempDir
    private static Path home;

    private static TestBackend backend;
    private static BackendButtons buttons;

    @BeforeAll
    static void examineAll() throws Exception {
        backend = TestBackend.start(
                home, "--scenario", "none", "--units", "0", "--time-out", "6000", "--regions", "eu,us");
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
        Queue<Task> apart = new ConcurrentLinkedQueue<>();
        Queue<Task> anywhere = new ConcurrentLinkedQueue<>();
        Map<String, List<String>> chapters = new LinkedHashMap<>();
        for (String check : checks()) {
            chapters.computeIfAbsent(chapter(check), name -> new ArrayList<>()).add(check);
        }
        // The longest first, and those of one chapter by halves, so that all lanes end together.
        for (String chapter : List.of("floor", "media", "topology", "region")) {
            List<String> ids = Objects.requireNonNull(chapters.remove(chapter));
            int half = ids.size() / 2;
            for (List<String> part : List.of(ids.subList(0, half), ids.subList(half, ids.size()))) {
                (CHAPTERS_APART.contains(chapter) ? apart : anywhere).add(lane -> sound(lane, part));
            }
        }
        FOUND_BY.forEach((fault, check) -> (CHAPTERS_APART.contains(chapter(check)) ? apart : anywhere)
                .add(lane ->
                        WRONG.put(fault, examine(Set.of(check), SHORT_PATIENCE, new Examinee.Place(lane, fault)))));
        chapters.values().forEach(ids -> anywhere.add(lane -> sound(lane, ids)));

        try (ExecutorService lanes = Executors.newFixedThreadPool(LANES)) {
            List<Future<Void>> ends = new ArrayList<>();
            for (int n = 0; n < LANES; n++) {
                int lane = n;
                ends.add(lanes.submit((Callable<Void>) () -> {
                    for (Queue<Task> queue : lane == 0 ? List.of(apart, anywhere) : List.of(anywhere)) {
                        for (Task task = queue.poll(); task != null; task = queue.poll()) {
                            task.run(lane);
                        }
                    }
                    return null;
                }));
            }
            for (Future<Void> end : ends) {
                end.get();
            }
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
        return ConformanceRun.examine(examinee, checks::contains, result -> {});
    }

    @AfterAll
    static void end() {
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
