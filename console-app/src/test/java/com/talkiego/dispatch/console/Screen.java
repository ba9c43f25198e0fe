package com.talkiego.dispatch.console;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;

/** The JavaFX toolkit on its headless platform, started once for all tests of a JVM. */
public final class Screen {
    private static final CompletableFuture<Void> STARTED = new CompletableFuture<>();

    private Screen() {}

    /** Starts the toolkit, if nobody has. */
    public static synchronized void start() throws Exception {
        if (!STARTED.isDone()) {
            try {
                Platform.startup(() -> STARTED.complete(null));
            } catch (IllegalStateException alreadyRunning) {
                STARTED.complete(null);
            }
            STARTED.get(20, TimeUnit.SECONDS);
            Platform.setImplicitExit(false);
        }
    }

    /** Runs something on the JavaFX thread and waits for it. */
    public static <T> T on(Callable<T> work) throws Exception {
        start();
        CompletableFuture<T> done = new CompletableFuture<>();
        Platform.runLater(() -> {
            try {
                done.complete(work.call());
            } catch (Throwable failure) {
                done.completeExceptionally(failure);
            }
        });
        return done.get(Duration.ofSeconds(20).toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The same for work without a result. */
    public static void run(Work work) throws Exception {
        on(() -> {
            work.run();
            return true;
        });
    }

    /** Runs something that cannot fail on the JavaFX thread, started already, and waits for it. */
    public static void last(Runnable work) {
        CompletableFuture.runAsync(work, Platform::runLater)
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    /** Something that may fail. */
    public interface Work {
        void run() throws Exception;
    }
}
