package com.talkiego.dispatch.console.transmit;

import com.talkiego.dispatch.core.model.PttTarget;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/**
 * Watches a window for push-to-talk. Overs end at once when the window loses the focus, is hidden or iconified, when a context menu
 * is asked for, when a mouse button is seen up, and when a pressed button leaves the screen. JavaFX thread.
 */
public final class PttInput {
    private final HeldSources sources;
    private final PttKeys keys;
    private final Map<String, Node> mouse = new HashMap<>();

    public PttInput(HeldSources sources, PttKeys keys) {
        this.sources = sources;
        this.keys = keys;
    }

    /** Watches a scene, in whatever window it stands. */
    public void watch(Scene scene) {
        scene.addEventFilter(KeyEvent.KEY_PRESSED, this::keyPressed);
        scene.addEventFilter(KeyEvent.KEY_RELEASED, this::keyReleased);
        scene.addEventFilter(MouseEvent.ANY, this::anyMouse);
        scene.addEventFilter(ContextMenuEvent.CONTEXT_MENU_REQUESTED, _ -> end());
        scene.windowProperty().addListener((_, _, window) -> watch(window));
        watch(scene.getWindow());
    }

    private void watch(@Nullable Window window) {
        if (window == null) {
            forget();
            return;
        }
        window.focusedProperty().addListener((_, _, focused) -> focus(focused));
        window.showingProperty().addListener((_, _, _) -> forget());
        if (window instanceof Stage stage) {
            stage.iconifiedProperty().addListener((_, _, _) -> forget());
        }
    }

    /** Makes a button hold push-to-talk while the primary mouse button, or a finger, is down on it. */
    public void button(Node button, String source, Supplier<@Nullable PttTarget> target) {
        button.addEventHandler(MouseEvent.MOUSE_PRESSED, event -> {
            if (event.getButton() == MouseButton.PRIMARY && !button.isDisabled()) {
                PttTarget aimed = target.get();
                if (aimed != null) {
                    mouse.put(source, button);
                    sources.press(source, "mouse", aimed);
                }
                event.consume();
            }
        });
        button.disabledProperty().addListener((_, _, off) -> releaseIf(off, source));
        button.sceneProperty().addListener((_, _, scene) -> releaseIf(scene == null, source));
    }

    /** Ends an over whose button now means something else. */
    public void release(String source) {
        mouse.remove(source);
        sources.release(source);
    }

    private void releaseIf(boolean gone, String source) {
        if (gone) {
            release(source);
        }
    }

    /** The operator cancels whatever this window keys. */
    public void end() {
        mouse.clear();
        keys.cancel();
        sources.releaseAll();
    }

    private void focus(boolean gained) {
        if (gained) {
            keys.forget();
        } else {
            forget();
        }
    }

    private void forget() {
        end();
        keys.forget();
    }

    private void keyPressed(KeyEvent event) {
        checkControl(event.isControlDown(), event.getCode() == KeyCode.CONTROL);
        boolean onlyControl =
                event.isControlDown() && !event.isShiftDown() && !event.isAltDown() && !event.isMetaDown();
        if (keys.keyDown(event.getCode(), onlyControl)) {
            event.consume();
        }
    }

    private void keyReleased(KeyEvent event) {
        if (keys.keyUp(event.getCode())) {
            event.consume();
        }
    }

    private void anyMouse(MouseEvent event) {
        checkControl(event.isControlDown(), false);
        boolean wentUp = event.getEventType() == MouseEvent.MOUSE_RELEASED && event.getButton() == MouseButton.PRIMARY;
        if (wentUp || !event.isPrimaryButtonDown()) {
            for (String source : mouse.keySet().toArray(new String[0])) {
                release(source);
            }
        }
    }

    private void checkControl(boolean controlDown, boolean isControlItself) {
        if (!controlDown && !isControlItself) {
            keys.controlSeenUp();
        }
    }
}
