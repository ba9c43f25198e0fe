package com.talkiego.dispatch.core.api;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * A further look at servers that authorities vouch for: whether a key of the path to the authority is one of those pinned, and whether
 * a certificate of it was revoked. In the handshake, for every host alike, before anything is sent. Any thread.
 */
final class VerifiedPath extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager authorities;
    private final Set<Pin> pins;
    private final @Nullable Revocation revocation;

    /** None of the keys of a path is pinned. */
    static final class PinMismatch extends CertificateException {
        private static final long serialVersionUID = 1;

        PinMismatch() {
            super("No key of the server's certificate path is pinned");
        }
    }

    /**
     * @param pins at least one key of the path has to be of these; none for any
     * @param revocation null to ask no lists
     */
    VerifiedPath(X509ExtendedTrustManager authorities, Set<Pin> pins, @Nullable Revocation revocation) {
        this.authorities = authorities;
        this.pins = Set.copyOf(pins);
        this.revocation = revocation;
    }

    private void look(X509Certificate[] chain) throws CertificateException {
        try {
            List<X509Certificate> path = path(chain);
            if (!pins.isEmpty()
                    && path.stream()
                            .map(certificate -> Pin.of(certificate.getPublicKey()))
                            .noneMatch(pins::contains)) {
                throw new PinMismatch();
            }
            if (revocation != null) {
                revocation.check(path);
            }
        } catch (GeneralSecurityException e) {
            throw e instanceof CertificateException already
                    ? already
                    : new CertificateException("The server's certificate path is not good", e);
        }
    }

    /** The path from the server to an authority, as it was verified: not whatever the server sent along. */
    private List<X509Certificate> path(X509Certificate[] chain) throws GeneralSecurityException {
        X509CertSelector server = new X509CertSelector();
        server.setCertificate(chain[0]);
        Set<TrustAnchor> anchors = Arrays.stream(authorities.getAcceptedIssuers())
                .map(authority -> new TrustAnchor(authority, null))
                .collect(Collectors.toSet());
        PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, server);
        parameters.setRevocationEnabled(false);
        parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(List.of(chain))));
        PKIXCertPathBuilderResult path =
                (PKIXCertPathBuilderResult) CertPathBuilder.getInstance("PKIX").build(parameters);
        Stream<? extends Certificate> certificates = path.getCertPath().getCertificates().stream();
        return Stream.concat(certificates, Stream.of(path.getTrustAnchor().getTrustedCert()))
                .map(X509Certificate.class::cast)
                .toList();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        authorities.checkServerTrusted(chain, type, socket);
        look(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        authorities.checkServerTrusted(chain, type, engine);
        look(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        authorities.checkServerTrusted(chain, type);
        look(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        authorities.checkClientTrusted(chain, type, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        authorities.checkClientTrusted(chain, type, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        authorities.checkClientTrusted(chain, type);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return authorities.getAcceptedIssuers();
    }
}
