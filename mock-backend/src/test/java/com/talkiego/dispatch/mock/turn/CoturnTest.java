package com.talkiego.dispatch.mock.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import com.talkiego.dispatch.mock.edge.Authority;
import com.talkiego.dispatch.mock.edge.HostNames;
import com.talkiego.dispatch.mock.edge.ServerIdentity;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bundled TURN server, the real one. */
class CoturnTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path home;

    private final Authority authority = new Authority(InstantSource.system());
    private volatile @Nullable ServerIdentity identity;
    private @Nullable Coturn started;

    @BeforeEach
    void start() throws Exception {
        if (CoturnProcess.program().isEmpty()) {
            String missing = "relays (TURN): coturn is missing";
            if ("true".equals(System.getenv("CI"))) {
                fail("Needed with CI=true: " + missing);
            }
            System.out.println("NOT PROVED HERE: " + missing);
            abort(missing);
        }
        identity = authority.identity(home, HostNames.loopback());
        Files.createDirectory(home.resolve("turn-999999999999-a"));
        started = Coturn.start(home, () -> Objects.requireNonNull(identity), false);
        awaitUp(1);
    }

    @AfterEach
    void end() {
        if (started != null) {
            started.close();
        }
    }

    private Coturn coturn() {
        return Objects.requireNonNull(started);
    }

    private void awaitUp(int starts) {
        await("up")
                .atMost(SOON)
                .until(() -> coturn().snapshot().state().equals("up")
                        && coturn().snapshot().starts() == starts);
    }

    private TurnClient client(Instant expires) throws Exception {
        String user = expires.getEpochSecond() + ":dispatcher";
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(coturn().secret().getBytes(StandardCharsets.US_ASCII), "HmacSHA1"));
        String password = Base64.getEncoder().encodeToString(mac.doFinal(user.getBytes(StandardCharsets.UTF_8)));
        return new TurnClient(coturn().snapshot().port(), user, password);
    }

    @Test
    void aRelayOutlivesTheCredentialsItWasMadeWithAndAnotherIsRefused() throws Exception {
        Instant expires = Instant.now().plusSeconds(2);
        try (TurnClient early = client(expires);
                TurnClient late = client(expires)) {
            assertThat(early.ask(TurnClient.ALLOCATE)).isZero();
            await("the credentials ended")
                    .atMost(SOON)
                    .until(() -> Instant.now().isAfter(expires.plusSeconds(2)));
            assertThat(early.ask(TurnClient.REFRESH)).isZero();
            assertThat(early.ask(TurnClient.CREATE_PERMISSION)).isZero();
            assertThat(late.ask(TurnClient.ALLOCATE)).isEqualTo(401);
        }
        await("counted").atMost(SOON).untilAsserted(() -> {
            assertThat(coturn().snapshot().relays()).isPositive();
            assertThat(coturn().snapshot().refreshes()).isPositive();
        });
    }

    @Test
    void isStartedAgainOnTheSamePortsAndWithTheSameSecret() throws Exception {
        Coturn.Snapshot before = coturn().snapshot();
        List<String> urls = coturn().urls();
        ProcessHandle.of(before.pid()).orElseThrow().destroyForcibly();
        awaitUp(2);
        assertThat(coturn().urls()).isEqualTo(urls);
        assertThat(coturn().snapshot().pid()).isNotEqualTo(before.pid());
        try (TurnClient client = client(Instant.now().plusSeconds(60))) {
            assertThat(client.ask(TurnClient.ALLOCATE)).isZero();
        }
    }

    /** The certificate it shows over TLS, whoever signed it. */
    private X509Certificate shown() throws Exception {
        try (SSLSocket socket = (SSLSocket) trusting().getSocketFactory().createSocket()) {
            socket.connect(
                    new InetSocketAddress("127.0.0.1", coturn().snapshot().tlsPort()), 5_000);
            socket.setSoTimeout(5_000);
            socket.startHandshake();
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        }
    }

    private SSLContext trusting() throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(
                "authority", Objects.requireNonNull(identity).authority());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    @Test
    void showsARenewedCertificateWithoutARelayLost() throws Exception {
        assertThat(shown()).isEqualTo(Objects.requireNonNull(identity).certificate());
        Coturn.Snapshot before = coturn().snapshot();
        try (TurnClient client = client(Instant.now().plusSeconds(60))) {
            assertThat(client.ask(TurnClient.ALLOCATE)).isZero();
            ServerIdentity next = authority.renewed(home, HostNames.loopback(), Duration.ofDays(30));
            identity = next;
            coturn().renewed();
            await("the new one is shown")
                    .atMost(SOON)
                    .untilAsserted(() -> assertThat(shown()).isEqualTo(next.certificate()));
            assertThat(client.ask(TurnClient.REFRESH)).isZero();
        }
        assertThat(coturn().snapshot().pid()).isEqualTo(before.pid());
    }

    @Test
    void staysAwayAsLongAsItIsKilled() throws Exception {
        coturn().alive(false);
        await("away").atMost(SOON).until(() -> coturn().snapshot().state().equals("Killed."));
        coturn().alive(true);
        awaitUp(2);
    }

    @Test
    void keepsItsFilesToItselfAndLeavesNoneBehind() throws Exception {
        List<Path> folders = folders();
        assertThat(folders)
                .singleElement()
                .satisfies(folder -> assertThat(rights(folder)).isEqualTo("rwx------"));
        assertThat(rights(folders.getFirst().resolve("turnserver.conf"))).isEqualTo("rw-------");
        assertThat(rights(folders.getFirst().resolve("key.pem"))).isEqualTo("rw-------");
        long pid = coturn().snapshot().pid();
        coturn().close();
        assertThat(folders()).isEmpty();
        assertThat(ProcessHandle.of(pid)).isEmpty();
    }

    private static String rights(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private List<Path> folders() throws Exception {
        try (Stream<Path> all = Files.list(home)) {
            return all.filter(path -> String.valueOf(path.getFileName()).startsWith("turn-"))
                    .toList();
        }
    }
}
