package com.talkiego.dispatch.devices.priority;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * sched_setscheduler(2) and setpriority(2). Real time is permitted to root, to CAP_SYS_NICE and by RLIMIT_RTPRIO (limits.conf:
 * {@code rtprio}); a better nice value by RLIMIT_NICE.
 */
final class LinuxScheduler implements Scheduler {
    private static final int CALLING_THREAD = 0;
    private static final int SCHED_RR = 2;

    /** No child process inherits it. */
    private static final int SCHED_RESET_ON_FORK = 0x4000_0000;

    /** Low among real-time threads: sound servers (20 and more) and the kernel's own go first. */
    private static final int REALTIME_PRIORITY = 5;

    private static final int PRIO_PROCESS = 0;
    private static final int NICE = -11;

    private final MethodHandle setScheduler;
    private final MethodHandle setPriority;

    @SuppressWarnings("restricted") // what the package is for
    LinuxScheduler() {
        Linker linker = Linker.nativeLinker();
        SymbolLookup library = linker.defaultLookup();
        setScheduler = linker.downcallHandle(
                library.findOrThrow("sched_setscheduler"),
                FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS));
        setPriority = linker.downcallHandle(
                library.findOrThrow("setpriority"), FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    }

    @Override
    public Priority realtime() {
        return realtime(CALLING_THREAD) ? Priority.REALTIME : raised();
    }

    private boolean realtime(int thread) {
        try (Arena arena = Arena.ofConfined()) {
            // struct sched_param holds one int.
            MemorySegment parameters = arena.allocateFrom(JAVA_INT, REALTIME_PRIORITY);
            int result = (int) setScheduler.invokeExact(thread, SCHED_RR | SCHED_RESET_ON_FORK, parameters);
            return result == 0;
        } catch (Throwable e) {
            throw Unexpected.from(e);
        }
    }

    @Override
    public Priority safepoints() {
        try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
            return tasks.filter(LinuxScheduler::stopsOthers)
                            .allMatch(task ->
                                    realtime(Integer.parseInt(task.getFileName().toString())))
                    ? Priority.REALTIME
                    : Priority.ORDINARY;
        } catch (IOException | UncheckedIOException e) {
            return Priority.ORDINARY;
        }
    }

    private static boolean stopsOthers(Path task) {
        try {
            return Files.readString(task.resolve("comm")).strip().equals("VM Thread");
        } catch (IOException ended) {
            return false;
        }
    }

    @Override
    public Priority raised() {
        try {
            // Linux keeps a nice value for each thread, whatever the manual of setpriority says of processes.
            int result = (int) setPriority.invokeExact(PRIO_PROCESS, CALLING_THREAD, NICE);
            return result == 0 ? Priority.RAISED : Priority.ORDINARY;
        } catch (Throwable e) {
            throw Unexpected.from(e);
        }
    }
}
