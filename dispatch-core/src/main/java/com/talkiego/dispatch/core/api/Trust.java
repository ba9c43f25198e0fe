package com.talkiego.dispatch.core.api;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;

/** Which certificate authorities vouch for the backend: exactly one of a file, or those of the platform. Names are always checked. */
public final class Trust {
    private final HandshakeCertificates certificates;

    private Trust(HandshakeCertificates certificates) {
        this.certificates = certificates;
    }

    /** Those the platform trusts. */
    public static Trust platform() {
        return new Trust(new HandshakeCertificates.Builder()
                .addPlatformTrustedCertificates()
                .build());
    }

    /** That one authority and nothing else. */
    public static Trust authority(X509Certificate authority) {
        return new Trust(new HandshakeCertificates.Builder()
                .addTrustedCertificate(authority)
                .build());
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

    /** A client builder that trusts this and nothing else. */
    public OkHttpClient.Builder apply(OkHttpClient.Builder builder) {
        return builder.sslSocketFactory(certificates.sslSocketFactory(), certificates.trustManager());
    }
}
