package com.talkiego.dispatch.console.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.talkiego.dispatch.core.api.Pin;
import com.talkiego.dispatch.core.api.Trust;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command line says who vouches for a backend: pins, a backup pin, and lists of what was revoked, against the real one. */
class TrustOptionsTest {
    @TempDir
    private static Path home;

    private static BundledBackend backend;

    @BeforeAll
    static void start() throws Exception {
        backend = BundledBackend.start(List.of("--home", home.toString(), "--scenario", "none", "--units", "0"));
    }

    @AfterAll
    static void stop() {
        backend.close();
        backend.handle().onExit().join();
    }

    /** What one check of the backend printed, with its exit code before it. */
    private String examined(String... trust) {
        List<String> line = new ArrayList<>(List.of(
                "conformance",
                "--server",
                backend.ready().api().toString(),
                "--ca",
                backend.ready().authority().toString(),
                "--only",
                "api.malformed"));
        line.addAll(List.of(trust));
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            return Main.run(line.toArray(String[]::new)) + " " + printed.toString(StandardCharsets.UTF_8);
        } finally {
            System.setOut(before);
        }
    }

    private static Pin pin(Path certificate) throws Exception {
        try (InputStream in = Files.newInputStream(certificate)) {
            return Pin.of(CertificateFactory.getInstance("X.509")
                    .generateCertificate(in)
                    .getPublicKey());
        }
    }

    private void act(String action) throws Exception {
        act(action, "{}");
    }

    private void act(String action, String body) throws Exception {
        OkHttpClient http = Trust.authority(backend.ready().authority())
                .apply(new OkHttpClient.Builder())
                .build();
        Request request = new Request.Builder()
                .url(backend.ready().state().resolve("/act/" + action).toString())
                .post(RequestBody.create(body, MediaType.get("application/json")))
                .build();
        try (Response response = http.newCall(request).execute()) {
            assertThat(response.code()).as(response.body().string()).isEqualTo(200);
        } finally {
            http.dispatcher().executorService().shutdown();
            http.connectionPool().evictAll();
        }
    }

    @Test
    void aBackupPinIsEnoughOnceTheServersKeyWasChangedAndAnotherKeyIsRefused() throws Exception {
        String server = pin(home.resolve("server.pem")).toString();
        String backup = pin(home.resolve("ca.pem")).toString();
        assertThat(examined("--pin", server, "--pin", backup)).startsWith("0 ");
        assertThat(examined("--pin", server)).startsWith("0 ");
        act("renew-certificate");
        assertThat(examined("--pin", server))
                .startsWith("1 ")
                .contains("none of the keys this console was told to expect (pins)");
        assertThat(examined("--pin", server, "--pin", backup)).startsWith("0 ");
        assertThat(examined("--pin", "sha256/none")).startsWith("2 ");
        Path installed = Files.writeString(
                home.resolve("options"), "# of the installer\n--pin " + server + "\n--pin " + backup + "\n");
        assertThat(examined("@" + installed)).startsWith("0 ");
        Files.writeString(installed, "--pin " + server + "\n");
        assertThat(examined("@" + installed)).startsWith("1 ").contains("(pins)");
    }

    @Test
    void aRevokedCertificateIsRefusedUntilItIsRenewed() throws Exception {
        String list = backend.ready().api().resolve("/ca.crl").toString();
        assertThat(examined("--crl", list, "--revocation", "require")).startsWith("0 ");
        assertThat(examined("--revocation", "require"))
                .as("it names no list")
                .startsWith("1 ")
                .contains("it names no list of revoked certificates");
        act("revocation-list", "{\"served\":false}");
        assertThat(examined("--crl", list, "--revocation", "require"))
                .startsWith("1 ")
                .contains("cannot be had");
        act("revocation-list", "{\"hours\":-2}");
        assertThat(examined("--crl", list, "--revocation", "require"))
                .startsWith("1 ")
                .contains("is out of date since");
        assertThat(examined("--crl", list)).as("told, not refused").startsWith("0 ");
        act("revocation-list");
        act("revoke-certificate");
        assertThat(examined("--crl", list)).startsWith("1 ").contains("was revoked by its authority");
        assertThat(examined("--crl", list, "--revocation", "off")).startsWith("0 ");
        act("renew-certificate");
        assertThat(examined("--crl", list)).startsWith("0 ");
        assertThat(examined("--crl", home.resolve("missing.crl").toString())).startsWith("4 ");
    }
}
