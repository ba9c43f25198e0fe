package com.talkiego.dispatch.core.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.tls.HeldCertificate;
import okio.Buffer;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that an authority vouches for, and may have revoked. */
class RevocationTest {
    private static final String REFUSED = "was revoked by its authority";

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    private final InstantSource clock = now::get;
    private final MockWebServer web = new MockWebServer();

    @TempDir
    private Path folder;

    private TlsServer server;

    @BeforeEach
    void start() throws Exception {
        server = TlsServer.start();
        web.start();
    }

    @AfterEach
    void stop() {
        server.close();
        web.close();
    }

    /** A list of that authority, issued now. */
    private byte[] list(HeldCertificate authority, Duration life, X509Certificate... revoked) throws Exception {
        Instant next = now.get().plus(life);
        JcaX509v2CRLBuilder builder = new JcaX509v2CRLBuilder(
                authority.certificate().getSubjectX500Principal(),
                Date.from(life.isNegative() ? next.minusSeconds(60) : now.get()));
        builder.setNextUpdate(Date.from(next));
        for (X509Certificate each : revoked) {
            builder.addCRLEntry(each.getSerialNumber(), Date.from(now.get()), CRLReason.keyCompromise);
        }
        return builder.build(new JcaContentSignerBuilder("SHA256withECDSA")
                        .build(authority.keyPair().getPrivate()))
                .getEncoded();
    }

    private URI file(byte[] list) throws Exception {
        return Files.write(folder.resolve("list.crl"), list).toUri();
    }

    private Trust trust(boolean required, URI... lists) {
        return server.trust().notRevoked(List.of(lists), required, clock);
    }

    /** What a client tells of the server. */
    private static String asked(TlsServer whom, Trust trust) {
        whom.answer(401, "{\"code\":\"wrong\",\"text\":\"Reached.\"}");
        try (ApiClient client =
                new ApiClient(URI.create("https://localhost:" + whom.port()), trust, InstantSource.system())) {
            return switch (client.signIn("demo", "dana", "s3cret", null).join()) {
                case ApiResult.Ok<?> ok -> throw new AssertionError(ok.toString());
                case ApiResult.Failed<?>(ApiProblem problem) -> problem.sentence();
            };
        }
    }

    @Test
    void nothingIsSentToARevokedServerAndAnotherOfTheSameAuthorityIsReached() throws Exception {
        URI list = file(list(
                server.authority(), Duration.ofDays(1), server.certificate().certificate()));
        assertThat(asked(server, trust(false, list))).contains(REFUSED).endsWith("nothing was sent to it.");
        assertThat(server.server().getRequestCount()).isZero();
        try (TlsServer other = server.another()) {
            Trust trust = trust(true, list);
            assertThat(asked(other, trust)).isEqualTo("Reached.");
            assertThat(trust.revocationTrouble()).isNull();
        }
    }

    @Test
    void aPinnedServerIsRefusedAllTheSame() throws Exception {
        URI list = file(list(
                server.authority(), Duration.ofDays(1), server.certificate().certificate()));
        assertThat(asked(server, trust(false, list).pinned(Set.of(server.pin()))))
                .contains(REFUSED);
    }

    @Test
    void whereNobodyCanTellTheConsoleGoesOnAndSaysSoUnlessItWasToldNotTo() throws Exception {
        HeldCertificate other = TlsServer.newAuthority();
        nobodyCanTell(file(list(server.authority(), Duration.ofHours(-2))), "is out of date since");
        nobodyCanTell(
                file(list(other, Duration.ofDays(1), server.certificate().certificate())),
                "was not signed by the authority of the certificate");
        nobodyCanTell(file(new byte[] {1, 2, 3}), "cannot be had: what is there is no such list");
        web.enqueue(new MockResponse.Builder().code(404).build());
        web.enqueue(new MockResponse.Builder().code(404).build());
        nobodyCanTell(web.url("/none.crl").uri(), "cannot be had: it cannot be read");
    }

