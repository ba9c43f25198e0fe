package com.talkiego.dispatch.console.app;

import com.talkiego.dispatch.console.Screen;
import com.talkiego.dispatch.console.ports.ConsoleActions;
import com.talkiego.dispatch.console.ports.ScreenSettings;
import com.talkiego.dispatch.console.sample.Idle;
import com.talkiego.dispatch.console.sample.Sample;
import java.time.InstantSource;
import java.time.ZoneOffset;
import javafx.stage.Stage;

/** A console window on the headless screen, at the moment of the samples, until it is closed. */
record OpenWindow(ConsoleWindow window, Stage stage) implements AutoCloseable {

    static OpenWindow of(ConsoleActions actions, ScreenSettings settings) throws Exception {
        return Screen.on(() -> {
            ConsoleWindow window = new ConsoleWindow(
                    actions,
                    new Idle.Levels(),
                    new Idle.Devices(),
                    new Idle.Store(settings),
                    InstantSource.fixed(Sample.NOW),
                    ZoneOffset.UTC,
                    true);
            Stage stage = new Stage();
            stage.setX(0);
            stage.setY(0);
            stage.setWidth(1280);
            stage.setHeight(800);
            window.open(stage);
            return new OpenWindow(window, stage);
        });
    }

    @Override
    public void close() {
        Screen.last(() -> {
            window.close();
            stage.hide();
        });
    }
}
