package com.talkiego.dispatch.console.gallery;

import com.talkiego.dispatch.console.app.ConsoleWindow;
import com.talkiego.dispatch.console.sample.Idle;
import com.talkiego.dispatch.console.sample.Sample;
import com.talkiego.dispatch.console.sample.Shift;
import com.talkiego.dispatch.core.model.ConsoleState;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javafx.application.Application;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;

/** A window of its own that shows the console at every moment of a made-up shift; Page Up and Page Down leaf through them. */
public final class Gallery extends Application {
    private final List<Map.Entry<String, ConsoleState>> moments =
            new ArrayList<>(Shift.moments().entrySet());
    private int at;

    @Override
    public void start(Stage stage) {
        ConsoleWindow window = new ConsoleWindow(
                new Idle.Actions(),
                new Idle.Levels(),
                new Idle.Devices(),
                new Idle.Store(),
                InstantSource.fixed(Sample.NOW),
                ZoneOffset.UTC,
                true);
        window.open(stage);
        window.scene().addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.PAGE_DOWN || event.getCode() == KeyCode.PAGE_UP) {
                at = Math.floorMod(at + (event.getCode() == KeyCode.PAGE_DOWN ? 1 : -1), moments.size());
                show(stage, window);
                event.consume();
            }
        });
        show(stage, window);
    }

    private void show(Stage stage, ConsoleWindow window) {
        window.show(moments.get(at).getValue());
        stage.setTitle("Gallery: " + moments.get(at).getKey());
    }
}