    private void nobodyCanTell(URI list, String why) {
        Trust soft = trust(false, list);
        assertThat(asked(server, soft)).as(why).isEqualTo("Reached.");
        assertThat(soft.revocationTrouble())
                .startsWith("It is not known whether the backend's certificate was revoked: ")
                .contains(why);
        int before = server.server().getRequestCount();
        assertThat(asked(server, trust(true, list)))
                .startsWith("It is not known whether the certificate of localhost was revoked")
                .contains(why);
        assertThat(server.server().getRequestCount()).as("nothing was sent").isEqualTo(before);
    }

    @Test
    void aCertificateThatNamesNoListIsTakenInSilenceUnlessThatIsNotEnough() {
        Trust soft = trust(false);
        assertThat(asked(server, soft)).isEqualTo("Reached.");
        assertThat(soft.revocationTrouble()).isNull();
        assertThat(asked(server, trust(true))).contains("it names no list of revoked certificates");
    }

    @Test
    void theListThatTheCertificateNamesIsFetchedOnceAndAgainWhenItIsOld() throws Exception {
        HeldCertificate naming = naming(web.url("/ca.crl").toString());
        try (TlsServer named = new TlsServer(server.authority(), naming)) {
            web.enqueue(answer(list(server.authority(), Duration.ofDays(1))));
            Trust trust = trust(true);
            assertThat(asked(named, trust)).isEqualTo("Reached.");
            assertThat(asked(named, trust)).isEqualTo("Reached.");
            assertThat(web.getRequestCount()).isEqualTo(1);

            now.set(now.get().plus(RevocationLists.FRESH).plusSeconds(1));
            web.enqueue(answer(list(server.authority(), Duration.ofDays(1), naming.certificate())));
            assertThat(asked(named, trust)).contains(REFUSED);
        }
    }

    @Test
    void aListThatCannotBeHadAnewIsGoodUntilItIsOutOfDate() throws Exception {
        HeldCertificate naming = naming(web.url("/ca.crl").toString());
        try (TlsServer named = new TlsServer(server.authority(), naming)) {
            web.enqueue(answer(list(server.authority(), Duration.ofHours(1))));
            Trust trust = trust(false);
            assertThat(asked(named, trust)).isEqualTo("Reached.");
            web.close();
            now.set(now.get().plus(RevocationLists.FRESH).plusSeconds(1));
            assertThat(asked(named, trust)).isEqualTo("Reached.");
            assertThat(trust.revocationTrouble()).isNull();
            now.set(now.get().plus(Duration.ofHours(2)));
            assertThat(asked(named, trust)).isEqualTo("Reached.");
            assertThat(trust.revocationTrouble()).contains("is out of date since");
        }
    }

    private static MockResponse answer(byte[] list) {
        return new MockResponse.Builder().body(new Buffer().write(list)).build();
    }

    /** A certificate of the server's authority that says where its list is. */
    private HeldCertificate naming(String address) throws Exception {
        HeldCertificate plain = new HeldCertificate.Builder()
                .signedBy(server.authority())
                .validityInterval(0, TlsServer.LONG)
                .build();
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                server.authority().certificate().getSubjectX500Principal(),
                BigInteger.valueOf(4711),
                plain.certificate().getNotBefore(),
                plain.certificate().getNotAfter(),
                plain.certificate().getSubjectX500Principal(),
                plain.keyPair().getPublic());
        builder.addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(new GeneralName(GeneralName.dNSName, "localhost")));
        GeneralNames where = new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, address));
        builder.addExtension(Extension.cRLDistributionPoints, false, new CRLDistPoint(new DistributionPoint[] {
            new DistributionPoint(new DistributionPointName(where), null, null)
        }));
        X509Certificate signed = new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA")
                        .build(server.authority().keyPair().getPrivate())));
        return new HeldCertificate(plain.keyPair(), signed);
    }
}
