package com.talkiego.dispatch.mock.edge;

import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;

/** {@code /ca.pem}: the certificate authority, with the type that makes phones offer to install it. */
public final class AuthorityPage implements Routes.Source {
    private final byte[] pem;

    public AuthorityPage(ServerIdentity identity) {
        try {
            String lines = Base64.getMimeEncoder(64, new byte[] {'\n'})
                    .encodeToString(identity.authority().getEncoded());
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
    }
}
