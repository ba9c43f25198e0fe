package com.talkiego.dispatch.mock.edge;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.SortedSet;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Builds the two kinds of X.509 certificates (RFC 5280) the mock backend needs, and the list of revoked ones, ECDSA with SHA-256. Any thread. */
final class CertificateMaker {
    /** Clocks of clients on the same network may lag behind. */
    private static final Duration BACKDATED = Duration.ofHours(1);

    private static final SecureRandom RANDOM = new SecureRandom();

    private CertificateMaker() {}

    /** A self-signed authority that may sign servers, but no further authorities. */
    static X509Certificate authority(KeyPair pair, Instant now, Duration life) throws GeneralSecurityException {
        // A number in the name, so that two authorities in one browser can be told apart.
        X500Principal name = new X500Principal("CN=TalkieGo mock authority "
                + Integer.toHexString(pair.getPublic().hashCode()) + ", O=TalkieGo mock");
        try {
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                            name, serial(), notBefore(now), Date.from(now.plus(life)), name, pair.getPublic())
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
                    .addExtension(
                            Extension.subjectKeyIdentifier,
                            false,
                            new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
            return sign(builder, pair.getPrivate());
        } catch (IOException e) {
            throw new GeneralSecurityException("The authority's certificate cannot be encoded", e);
        }
    }

    /** A server's certificate for these names and addresses. */
    static X509Certificate server(
            PublicKey key,
            SortedSet<String> names,
            X509Certificate authority,
            PrivateKey authorityKey,
            Instant now,
            Duration life)
            throws GeneralSecurityException {
        try {
            JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                            authority.getSubjectX500Principal(),
                            serial(),
                            notBefore(now),
                            Date.from(now.plus(life)),
                            new X500Principal("CN=TalkieGo mock backend"),
                            key)
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                    .addExtension(
                            Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
                    .addExtension(Extension.subjectAlternativeName, false, alternatives(names))
                    .addExtension(Extension.subjectKeyIdentifier, false, identifiers.createSubjectKeyIdentifier(key))
                    .addExtension(
                            Extension.authorityKeyIdentifier,
                            false,
                            identifiers.createAuthorityKeyIdentifier(authority));
            return sign(builder, authorityKey);
        } catch (IOException e) {
            throw new GeneralSecurityException("The server's certificate cannot be encoded", e);
        }
    }

    /** The authority's list of revoked certificates (RFC 5280, 5), DER: since when each is, by its number. */
    static byte[] revocationList(
            Map<BigInteger, Instant> revoked,
            X509Certificate authority,
            PrivateKey authorityKey,
            Instant now,
            Instant next)
            throws GeneralSecurityException {
        try {
            JcaX509v2CRLBuilder builder = new JcaX509v2CRLBuilder(
                    authority.getSubjectX500Principal(), Date.from(now.isBefore(next) ? now : next));
            builder.setNextUpdate(Date.from(next));
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(authority));
            builder.addExtension(Extension.cRLNumber, false, new CRLNumber(BigInteger.valueOf(now.toEpochMilli())));
            revoked.forEach((serial, since) -> builder.addCRLEntry(serial, Date.from(since), CRLReason.keyCompromise));
            return builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(authorityKey))
                    .getEncoded();
        } catch (IOException | OperatorCreationException e) {
            throw new GeneralSecurityException("The list of revoked certificates cannot be made", e);
        }
    }

    private static GeneralNames alternatives(SortedSet<String> names) {
        return new GeneralNames(names.stream()
                .map(name -> new GeneralName(
                        name.matches("[0-9.]+|[0-9a-fA-F:]+:[0-9a-fA-F:.]*")
                                ? GeneralName.iPAddress
                                : GeneralName.dNSName,
                        name))
                .toArray(GeneralName[]::new));
    }

    private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key)
            throws GeneralSecurityException {
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException("The certificate cannot be signed", e);
        }
    }

    private static Date notBefore(Instant now) {
        return Date.from(now.minus(BACKDATED));
    }

    private static BigInteger serial() {
        return new BigInteger(127, RANDOM).setBit(126);
    }
}
