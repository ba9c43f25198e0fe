package com.talkiego.dispatch.console.look;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.Scene;

/** Pictures of a scene as it is drawn now. */
public final class Screenshots {
    private Screenshots() {}

    /** The scene as the bytes of a PNG file; JavaFX thread. */
    public static byte[] png(Scene scene) {
        return PngWriter.png(scene.snapshot(null));
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
