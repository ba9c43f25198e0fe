package com.talkiego.dispatch.core.api;

import com.talkiego.dispatch.core.wire.ApiMessage;
import com.talkiego.dispatch.core.wire.Codec;
import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/** A backend on loopback with a certificate of its own small authority. */
public final class TlsServer implements AutoCloseable {
    /** A time (ms since 1970) that no test comes to: with 0, a validity that does not depend on when a test reads its clock. */
    static final long LONG = TimeUnit.DAYS.toMillis(365L * 200);

    private final HeldCertificate authority;
    private final HeldCertificate certificate;
    private final Pin pin;
    private final MockWebServer server = new MockWebServer();

    /** With a certificate for that name, valid at those times (ms since 1970). */
    private TlsServer(HeldCertificate authority, String name, long notBefore, long notAfter) throws IOException {
        this(
                authority,
                new HeldCertificate.Builder()
                        .addSubjectAlternativeName(name)
                        .signedBy(authority)
                        .serialNumber(ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE))
                        .validityInterval(notBefore, notAfter)
                        .build());
    }

    /** With that certificate of that authority. */
    TlsServer(HeldCertificate authority, HeldCertificate certificate) throws IOException {
        this.authority = authority;
        this.certificate = certificate;
        this.pin = Pin.of(certificate.certificate().getPublicKey());
        server.useHttps(new HandshakeCertificates.Builder()
                .heldCertificate(certificate)
                .build()
                .sslSocketFactory());
        server.start();
    }

    HeldCertificate authority() {
        return authority;
    }

    HeldCertificate certificate() {
        return certificate;
    }

    static HeldCertificate newAuthority() {
        return new HeldCertificate.Builder()
                .certificateAuthority(0)
                .validityInterval(0, LONG)
                .commonName("Test authority")
                .build();
    }

    /** Another one, vouched for by the same authority. */
    TlsServer another() throws IOException {
        return new TlsServer(authority, "localhost", 0, LONG);
    }

    public static TlsServer start() throws IOException {
        return named("localhost");
    }

    public static TlsServer named(String name) throws IOException {
        return new TlsServer(newAuthority(), name, 0, LONG);
    }

    public static TlsServer expired() throws IOException {
        return new TlsServer(newAuthority(), "localhost", 0, TimeUnit.DAYS.toMillis(365L * 20));
    }

    public Trust trust() {
        return Trust.authority(authority.certificate());
    }

    /** The server's own key. */
    Pin pin() {
        return pin;
    }

    /** The key of the authority that vouches for it. */
    Pin authorityPin() {
        return Pin.of(authority.certificate().getPublicKey());
    }

    String authorityPem() {
        return authority.certificatePem();
    }

    public int port() {
        return server.getPort();
    }

    void answer(ApiMessage body) {
        answer(200, Codec.encode(body));
    }

    void answer(int status, String body) {
        server.enqueue(new MockResponse.Builder().code(status).body(body).build());
    }

    public MockWebServer server() {
        return server;
    }

    @Override
    public void close() {
        server.close();
    }
}
