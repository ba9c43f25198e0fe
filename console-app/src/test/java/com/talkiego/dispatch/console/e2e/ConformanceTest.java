package com.talkiego.dispatch.console.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.talkiego.dispatch.console.conformance.ConformanceRun;
import com.talkiego.dispatch.console.conformance.ConformanceRun.Outcome;
import com.talkiego.dispatch.console.conformance.Examinee;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The bundled backend keeps the protocol, and an examination finds each single thing that one does wrong. */
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
            Map.entry("forgetful", "resume.events"));

    @TempDir
    private static Path home;

    private static TestBackend backend;

    @BeforeAll
    static void start() throws Exception {
        backend = TestBackend.start(home, "--scenario", "none", "--units", "0", "--time-out", "6000");
    }

    @AfterAll
    static void end() {
        backend.close();
    }

    static Set<String> faults() {
        return FOUND_BY.keySet();
    }

    private static List<ConformanceRun.Result> examine(Set<String> checks, Duration patience) throws Exception {
        Examinee examinee = new Examinee(
                backend.api(), backend.trust(), "demo", "dispatcher", "demo", patience, Duration.ofSeconds(10));
        return ConformanceRun.examine(examinee, checks::contains, result -> {});
    }

    @Test
    void the_bundled_backend_keeps_the_protocol() throws Exception {
        // The quota's check would leave nothing for the others.
        Set<String> checks = new java.util.LinkedHashSet<>(ConformanceRun.names());
        checks.remove("api.quota");

        List<ConformanceRun.Result> results = examine(checks, Duration.ofSeconds(10));

        assertThat(results).hasSameSizeAs(checks);
        assertThat(results)
                .filteredOn(result -> result.outcome() == Outcome.FAILED)
                .isEmpty();
        assertThat(results)
                .filteredOn(result -> result.outcome() == Outcome.SKIPPED)
                .extracting(ConformanceRun.Result::id)
                .isSubsetOf("api.turn", "floor.receive-only");
    }

    @ParameterizedTest
    @MethodSource("faults")
    void a_single_fault_is_found(String fault) throws Exception {
        backend.act("wrong", "{\"fault\":\"" + fault + "\"}");
        try {
            List<ConformanceRun.Result> results = examine(Set.of(FOUND_BY.get(fault)), Duration.ofSeconds(3));

            assertThat(results).hasSize(1).allMatch(result -> result.outcome() == Outcome.FAILED);
            assertThat(results.getFirst().text()).isNotBlank();
        } finally {
            backend.act("wrong", "{}");
        }
    }

    @Test
    void a_used_up_quota_is_told_as_the_protocol_asks() throws Exception {
        backend.act("quota", "{\"requests\":20,\"seconds\":60}");
        try {
            assertThat(examine(Set.of("api.quota"), Duration.ofSeconds(10)))
                    .extracting(ConformanceRun.Result::outcome)
                    .containsExactly(Outcome.PASSED);
        } finally {
            backend.act("quota", "{\"requests\":1000,\"seconds\":60}");
        }
    }
}
