package com.talkiego.dispatch.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.talkiego.dispatch.core.model.Alarm;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The backend's certificate is about to end. */
class CertificateEndTest {
    private final Rig rig = new Rig();

    @Test
    void itIsToldFourteenDaysAheadAndNoMoreOnceRenewed() {
        rig.signedIn();
        rig.api.certificateExpires = rig.actor.now().plus(Duration.ofDays(14)).plusSeconds(60);
        rig.advance(1_000);
        assertThat(rig.state().alarms()).isEmpty();

        rig.advance(61_000);
        assertThat(rig.state().alarms()).singleElement().satisfies(alarm -> {
            assertThat(alarm.kind()).isEqualTo(Alarm.Kind.CERTIFICATE);
            assertThat(alarm.sentence()).contains("certificate ends in 13 days, on ", "renew it");
        });

        rig.api.certificateExpires = rig.actor.now().plus(Duration.ofDays(300));
        rig.advance(2_000);
        assertThat(rig.state().alarms()).isEmpty();
    }

    @Test
    void itIsToldWhileNobodyCanTellWhetherItWasRevoked() {
        rig.signedIn();
        rig.api.revocationTrouble = "It is not known whether it was revoked.";
        rig.advance(200);
        assertThat(rig.state().alarms()).singleElement().satisfies(alarm -> {
            assertThat(alarm.kind()).isEqualTo(Alarm.Kind.REVOCATION);
            assertThat(alarm.sentence()).isEqualTo("It is not known whether it was revoked.");
        });
        rig.api.revocationTrouble = null;
        rig.advance(2_000);
        assertThat(rig.state().alarms()).isEmpty();
    }
}
