package com.talkiego.dispatch.mock.sfu;

import java.io.IOException;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.bc.BcX509v3CertificateBuilder;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.operator.DefaultDigestAlgorithmIdentifierFinder;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcECContentSignerBuilder;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;

/**
 * A certificate made for one run, and its P-256 key: the other end trusts it by the fingerprint it was told over
 * signalling (RFC 8122), not by an authority.
 */
final class DtlsIdentity {
    private static final Duration LIFETIME = Duration.ofDays(365);
    private static final Duration CLOCK_ERROR = Duration.ofDays(1);

    final BcTlsCrypto crypto;
    final Certificate certificate;
    final AsymmetricKeyParameter privateKey;
    private final byte[] fingerprint;

    private DtlsIdentity(
            BcTlsCrypto crypto, Certificate certificate, AsymmetricKeyParameter privateKey, byte[] fingerprint) {
        this.crypto = crypto;
        this.certificate = certificate;
        this.privateKey = privateKey;
        this.fingerprint = fingerprint;
    }

    static DtlsIdentity create(SecureRandom random, Instant now) throws IOException {
        BcTlsCrypto crypto = new BcTlsCrypto(random);
        ECKeyPairGenerator generator = new ECKeyPairGenerator();
        ECNamedDomainParameters curve = new ECNamedDomainParameters(
                X9ObjectIdentifiers.prime256v1, ECNamedCurveTable.getByOID(X9ObjectIdentifiers.prime256v1));
        generator.init(new ECKeyGenerationParameters(curve, random));
        AsymmetricCipherKeyPair pair = generator.generateKeyPair();
        byte[] encoded = sign(pair, random, now).getEncoded();
        Certificate chain = new Certificate(new TlsCertificate[] {crypto.createCertificate(encoded)});
        return new DtlsIdentity(crypto, chain, pair.getPrivate(), sha256(encoded));
    }

    private static X509CertificateHolder sign(AsymmetricCipherKeyPair pair, SecureRandom random, Instant now)
            throws IOException {
        try {
            X500Name name = new X500Name("CN=TalkieGo media");
            var algorithm = new DefaultSignatureAlgorithmIdentifierFinder().find("SHA256withECDSA");
            var digest = new DefaultDigestAlgorithmIdentifierFinder().find(algorithm);
            return new BcX509v3CertificateBuilder(
                            name,
                            new BigInteger(64, random).add(BigInteger.ONE),
                            Date.from(now.minus(CLOCK_ERROR)),
                            Date.from(now.plus(LIFETIME)),
                            name,
                            pair.getPublic())
                    .build(new BcECContentSignerBuilder(algorithm, digest).build(pair.getPrivate()));
        } catch (OperatorCreationException impossible) {
            throw new IOException("The media server could not make its certificate.", impossible);
        }
    }

    /** SHA-256 of the certificate. */
    byte[] fingerprint() {
        return fingerprint.clone();
    }

    static byte[] sha256(byte[] data) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(data);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("This Java has no SHA-256.", missing);
        }
    }
}
