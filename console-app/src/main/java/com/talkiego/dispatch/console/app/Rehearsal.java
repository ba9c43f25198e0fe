package com.talkiego.dispatch.console.app;

import com.talkiego.dispatch.console.ports.ScreenSettings;
import com.talkiego.dispatch.console.sample.Idle;
import com.talkiego.dispatch.console.sample.Sample;
import java.time.InstantSource;
import java.time.ZoneOffset;
import javafx.scene.Parent;

/**
 * Lays the whole window out once where nobody sees it, while the backend still starts: what the real one needs - classes, style
 * sheets, fonts - is there then, and it opens the sooner. JavaFX thread.
 */
final class Rehearsal {
    private static final int CHANNELS = 12;
    private static final int WIDTH = 1280;
    private static final int HEIGHT = 800;

    private Rehearsal() {}

    /** Builds the sign-in page and the console as they will look by these settings, and throws them away. */
    static void of(ScreenSettings settings) {
        ConsoleWindow window = new ConsoleWindow(
                new Idle.Actions(),
                new Idle.Levels(),
                new Idle.Devices(),
                new Idle.Store(settings),
                InstantSource.fixed(Sample.NOW),
                ZoneOffset.UTC,
                true);
        lay(window);
        window.show(Sample.channels(CHANNELS).state());
        lay(window);
        window.close();
    }

    private static void lay(ConsoleWindow window) {
        Parent root = window.scene().getRoot();
        root.resize(WIDTH, HEIGHT);
        root.applyCss();
        root.layout();
    }
}
