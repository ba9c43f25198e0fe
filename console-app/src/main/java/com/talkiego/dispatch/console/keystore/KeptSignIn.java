package com.talkiego.dispatch.console.keystore;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sign-in that is kept for the next start: of one account, the newest refresh token. Every call returns at once; the store is
 * brought up to date by the thread {@code key-store}, which may have to wait for somebody to unlock it, and always writes the newest only.
 * Where it cannot be written the token is in memory only, and that is told. Any thread.
 */
public final class KeptSignIn implements AutoCloseable {
    /** How long a start waits for the store; it may have to be unlocked. */
    static final long PATIENCE_MILLIS = 8_000;

    private static final Logger LOG = LoggerFactory.getLogger(KeptSignIn.class);
    private static final long AT_THE_END_MILLIS = 2_000;

    private final SecretStore store;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("key-store").daemon().factory());
    private final Set<String> obsolete = new HashSet<>();
    private @Nullable String account;
    private @Nullable String newest;
    private boolean unusable;
    private boolean due;
    private String told = "";
    private Consumer<String> listener = sentence -> {};

    public KeptSignIn(SecretStore store) {
        this.store = store;
    }

    /** Who takes the sentence when a sign-in that should be kept is not, and an empty one when that is over; on any thread, at once. */
    public void tell(Consumer<String> taker) {
        String now;
        synchronized (this) {
            listener = taker;
            now = told;
        }
        taker.accept(now);
    }

    /** Keeps what follows for that account; null for nobody's. What was kept of another account is deleted. */
    public synchronized void of(@Nullable String whose) {
        String before = account;
        if (before != null && !before.equals(whose)) {
            obsolete.add(before);
        }
        if (whose != null) {
            obsolete.remove(whose);
        }
        if (whose == null || !whose.equals(before)) {
            newest = null;
            unusable = false;
        }
        account = whose;
        update();
    }

    /** The newest refresh token; nothing is done with it if nobody's are kept. */
    public synchronized void keep(String token) {
        if (account != null) {
            newest = token;
            update();
        }
    }

    /** Whether the next start will find it, as far as is known now. */
    public synchronized boolean kept() {
        return account != null && newest != null && !unusable;
    }

    /** What is kept of the account; fails with {@link Unavailable}, also where the store takes too long. */
    public CompletableFuture<Optional<String>> read() {
        String whose;
        synchronized (this) {
            whose = account;
        }
        CompletableFuture<Optional<String>> found = new CompletableFuture<>();
        if (whose == null || thread.isShutdown()) {
            found.complete(Optional.empty());
            return found;
        }
        thread.execute(() -> {
            try {
                found.complete(store.read(whose));
            } catch (Unavailable e) {
                found.completeExceptionally(e);
            }
        });
        return found.orTimeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(
                        failure instanceof Unavailable
                                ? failure
                                : new Unavailable("it is locked, or does not answer", failure)));
    }

    private void update() {
        if (!due && !thread.isShutdown()) {
            due = true;
            thread.execute(this::updateNow);
        }
    }

    private void updateNow() {
        Set<String> gone;
        String whose;
        String token;
        synchronized (this) {
            due = false;
            gone = Set.copyOf(obsolete);
            obsolete.clear();
            whose = account;
            token = newest;
        }
        String trouble = "";
        try {
            for (String each : gone) {
                store.delete(each);
            }
        } catch (Unavailable e) {
            // It runs out by itself, in hours, and the backend was told that it is over.
            LOG.warn("A sign-in that was kept could not be deleted: {}", e.reason());
        }
        try {
            if (whose != null && token != null) {
                store.write(whose, token);
            }
        } catch (Unavailable e) {
            trouble = "You stay signed in only until this console is closed: this computer's key store cannot be used ("
                    + e.reason() + "). Have the password at hand for the next start.";
        }
        written(whose, trouble);
    }

    private void written(@Nullable String whose, String trouble) {
        Consumer<String> taker;
        synchronized (this) {
            if (whose != null && !whose.equals(account)) {
                return;
            }
            unusable = !trouble.isEmpty();
            if (trouble.equals(told)) {
                return;
            }
            told = trouble;
            taker = listener;
        }
        taker.accept(trouble);
    }

    /** Waits up to 2 s for what is still to be written. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(AT_THE_END_MILLIS, TimeUnit.MILLISECONDS)) {
                LOG.warn("The key store had not answered at the end");
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
