package com.talkiego.dispatch.mock;

import java.nio.file.Path;
import java.util.Map;

/** Where a mock backend keeps its certificates unless told otherwise. */
final class Homes {
    private static final String NAME = "talkiego-dispatch-mock";

    private Homes() {}

    /** The place the system has for a program's own data: XDG_DATA_HOME, LOCALAPPDATA, or below the user's home. */
    static Path usual(Map<String, String> environment, String userHome) {
        String local = environment.get("LOCALAPPDATA");
        if (local != null && !local.isBlank()) {
            return Path.of(local, NAME);
        }
        String xdg = environment.get("XDG_DATA_HOME");
        return xdg != null && !xdg.isBlank() ? Path.of(xdg, NAME) : Path.of(userHome, ".local", "share", NAME);
    }
}
