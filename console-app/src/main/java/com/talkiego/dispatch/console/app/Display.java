package com.talkiego.dispatch.console.app;

import java.util.Locale;

/** Whether a window can be opened here. */
final class Display {
    private Display() {}

    /** On Linux there must be an X server (or XWayland); elsewhere there always is a display. */
    static boolean present() {
        boolean linux =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux");
        return !linux || !System.getenv().getOrDefault("DISPLAY", "").isEmpty();
    }

    /** Makes JavaFX draw in memory only; before its first use. */
    static void none() {
        System.setProperty("glass.platform", "Headless");
        System.setProperty("prism.order", "sw");
    }
}
