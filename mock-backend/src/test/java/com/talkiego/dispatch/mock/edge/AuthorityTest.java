package com.talkiego.dispatch.mock.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.talkiego.dispatch.mock.HandClock;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Certificates: made once, kept, renewed when they must be. */
class AuthorityTest {
    @TempDir
    private Path directory;

    private final HandClock clock = new HandClock();
    private final Authority authority = new Authority(clock);

    private Path home() {
        return directory.resolve("home");
    }

    @Test
    void makesACertificateThatItsAuthorityProves() throws Exception {
        ServerIdentity identity = authority.identity(home(), HostNames.loopback());

        assertThat(Authority.names(identity.certificate())).isEqualTo(HostNames.loopback());
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(identity.authority(), null)));
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(clock.instant()));
        CertPathValidator.getInstance("PKIX")
                .validate(
                        CertificateFactory.getInstance("X.509").generateCertPath(List.of(identity.certificate())),
                        parameters);
        assertThat(identity.authority().getBasicConstraints()).isZero();
        assertThat(identity.certificate().getBasicConstraints()).isEqualTo(-1);
        assertThat(identity.certificate().getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(identity.authorityFile()).isEqualTo(home().resolve("ca.pem")).isRegularFile();
    }

    @Test
    void whatItRevokedIsInItsListForGoodAndNotShownAtTheNextStart() throws Exception {
        ServerIdentity first = authority.identity(home(), HostNames.loopback());
        authority.revoke(home(), first.certificate());
        ServerIdentity second = new Authority(clock).identity(home(), HostNames.loopback());
        assertThat(second.authority()).isEqualTo(first.authority());
        assertThat(second.certificate()).isNotEqualTo(first.certificate());

        X509CRL list = (X509CRL) CertificateFactory.getInstance("X.509")
                .generateCRL(new ByteArrayInputStream(authority.revocationList(home(), Duration.ofDays(1))));
        list.verify(first.authority().getPublicKey());
        assertThat(list.isRevoked(first.certificate())).isTrue();
        assertThat(list.isRevoked(second.certificate())).isFalse();
        assertThat(list.getNextUpdate().toInstant())
                .isBetween(
                        clock.instant().plus(Duration.ofHours(23)),
                        clock.instant().plus(Duration.ofHours(25)));
    }

    @Test
    void keepsBothBetweenRuns() throws Exception {
        ServerIdentity first = authority.identity(home(), HostNames.loopback());
        clock.pass(Duration.ofDays(300));
        ServerIdentity second = authority.identity(home(), HostNames.loopback());

        assertThat(second.authority()).isEqualTo(first.authority());
        assertThat(second.certificate()).isEqualTo(first.certificate());
        assertThat(second.key()).isEqualTo(first.key());
    }

    @Test
    void renewsTheServersCertificateBeforeItExpires() throws Exception {
        ServerIdentity first = authority.identity(home(), HostNames.loopback());
        clock.pass(Authority.SERVER_LIFE.minus(Authority.RENEW_BEFORE).plusMinutes(1));
        ServerIdentity second = authority.identity(home(), HostNames.loopback());

        assertThat(second.authority()).isEqualTo(first.authority());
        assertThat(second.certificate()).isNotEqualTo(first.certificate());
        second.certificate().verify(second.authority().getPublicKey());
    }

    @Test
    void renewsEverythingBeforeTheAuthorityExpires() throws Exception {
        ServerIdentity first = authority.identity(home(), HostNames.loopback());
        clock.pass(Authority.AUTHORITY_LIFE);
        ServerIdentity second = authority.identity(home(), HostNames.loopback());

        assertThat(second.authority()).isNotEqualTo(first.authority());
        second.certificate().verify(second.authority().getPublicKey());
    }

    @Test
    void renewsTheServersCertificateWhenNamesChange() throws Exception {
        ServerIdentity first = authority.identity(home(), HostNames.loopback());
        TreeSet<String> more = new TreeSet<>(HostNames.loopback());
        more.addAll(List.of("192.0.2.7", "desk.example", "2001:db8:0:0:0:0:0:7"));
        ServerIdentity second = authority.identity(home(), more);

        assertThat(second.authority()).isEqualTo(first.authority());
        assertThat(Authority.names(second.certificate())).isEqualTo(more);
        assertThat(authority.identity(home(), more).certificate()).isEqualTo(second.certificate());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void keepsKeysFromOtherUsers() throws Exception {
        authority.identity(home(), HostNames.loopback());

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home())))
                .isEqualTo("rwx------");
        for (String key : List.of("ca-key.pem", "server-key.pem")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home().resolve(key))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void saysWhenAFileIsDamaged() throws Exception {
        authority.identity(home(), HostNames.loopback());
        Files.writeString(home().resolve("ca.pem"), "not a certificate");

        assertThatThrownBy(() -> authority.identity(home(), HostNames.loopback()))
                .isInstanceOf(HomeUnusable.class)
                .hasMessageContaining("Delete that directory");
    }

    @Test
    void saysWhenAKeyIsOfAnotherCertificate() throws Exception {
        authority.identity(home(), HostNames.loopback());
        Files.copy(
                home().resolve("server-key.pem"),
                home().resolve("ca-key.pem"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        assertThatThrownBy(() -> authority.identity(home(), HostNames.loopback()))
                .isInstanceOf(HomeUnusable.class)
                .hasMessageContaining("is not the key of");
    }
}
