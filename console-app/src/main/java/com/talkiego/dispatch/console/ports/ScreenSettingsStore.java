package com.talkiego.dispatch.console.ports;

/** Where screen settings outlive the window; both calls on the JavaFX thread and without I/O on it. */
public interface ScreenSettingsStore {

    ScreenSettings load();

    /** Takes new settings; a failure to write them is an alarm of the console's state, not of this call. */
    void save(ScreenSettings settings);
}
