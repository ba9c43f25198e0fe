package com.talkiego.dispatch.devices.priority;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What is said to be granted is what the kernel says of the thread. */
class ThreadPrioritiesTest {
    private static final int NICE_FIELD = 18;
    private static final int POLICY_FIELD = 40;
    private static final String ROUND_ROBIN = "2";

    private static final long COLD = ThreadPriorities.COLD.toNanos();

    private final ThreadPriorities priorities = ThreadPriorities.ofThisSystem();

    @Test
    @EnabledOnOs(OS.LINUX)
    void the_kernel_confirms_what_was_granted() throws Exception {
        List<String> kernel = new ArrayList<>();
        Thread thread = Thread.ofPlatform().name("sound").start(() -> {
            LongConsumer urgency = priorities.audio();
            urgency.accept(0);
            urgency.accept(COLD);
            kernel.addAll(ownFields());
        });
        thread.join();

        boolean realtime = kernel.get(POLICY_FIELD).equals(ROUND_ROBIN);
        boolean nicer = Integer.parseInt(kernel.get(NICE_FIELD)) < 0;
        Priority confirmed = realtime ? Priority.REALTIME : nicer ? Priority.RAISED : Priority.ORDINARY;
        assertThat(priorities.granted()).isEqualTo(Map.of("sound", confirmed));
        assertThat(priorities.least()).isEqualTo(confirmed);
    }

    @Test
    void real_time_is_asked_for_once_what_runs_is_compiled() {
        ThreadPriorities willing = new ThreadPriorities(new Answers(Priority.REALTIME, Priority.RAISED));
        LongConsumer urgency = willing.audio();
        urgency.accept(1_000);
        assertThat(willing.least()).isEqualTo(Priority.RAISED);
        urgency.accept(1_000 + COLD - 1);
        assertThat(willing.least()).isEqualTo(Priority.RAISED);
        urgency.accept(1_000 + COLD);
        assertThat(willing.least()).isEqualTo(Priority.REALTIME);
    }

    @Test
    void tells_the_least_and_takes_a_refusal_for_a_fact() throws Exception {
        Answers answers = new Answers(Priority.REALTIME, Priority.RAISED);
        ThreadPriorities partly = new ThreadPriorities(answers);
        assertThat(partly.least()).isEqualTo(Priority.ORDINARY);
        run(partly, "first");
        assertThat(partly.least()).isEqualTo(Priority.REALTIME);
        answers.realtime = Priority.ORDINARY;
        run(partly, "second");
        assertThat(partly.granted())
                .containsOnly(Map.entry("first", Priority.REALTIME), Map.entry("second", Priority.ORDINARY));
        assertThat(partly.least()).isEqualTo(Priority.ORDINARY);
    }

    private static void run(ThreadPriorities priorities, String name) throws InterruptedException {
        LongConsumer urgency = priorities.audio();
        Thread thread = Thread.ofPlatform().name(name).start(() -> {
            urgency.accept(0);
            urgency.accept(COLD);
        });
        thread.join();
    }

    private static final class Answers implements Scheduler {
        private final Priority raised;
        private Priority realtime;

        Answers(Priority realtime, Priority raised) {
            this.realtime = realtime;
            this.raised = raised;
        }

        @Override
        public Priority realtime() {
            return realtime;
        }

        @Override
        public Priority raised() {
            return raised;
        }
    }

    /** Of proc(5), /proc/thread-self/stat, counted from 0; the second may hold blanks and is made one. */
    private static List<String> ownFields() {
        try {
            String line = Files.readString(Path.of("/proc/thread-self/stat"));
            return List.of(line.replaceFirst("\\(.*\\)", "name").trim().split(" "));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
