package com.talkiego.dispatch.core.api;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/** Where a certificate says that the list of revoked ones is (RFC 5280, 4.2.1.13). */
final class DistributionPoints {
    private static final int MOST = 4;

    private DistributionPoints() {}

    /** Those that can be asked by HTTP; none for a certificate that names none, or is malformed there. */
    static List<URI> of(X509Certificate certificate) {
        byte[] extension = certificate.getExtensionValue(Extension.cRLDistributionPoints.getId());
        if (extension == null) {
            return List.of();
        }
        List<URI> found = new ArrayList<>();
        try {
            byte[] value = ASN1OctetString.getInstance(extension).getOctets();
            for (DistributionPoint point : CRLDistPoint.getInstance(value).getDistributionPoints()) {
                DistributionPointName name = point.getDistributionPoint();
                if (name != null && name.getType() == DistributionPointName.FULL_NAME) {
                    addWebAddresses(GeneralNames.getInstance(name.getName()), found);
                }
            }
        } catch (IllegalArgumentException malformed) {
            return List.of();
        }
        return found.stream().limit(MOST).toList();
    }

    private static void addWebAddresses(GeneralNames names, List<URI> found) {
        for (GeneralName name : names.getNames()) {
            String text = name.getName().toString();
            if (name.getTagNo() == GeneralName.uniformResourceIdentifier && text.matches("https?://.+")) {
                found.add(URI.create(text));
            }
        }
    }
}
