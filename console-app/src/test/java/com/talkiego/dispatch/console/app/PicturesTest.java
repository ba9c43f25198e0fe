package com.talkiego.dispatch.console.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.talkiego.dispatch.console.Screen;
import com.talkiego.dispatch.console.look.Screenshots;
import com.talkiego.dispatch.console.ports.ScreenSettings;
import com.talkiego.dispatch.console.sample.Idle;
import com.talkiego.dispatch.console.sample.Shift;
import com.talkiego.dispatch.core.model.ConsoleState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollPane;
import org.junit.jupiter.api.Test;

/** Draws every moment of the made-up shift, dark and light, small and large, into {@code target/screenshots}. */
class PicturesTest {
    private static final Logger CSS = Logger.getLogger("javafx.css");
    private final List<String> warnings = new ArrayList<>();

    @Test
    void everyMomentIsDrawnWithoutACssWarning() throws Exception {
        Handler listener = listener();
        CSS.addHandler(listener);
        try {
            draw(true);
            draw(false);
        } finally {
            CSS.removeHandler(listener);
        }
        assertThat(warnings).isEmpty();
    }

    private static void draw(boolean dark) throws Exception {
        try (OpenWindow open =
                OpenWindow.of(new Idle.Actions(), ScreenSettings.standard().withDark(dark))) {
            ConsoleWindow window = open.window();
            for (Map.Entry<String, ConsoleState> moment : Shift.moments().entrySet()) {
                Screen.run(() -> window.show(moment.getValue()));
                save(window, moment.getKey(), dark);
            }
            Screen.run(() -> window.show(Shift.busy().state()));
            Screen.run(window::settings);
            save(window, "settings", dark);
            ConsoleState regions = Objects.requireNonNull(Shift.moments().get("regions"));
            Screen.run(() -> window.show(regions));
            Screen.run(PicturesTest.toTheEndOf(window));
            save(window, "settings-regions", dark);
            Screen.run(window::cancel);
            Screen.run(() -> window.changeOperator());
            save(window, "change-operator", dark);
            Screen.run(window::cancel);
            Screen.run(window::search);
            save(window, "search", dark);
            Screen.run(window::cancel);
            Screen.run(window::volume);
            save(window, "volume", dark);
            Screen.run(window::cancel);
            Screen.run(() -> volumesButton(window).fire());
            save(window, "master-volumes", dark);
            Screen.run(window::cancel);
            Screen.run(window::drawer);
            Screen.run(() -> window.show(Shift.sixtyFour().state()));
            save(window, "sixty-four-no-drawer", dark);
        }
    }

    private static Button volumesButton(ConsoleWindow window) {
        return window.scene().getRoot().lookupAll(".bar-button").stream()
                .filter(node -> "Master volumes".equals(node.getAccessibleText()))
                .map(Button.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static Screen.Work toTheEndOf(ConsoleWindow window) {
        return () -> ((ScrollPane) window.scene().lookup(".settings-panel .scroll-pane")).setVvalue(1);
    }

    private static void save(ConsoleWindow window, String name, boolean dark) throws Exception {
        for (int pulse = 0; pulse < 2; pulse++) {
            Screen.run(() -> window.moveMeters(3));
        }
        await().until(() -> Screen.on(() -> window.scene().getRoot().lookup(".channel-card:flash") == null));
        for (int[] size : new int[][] {{1280, 800}, {1920, 1080}}) {
            byte[] png = Screen.on(() -> Screenshots.png(window.scene(), size[0], size[1]));
            String theme = dark ? "dark" : "light";
            Path file = Path.of("target", "screenshots", name + "-" + theme + "-" + size[0] + "x" + size[1] + ".png");
            Screenshots.write(png, file);
            assertThat(Files.size(file)).isGreaterThan(10_000);
        }
    }

    private Handler listener() {
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                if (line.getLevel().intValue() >= Level.WARNING.intValue()) {
                    warnings.add(line.getMessage());
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        handler.setLevel(Level.ALL);
        return handler;
    }
}
