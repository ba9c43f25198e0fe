package com.talkiego.dispatch.core.media;

import dev.onvoid.webrtc.RTCCertificatePEM;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import okhttp3.tls.HeldCertificate;

/**
 * The DTLS certificate that this run shows on all its links: made at the start and never kept, so that its fingerprint can be told over
 * HTTPS before the first link is offered. Immutable.
 *
 * @param fingerprint SHA-256, as session descriptions have it (RFC 8122)
 */
record MediaCertificate(RTCCertificatePEM pem, String fingerprint) {
    private static final long DAYS = 30;

    static MediaCertificate make() {
        HeldCertificate held = new HeldCertificate.Builder()
                .ecdsa256()
                .commonName("media")
                .duration(DAYS, TimeUnit.DAYS)
                .build();
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(held.certificate().getEncoded());
            return new MediaCertificate(
                    new RTCCertificatePEM(
                            held.privateKeyPkcs8Pem(),
                            held.certificatePem(),
                            held.certificate().getNotAfter().toInstant().toEpochMilli()),
                    "sha-256 " + HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java run time has no SHA-256.", e);
        }
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "MediaCertificate[" + fingerprint + "]";
    }
}
