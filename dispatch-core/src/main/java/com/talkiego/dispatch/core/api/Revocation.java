package com.talkiego.dispatch.core.api;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether the certificates of a path were revoked, by the lists of their authorities (RFC 5280, 6.3): those that the certificates name
 * (4.2.1.13), or others in their place. What is revoked is refused. What cannot be known is refused only if that was asked for; else it is
 * told. Any thread; a check may wait for a list, see {@link RevocationLists}.
 */
final class Revocation {
    private final List<URI> named;
    private final boolean required;
    private final RevocationLists lists;
    private final InstantSource clock;
    private volatile @Nullable String trouble;

    /** A certificate was revoked by its authority. */
    static final class Revoked extends CertificateException {
        private static final long serialVersionUID = 1;

        Revoked() {
            super("A certificate of the path was revoked");
        }
    }

    /** Nobody can tell whether a certificate was revoked, and that has to be known; its message is why. */
    static final class Unknown extends CertificateException {
        private static final long serialVersionUID = 1;

        Unknown(String why) {
            super(why);
        }
    }

    /**
     * @param named lists to look into in place of those that certificates name; none for these
     * @param required whether a server is refused when nobody can tell
     */
    Revocation(List<URI> named, boolean required, RevocationLists lists, InstantSource clock) {
        this.named = List.copyOf(named);
        this.required = required;
        this.lists = lists;
        this.clock = clock;
    }

    /** Whether more is asked for than what certificates ask for themselves. */
    boolean strict() {
        return required || !named.isEmpty();
    }

    /** What the operator has to know of the last server that was looked at, in a sentence; null if there is nothing. */
    @Nullable
    String trouble() {
        String why = trouble;
        return why == null
                ? null
                : "It is not known whether the backend's certificate was revoked: " + why
                        + ". You go on hearing and talking; tell whoever looks after the backend.";
    }

    /** @param path from the server to the authority that is trusted */
    void check(List<X509Certificate> path) throws GeneralSecurityException {
        String unknown = null;
        for (int i = 0; i < path.size() - 1; i++) {
            String why = check(path.get(i), path.get(i + 1), i == 0);
            unknown = unknown == null ? why : unknown;
        }
        trouble = unknown;
        if (unknown != null && required) {
            throw new Unknown(unknown);
        }
    }

    /** Why it is not known of that certificate, and should be; null if all is well. */
    private @Nullable String check(X509Certificate certificate, X509Certificate issuer, boolean server)
            throws GeneralSecurityException {
        List<URI> own = DistributionPoints.of(certificate);
        List<URI> sources = named.isEmpty() ? own : named;
        List<RevocationLists.Answer> answers = sources.stream().map(lists::of).toList();
        if (!undetermined(certificate, issuer, answers)) {
            return null;
        }
        if (sources.isEmpty() || (!server && own.isEmpty())) {
            return required ? "it names no list of revoked certificates, and none was given" : null;
        }
        return why(issuer, answers);
    }

    private boolean undetermined(
            X509Certificate certificate, X509Certificate issuer, List<RevocationLists.Answer> answers)
            throws GeneralSecurityException {
        CertPathValidator validator = CertPathValidator.getInstance("PKIX");
        PKIXRevocationChecker checker = (PKIXRevocationChecker) validator.getRevocationChecker();
        checker.setOptions(
                EnumSet.of(PKIXRevocationChecker.Option.PREFER_CRLS, PKIXRevocationChecker.Option.NO_FALLBACK));
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(issuer, null)));
        parameters.setDate(Date.from(clock.instant()));
        parameters.addCertPathChecker(checker);
        parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(found(answers))));
        try {
            validator.validate(
                    CertificateFactory.getInstance("X.509").generateCertPath(List.of(certificate)), parameters);
            return false;
        } catch (CertPathValidatorException e) {
            if (e.getReason() == BasicReason.REVOKED) {
                throw new Revoked();
            }
            if (e.getReason() == BasicReason.UNDETERMINED_REVOCATION_STATUS) {
                return true;
            }
            throw e;
        }
    }

    private static List<X509CRL> found(List<RevocationLists.Answer> answers) {
        List<X509CRL> lists = new ArrayList<>();
        for (RevocationLists.Answer answer : answers) {
            X509CRL list = answer.list();
            if (list != null) {
                lists.add(list);
            }
        }
        return lists;
    }

    private String why(X509Certificate issuer, List<RevocationLists.Answer> answers) {
        for (RevocationLists.Answer answer : answers) {
            X509CRL list = answer.list();
            String where = "the list of revoked certificates (" + answer.source() + ")";
            if (list == null) {
                return where + " cannot be had: " + answer.problem();
            }
            try {
                list.verify(issuer.getPublicKey());
            } catch (GeneralSecurityException another) {
                return where + " was not signed by the authority of the certificate";
            }
            Date next = list.getNextUpdate();
            if (next != null && next.toInstant().isBefore(clock.instant())) {
                return where + " is out of date since " + next.toInstant();
            }
        }
        return "the list of revoked certificates does not cover it";
    }
}
