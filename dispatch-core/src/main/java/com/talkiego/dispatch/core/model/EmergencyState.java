package com.talkiego.dispatch.core.model;

/** The life of an emergency alarm: acknowledged is not closed; it stays open until someone clears it with a verdict. */
public enum EmergencyState {
    RAISED,
    ACKNOWLEDGED,
    CLEARED_VALID,
    CLEARED_FALSE;

    /** Whether it still wants somebody's attention. */
    public boolean open() {
        return this == RAISED || this == ACKNOWLEDGED;
    }
}
