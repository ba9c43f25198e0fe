package com.talkiego.dispatch.console.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.talkiego.dispatch.console.keystore.SecretStore;
import com.talkiego.dispatch.core.api.ApiClient;
import com.talkiego.dispatch.core.model.Alarm;
import com.talkiego.dispatch.core.model.Connection;
import com.talkiego.dispatch.core.model.ConsoleState;
import com.talkiego.dispatch.core.model.TransmitPhase;
import com.talkiego.dispatch.core.session.Subscription;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The backend ends a sign-in in the middle of an over: nobody is taken off the air for it, and all is heard until the path is closed. */
class SignInEndTest {
    private static final String CHANNEL = "fire-1";

    private final Path home;
    private final MemoryStore store = new MemoryStore();
    private TestBackend backend;
    private ListeningDesk desk;

    SignInEndTest(@TempDir Path home) {
        this.home = home;
    }

    /** Keeps one secret, whoever's it is. */
    private static final class MemoryStore implements SecretStore {
        private static final String ANY = "any";
        final Map<String, String> secrets = new ConcurrentHashMap<>();

        @Override
        public Optional<String> read(String account) {
            return Optional.ofNullable(secrets.get(ANY));
        }

        @Override
        public void write(String account, String secret) {
            secrets.put(ANY, secret);
        }

        @Override
        public void delete(String account) {
            secrets.remove(ANY);
        }
    }

    @BeforeEach
    void start() throws Exception {
        backend = TestBackend.start(home, "--scenario", "none", "--units", "2");
        backend.act("token-life", "{\"seconds\":3}");
        keepASignIn();
        desk = new ListeningDesk(backend, "Position 1", Sound.tone(700, -18).microphone(), store);
        desk.resume().awaitJoined();
    }

    private void keepASignIn() {
        AtomicReference<String> token = new AtomicReference<>("");
        try (ApiClient before = new ApiClient(backend.api(), backend.trust(), InstantSource.system())) {
            before.keep(token::set);
            before.signIn("demo", "dispatcher", "demo", null).join();
            before.letGo();
        }
        store.write("", token.get());
    }

    @AfterEach
    void end() throws Exception {
        desk.close();
        backend.close();
    }

    @Test
    void nobodyIsSignedOutInMidOverAndAllIsHeardUntilTheBackendClosesThePath() throws Exception {
        String first = store.secrets.toString();
        await("renewed and kept again")
                .atMost(ListeningDesk.SOON)
                .until(() -> !store.secrets.toString().equals(first));
        List<ConsoleState> seen = new CopyOnWriteArrayList<>();
        HeldKey key = desk.press(CHANNEL);
        try {
            desk.awaitPhase(CHANNEL, TransmitPhase.ON_AIR);
            try (Subscription _ = desk.session().onState(seen::add)) {
                backend.act("expire-tokens", "{\"refresh\":true}");
                await("told").atMost(ListeningDesk.SOON).until(() -> !alarms().isEmpty());
                double then = backend.heard(CHANNEL).seconds();
                await("still heard")
                        .atMost(ListeningDesk.SOON)
                        .until(() -> backend.heard(CHANNEL).seconds() > then + 0.5);
            }
        } finally {
            key.release();
        }
        assertThat(alarms().getFirst().sentence())
                .startsWith("YOUR SIGN-IN HAS ENDED: ")
                .contains("You go on hearing and talking until the backend closes the path");
        assertThat(seen).allMatch(state -> state.connection() instanceof Connection.Online);
        assertThat(seen)
                .noneMatch(state -> state.channels().stream()
                        .anyMatch(line -> line.transmit().phase() == TransmitPhase.CUT_OFF));

        String unit = backend.unitOn(CHANNEL);
        backend.act("speak", "{\"unit\":\"%s\",\"tone\":900,\"seconds\":1}".formatted(unit));
        await("listening goes on")
                .atMost(ListeningDesk.SOON)
                .until(() -> desk.ears().seconds(CHANNEL) > 0.8);

        backend.act("cut-signal", "{\"session\":\"all\"}");
        await("the form, once the path is closed")
                .atMost(ListeningDesk.SOON)
                .untilAsserted(() -> assertThat(desk.state().connection())
                        .isInstanceOfSatisfying(
                                Connection.SignedOut.class,
                                out -> assertThat(out.reason())
                                        .contains("expired")
                                        .endsWith("Sign in again.")));
        assertThat(store.secrets).as("what is of no use is not kept").isEmpty();
    }

    private List<Alarm> alarms() {
        return desk.state().alarms().stream()
                .filter(alarm -> alarm.kind() == Alarm.Kind.SIGN_IN)
                .toList();
    }
}
