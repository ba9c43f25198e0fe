package com.talkiego.dispatch.console.app;

import com.talkiego.dispatch.console.ports.ScreenSettings;
import com.talkiego.dispatch.console.ports.ScreenSettingsStore;
import com.talkiego.dispatch.core.session.DeskMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The folder in which a console keeps what it remembers: screen settings and the desk as it was left. Each file is written whole or
 * not at all, on a thread of its own; a failure is told as a sentence and nothing else is lost.
 */
final class ConsoleHome implements ScreenSettingsStore, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleHome.class);
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Path folder;
    private final AtomicReference<Consumer<String>> trouble = new AtomicReference<>(sentence -> {});
    private final ExecutorService writer = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("settings-writer").factory());

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
    }
}
