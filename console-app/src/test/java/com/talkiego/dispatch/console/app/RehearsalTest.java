package com.talkiego.dispatch.console.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.talkiego.dispatch.console.Screen;
import com.talkiego.dispatch.console.ports.ScreenSettings;
import javafx.application.Application;
import javafx.stage.Window;
import org.junit.jupiter.api.Test;

/** What is laid out ahead of the window is never seen, and is dressed as the window will be. */
class RehearsalTest {
    @Test
    void nothingOpensAndTheChosenLookIsThere() throws Exception {
        Screen.run(() -> {
            int open = Window.getWindows().size();

            Rehearsal.of(ScreenSettings.standard().withDark(false));

            assertThat(Window.getWindows()).hasSize(open);
            assertThat(Application.getUserAgentStylesheet()).contains("light");
            Rehearsal.of(ScreenSettings.standard().withDark(true));
            assertThat(Application.getUserAgentStylesheet()).contains("dark");
        });
    }
}
