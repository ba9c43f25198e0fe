package com.talkiego.dispatch.console.look;

import javafx.geometry.Orientation;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;

/**
 * A level bar over -60 to 0 dBFS: rises at once, falls 26 dB/s. Costs one rectangle's size per change, no layout and no CSS. JavaFX
 * thread.
 */
public final class LevelMeter extends Region {
    private static final double FLOOR_DBFS = -60;
    private static final double HIGH_DBFS = -6;
    private static final double FALL_DB_PER_SECOND = 26;

    private final Rectangle bar = new Rectangle();
    private final Rectangle high = new Rectangle();
    private final Orientation orientation;
    private double shownDbfs = FLOOR_DBFS;
    private double drawn = -1;

    public LevelMeter(Orientation orientation) {
        this.orientation = orientation;
        getStyleClass().add("level-meter");
        bar.getStyleClass().add("level-bar");
        high.getStyleClass().add("level-high");
        bar.setManaged(false);
        high.setManaged(false);
        setAccessibleRole(AccessibleRole.NODE);
        setMouseTransparent(true);
        getChildren().addAll(bar, high);
    }

    /**
     * Shows a new level.
     *
     * @param dbfs the peak since the last call
     * @param seconds since the last call
     */
    public void level(double dbfs, double seconds) {
        shownDbfs = Math.clamp(dbfs, Math.max(FLOOR_DBFS, shownDbfs - FALL_DB_PER_SECOND * seconds), 0);
        draw();
    }

    /** What is shown now, in dBFS. */
    public double shownDbfs() {
        return shownDbfs;
    }

    @Override
    protected void layoutChildren() {
        drawn = -1;
        draw();
    }

    private void draw() {
        boolean upright = orientation == Orientation.VERTICAL;
        double length = upright ? getHeight() : getWidth();
        double lit = Math.rint(length * (shownDbfs - FLOOR_DBFS) / -FLOOR_DBFS);
        if (lit == drawn) {
            return;
        }
        drawn = lit;
        double knee = Math.rint(length * (HIGH_DBFS - FLOOR_DBFS) / -FLOOR_DBFS);
        place(bar, 0, Math.min(lit, knee), length, upright);
        place(high, knee, Math.max(0, lit - knee), length, upright);
    }

    private void place(Rectangle part, double from, double span, double length, boolean upright) {
        part.setX(upright ? 0 : from);
        part.setY(upright ? length - from - span : 0);
        part.setWidth(upright ? getWidth() : span);
        part.setHeight(upright ? span : getHeight());
    }
}
