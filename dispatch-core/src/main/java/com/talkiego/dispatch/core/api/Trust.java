package com.talkiego.dispatch.core.api;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;

/** Which certificate authorities vouch for the backend: exactly one of a file, or those of the platform. Names are always checked. */
public final class Trust {
    private final HandshakeCertificates certificates;
    private final boolean platform;

    private Trust(HandshakeCertificates certificates, boolean platform) {
        this.certificates = certificates;
        this.platform = platform;
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
        return platform;
    }

    /**
     * Secures a connected socket: TLS 1.2 or 1.3, with the certificate checked against this and against that name. Blocks for the
     * handshake, as long as the socket's own time limit; closing the result closes the socket.
     *
     * @throws IOException if the other end is not who it has to be; nothing was sent to it
     */
    public SSLSocket secure(Socket connected, String host, int port) throws IOException {
        SSLSocket secured = (SSLSocket) certificates.sslSocketFactory().createSocket(connected, host, port, true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    /** A client builder that trusts this and nothing else. */
    public OkHttpClient.Builder apply(OkHttpClient.Builder builder) {
        return builder.sslSocketFactory(certificates.sslSocketFactory(), certificates.trustManager());
    }
}
