package com.talkiego.dispatch.devices.priority;

/** What a thread got, best first. */
public enum Priority {
    /** It runs before every ordinary thread of the machine. */
    REALTIME,
    /** It gets a larger share, but may have to wait for a core. */
    RAISED,
    /** The system refused, or knows neither: it waits like everybody else. */
    ORDINARY
}
