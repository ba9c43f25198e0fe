package com.talkiego.dispatch.console.look;

import java.util.Objects;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/**
 * The layer for panels over the console: one at a time, inside the window (so it scales with it and never takes the window's
 * focus), closed by Escape, by a click beside it or by opening another. Not modal: what is beside it stays in use. JavaFX thread.
 */
public final class Overlay extends Region {
    private static final double GAP = 8;

    private @Nullable Region panel;
    private @Nullable Node anchor;
    private @Nullable Node focusBefore;

    public Overlay() {
        setPickOnBounds(false);
        sceneProperty().addListener((_, _, scene) -> {
            if (scene != null) {
                scene.addEventFilter(MouseEvent.MOUSE_PRESSED, this::pressed);
            }
        });
    }

    /** Opens a panel beside a node, or in the middle near the top when there is none. */
    public void open(Region content, @Nullable Node beside) {
        Node focus = getScene() == null ? null : getScene().getFocusOwner();
        close();
        focusBefore = focus;
        panel = content;
        anchor = beside;
        content.getStyleClass().add("floating-panel");
        getChildren().setAll(content);
        content.applyCss();
        requestLayout();
    }

    /** The panel that is open; null if none is. */
    public @Nullable Region panel() {
        return panel;
    }

    /** Closes what is open, gives the focus back if the panel had it; false if nothing was. */
    public boolean close() {
        Region open = panel;
        if (open == null) {
            return false;
        }
        boolean focused = open.isFocusWithin();
        panel = null;
        anchor = null;
        getChildren().clear();
        open.getStyleClass().remove("floating-panel");
        Node before = focusBefore;
        if (focused && before != null && Objects.equals(before.getScene(), getScene())) {
            before.requestFocus();
        }
        return true;
    }

    private void pressed(MouseEvent event) {
        Region open = panel;
        if (open != null
                && event.getTarget() instanceof Node target
                && !within(target, open)
                && (anchor == null || !within(target, anchor))) {
            close();
        }
    }

    private static boolean within(Node node, Node ancestor) {
        for (@Nullable Node at = node; at != null; at = at.getParent()) {
            if (at.equals(ancestor)) {
                return true;
            }
        }
        return false;
    }

    @Override
    protected void layoutChildren() {
        Region open = panel;
        if (open == null) {
            return;
        }
        double width = Math.min(open.prefWidth(-1), getWidth() - 2 * GAP);
        double height = Math.min(open.prefHeight(width), getHeight() - 2 * GAP);
        Node beside = anchor;
        double x = (getWidth() - width) / 2;
        double y = Math.max(GAP, Math.min(getHeight() / 8, (getHeight() - height) / 2));
        if (beside != null && beside.getScene() != null) {
            Bounds bounds = beside.localToScene(beside.getLayoutBounds());
            Point2D topLeft = sceneToLocal(bounds.getMinX(), bounds.getMinY());
            Point2D bottomRight = sceneToLocal(bounds.getMaxX(), bounds.getMaxY());
            x = Math.clamp(bottomRight.getX() - width, GAP, Math.max(GAP, getWidth() - width - GAP));
            boolean below = bottomRight.getY() + GAP + height <= getHeight() - GAP;
            y = below ? bottomRight.getY() + GAP : Math.max(GAP, topLeft.getY() - GAP - height);
        }
        open.resizeRelocate(Math.rint(x), Math.rint(y), Math.rint(width), Math.rint(height));
    }
}
