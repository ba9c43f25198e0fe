package com.talkiego.dispatch.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.talkiego.dispatch.core.api.ApiProblem;
import com.talkiego.dispatch.core.model.Connection;
import com.talkiego.dispatch.core.signing.SignedDescription;
import com.talkiego.dispatch.core.signing.SigningKey;
import com.talkiego.dispatch.core.wire.ApiMessage;
import com.talkiego.dispatch.core.wire.ServerMessage;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Only what the backend signed for this console, this session and this link becomes a media link. */
class DescriptionsTest {
    private static final List<String> SERVER = List.of("sha-256 AA:BB");
    private static final List<String> OWN = List.of("sha-256 01:02");

    private final Rig rig = new Rig();
    private final SigningKey key = SigningKey.make("k1");

    private void signWith(SigningKey... keys) {
        rig.api.keys = new ApiMessage.Keys(
                Arrays.stream(keys).map(SigningKey::published).toList(), rig.actor.now());
    }

    private void answer(String fingerprint, Function<String, SignedDescription> statement, SigningKey with) {
        rig.backend.answers = offer -> new ServerMessage.MediaAnswer(
                offer.ref(),
                offer.link(),
                "v=0\r\na=fingerprint:" + fingerprint + "\r\n",
                statement.apply(offer.link()).signed(with));
    }

    private SignedDescription right(String link) {
        return new SignedDescription("s1", link, OWN, SERVER, rig.actor.now().getEpochSecond() + 120);
    }

    private List<String> answersTaken() {
        return rig.media.calls.stream()
                .filter(call -> call.startsWith("answer"))
                .toList();
    }

    @Test
    void aSignedAnswerIsTaken() {
        signWith(key);
        answer("sha-256 aa:bb", this::right, key);
        rig.signedIn();
        assertThat(answersTaken()).hasSize(2);
        assertThat(rig.state().connection()).isInstanceOf(Connection.Online.class);
        assertThat(rig.session.statistics().descriptionsRefused()).isZero();
    }

    @Test
    void tokensAreAskedForWithTheConsolesCertificatesAndPosition() {
        rig.signedIn();
        assertThat(rig.api.lastWanted).isEqualTo(new ApiMessage.SignalTokenRequest("Desk 1", OWN));
    }

    /** Each one fault that somebody on the way could make. */
    enum Fault {
        UNSIGNED,
        GARBAGE,
        FOREIGN_KEY,
        STOLEN_KEY_ID,
        OTHER_CERTIFICATE,
        NO_CERTIFICATE,
        OTHER_LINK,
        OTHER_CONSOLE,
        OTHER_SESSION,
        OLD
    }

    @ParameterizedTest
    @EnumSource
    void whatSomebodyOnTheWayMadeIsNot(Fault fault) {
        signWith(key);
        rig.backend.answers = offer -> forged(offer.ref(), offer.link(), fault);
        rig.signedIn();
        assertThat(answersTaken()).isEmpty();
        assertThat(rig.state().connection()).isNotInstanceOf(Connection.Online.class);
        assertThat(rig.session.statistics().descriptionsRefused()).isPositive();
        assertThat(rig.state().connection().toString())
                .contains(
                        "is refused: ",
                        "Somebody may be between this console and the media server: no sound was exchanged.");
    }

    private ServerMessage.MediaAnswer forged(long ref, String link, Fault fault) {
        SignedDescription good = right(link);
        String sdp = switch (fault) {
            case OTHER_CERTIFICATE -> "a=fingerprint:sha-256 AA:BB\r\na=fingerprint:sha-256 66:66\r\n";
            case NO_CERTIFICATE -> "v=0\r\n";
            default -> "a=fingerprint:sha-256 AA:BB\r\n";
        };
        String signature = switch (fault) {
            case UNSIGNED -> null;
            case GARBAGE -> "a.b.c";
            case FOREIGN_KEY -> good.signed(SigningKey.make("k2"));
            case STOLEN_KEY_ID -> good.signed(SigningKey.make("k1"));
            case OTHER_CERTIFICATE, NO_CERTIFICATE -> good.signed(key);
            case OTHER_LINK -> new SignedDescription("s1", "other", OWN, SERVER, good.expires()).signed(key);
            case OTHER_CONSOLE ->
                new SignedDescription("s1", link, List.of("sha-256 03:04"), SERVER, good.expires()).signed(key);
            case OTHER_SESSION -> new SignedDescription("s9", link, OWN, SERVER, good.expires()).signed(key);
            case OLD -> new SignedDescription("s1", link, OWN, SERVER, good.expires() - 300).signed(key);
        };
        return new ServerMessage.MediaAnswer(ref, link, sdp, signature);
    }

    @Test
    void aBackendThatSignsNothingIsTakenAtItsWordOverHttps() {
        rig.signedIn();
        assertThat(answersTaken()).hasSize(2);
        assertThat(rig.api.keysAsked).isEqualTo(1);
    }

    @Test
    void anOldVersionClaimedOnTheWayDoesNotDoAwayWithSignatures() {
        signWith(key);
        rig.backend.protocol = 2;
        rig.signedIn();
        assertThat(answersTaken()).isEmpty();
    }

    @Test
    void aNewKeyIsFetchedWhenItIsMet() {
        signWith(key);
        answer("sha-256 AA:BB", this::right, key);
        rig.signedIn();
        SigningKey next = SigningKey.make("k2");
        signWith(next, key);
        answer("sha-256 AA:BB", this::right, next);
        rig.media.fail(MediaPort.Link.SUBSCRIBER, "The test ends it");
        rig.advance(1_000);
        assertThat(answersTaken()).hasSize(3);
        assertThat(rig.api.keysAsked).isEqualTo(2);
    }

    @Test
    void withoutTheKeysThereIsNoSoundUntilTheyCanBeFetched() {
        signWith(key);
        answer("sha-256 AA:BB", this::right, key);
        rig.api.keysProblem =
                FakeApi.problem(ApiProblem.Kind.UNREACHABLE, "The backend does not answer.", Duration.ZERO);
        rig.signedIn();
        assertThat(answersTaken()).isEmpty();
        assertThat(rig.state().connection().toString())
                .contains("its keys could not be fetched. The backend does not answer.");
        rig.api.keysProblem = null;
        rig.advance(6_000);
        assertThat(answersTaken()).hasSize(2);
    }

    @Test
    void aWrongClockOfThisComputerMakesNobodyDeaf() {
        rig.api.keys =
                new ApiMessage.Keys(List.of(key.published()), rig.actor.now().plus(Duration.ofDays(400)));
        answer(
                "sha-256 AA:BB",
                link -> new SignedDescription(
                        "s1",
                        link,
                        OWN,
                        SERVER,
                        rig.actor.now().plus(Duration.ofDays(400)).getEpochSecond() + 120),
                key);
        rig.signedIn();
        assertThat(answersTaken()).hasSize(2);
    }
}
