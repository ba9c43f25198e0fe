package com.talkiego.dispatch.console.look;

import javafx.scene.Node;
import javafx.scene.layout.Region;
import javafx.scene.transform.Scale;

/** Shows one child larger or smaller, laid out as if the window were smaller or larger; text stays sharp. */
public final class ScaledPane extends Region {
    private final Node child;
    private final Scale scale = new Scale(1, 1);

    public ScaledPane(Node child) {
        this.child = child;
        child.getTransforms().add(scale);
        getChildren().add(child);
    }

    /** 1 is unscaled. */
    public void scale(double factor) {
        scale.setX(factor);
        scale.setY(factor);
        requestLayout();
    }

    public double scale() {
        return scale.getX();
    }

    @Override
    protected void layoutChildren() {
        child.resizeRelocate(0, 0, getWidth() / scale.getX(), getHeight() / scale.getY());
    }
}
