package com.talkiego.dispatch.console.app;

import com.talkiego.dispatch.core.model.ConsoleState;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javafx.application.Platform;
import org.jspecify.annotations.Nullable;

/**
 * Carries console states to the JavaFX thread: takes them on any thread, never waits, and hands over only the newest, with at most
 * one hand-over on its way. The only caller of {@link Platform#runLater}.
 */
public final class FxBridge implements Consumer<ConsoleState> {
    private final AtomicReference<@Nullable ConsoleState> newest = new AtomicReference<>();
    private final Consumer<ConsoleState> screen;

    /** @param screen called on the JavaFX thread */
    public FxBridge(Consumer<ConsoleState> screen) {
        this.screen = screen;
    }

    /** Does something on the JavaFX thread, soon; any thread. */
    static void run(Runnable task) {
        Platform.runLater(task);
    }

    @Override
    public void accept(ConsoleState state) {
        if (newest.getAndSet(state) == null) {
            Platform.runLater(this::handOver);
        }
    }

    private void handOver() {
        ConsoleState state = newest.getAndSet(null);
        if (state != null) {
            screen.accept(state);
        }
    }
}
