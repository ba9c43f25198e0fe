package com.talkiego.dispatch.console.keystore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is kept for the next start, with a store that does as it is told. */
class KeptSignInTest {
    private static final String KIM = "demo/kim at https://a.example, Position 1";
    private static final String DANA = "demo/dana at https://a.example, Position 1";

    private final Store store = new Store();
    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private final KeptSignIn kept = new KeptSignIn(store);

    KeptSignInTest() {
        kept.tell(told::add);
    }

    @AfterEach
    void close() {
        store.door.countDown();
        kept.close();
        await("no thread left")
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().equals("key-store")));
    }

    /** Keeps secrets in memory, behind a door that can be shut. */
    private static final class Store implements SecretStore {
        final Map<String, String> secrets = new HashMap<>();
        int writes;

        @Nullable
        String broken;

        CountDownLatch door = new CountDownLatch(0);

        private void enter() throws Unavailable {
            try {
                door.await();
            } catch (InterruptedException e) {
                throw new Unavailable("interrupted", e);
            }
            String why = broken;
            if (why != null) {
                throw new Unavailable(why, null);
            }
        }

        @Override
        public Optional<String> read(String account) throws Unavailable {
            enter();
            return Optional.ofNullable(secrets.get(account));
        }

        @Override
        public void write(String account, String secret) throws Unavailable {
            enter();
            writes++;
            secrets.put(account, secret);
        }

        @Override
        public void delete(String account) throws Unavailable {
            enter();
            secrets.remove(account);
        }
    }

    private void settled() {
        kept.read().join();
    }

    @Test
    void nothingIsKeptUnlessSomebodyStays() {
        kept.keep("one");
        kept.of(null);
        settled();
        assertThat(kept.kept()).isFalse();
        kept.of(KIM);
        assertThat(kept.read().join()).isEmpty();
        assertThat(store.secrets).isEmpty();
        assertThat(kept.kept()).isFalse();
    }

    @Test
    void theNewestTokenIsFoundAtTheNextStart() {
        kept.of(KIM);
        kept.keep("one");
        kept.keep("two");
        settled();
        assertThat(kept.kept()).isTrue();
        try (KeptSignIn next = new KeptSignIn(store)) {
            next.of(KIM);
            assertThat(next.read().join()).contains("two");
        }
    }

    @Test
    void aStoreThatHasToBeUnlockedHoldsNobodyUpAndGetsTheNewestOnly() {
        store.door = new CountDownLatch(1);
        kept.of(KIM);
        for (int i = 0; i < 100; i++) {
            kept.keep("token-" + i);
        }
        store.door.countDown();
        settled();
        assertThat(store.secrets).containsEntry(KIM, "token-99");
        assertThat(store.writes).as("not every one that was waiting").isLessThan(5);
    }

    @Test
    void whoStaysNoLongerIsForgottenAndSoIsWhoStayedBefore() {
        kept.of(KIM);
        kept.keep("one");
        settled();
        kept.of(DANA);
        kept.keep("two");
        settled();
        assertThat(store.secrets).containsOnlyKeys(DANA);
        kept.of(null);
        kept.keep("three");
        await().until(() -> store.secrets.isEmpty());
        assertThat(kept.kept()).isFalse();
    }

    @Test
    void aStoreThatCannotBeUsedIsToldOnceAndTheTokenStaysInMemory() {
        store.broken = "it refuses";
        kept.of(KIM);
        kept.keep("one");
        await().until(() -> told.size() == 2);
        assertThat(told.getLast())
                .startsWith("You stay signed in only until this console is closed")
                .contains("(it refuses)")
                .doesNotContain("one\"");
        assertThat(kept.kept()).as("so the backend is told at the end").isFalse();
        kept.keep("two");
        store.broken = null;
        kept.keep("three");
        await().until(() -> told.getLast().isEmpty());
        assertThat(kept.kept()).isTrue();
        assertThat(store.secrets).containsEntry(KIM, "three");
        assertThat(told).hasSize(3);
    }

    @Test
    void aStoreThatCannotBeReadSaysWhy() {
        store.broken = "none was found";
        kept.of(KIM);
        assertThat(kept.read().handle((_, failure) -> failure).join())
                .satisfies(failure -> assertThat(
                                failure instanceof CompletionException wrapped ? wrapped.getCause() : failure)
                        .isInstanceOf(Unavailable.class)
                        .hasMessage("none was found"));
    }
}
