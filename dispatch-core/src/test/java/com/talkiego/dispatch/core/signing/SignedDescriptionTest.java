package com.talkiego.dispatch.core.signing;

import static org.assertj.core.api.Assertions.assertThat;

import com.talkiego.dispatch.core.wire.ApiMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a backend signs, and who can tell. */
class SignedDescriptionTest {
    private static final SigningKey KEY = SigningKey.make("k1");
    private static final PublicKeys KEYS = PublicKeys.of(List.of(KEY.published()));
    private static final SignedDescription STATEMENT =
            new SignedDescription("s1", "sub", List.of("sha-256 01"), List.of("sha-256 02"), 1_000);

    @Test
    void isReadAsItWasSigned() {
        Jws jws = Objects.requireNonNull(Jws.parse(STATEMENT.signed(KEY)));
        assertThat(KEYS.signed(jws)).isTrue();
        assertThat(SignedDescription.read(jws)).isEqualTo(STATEMENT);
        assertThat(STATEMENT.fresh(Instant.ofEpochSecond(1_000))).isTrue();
        assertThat(STATEMENT.fresh(Instant.ofEpochSecond(1_001))).isFalse();
    }

    @Test
    void everyPublishedKeyIsThatOfItsOwner() {
        for (int i = 0; i < 200; i++) {
            SigningKey key = SigningKey.make("k" + i);
            Jws jws = Objects.requireNonNull(Jws.parse(STATEMENT.signed(key)));
            assertThat(PublicKeys.of(List.of(key.published())).signed(jws)).isTrue();
            assertThat(KEYS.signed(jws)).as("another's key").isFalse();
        }
    }

    @Test
    void anyChangeIsNoticed() {
        String good = STATEMENT.signed(KEY);
        Random random = new Random(7);
        int parsed = 0;
        for (int i = 0; i < 2_000; i++) {
            int at = random.nextInt(good.length());
            char other = "ABCxyz019-_.".charAt(random.nextInt(12));
            String changed = good.substring(0, at) + other + good.substring(at + 1);
            Jws jws = Jws.parse(changed);
            if (jws == null || changed.equals(good) || sameBytes(changed, good)) {
                continue;
            }
            parsed++;
            assertThat(KEYS.signed(jws)).as(changed).isFalse();
        }
        assertThat(parsed).isGreaterThan(100);
    }

    /** The last character of a part may differ in bits that do not count. */
    private static boolean sameBytes(String a, String b) {
        String[] left = a.split("\\.", -1);
        String[] right = b.split("\\.", -1);
        return left.length == 3
                && left[0].equals(right[0])
                && left[1].equals(right[1])
                && java.util.Arrays.equals(
                        Base64.getUrlDecoder().decode(left[2]),
                        Base64.getUrlDecoder().decode(right[2]));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"alg\":\"none\",\"kid\":\"k1\",\"typ\":\"talkiego-description\"}",
                "{\"alg\":\"HS256\",\"kid\":\"k1\",\"typ\":\"talkiego-description\"}",
                "{\"alg\":\"ES256\",\"typ\":\"talkiego-description\"}",
                "{\"alg\":\"ES256\",\"kid\":\"k1\",\"crit\":[\"x\"]}",
                "[]",
                "7",
                "nonsense"
            })
    void noOtherAlgorithmIsTaken(String head) {
        String[] parts = STATEMENT.signed(KEY).split("\\.", -1);
        String header = Base64.getUrlEncoder().withoutPadding().encodeToString(head.getBytes(StandardCharsets.UTF_8));
        assertThat(Jws.parse(header + "." + parts[1] + "." + parts[2])).isNull();
        assertThat(Jws.parse(header + "." + parts[1] + ".")).isNull();
    }

    @Test
    void aTokenIsNoDescription() {
        Jws token =
                Objects.requireNonNull(Jws.parse(KEY.sign("talkiego-token", "{}".getBytes(StandardCharsets.UTF_8))));
        assertThat(SignedDescription.read(token)).isNull();
        Jws empty = Objects.requireNonNull(
                Jws.parse(KEY.sign(SignedDescription.TYPE, "{}".getBytes(StandardCharsets.UTF_8))));
        assertThat(SignedDescription.read(empty)).isNull();
    }

    @Test
    void keysOfOtherKindsAreLeftOut() {
        ApiMessage.Key good = KEY.published();
        ApiMessage.Key offCurve = new ApiMessage.Key("k2", "EC", "P-256", "ES256", "sig", good.x(), good.x());
        ApiMessage.Key rsa = new ApiMessage.Key("k3", "RSA", "", "RS256", "sig", "AQ", "AQ");
        ApiMessage.Key junk = new ApiMessage.Key("k4", "EC", "P-256", "ES256", "sig", "%%", "");
        PublicKeys keys = PublicKeys.of(List.of(rsa, junk, good, offCurve));
        assertThat(keys.knows("k1")).isTrue();
        assertThat(keys.knows("k3")).isFalse();
        assertThat(keys.knows("k4")).isFalse();
        Jws forged = Objects.requireNonNull(Jws.parse(STATEMENT.signed(SigningKey.make("k2"))));
        assertThat(keys.signed(forged)).isFalse();
    }

    @Test
    void fingerprintsAreComparedInOneSpelling() {
        String sdp = "v=0\r\na=fingerprint:SHA-256 ab:cd\r\nm=audio 9\r\na=fingerprint:sha-256 AB:CD\r\na=x\r\n";
        assertThat(SignedDescription.fingerprints(sdp)).containsExactly("sha-256 AB:CD");
        assertThat(SignedDescription.fingerprints("v=0\r\n")).isEmpty();
    }
}
