package com.talkiego.dispatch.console.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.talkiego.dispatch.console.Screen;
import com.talkiego.dispatch.console.ports.ScreenSettings;
import com.talkiego.dispatch.console.sample.Idle;
import com.talkiego.dispatch.console.sample.Shift;
import com.talkiego.dispatch.core.model.ConsoleState;
import java.util.List;
import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Labeled;
import javafx.scene.text.Text;
import org.junit.jupiter.api.Test;

/** The pages of many channels can be told apart however narrow the window is. */
class PageTabsTest {
    private static final ConsoleState FIVE_HUNDRED =
            Objects.requireNonNull(Shift.moments().get("five-hundred"));

    @Test
    void aNarrowWindowNamesEachPageByItsFirstChannelAndCutsNothing() throws Exception {
        assertThat(shown(1280)).containsExactly("1", "65", "129", "193", "257", "321", "385", "449");
    }

    @Test
    void aWideWindowNamesThemWhole() throws Exception {
        assertThat(shown(1920))
                .startsWith("1\u201364", "65\u2013128")
                .endsWith("449\u2013500")
                .hasSize(8);
    }

    /** What can be read on the tabs of a window of that width. */
    private static List<String> shown(double width) throws Exception {
        try (OpenWindow open = OpenWindow.of(new Idle.Actions(), ScreenSettings.standard())) {
            Screen.run(() -> open.window().show(FIVE_HUNDRED));
            return Screen.on(() -> {
                Parent root = open.window().scene().getRoot();
                root.resize(width, 800);
                // What a label says changes with the width it is given, which is known after the first pass.
                for (int pass = 0; pass < 2; pass++) {
                    root.applyCss();
                    root.layout();
                }
                return root.lookupAll(".page-tab").stream()
                        .map(Labeled.class::cast)
                        .map(PageTabsTest::drawn)
                        .toList();
            });
        }
    }

    /** The text as it is drawn: where it does not fit, its end is dots. */
    private static String drawn(Labeled tab) {
        for (Node part : tab.getChildrenUnmodifiable()) {
            if (part instanceof Text text) {
                return text.getText();
            }
        }
        return "";
    }
}
