package com.talkiego.dispatch.console.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.talkiego.dispatch.console.Screen;
import com.talkiego.dispatch.console.gallery.Idle;
import com.talkiego.dispatch.console.gallery.Sample;
import com.talkiego.dispatch.console.gallery.Shift;
import com.talkiego.dispatch.console.look.Screenshots;
import com.talkiego.dispatch.console.ports.ScreenSettings;
import com.talkiego.dispatch.core.model.ConsoleState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javafx.stage.Stage;
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
            for (boolean dark : new boolean[] {true, false}) {
                for (int[] size : new int[][] {{1280, 800}, {1920, 1080}}) {
                    draw(dark, size[0], size[1]);
                }
            }
        } finally {
            CSS.removeHandler(listener);
        }
        assertThat(warnings).isEmpty();
    }

    private void draw(boolean dark, int width, int height) throws Exception {
        ConsoleWindow window = Screen.on(() -> window(dark, width, height));
        String suffix = (dark ? "-dark-" : "-light-") + width + "x" + height + ".png";
        for (Map.Entry<String, ConsoleState> moment : Shift.moments().entrySet()) {
            Screen.run(() -> window.show(moment.getValue()));
            save(window, moment.getKey() + suffix);
        }
        Screen.run(() -> {
            window.show(Shift.busy().state());
            window.settings();
        });
        save(window, "settings" + suffix);
        Screen.run(() -> {
            window.cancel();
            window.search();
        });
        save(window, "search" + suffix);
        Screen.run(() -> {
            window.cancel();
            window.volume();
        });
        save(window, "volume" + suffix);
        Screen.run(() -> {
            window.cancel();
            window.drawer();
            window.show(Shift.sixtyFour().state());
        });
        save(window, "sixty-four-no-drawer" + suffix);
        Screen.run(() -> {
            window.close();
            window.scene().getWindow().hide();
        });
    }

    private static ConsoleWindow window(boolean dark, int width, int height) {
        ConsoleWindow window = new ConsoleWindow(
                new Idle.Actions(),
                new Idle.Levels(),
                new Idle.Devices(),
                new Idle.Store(ScreenSettings.standard().withDark(dark)),
                InstantSource.fixed(Sample.NOW),
                ZoneOffset.UTC,
                true);
        Stage stage = new Stage();
        stage.setX(0);
        stage.setY(0);
        stage.setWidth(width);
        stage.setHeight(height);
        window.open(stage);
        return window;
    }

    private static void save(ConsoleWindow window, String name) throws Exception {
        for (int pulse = 0; pulse < 2; pulse++) {
            Screen.run(() -> window.moveMeters(1));
        }
        await().until(() -> Screen.on(() -> window.scene().getRoot().lookup(".channel-card:flash") == null));
        byte[] png = Screen.on(() -> Screenshots.png(window.scene()));
        Path file = Path.of("target", "screenshots", name);
        Screenshots.write(png, file);
        assertThat(Files.size(file)).isGreaterThan(10_000);
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
