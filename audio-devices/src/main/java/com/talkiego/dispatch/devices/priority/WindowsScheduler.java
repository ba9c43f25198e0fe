package com.talkiego.dispatch.devices.priority;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;

/** The multimedia class scheduler (avrt.dll) for sound; SetThreadPriority for the rest. A thread keeps both until it ends. */
final class WindowsScheduler implements Scheduler {
    private static final String SOUND = "Pro Audio";
    private static final int THREAD_PRIORITY_ABOVE_NORMAL = 1;

    private final MethodHandle characteristics;
    private final MethodHandle currentThread;
    private final MethodHandle threadPriority;

    @SuppressWarnings("restricted") // what the package is for
    WindowsScheduler() {
        Linker linker = Linker.nativeLinker();
        SymbolLookup multimedia = SymbolLookup.libraryLookup("avrt", Arena.global());
        SymbolLookup kernel = SymbolLookup.libraryLookup("kernel32", Arena.global());
        characteristics = linker.downcallHandle(
                multimedia.findOrThrow("AvSetMmThreadCharacteristicsW"),
                FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS));
        currentThread = linker.downcallHandle(kernel.findOrThrow("GetCurrentThread"), FunctionDescriptor.of(ADDRESS));
        threadPriority = linker.downcallHandle(
                kernel.findOrThrow("SetThreadPriority"), FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
    }

    @Override
    public Priority realtime() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocateFrom(SOUND, StandardCharsets.UTF_16LE);
            // 0 in, the number of a new task out.
            MemorySegment task = arena.allocateFrom(JAVA_INT, 0);
            MemorySegment handle = (MemorySegment) characteristics.invokeExact(name, task);
            return handle.address() != 0 ? Priority.REALTIME : raised();
        } catch (Throwable e) {
            throw Unexpected.from(e);
        }
    }

    @Override
    public Priority raised() {
        try {
            MemorySegment self = (MemorySegment) currentThread.invokeExact();
            int done = (int) threadPriority.invokeExact(self, THREAD_PRIORITY_ABOVE_NORMAL);
            return done != 0 ? Priority.RAISED : Priority.ORDINARY;
        } catch (Throwable e) {
            throw Unexpected.from(e);
        }
    }
}
