package com.talkiego.dispatch.mock.sfu;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.function.Consumer;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.ClientCertificateType;
import org.bouncycastle.tls.DefaultTlsServer;
import org.bouncycastle.tls.ExporterLabel;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.UseSRTPData;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.bc.BcDefaultTlsCredentialedSigner;
import org.jspecify.annotations.Nullable;

/**
 * The server's side of one DTLS-SRTP handshake (RFC 5764): version 1.2 only, and only with the client whose
 * certificate has the fingerprint its offer named. Called on the handshake's thread.
 */
@SuppressWarnings({"rawtypes", "JdkObsolete"}) // the library's extension tables are raw Hashtables
final class DtlsServer extends DefaultTlsServer {
    private static final int HANDSHAKE_TIMEOUT_MILLIS = 20_000;

    private final DtlsIdentity identity;
    private final byte[] expectedFingerprint;
    private final Runnable onClosed;
    private final Consumer<SrtpKeys> onKeys;
    private SrtpKeys.@Nullable Profile profile;

    /**
     * @param onKeys told when the handshake is done
     * @param onClosed told when the client says that it leaves
     */
    DtlsServer(DtlsIdentity identity, byte[] expectedFingerprint, Consumer<SrtpKeys> onKeys, Runnable onClosed) {
        super(identity.crypto);
        this.identity = identity;
        this.expectedFingerprint = expectedFingerprint.clone();
        this.onKeys = onKeys;
        this.onClosed = onClosed;
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
        return ProtocolVersion.DTLSv12.only();
    }

    @Override
    protected int[] getSupportedCipherSuites() {
        int[] suites = {
            CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384
        };
        return TlsUtils.getSupportedCipherSuites(identity.crypto, suites);
    }

    @Override
    public int getHandshakeTimeoutMillis() {
        return HANDSHAKE_TIMEOUT_MILLIS;
    }

    @Override
    protected TlsCredentialedSigner getECDSASignerCredentials() {
        return new BcDefaultTlsCredentialedSigner(
                new TlsCryptoParameters(context),
                identity.crypto,
                identity.privateKey,
                identity.certificate,
                SignatureAndHashAlgorithm.getInstance(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa));
    }

    @Override
    public CertificateRequest getCertificateRequest() {
        short[] types = {ClientCertificateType.ecdsa_sign, ClientCertificateType.rsa_sign};
        return new CertificateRequest(types, TlsUtils.getDefaultSupportedSignatureAlgorithms(context), null);
    }

    @Override
    public void notifyClientCertificate(Certificate chain) throws IOException {
        boolean expected = !chain.isEmpty()
                && MessageDigest.isEqual(
                        expectedFingerprint,
                        DtlsIdentity.sha256(chain.getCertificateAt(0).getEncoded()));
        if (!expected) {
            throw new TlsFatalAlert(AlertDescription.bad_certificate, "The certificate is not the offered one.");
        }
    }

    @Override
    public void processClientExtensions(Hashtable extensions) throws IOException {
        super.processClientExtensions(extensions);
        UseSRTPData offered = TlsSRTPUtils.getUseSRTPExtension(extensions);
        int[] profiles = offered == null ? new int[0] : offered.getProtectionProfiles();
        for (SrtpKeys.Profile candidate : SrtpKeys.Profile.values()) {
            if (Arrays.stream(profiles).anyMatch(id -> id == candidate.id)) {
                profile = candidate;
                return;
            }
        }
        throw new TlsFatalAlert(AlertDescription.handshake_failure, "The client offers no SRTP profile known here.");
    }

    @Override
    public Hashtable getServerExtensions() throws IOException {
        Hashtable extensions = super.getServerExtensions();
        if (profile != null) {
            TlsSRTPUtils.addUseSRTPExtension(extensions, new UseSRTPData(new int[] {profile.id}, new byte[0]));
        }
        return extensions;
    }

    @Override
    public void notifyHandshakeComplete() throws IOException {
        super.notifyHandshakeComplete();
        if (profile != null) {
            byte[] material = context.exportKeyingMaterial(ExporterLabel.dtls_srtp, null, profile.materialBytes());
            onKeys.accept(new SrtpKeys(profile, material));
        }
    }

    @Override
    public void notifyAlertReceived(short level, short description) {
        if (description == AlertDescription.close_notify) {
            onClosed.run();
        }
    }
}
