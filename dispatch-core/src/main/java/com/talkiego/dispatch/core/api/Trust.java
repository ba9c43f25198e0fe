package com.talkiego.dispatch.core.api;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;
import org.jspecify.annotations.Nullable;

/** Which certificate authorities vouch for the backend: exactly one of a file, or those of the platform. Names are always checked. */
public final class Trust {
    private final X509ExtendedTrustManager authorities;
    private final boolean platform;
    private final Set<Pin> pins;
    private final @Nullable Revocation revocation;
    private final X509ExtendedTrustManager verdict;
    private final SSLSocketFactory sockets;

    private Trust(HandshakeCertificates certificates, boolean platform) {
        this((X509ExtendedTrustManager) certificates.trustManager(), platform, Set.of(), null);
    }

    private Trust(
            X509ExtendedTrustManager authorities, boolean platform, Set<Pin> pins, @Nullable Revocation revocation) {
        this.authorities = authorities;
        this.platform = platform;
        this.pins = pins;
        this.revocation = revocation;
        this.verdict =
                pins.isEmpty() && revocation == null ? authorities : new VerifiedPath(authorities, pins, revocation);
        this.sockets = revocation == null ? factory(verdict) : new WholeHandshakes(() -> factory(verdict));
    }

    private static SSLSocketFactory factory(X509ExtendedTrustManager verdict) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {verdict}, null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has TLS.", e);
        }
    }

    /**
     * The same authorities, but servers only on whose path to them there is one of those keys: the server's, an authority's between,
     * or the last one's. Name a second one that is kept elsewhere, or nobody gets in once the first has to be changed.
     *
     * @param pins none for any server
     */
    public Trust pinned(Set<Pin> pins) {
        return new Trust(authorities, platform, Set.copyOf(pins), revocation);
    }

    /**
     * The same, but no server whose certificate was revoked, by the lists that certificates name.
     *
     * @param lists where to look in place of those: {@code file:}, {@code http:} or {@code https:}, the last of the same authorities; none for those
     * @param required whether to refuse a server of whose certificate nobody can tell; else {@link #revocationTrouble} does
     */
    public Trust notRevoked(List<URI> lists, boolean required, InstantSource clock) {
        OkHttpClient http = apply(new OkHttpClient.Builder(), authorities)
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
                .callTimeout(Duration.ofSeconds(8))
                .followRedirects(false)
                .build();
        return new Trust(
                authorities, platform, pins, new Revocation(lists, required, new RevocationLists(http, clock), clock));
    }

    /** Why nobody can tell whether the backend's certificate was revoked, for the operator; null if that is known, or not asked. */
    public @Nullable String revocationTrouble() {
        return revocation == null ? null : revocation.trouble();
    }

    /** Those the platform trusts. */
    public static Trust platform() {
        return new Trust(
                new HandshakeCertificates.Builder()
                        .addPlatformTrustedCertificates()
                        .build(),
                true);
    }

    /** That one authority and nothing else. */
    public static Trust authority(X509Certificate authority) {
        return new Trust(
                new HandshakeCertificates.Builder()
                        .addTrustedCertificate(authority)
                        .build(),
                false);
    }

    /**
     * The one authority in a PEM file.
     *
     * @throws IOException with a sentence, if the file cannot be read or holds no certificate
     */
    public static Trust authority(Path pem) throws IOException {
        try (InputStream in = Files.newInputStream(pem)) {
            return authority(
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in));
        } catch (CertificateException notOne) {
            throw new IOException(
                    "The file " + pem + " holds no certificate of an authority. Fetch it from the backend again.",
                    notOne);
        }
    }

    /** Whether it is the platform's authorities, so that others on this machine come to the same verdict. */
    public boolean ofPlatform() {
        return platform && pins.isEmpty() && (revocation == null || !revocation.strict());
    }

    /**
     * Secures a connected socket: TLS 1.2 or 1.3, with the certificate checked against this and against that name. Blocks for the
     * handshake, as long as the socket's own time limit; closing the result closes the socket.
     *
     * @throws IOException if the other end is not who it has to be; nothing was sent to it
     */
    public SSLSocket secure(Socket connected, String host, int port) throws IOException {
        SSLSocket secured = (SSLSocket) sockets.createSocket(connected, host, port, true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    /** A client builder that trusts this and nothing else. */
    public OkHttpClient.Builder apply(OkHttpClient.Builder builder) {
        return builder.socketFactory(new PromptSockets()).sslSocketFactory(sockets, verdict);
    }

    private static OkHttpClient.Builder apply(OkHttpClient.Builder builder, X509ExtendedTrustManager by) {
        return new Trust(by, false, Set.of(), null).apply(builder);
    }
}
