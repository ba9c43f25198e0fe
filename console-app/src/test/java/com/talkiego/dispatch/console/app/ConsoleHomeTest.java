package com.talkiego.dispatch.console.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.talkiego.dispatch.console.keystore.SystemKeyStore;
import com.talkiego.dispatch.console.keystore.Unavailable;
import com.talkiego.dispatch.console.ports.ScreenSettings;
import com.talkiego.dispatch.console.ports.SignInForm;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsoleHomeTest {
    @TempDir
    private Path folder;

    @Test
    void whoStayedIsRememberedWithoutAPasswordOrToken() throws Exception {
        SignInForm form = new SignInForm("https://a.example", "demo", "kim", "s3cret", "Position 1", true);
        try (ConsoleHome home = new ConsoleHome(folder)) {
            home.save(ScreenSettings.standard().withSignIn(form));
        }
        try (ConsoleHome home = new ConsoleHome(folder)) {
            assertThat(home.load().signIn()).isEqualTo(form.withoutPassword());
        }
        assertThat(Files.readString(folder.resolve("screen.json"))).doesNotContain("s3cret");
    }

    @Test
    void aFileOfAnEarlierVersionIsReadAndNobodyStays() throws Exception {
        Files.writeString(folder.resolve("screen.json"), """
                {"dark":false,"scale":1.2,"cards":"SMALL","drawerOpen":true,"relayOnly":false,"region":"eu",
                 "signIn":{"server":"https://a.example","tenant":"demo","user":"kim","password":"","position":"Position 2"}}
                """);
        try (ConsoleHome home = new ConsoleHome(folder)) {
            assertThat(home.load().scale()).isEqualTo(1.2);
            assertThat(home.load().signIn())
                    .isEqualTo(new SignInForm("https://a.example", "demo", "kim", "", "Position 2"));
        }
    }

    @Test
    void onlyOneOfTwoConsolesWithTheSameSettingsUsesTheKeptSignIn() throws Exception {
        try (ConsoleHome second = new ConsoleHome(folder)) {
            try (ConsoleHome first = new ConsoleHome(folder)) {
                assertThat(first.secrets()).isInstanceOf(SystemKeyStore.class);
                assertThatThrownBy(() -> second.secrets().read("any"))
                        .isInstanceOf(Unavailable.class)
                        .hasMessage("another console with the same settings is running");
            }
            assertThat(second.secrets()).isInstanceOf(SystemKeyStore.class);
        }
    }
}
