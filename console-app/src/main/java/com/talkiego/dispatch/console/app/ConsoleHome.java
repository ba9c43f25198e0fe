package com.talkiego.dispatch.console.app;

import com.talkiego.dispatch.console.keystore.SecretStore;
import com.talkiego.dispatch.console.keystore.SystemKeyStore;
import com.talkiego.dispatch.console.ports.ScreenSettings;
import com.talkiego.dispatch.console.ports.ScreenSettingsStore;
import com.talkiego.dispatch.core.session.DeskMemory;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The folder in which a console keeps what it remembers: screen settings and the desk as it was left. Each file is written whole or
 * not at all, on a thread of its own; a failure is told as a sentence and nothing else is lost.
 */
final class ConsoleHome implements ScreenSettingsStore, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleHome.class);
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            // A file of an earlier version has no word on what is new.
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private final Path folder;
    private final AtomicReference<Consumer<String>> trouble = new AtomicReference<>(sentence -> {});
    private final ExecutorService writer = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("settings-writer").factory());

    private @Nullable FileChannel lock;

    ConsoleHome(Path folder) {
        this.folder = folder;
    }

    /** Who takes the sentence when something could not be written, and an empty one when it could again; told on any thread. */
    void tell(Consumer<String> listener) {
        trouble.set(listener);
    }

    /** Where it usually is: {@code XDG_CONFIG_HOME}, {@code APPDATA}, or below the user's home. */
    static Path usual(Map<String, String> environment, String userHome) {
        String base = environment.getOrDefault("XDG_CONFIG_HOME", environment.getOrDefault("APPDATA", ""));
        return (base.isEmpty() ? Path.of(userHome, ".config") : Path.of(base)).resolve("talkiego-dispatch");
    }

    @Override
    public ScreenSettings load() {
        return read("screen.json", ScreenSettings.class, ScreenSettings.standard());
    }

    @Override
    public void save(ScreenSettings settings) {
        write("screen.json", settings);
    }

    DeskMemory loadDesk() {
        return read("desk.json", DeskMemory.class, DeskMemory.EMPTY);
    }

    void saveDesk(DeskMemory memory) {
        write("desk.json", memory);
    }

    private <T> T read(String name, Class<T> type, T otherwise) {
        Path file = folder.resolve(name);
        if (!Files.exists(file)) {
            return otherwise;
        }
        try {
            return JSON.readValue(Files.readString(file), type);
        } catch (IOException | JacksonException | IllegalArgumentException e) {
            LOG.warn("{} cannot be read and is left out: {}", name, e.getClass().getSimpleName());
            return otherwise;
        }
    }

    private void write(String name, Object value) {
        if (!writer.isShutdown()) {
            writer.execute(() -> writeNow(name, value));
        }
    }

    private void writeNow(String name, Object value) {
        try {
            Files.createDirectories(folder);
            Path half = folder.resolve(name + ".new");
            Files.writeString(half, JSON.writeValueAsString(value));
            Files.move(half, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            trouble.get().accept("");
        } catch (IOException | JacksonException e) {
            LOG.warn("{} was not saved: {}", name, e.getMessage());
            trouble.get()
                    .accept("Settings are not saved: " + folder
                            + " cannot be written. Free the disk or correct its permissions; the console works on.");
        }
    }

    /** Where the sign-in of the console with this home is kept: in the system's key store, unless another console has the same home. */
    SecretStore secrets() {
        return alone()
                ? new SystemKeyStore()
                : SecretStore.unusable("another console with the same settings is running");
    }

    /** Whether no other console has this home now. Two of them would use up each other's sign-in, which looks like a theft to the backend. */
    private synchronized boolean alone() {
        if (lock == null) {
            try {
                Files.createDirectories(folder);
                FileChannel file = FileChannel.open(
                        folder.resolve("console.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                lock = file;
                if (file.tryLock() == null) {
                    unlock();
                }
            } catch (IOException | OverlappingFileLockException e) {
                LOG.warn("{} is not locked: {}", folder, e.getClass().getSimpleName());
                unlock();
            }
        }
        return lock != null;
    }

    /** Waits up to 2 s for what is still to be written. */
    @Override
    public void close() {
        writer.shutdown();
        try {
            if (!writer.awaitTermination(2, TimeUnit.SECONDS)) {
                LOG.warn("Settings were still being written at the end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        unlock();
    }

    private synchronized void unlock() {
        FileChannel held = lock;
        if (held != null) {
            try {
                held.close();
            } catch (IOException e) {
                LOG.warn("{} stays locked: {}", folder, e.getMessage());
            }
        }
        lock = null;
    }
}
