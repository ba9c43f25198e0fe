package com.talkiego.dispatch.console.look;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.geometry.Rectangle2D;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;

/** Pictures of a scene as it is drawn now. */
public final class Screenshots {
    /** A scroll pane tells its content the room only after its own layout, which may move its scroll bar. */
    private static final int PASSES = 4;

    private Screenshots() {}

    /**
     * The scene as the bytes of a PNG file, as if its window had that size; JavaFX thread.
     *
     * <p>The window itself keeps its size: the headless platform's screen is 1000x1000, and a taller window than that ends its event
     * loop.
     */
    public static byte[] png(Scene scene, int width, int height) {
        Parent root = scene.getRoot();
        double widthBefore = scene.getWidth();
        double heightBefore = scene.getHeight();
        lay(root, width, height);
        SnapshotParameters view = new SnapshotParameters();
        view.setViewport(new Rectangle2D(0, 0, width, height));
        view.setFill(scene.getFill());
        byte[] png = PngWriter.png(root.snapshot(view, null));
        lay(root, widthBefore, heightBefore);
        return png;
    }

    private static void lay(Parent root, double width, double height) {
        root.resize(width, height);
        for (int pass = 0; pass < PASSES; pass++) {
            root.applyCss();
            root.layout();
        }
    }

    /**
     * Writes such bytes; not on the JavaFX thread.
     *
     * @throws IOException if the file cannot be written
     */
    public static void write(byte[] png, Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.write(file, png);
    }
}
