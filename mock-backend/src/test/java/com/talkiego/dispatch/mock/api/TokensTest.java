package com.talkiego.dispatch.mock.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.talkiego.dispatch.core.model.MemberKind;
import com.talkiego.dispatch.mock.HandClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signed tokens. */
class TokensTest {
    private static final Account ANNA = new Account("anna", "Anna", MemberKind.BROWSER, "demo", "radio", 4);

    private final HandClock clock = new HandClock();
    private final Tokens tokens = new Tokens(clock);

    @Test
    void carriesTheAccount() throws Exception {
        Tokens.Issued issued = tokens.issue(ANNA, Tokens.Use.SIGNAL, Duration.ofSeconds(60));
        assertThat(tokens.check(issued.token(), Tokens.Use.SIGNAL)).isEqualTo(ANNA);
        assertThat(issued.toString()).doesNotContain(issued.token());
    }

    @Test
    void expiresOnTheSecond() throws Exception {
        String token =
                tokens.issue(ANNA, Tokens.Use.SIGNAL, Duration.ofSeconds(60)).token();
        clock.pass(Duration.ofSeconds(59));
        assertThat(tokens.check(token, Tokens.Use.SIGNAL)).isEqualTo(ANNA);
        clock.pass(Duration.ofSeconds(1));
        assertThatThrownBy(() -> tokens.check(token, Tokens.Use.SIGNAL))
                .isInstanceOfSatisfying(
                        TokenRefused.class, e -> assertThat(e.expired()).isTrue());
    }

    @Test
    void anotherRunsTokensAreNotAccepted() {
        String token = new Tokens(clock)
                .issue(ANNA, Tokens.Use.SIGNAL, Duration.ofSeconds(60))
                .token();
        assertThatThrownBy(() -> tokens.check(token, Tokens.Use.SIGNAL))
                .isInstanceOfSatisfying(
                        TokenRefused.class, e -> assertThat(e.expired()).isFalse());
    }

    @Test
    void changedClaimsAreNotAccepted() {
        String token =
                tokens.issue(ANNA, Tokens.Use.SIGNAL, Duration.ofSeconds(60)).token();
        String[] parts = token.split("\\.", -1);
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        parts[1] = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(claims.replace("\"anna\"", "\"otto\"").getBytes(StandardCharsets.UTF_8));
        String changed = String.join(".", parts);
        assertThat(claims).contains("\"anna\"");
        assertThatThrownBy(() -> tokens.check(changed, Tokens.Use.SIGNAL)).isInstanceOf(TokenRefused.class);
    }

    @Test
    void isGoodOnce() throws Exception {
        Tokens.Binding binding = new Tokens.Binding(7, "Desk 2", List.of("sha-256 AB"));
        String token = tokens.issue(ANNA, Tokens.Use.SIGNAL, binding, Duration.ofSeconds(60))
                .token();
        assertThat(tokens.redeem(token, Tokens.Use.SIGNAL)).isEqualTo(new Tokens.Holder(ANNA, binding));
        assertThatThrownBy(() -> tokens.redeem(token, Tokens.Use.SIGNAL))
                .isInstanceOf(TokenRefused.class)
                .hasMessageContaining("used already");
    }

    @Test
    void aStatementOfAnotherKindIsNoToken() {
        String statement = tokens.keys().current().sign("talkiego-description", "{}".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> tokens.check(statement, Tokens.Use.SIGNAL)).isInstanceOf(TokenRefused.class);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", ".", "a.b", "%%%.%%%", "e30.e30", "e30.e30.e30", "no dot at all"})
    void nonsenseIsNotAccepted(String token) {
        assertThatThrownBy(() -> tokens.check(token, Tokens.Use.SIGNAL))
                .isInstanceOf(TokenRefused.class)
                .hasMessageEndingWith(".");
    }

    @Test
    void aUnitsPasswordIsNeverShown() {
        Accounts accounts = new Accounts();
        Accounts.UnitCredentials unit = accounts.unit(7, "Engine 7");
        assertThat(unit.toString()).doesNotContain(unit.password());
        assertThat(accounts.signIn("demo", "unit-7", unit.password()))
                .hasValueSatisfying(account -> assertThat(account.kind()).isEqualTo(MemberKind.UNIT));
        assertThat(accounts.signIn("demo", "unit-7", "")).isEmpty();
        assertThat(accounts.signIn("other", "unit-7", unit.password())).isEmpty();
    }
}
