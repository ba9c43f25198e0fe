package com.talkiego.dispatch.mock.edge;

import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;

/** {@code /ca.pem}: the certificate authority, with the type that makes phones offer to install it; {@code /ca.crl}: what it revoked. */
public final class AuthorityPage implements Routes.Source {
    private final byte[] pem;
    private final ServerCertificate certificate;

    public AuthorityPage(ServerCertificate certificate) {
        this.certificate = certificate;
        try {
            String lines = Base64.getMimeEncoder(64, new byte[] {'\n'})
                    .encodeToString(certificate.identity().authority().getEncoded());
            this.pem = ("-----BEGIN CERTIFICATE-----\n" + lines + "\n-----END CERTIFICATE-----\n")
                    .getBytes(StandardCharsets.US_ASCII);
        } catch (CertificateEncodingException e) {
            throw new IllegalArgumentException("The authority's certificate cannot be encoded.", e);
        }
    }

    @Override
    public void layOut(Routes routes) {
        routes.page(
                "/ca.pem",
                request -> request.contentType("application/x-x509-ca-cert")
                        .header("Content-Disposition", "attachment; filename=\"talkiego-mock-ca.pem\"")
                        .result(pem));
        routes.page(
                "/ca.crl",
                request -> request.contentType("application/pkix-crl")
                        .header("Cache-Control", "no-store")
                        .result(certificate.revocationList()));
    }
}
