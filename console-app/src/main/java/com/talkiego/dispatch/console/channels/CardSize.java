package com.talkiego.dispatch.console.channels;

/** The three sizes of a card, with the least and the most room one takes, in unscaled pixels. */
public enum CardSize {
    /** Everything in large type; twelve on a 1280x800 screen with the drawer open. */
    LARGE(216, 172, 420, 304, 1.5),
    /** The same controls, tighter. */
    MEDIUM(176, 108, 300, 150, 1.7),
    /** Name, who talks and PTT; the rest opens by secondary click or the V key. */
    SMALL(136, 72, 240, 96, 2);

    private final double leastWidth;
    private final double leastHeight;
    private final double mostWidth;
    private final double mostHeight;
    private final double shape;

    CardSize(double leastWidth, double leastHeight, double mostWidth, double mostHeight, double shape) {
        this.leastWidth = leastWidth;
        this.leastHeight = leastHeight;
        this.mostWidth = mostWidth;
        this.mostHeight = mostHeight;
        this.shape = shape;
    }

    public double leastWidth() {
        return leastWidth;
    }

    public double leastHeight() {
        return leastHeight;
    }

    public double mostWidth() {
        return mostWidth;
    }

    /** Width over height that looks best. */
    public double shape() {
        return shape;
    }

    public double mostHeight() {
        return mostHeight;
    }
}
