package com.talkiego.dispatch.console.look;

import javafx.scene.AccessibleAction;
import javafx.scene.AccessibleRole;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** A plain area that acts when clicked, or on Enter or Space while focused; the controls drawn over it keep their own clicks. */
public final class PressArea extends Region {

    /** What a press does. */
    public interface Action {
        /** @param adding whether Ctrl was held: add to what there is instead of replacing it */
        void pressed(boolean adding);
    }

    private final Action action;
    /** Whether the button went down here: a press that began elsewhere, on a PTT say, selects nothing. */
    private boolean armed;

    public PressArea(AccessibleRole role, Action action) {
        this.action = action;
        getStyleClass().add("press-area");
        setAccessibleRole(role);
        setFocusTraversable(true);
        addEventHandler(MouseEvent.MOUSE_PRESSED, event -> armed = event.getButton() == MouseButton.PRIMARY);
        addEventHandler(MouseEvent.MOUSE_CLICKED, this::clicked);
        addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    }

    private void clicked(MouseEvent event) {
        if (armed && event.getButton() == MouseButton.PRIMARY) {
            armed = false;
            action.pressed(event.isControlDown());
            event.consume();
        }
    }

    private void key(KeyEvent event) {
        boolean fires = event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.SPACE;
        if (fires && !event.isControlDown() && !event.isAltDown() && !event.isMetaDown()) {
            action.pressed(event.isShiftDown());
            event.consume();
        }
    }

    @Override
    public void executeAccessibleAction(AccessibleAction wanted, @Nullable Object... parameters) {
        if (wanted == AccessibleAction.FIRE) {
            action.pressed(false);
        } else {
            super.executeAccessibleAction(wanted, parameters);
        }
    }
}
